/**
 * Ways for a process to end that are none of cabi's business, each as a program and how it ends. `outside.child.ts`
 * runs one of them by name.
 */
import { constants } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { isMainThread, Worker } from 'node:worker_threads'
import { type LooseLibrary, open } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import { openFault } from './libraries.ts'

export interface Ending {
  /** What the process does, after the kernel was used. */
  readonly run: () => unknown
  /** What it does before. */
  readonly before?: (addon: Addon) => void
  /** Sent from another process once the program says that it is inside a call, or else ready. */
  readonly sent?: NodeJS.Signals
  /** How it ends: by a signal, or with a status. */
  readonly by: NodeJS.Signals | number
  readonly prints?: string
}

interface Addon {
  crash(): void
  crashInThread(): void
  abortInThread(): void
  installWithInformation(): void
  installPlain(): void
  installForOneTime(): void
  installResending(): void
  installIgnore(): void
  installDefaultWithInformation(): void
}

const library = compileFixture(new URL('./outside.c', import.meta.url))

function loadAddon(): Addon {
  const module = { exports: {} }
  process.dlopen(module, library)
  return module.exports as Addon
}

const openOutside = (): LooseLibrary =>
  open(
    library,
    `void stay_inside(void);
     void crash_in_thread_inside(void);
     void abort_in_thread_inside(void);
     void kill_process_inside(int signal);
     void stay_inside_until_signalled(int signal);`,
  )

const signals = ['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT'] as const

/** Long enough for a signal on its way to another thread. */
const survive = async (_done?: void) => {
  await setTimeout(300)
  console.log('survived')
}

async function killSelf(signal: NodeJS.Signals) {
  process.kill(process.pid, signal)
  await survive()
}

/** Runs itself in a worker, as `outside.child.ts` does there, while this thread is inside a call. */
async function inWorkerWhileInside() {
  const worker = new Worker(process.argv[1]!, { argv: process.argv.slice(2) })
  await new Promise(resolve => worker.once('message', resolve))
  openOutside()['stay_inside']()
}

export const endings: Readonly<Record<string, Ending>> = {
  ...Object.fromEntries(
    signals.map(signal => [`process.kill(process.pid, '${signal}')`, { run: () => killSelf(signal), by: signal }]),
  ),
  'process.abort()': { run: () => process.abort(), by: 'SIGABRT' },
  'an addon that crashes': { run: () => loadAddon().crash(), by: 'SIGSEGV' },
  'a thread of C that crashes': { run: () => survive(loadAddon().crashInThread()), by: 'SIGSEGV' },
  'a thread of C that aborts': { run: () => survive(loadAddon().abortInThread()), by: 'SIGABRT' },
  'a thread of C that crashes during a call': {
    run: () => openOutside()['crash_in_thread_inside'](),
    by: 'SIGSEGV',
    prints: 'inside\n',
  },
  'a thread of C that aborts during a call': {
    run: () => openOutside()['abort_in_thread_inside'](),
    by: 'SIGABRT',
    prints: 'inside\n',
  },
  'C that kills the whole process from inside a call': {
    run: () => openOutside()['kill_process_inside'](constants.signals.SIGABRT),
    by: 'SIGABRT',
  },
  'an addon that crashes in a worker during a call here': {
    run: () => (isMainThread ? inWorkerWhileInside() : setTimeout(100).then(() => loadAddon().crash())),
    by: 'SIGSEGV',
    prints: 'inside\n',
  },
  'a worker that kills the process during a call here': {
    run: () =>
      isMainThread ? inWorkerWhileInside() : setTimeout(100).then(() => process.kill(process.pid, 'SIGABRT')),
    by: 'SIGABRT',
    prints: 'inside\n',
  },
  'SIGABRT from another process': { run: survive, sent: 'SIGABRT', by: 'SIGABRT' },
  'SIGSEGV from another process': { run: survive, sent: 'SIGSEGV', by: 'SIGSEGV' },
  'SIGABRT from another process during a call': {
    run: () => openOutside()['stay_inside'](),
    sent: 'SIGABRT',
    by: 'SIGABRT',
    prints: 'inside\n',
  },
  'SIGSEGV from another process during a call': {
    run: () => openOutside()['stay_inside'](),
    sent: 'SIGSEGV',
    by: 'SIGSEGV',
    prints: 'inside\n',
  },
  'SIGABRT from another process to the thread that is inside a call': {
    run: () => openOutside()['stay_inside_until_signalled'](constants.signals.SIGABRT),
    by: 'SIGABRT',
    prints: 'inside\n',
  },
  'a fault in a call without guard': { run: () => openFault({ guard: false })['read_at'](0), by: 'SIGSEGV' },
  'an abort() in a call without guard': { run: () => openFault({ guard: false })['abort'](), by: 'SIGABRT' },
  'exit() in a call': { run: () => open(null, 'void exit(int status);')['exit'](3), by: 3 },

  'a crash, where a handler with information was before': {
    before: addon => addon.installWithInformation(),
    run: () => loadAddon().crash(),
    by: 42,
    prints: 'previous 11 raised\n',
  },
  'a sent signal, where a handler with information was before': {
    before: addon => addon.installWithInformation(),
    run: () => killSelf('SIGBUS'),
    by: 42,
    prints: 'previous 7 sent\n',
  },
  'a crash, where a plain handler was before': {
    before: addon => addon.installPlain(),
    run: () => loadAddon().crash(),
    by: 42,
    prints: 'previous 11\n',
  },
  'a sent signal, where a plain handler was before': {
    before: addon => addon.installPlain(),
    run: () => killSelf('SIGABRT'),
    by: 42,
    prints: 'previous 6\n',
  },
  'a signal from another process during a call, where a handler was before': {
    before: addon => addon.installPlain(),
    run: () => openOutside()['stay_inside'](),
    sent: 'SIGFPE',
    by: 42,
    prints: 'inside\nprevious 8\n',
  },
  'a crash, where a handler for one time was before': {
    before: addon => addon.installForOneTime(),
    run: () => loadAddon().crash(),
    by: 'SIGSEGV',
    prints: 'previous 11\n',
  },
  'the second sent signal, where a handler for one time was before': {
    before: addon => addon.installForOneTime(),
    run: () => killSelf('SIGILL').then(() => killSelf('SIGILL')),
    by: 'SIGILL',
    prints: 'previous 4\nsurvived\n',
  },
  'a crash, where a handler that sends the signal again was before': {
    before: addon => addon.installResending(),
    run: () => loadAddon().crash(),
    by: 'SIGSEGV',
    prints: 'previous 11\n',
  },
  'a crash, where signals were ignored before': {
    before: addon => addon.installIgnore(),
    run: () => loadAddon().crash(),
    by: 'SIGSEGV',
  },
  'nothing, where the sent signals were ignored before': {
    before: addon => addon.installIgnore(),
    async run() {
      for (const signal of signals) process.kill(process.pid, signal)
      await survive()
    },
    by: 0,
    prints: 'survived\n',
  },
  'a crash, where the default was before with SA_SIGINFO': {
    before: addon => addon.installDefaultWithInformation(),
    run: () => loadAddon().crash(),
    by: 'SIGSEGV',
  },
  'a sent signal, where the default was before with SA_SIGINFO': {
    before: addon => addon.installDefaultWithInformation(),
    run: () => killSelf('SIGABRT'),
    by: 'SIGABRT',
  },
}

/** What `outside.child.ts` does: faults inside calls first, which come back whatever was installed before. */
export function runEnding({ before, run }: Ending): unknown {
  before?.(loadAddon())
  const c = openFault()
  const caught = [() => c['read_at'](0), () => c['divide'](1, 0), () => c['abort']()].map(signalOf)
  console.log(caught.join())
  return run()
}

function signalOf(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    return (error as { signal?: string }).signal
  }
}
