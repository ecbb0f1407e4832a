import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testGuarded } from '../../test/memory/guarded-suite.ts'
import { exchange } from '../exchange/exchange.ts'
import type { AccessSite, Guarded } from './guarded.ts'
import { type ForeignBytes, offsetAround, windowAround, windowSize } from './window.ts'

const site: AccessSite = { describe: address => `the value at ${address}` }

const around = (address: number): ForeignBytes => windowAround(address | 0, Math.floor(address / 2 ** 32))
const within = (address: number): number => offsetAround(address | 0)

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

/** Of memory that C has, in a window. */
function inside(): number {
  const bytes = new Uint8Array(new ArrayBuffer(2 ** 20))
  kept.push(bytes)
  const base = exchange().addressOf(bytes, bytes.byteLength)
  return within(base) < 0 ? base + 2 ** 17 : base
}

const kept: Uint8Array[] = []

test('a window is used where there is one, and told from the way by address by who is called', () => {
  const address = inside()
  const { fast } = exchange()
  const before = fast?.slowCalls()
  assert.equal(around(address).loadI32(within(address), site), 0)
  // In code that is not optimised, the way by address is a slow call.
  if (fast !== undefined) assert.equal(fast.slowCalls(), before)
  assert.equal(around(address).loadI32(within(address) + 1, site), 0)
  if (fast !== undefined) assert.equal(fast.slowCalls(), before! + 1)
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

test("what lies far from a window's start is not taken for what lies in it", () => {
  const address = inside()
  const window = around(address)
  window.store32(within(address), 77, site)
  for (const far of [2 ** 32, 2 ** 33, -(2 ** 32), 2 ** 40]) {
    const fault = { code: 'ERR_CABI_FAULT', operation: 'read' }
    assert.throws(() => window.loadI32(within(address) + far + 2 ** 45, site), fault)
    assert.throws(() => window.store32(within(address) + far + 2 ** 45, 1, site), { ...fault, operation: 'write' })
  }
  assert.equal(window.loadI32(within(address), site), 77)
})

test('the windows of hundreds of places are made, and forgotten', () => {
  const address = inside()
  around(address).store32(within(address), 123, site)
  for (let i = 1; i <= 300; i++) {
    const elsewhere = 2 ** 45 + i * windowSize + 2 ** 20
    const fault = { code: 'ERR_CABI_FAULT', address: elsewhere }
    assert.throws(() => around(elsewhere).loadI32(within(elsewhere), site), fault)
    assert.equal(around(address).loadI32(within(address), site), 123)
  }
})
