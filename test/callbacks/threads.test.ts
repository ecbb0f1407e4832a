/** Callbacks where no JavaScript can run: other threads, signal handlers, the end of the process. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { callback, release } from 'cabi'
import { openCallbacks } from './fixture.ts'

const lib = openCallbacks()
const refused = (name: string, where: string) => ({
  code: 'ERR_CABI_THREAD',
  callback: name,
  message: `${name}: C called it ${where}; C was given zero`,
})

test('another thread gets zero, and the call during which it happened is told', () => {
  const foreign = () => 7
  for (let i = 0; i < 20; i++) {
    assert.throws(() => lib['apply_on_thread'](foreign, 1), refused('foreign', 'on a thread that is not its own'))
    assert.equal(lib['apply'](foreign, 1), 7)
  }
})

test('another thread outside of any call is a warning', { timeout: 10_000 }, async () => {
  const late = callback(lib['int_function'], function late() {
    return 7
  })
  const warned = once(process, 'warning')
  const alive = setInterval(() => {}, 1000)
  lib['start_thread'](late, 1)
  const [warning] = await warned
  clearInterval(alive)
  assert.equal(warning.code, 'ERR_CABI_THREAD')
  assert.match(warning.message, /^late: C called it on a thread that is not its own/)
  assert.equal(lib['join_thread'](), 0)
  release(late)
})

test('a signal handler gets zero, and the call during which it came is told', () => {
  const { SIGUSR2 } = constants.signals
  using handler = callback(lib['handler'], function handle() {})
  lib['on_signal'](SIGUSR2, handler)
  for (let i = 0; i < 20; i++) {
    assert.throws(() => lib['raise_signal'](SIGUSR2), refused('handle', 'as a signal handler'))
    assert.equal(
      lib['apply']((value: number) => value + 1, 1),
      2,
    )
  }
})

test('a callback at the exit of the process is refused safely', () => {
  const child = fileURLToPath(new URL('./at-exit.child.js', import.meta.url))
  const output = execFileSync(process.execPath, [child], { encoding: 'utf8', timeout: 20_000 })
  assert.equal(output, 'last words\n')
})
