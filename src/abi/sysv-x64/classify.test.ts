import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ResultValue } from '../slot.ts'
import { classify } from './classify.ts'

test('float and double are of class SSE', () => {
  assert.deepEqual((['float', 'double'] as const).map(classify), ['SSE', 'SSE'])
})

test('_Bool, integers and pointers are of class INTEGER', () => {
  const values: readonly ResultValue[] = ['bool', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64']
  for (const value of values) assert.equal(classify(value), 'INTEGER', value)
})
