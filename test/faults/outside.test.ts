/** Outside of calls, and in calls without guard, the process ends as without cabi: by the same signal, at once. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Ending, endings } from './outside.ts'

const child = fileURLToPath(new URL('./outside.child.js', import.meta.url))
const caught = 'SIGSEGV,SIGFPE,SIGABRT\n'

/** Without core files. */
const shell = ['-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath, child]

async function end(name: string, { sent, prints = '' }: Ending) {
  const ready = prints.startsWith('inside\n') ? `${caught}inside\n` : caught
  const program = spawn('/bin/sh', [...shell, name], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
    killSignal: 'SIGKILL',
  })
  let printed = ''
  let complained = ''
  let waiting = sent
  program.stderr.setEncoding('utf8').on('data', text => {
    complained += text
  })
  program.stdout.setEncoding('utf8').on('data', text => {
    printed += text
    if (waiting === undefined || !printed.startsWith(ready)) return
    program.kill(waiting)
    waiting = undefined
  })
  const [status, signal] = await once(program, 'close')
  return { by: signal ?? status, printed, complained }
}

describe('the process ends', { concurrency: 2 }, () => {
  for (const [name, ending] of Object.entries(endings)) {
    test(`by ${ending.by} after ${name}`, async () => {
      const { by, printed, complained } = await end(name, ending)
      assert.deepEqual({ by, printed }, { by: ending.by, printed: caught + (ending.prints ?? '') }, complained)
    })
  }
})
