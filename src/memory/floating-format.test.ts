import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generator } from '../../test/oracle/random.ts'
import { decodeFloating, encodeFloating, formats } from './floating-format.ts'

const { binary16, binary128, x87 } = formats

test('known values have the bits that the standards give them', () => {
  for (const [format, value, bits] of [
    [binary16, 1, 0x3c00n],
    [binary16, -2, 0xc000n],
    [binary16, 65504, 0x7bffn],
    [binary16, 2 ** -24, 0x0001n],
    [binary16, 2 ** -14, 0x0400n],
    [binary16, -0, 0x8000n],
    [binary16, Number.POSITIVE_INFINITY, 0x7c00n],
    [x87, 1, 0x3fff_8000_0000_0000_0000n],
    [x87, -1.5, 0xbfff_c000_0000_0000_0000n],
    [x87, 0, 0n],
    [x87, Number.NEGATIVE_INFINITY, 0xffff_8000_0000_0000_0000n],
    [x87, 5e-324, 0x3bcd_8000_0000_0000_0000n],
    [binary128, 1, 0x3fffn << 112n],
    [binary128, Number.MAX_VALUE, 0x43fe_ffff_ffff_ffff_f000_0000_0000_0000n],
    [binary128, Number.POSITIVE_INFINITY, 0x7fffn << 112n],
  ] as const) {
    assert.equal(encodeFloating(value, format), bits, `${value}`)
    assert.equal(decodeFloating(bits, format), value, `${bits}`)
  }
})

test('NaN is NaN, whatever its bits', () => {
  for (const format of [binary16, binary128, x87]) {
    assert.ok(Number.isNaN(decodeFloating(encodeFloating(Number.NaN, format), format)))
  }
  for (const bits of [0x7c01n, 0xfe00n]) assert.ok(Number.isNaN(decodeFloating(bits, binary16)))
  assert.ok(Number.isNaN(decodeFloating(0x7fff_8000_0000_0000_0001n, x87)))
})

test('rounding is to the nearest, ties to even', () => {
  for (const [value, rounded] of [
    [2049, 2048],
    [2051, 2052],
    [2049.001, 2050],
    [65519.99, 65504],
    [65520, Number.POSITIVE_INFINITY],
    [2 ** -25, 0],
    [2 ** -25 * 1.0001, 2 ** -24],
    [2 ** -24 * 1.5, 2 ** -23],
    [2 ** -14 - 2 ** -26, 2 ** -14],
  ] as const) {
    assert.equal(decodeFloating(encodeFloating(value, binary16), binary16), rounded, `${value}`)
  }
  // 1 + 2^-53 is half way between two doubles, and a bit more above it.
  assert.equal(decodeFloating(0x3fff_8000_0000_0000_0400n, x87), 1)
  assert.equal(decodeFloating(0x3fff_8000_0000_0000_0401n, x87), 1 + 2 ** -52)
  assert.equal(decodeFloating(0x3fff_8000_0000_0000_0c00n, x87), 1 + 2 ** -51)
  assert.equal(decodeFloating(0x7ffe_ffff_ffff_ffff_ffffn, x87), Number.POSITIVE_INFINITY)
  assert.equal(decodeFloating(1n, x87), 0)
})

test('every double survives the wider formats, every half the double', () => {
  const random = generator(1)
  const bits = new Uint32Array(2)
  const [double] = [new Float64Array(bits.buffer)]
  for (let i = 0; i < 5000; i++) {
    bits[0] = random(2 ** 32)
    bits[1] = random(2 ** 32)
    const value = double[0]!
    for (const format of [x87, binary128]) assert.equal(decodeFloating(encodeFloating(value, format), format), value)
  }
  for (let half = 0n; half < 0x1_0000n; half++) {
    const value = decodeFloating(half, binary16)
    if (!Number.isNaN(value)) assert.equal(encodeFloating(value, binary16), half)
  }
})
