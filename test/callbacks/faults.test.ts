/** C that faults before, between and after its callbacks: an error each time, and the next call works. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCallbacks } from './fixture.ts'

const lib = openCallbacks()
const addOne = (value: number) => value + 1

for (const [when, name] of [
  ['after a callback', 'fault_after'],
  ['before one', 'fault_before'],
]) {
  test(`a fault ${when} is the error of its call, also inside another's callback`, () => {
    for (let i = 0; i < 50; i++) {
      const fault = { code: 'ERR_CABI_FAULT', signal: 'SIGSEGV', address: 8, function: name, arguments: [addOne, i] }
      assert.throws(() => lib[name!](addOne, i), fault)
      const inside = (value: number) => {
        assert.throws(() => lib[name!](addOne, i), fault)
        return value + 1
      }
      assert.equal(lib['apply'](inside, i), i + 1)
      assert.throws(() => lib['apply'](() => lib[name!](addOne, i), 0), fault)
    }
  })
}

test('a call whose parked C is overwritten is given up with an error, whether its callback returns or throws', () => {
  const failure = new Error('mine')
  const returns = (value: number) => {
    lib['overwrite_parked']()
    return value
  }
  const throws = () => {
    lib['overwrite_parked']()
    throw failure
  }
  for (let i = 0; i < 50; i++) {
    assert.throws(() => lib['apply'](returns, 1), { code: 'ERR_CABI_FAULT', signal: 'SIGSEGV', function: 'apply' })
    assert.throws(
      () => lib['apply'](throws, 1),
      (error: Error & { suppressed?: Error[] }) => {
        assert.equal(error, failure)
        assert.deepEqual(
          error.suppressed?.map(({ message }) => message),
          ['throws: C has overwritten the stack that it was to go on with after it: the call of C was given up'],
        )
        delete error.suppressed
        return true
      },
    )
    assert.equal(lib['apply'](addOne, 1), 2)
  }
})

test('a stack of C that is used up, by recursion or at once, is an error inside callbacks too', () => {
  for (const name of ['recurse_after', 'huge_local_after']) {
    for (let i = 0; i < 3; i++) {
      const fault = { code: 'ERR_CABI_FAULT', signal: 'SIGSEGV', function: name }
      assert.throws(() => lib[name](addOne, 1), fault)
      assert.throws(() => lib['apply']((value: number) => lib[name](addOne, value), 1), fault)
      assert.equal(lib['apply'](addOne, 1), 2)
    }
  }
})
