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
