import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressInWindow, around, within } from '../../test/memory/windows.ts'
import type { AccessSite } from './guarded.ts'
import { windowSize } from './window.ts'

const site: AccessSite = { describe: address => `the value at ${address}` }

test('addresses of one window have the same, also after others, and those of the next one another', () => {
  const address = addressInWindow()
  const window = around(address)
  assert.equal(around(address + 4096), window)
  assert.notEqual(around(address + windowSize), window)
  assert.equal(around(address), window)
})

test('addresses near the ends of windows, and of memory, are what they are', () => {
  const ends = [0, windowSize, 2 ** 32, 2 ** 33 - windowSize, 2 ** 46, 2 ** 47, -(2 ** 32), -windowSize]
  for (const end of ends) {
    for (const distance of [-16, -8, -4, -1, 0, 1, 4, 8, 65528, 65532, 65536, 65540]) {
      const address = end + distance
      assert.equal(around(address).base + within(address), address, `${end} and ${distance}`)
    }
  }
})

test('the windows of hundreds of places are made, and forgotten', () => {
  const address = addressInWindow()
  around(address).store32(within(address), 123, site)
  for (let i = 1; i <= 300; i++) {
    const elsewhere = 2 ** 45 + i * windowSize + 2 ** 20
    const fault = { code: 'ERR_CABI_FAULT', address: elsewhere }
    assert.throws(() => around(elsewhere).loadI32(within(elsewhere), site), fault)
    assert.equal(around(address).loadI32(within(address), site), 123)
  }
})
