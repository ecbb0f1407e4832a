import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testGuarded } from '../../test/memory/guarded-suite.ts'
import { addressInWindow, around, within } from '../../test/memory/windows.ts'
import { exchange } from '../exchange/exchange.ts'
import type { AccessSite, Guarded } from './guarded.ts'
import { type NumberReferent, numberLoads } from './number-load.ts'
import { createWindows, windowSize } from './window.ts'

const site: AccessSite = { describe: address => `the value at ${address}` }

/** Windows take offsets, and what is tested addresses. */
const byAddress: Guarded = {
  loadI8: (address, site) => around(address).loadI8(within(address), site),
  loadU8: (address, site) => around(address).loadU8(within(address), site),
  loadI16: (address, site) => around(address).loadI16(within(address), site),
  loadU16: (address, site) => around(address).loadU16(within(address), site),
  loadI32: (address, site) => around(address).loadI32(within(address), site),
  loadU32: (address, site) => around(address).loadU32(within(address), site),
  loadF32: (address, site) => around(address).loadF32(within(address), site),
  loadF64: (address, site) => around(address).loadF64(within(address), site),
  loadI64: (address, site) => around(address).loadI64(within(address), site),
  loadU64: (address, site) => around(address).loadU64(within(address), site),
  loadPair: (address, site) => around(address).loadPair(within(address), site),
  low: () => around(0).low(),
  high: () => around(0).high(),
  store8: (address, value, site) => around(address).store8(within(address), value, site),
  store16: (address, value, site) => around(address).store16(within(address), value, site),
  store32: (address, value, site) => around(address).store32(within(address), value, site),
  storeF32: (address, value, site) => around(address).storeF32(within(address), value, site),
  storeF64: (address, value, site) => around(address).storeF64(within(address), value, site),
  storeI64: (address, value, site) => around(address).storeI64(within(address), value, site),
  storeU64: (address, value, site) => around(address).storeU64(within(address), value, site),
  storePair: (address, low, high, site) => around(address).storePair(within(address), low, high, site),
  copyIn: (address, to, site) => around(address).copyIn(within(address), to, site),
  copyOut: (address, from, site) => around(address).copyOut(within(address), from, site),
}

testGuarded(byAddress, 8)

test('a window is used where there is one, and told from the way by address by who is called', () => {
  const address = addressInWindow()
  const { fast } = exchange()
  const before = fast?.slowCalls()
  assert.equal(around(address).loadI32(within(address), site), 0)
  // In code that is not optimised, the way by address is a slow call.
  if (fast !== undefined) assert.equal(fast.slowCalls(), before)
  assert.equal(around(address).loadI32(within(address) + 1, site), 0)
  if (fast !== undefined) assert.equal(fast.slowCalls(), before! + 1)
})

test("what lies far from a window's start is not taken for what lies in it", () => {
  const address = addressInWindow()
  const window = around(address)
  window.store32(within(address), 77, site)
  for (const far of [2 ** 32, 2 ** 33, -(2 ** 32), 2 ** 40]) {
    const fault = { code: 'ERR_CABI_FAULT', operation: 'read' }
    assert.throws(() => window.loadI32(within(address) + far + 2 ** 45, site), fault)
    assert.throws(() => window.store32(within(address) + far + 2 ** 45, 1, site), { ...fault, operation: 'write' })
  }
  assert.equal(window.loadI32(within(address), site), 77)
})

test('a window loads the aligned ints that are in it by itself, and leaves other numbers to whoever knows all windows', () => {
  const address = addressInWindow()
  const { start, upper } = around(address)
  const left: [low: number, high: number][] = []
  const window = createWindows((low, high) => {
    left.push([low, high])
    return -1
  }).windowBehind(start, upper)
  window.store32(within(address), 1234, site)
  const low = address | 0
  const int: NumberReferent = { ...site, load: numberLoads.int32, siteAt: () => site }

  assert.equal(window.loadNumber(low, upper, int), window.end === 0 ? -1 : 1234)
  left.length = 0
  assert.equal(window.loadNumber(low, upper, { ...int, load: numberLoads.uint32 }), -1)
  assert.equal(window.loadNumber(low + 1, upper, int), -1)
  assert.equal(window.loadNumber(low, upper + 1, int), -1)
  assert.equal(window.loadNumber((low + windowSize) | 0, upper, int), -1)
  assert.equal(window.loadNumber(start, upper, int), -1)
  assert.deepEqual(left, [
    [low, upper],
    [low + 1, upper],
    [low, upper + 1],
    [(low + windowSize) | 0, upper],
    [start, upper],
  ])
})
