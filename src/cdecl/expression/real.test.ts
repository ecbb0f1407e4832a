import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  add,
  binary64,
  bitLength,
  compare,
  divide,
  infinity,
  multiply,
  nan,
  negated,
  type Real,
  realOf,
  rounded,
  scaled,
  subtract,
  toNumber,
  truncated,
} from './real.ts'

const finite = [
  0,
  -0,
  1,
  -1,
  1.5,
  0.1,
  -0.1,
  1 / 3,
  2 ** 53,
  2 ** 53 + 2,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  1.7976931348623157e308,
]
const numbers = [...finite, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]

/** Bit by bit. */
function exactly(value: number): Real {
  if (Number.isNaN(value)) return nan
  if (!Number.isFinite(value)) return infinity(value < 0)
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0]!
  const exponent = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & (2n ** 52n - 1n)
  const magnitude = exponent === 0 ? scaled(fraction, -1074) : scaled(fraction | (1n << 52n), exponent - 1075)
  return bits >> 63n === 0n ? magnitude : negated(magnitude)
}

const operations = [
  ['+', add, (a: number, b: number) => a + b],
  ['-', subtract, (a: number, b: number) => a - b],
  ['*', multiply, (a: number, b: number) => a * b],
  ['/', divide, (a: number, b: number) => a / b],
] as const

for (const [sign, ours, theirs] of operations) {
  test(`'${sign}' of doubles is what JavaScript makes of them, to the last bit`, () => {
    for (const a of numbers) {
      for (const b of numbers) {
        const result = toNumber(ours(exactly(a), exactly(b), binary64))
        assert.ok(Object.is(result, theirs(a, b)), `${a} ${sign} ${b} = ${result}`)
      }
    }
  })
}

test('comparing is by value, and NaN compares with nothing', () => {
  for (const a of numbers) {
    for (const b of numbers) {
      const sign = compare(exactly(a), exactly(b))
      assert.equal(sign === undefined, Number.isNaN(a) || Number.isNaN(b))
      if (sign !== undefined) assert.deepEqual([sign < 0, sign > 0], [a < b, a > b], `${a} and ${b}`)
    }
  }
})

test('rounding to fewer bits is to the nearest, ties to even', () => {
  const tiny = { precision: 3, leastExponent: -4, limit: 4 }
  const cases = [
    [9, 8],
    [10, 10],
    [11, 12],
    [13, 12],
    [15, Infinity],
    [1 / 32, 0],
    [3 / 64, 1 / 16],
    [3 / 32, 1 / 8],
  ]
  for (const [value, expected] of cases) assert.equal(toNumber(rounded(exactly(value!), tiny)), expected, `${value}`)
})

test('the whole part is cut off towards zero, and infinity has none', () => {
  assert.equal(truncated(exactly(-3.99)), -3n)
  assert.equal(truncated(exactly(2 ** 80)), 2n ** 80n)
  assert.equal(truncated(infinity(true)), undefined)
  assert.equal(truncated(nan), undefined)
})

test('the length of a number is that of its binary digits', () => {
  for (const value of [0n, 1n, 2n, 7n, 8n, 255n, 256n, 2n ** 100n - 1n, 2n ** 100n]) {
    assert.equal(bitLength(value), value === 0n ? 0 : value.toString(2).length)
  }
  assert.equal(realOf(-5n).negative, true)
})
