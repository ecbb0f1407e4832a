import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInC } from '../../test/oracle/gcc.ts'
import { integers, isIntegerName } from './scalar.ts'

test('every integer name is, to GCC, the basic type it is said to be the same as', () => {
  assertInC(Object.entries(integers).map(([name, { same }]) => `__builtin_types_compatible_p(${name}, ${same})`))
})

test('every basic type is in the table, as itself', () => {
  for (const { same } of Object.values(integers)) assert.equal(integers[same].same, same)
})

test('only 64-bit types whose names promise their width come out as bigint', () => {
  const bigints = Object.entries(integers).filter(([, { out }]) => out === 'bigint')
  assert.deepEqual(
    bigints.map(([name]) => name),
    ['long long', 'unsigned long long', 'int64_t', 'uint64_t', 'intmax_t', 'uintmax_t'],
  )
  assertInC(bigints.map(([name]) => `sizeof(${name}) == 8`))
})

test('integer names are those of the table and no property of every object', () => {
  assert.equal(isIntegerName('unsigned long long'), true)
  for (const name of ['float', 'unsigned', '', '__proto__', 'constructor', 'toString']) {
    assert.equal(isIntegerName(name), false, name)
  }
})
