import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressSource } from './address-source.ts'

const add = new Function('start', 'offset', `return ${addressSource('start', 'offset+4')}`)

test('an address is the exact sum, near the ends of memory and of a window too', () => {
  for (const start of [0, 4096, 2 ** 29, 0x7fff_ffff_e000, 0x7f12_3456_7001, -(2 ** 29), -16, 2 ** 53 - 2 ** 30]) {
    for (const offset of [0, 1, 12, 2 ** 29 - 1, 2 ** 30 - 1]) assert.equal(add(start, offset), start + offset + 4)
  }
})
