/** Libraries that change how a thread computes when they are loaded, unloaded or resolved do not change JavaScript. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { close, type LooseLibrary, type OpenOptions, open } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import { checkArithmetic } from './arithmetic.ts'

const compile = (...flags: string[]) => compileFixture(new URL('./floating_point_control.c', import.meta.url), flags)

const openWith = (flag: string, options?: OpenOptions): LooseLibrary =>
  open(compile(flag), 'int resolved_with_disorder(void); int mxcsr_control(void); int x87_control(void);', options)

/** The psABI's (3.2.1): exceptions masked, round to nearest, denormals; x87 in extended precision. */
const asTheSystemStarts = { mxcsr: 0x1f80, x87: 0x37f }

function checkControl(c: LooseLibrary): void {
  checkArithmetic()
  assert.deepEqual({ mxcsr: c['mxcsr_control'](), x87: c['x87_control']() }, asTheSystemStarts)
}

if (isMainThread) {
  const witness = openWith('-DWITNESS')

  test('the constructor of a library built with -Ofast or -mpc32 changes nothing here', () => {
    for (const flag of ['-Ofast', '-mpc32', '-DLOADED']) {
      checkControl(openWith(flag))
      checkControl(openWith(`${flag}`, { now: true, unload: true }))
    }
  })

  test('the destructor of one that is unloaded changes nothing', () => {
    const c = openWith('-DUNLOADED', { unload: true })
    checkControl(c)
    close(c)
    checkControl(witness)
  })

  test('a resolver of an indirect function, which runs when the symbol is first touched, changes nothing', () => {
    assert.equal(witness['resolved_with_disorder'](), 1)
    checkControl(witness)
  })

  test('loaded on one thread it changes no other', async () => {
    const worker = new Worker(new URL(import.meta.url))
    const exit = once(worker, 'exit')
    checkControl(witness)
    await once(worker, 'message')
    checkControl(witness)
    assert.deepEqual(await exit, [0])
    checkControl(witness)
  })
} else {
  const c = openWith('-DLOADED', { unload: true })
  checkControl(c)
  assert.equal(c['resolved_with_disorder'](), 1)
  checkControl(c)
  close(c)
  checkControl(openWith('-DWITNESS'))
  parentPort!.postMessage('done')
}
