import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open } from '../index.ts'
import { c } from './c.ts'
import { sizeof } from './sizeof.ts'

test('an enumeration is as wide as its values need, and at least an int', () => {
  assert.equal(sizeof(c.enum({ RED: 0, GREEN: 5 })), 4)
  assert.equal(sizeof(c.enum({ LOW: -(2 ** 31), HIGH: 2 ** 31 - 1 })), 4)
  assert.equal(sizeof(c.enum({ LOW: -1, HIGH: 2 ** 31 })), 8)
  assert.equal(sizeof(c.enum({ MOST: 2n ** 64n - 1n })), 8)
})

test('it is passed as the integer that it is', () => {
  const { abs } = open(null, { abs: c.fn(c.int, [c.enum({ MINUS: -1 })]) })
  assert.equal(abs(-7), 7)
  assert.throws(() => abs(2 ** 31), { code: 'ERR_CABI_ARG_RANGE' })
})

test('values that are none are refused', () => {
  const refusals: readonly (readonly [call: () => unknown, message: string])[] = [
    [() => c.enum(null as never), 'c.enum: expected values by name, got null'],
    [() => c.enum({}), 'c.enum: expected at least one value'],
    [() => c.enum({ 'a b': 1 }), "c.enum: 'a b': expected a C identifier as its name"],
    [() => c.enum({ A: 1.5 }), "c.enum: 'A': expected an integer (a bigint beyond 2^53), got 1.5"],
    [() => c.enum({ A: 2 ** 53 }), "c.enum: 'A': expected an integer (a bigint beyond 2^53), got 9007199254740992"],
    [() => c.enum({ A: '1' as never }), "c.enum: 'A': expected an integer (a bigint beyond 2^53), got '1'"],
  ]
  for (const [call, message] of refusals) assert.throws(call, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
  for (const values of [{ A: 2n ** 64n }, { A: -1, B: 2n ** 63n }, { A: -(2n ** 63n) - 1n }]) {
    assert.throws(() => c.enum(values), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: 'c.enum: no integer type holds all of these values',
    })
  }
})
