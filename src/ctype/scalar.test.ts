import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInC } from '../../test/oracle/gcc.ts'
import { integers, isIntegerName } from './scalar.ts'

test('only types of 64 bits or more whose names promise their width come out as bigint', () => {
  const bigints = Object.entries(integers).flatMap(([name, out]) => (out === 'bigint' ? [name] : []))
  assert.deepEqual(bigints, [
    ...['long long', 'unsigned long long', '__int128', 'unsigned __int128'],
    ...['int64_t', 'uint64_t', 'intmax_t', 'uintmax_t'],
  ])
  assertInC(bigints.map(name => `sizeof(${name}) >= 8`))
})

test('integer names are those of the table and no property of every object', () => {
  assert.equal(isIntegerName('unsigned long long'), true)
  for (const name of ['float', 'unsigned', '', '__proto__', 'constructor', 'toString']) {
    assert.equal(isIntegerName(name), false, name)
  }
})
