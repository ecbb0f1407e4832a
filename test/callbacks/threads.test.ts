/** Callbacks where no JavaScript can run: other threads, signal handlers, the end of the process. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { callback, type Pointer, release } from 'cabi'
import { openCallbacks } from './fixture.ts'

const lib = openCallbacks()
const refused = (name: string, where: string) => ({
  code: 'ERR_CABI_THREAD',
  callback: name,
  message: `${name}: C called it ${where}; C was given zero`,
})

test('another thread gets zero, and the call during which it happened is told', () => {
  const foreign = () => 7
  for (const library of [lib, openCallbacks({ stack: 'host' })]) {
    for (let i = 0; i < 20; i++) {
      assert.throws(() => library['apply_on_thread'](foreign, 1), refused('foreign', 'on a thread that is not its own'))
      assert.equal(library['apply'](foreign, 1), 7)
    }
  }
})

test('a stack that C has made is none that JavaScript can run on: C gets zero, and the call is told', () => {
  const inside = () => 7
  for (const library of [lib, openCallbacks({ stack: 'host' })]) {
    const where = refused('inside', "on a stack that C has made, as a coroutine's is")
    for (let i = 0; i < 20; i++) {
      assert.throws(() => library['apply_in_coroutine'](inside, 1), where)
      assert.equal(
        lib['apply'](() => {
          assert.throws(() => library['apply_in_coroutine'](inside, 1), where)
          return 8
        }, 1),
        8,
      )
      assert.equal(library['apply'](inside, 1), 7)
    }
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

const { SIGUSR2 } = constants.signals
/** For signals' stack, where C asks for it: signal.h. */
const SA_ONSTACK = 0x08000000

for (const stack of ['auto', 'host'] as const) {
  const library = openCallbacks({ stack })
  const add = (value: number) => value + 1
  const ways: Readonly<Record<string, (handle: () => void) => Pointer & Disposable>> = {
    'signal()': handle => {
      const handler = callback(library['handler'], handle)
      library['on_signal'](SIGUSR2, handler)
      return handler
    },
    'sigaction()': handle => {
      const handler = callback(library['action_handler'], handle)
      library['on_signal_action'](SIGUSR2, handler, 0)
      return handler
    },
    'sigaction(), on the stack of signals,': handle => {
      const handler = callback(library['action_handler'], handle)
      library['on_signal_action'](SIGUSR2, handler, SA_ONSTACK)
      return handler
    },
  }
  for (const [way, install] of Object.entries(ways)) {
    test(`a handler by ${way} is not run, and the call during which the signal came is told, ${stack}`, () => {
      using _ = install(function handle() {
        assert.fail('it ran')
      })
      const told = refused('handle', 'as a signal handler')
      for (let i = 0; i < 20; i++) {
        assert.throws(() => library['raise_signal'](SIGUSR2), told)
        assert.throws(() => library['raise_after'](add, SIGUSR2), told)
        const inside = (value: number) => {
          assert.throws(() => library['raise_signal'](SIGUSR2), told)
          return value + 1
        }
        assert.equal(library['apply'](inside, 1), 2)
        // Between C that waits and JavaScript that runs.
        assert.throws(() => library['apply'](() => Number(process.kill(process.pid, SIGUSR2)), 1), told)
        assert.equal(library['apply'](add, 1), 2)
      }
    })

    test(`a handler by ${way} outside of any call is not run, and the next call is told, ${stack}`, () => {
      using _ = install(function handle() {
        assert.fail('it ran')
      })
      for (let i = 0; i < 20; i++) {
        process.kill(process.pid, SIGUSR2)
        assert.throws(() => library['apply'](add, 1), refused('handle', 'as a signal handler'))
        assert.equal(library['apply'](add, 1), 2)
      }
    })
  }
}

test('a callback at the exit of the process is refused safely', () => {
  const child = fileURLToPath(new URL('./at-exit.child.js', import.meta.url))
  const output = execFileSync(process.execPath, [child], { encoding: 'utf8', timeout: 20_000 })
  assert.equal(output, 'last words\n')
})
