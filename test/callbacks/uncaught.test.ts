/** What a callback outside of any call throws is an uncaught exception, as what a timer of Node's throws. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const child = fileURLToPath(new URL('./uncaught.child.js', import.meta.url))
const run = (...parameters: string[]) =>
  spawnSync(process.execPath, [child, ...parameters], { encoding: 'utf8', timeout: 30_000 })

test('it goes to the handler of uncaught exceptions, and the loop goes on', () => {
  const { status, stdout } = run('caught')
  assert.deepEqual({ status, stdout }, { status: 0, stdout: 'caught: out of the blue\n' })
})

test('without one it ends the process with its stack', () => {
  const { status, stderr } = run()
  assert.equal(status, 1)
  assert.match(stderr, /Error: out of the blue\n.*uncaught\.child/)
})
