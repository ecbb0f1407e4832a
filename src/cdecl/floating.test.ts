import assert from 'node:assert/strict'
import { test } from 'node:test'
import { floatingOf, parseFloating } from './floating.ts'
import { complaint, constantOf } from './testing.ts'

test('decimal constants have the nearest double', () => {
  for (const text of ['0.1', '1e300', '.5', '5.', '1e-320', '123456789012345678901234567890.0', '1e999']) {
    assert.equal(parseFloating(text, 'double'), Number(text))
  }
})

test('hexadecimal constants have the nearest double', () => {
  const cases: [string, number][] = [
    ['0x1p0', 1],
    ['0x1.8p3', 12],
    ['0x.8p1', 1],
    ['0X1.FFFFFFFFFFFFFp1023', Number.MAX_VALUE],
    ['0x1p-1074', Number.MIN_VALUE],
    ['0x1p-1075', 0],
    ['0x1.8p-1074', 2 * Number.MIN_VALUE],
    ['0x1p1024', Number.POSITIVE_INFINITY],
    ['0x1.fffffffffffff8p1023', Number.POSITIVE_INFINITY],
    ['0x1.00000000000008p0', 1],
    ['0x1.000000000000081p0', 1 + Number.EPSILON],
    ['0x1p99999999', Number.POSITIVE_INFINITY],
    ['0x1p-99999999', 0],
    ['0x0p99999999', 0],
  ]
  for (const [text, value] of cases) assert.equal(parseFloating(text, 'double'), value, text)
})

test('a float is rounded once, not through double', () => {
  // Just above the middle of 1 and 1 + 2^-23: as a double it is the middle, which ties to 1.
  const text = '1.00000005960464477539062500000001'
  assert.equal(Math.fround(Number(text)), 1)
  assert.equal(parseFloating(text, 'float'), 1 + 2 ** -23)
  assert.equal(parseFloating('0.1', 'float'), Math.fround(0.1))
  assert.equal(parseFloating('1e39', 'float'), Number.POSITIVE_INFINITY)
  assert.equal(parseFloating('1e-45', 'float'), 2 ** -149)
  assert.equal(parseFloating('0x1.ffffffp127', 'float'), Number.POSITIVE_INFINITY)
})

test('integers convert to the nearest floating number', () => {
  assert.equal(floatingOf(-(2n ** 53n) - 1n, 'double'), -(2 ** 53))
  assert.equal(floatingOf((1n << 60n) + (1n << 36n) + 1n, 'float'), 2 ** 60 + 2 ** 37)
  assert.equal(floatingOf(0n, 'double'), 0)
})

test('the suffix decides the type', () => {
  assert.equal(constantOf('1.5'), '1.5 (double)')
  assert.equal(constantOf('0.1f'), '0.10000000149011612 (float)')
  assert.equal(constantOf('0x1.8p1F'), '3 (float)')
})

const refused = [
  ['1e', "syntax 1:11: '1e' is no floating constant"],
  ['1e+', "syntax 1:11: '1e+' is no floating constant"],
  ['1.2.3', "syntax 1:11: '1.2.3' is no floating constant"],
  ['1.0x', "syntax 1:11: '1.0x' is no floating constant"],
  ['0x1.8', "syntax 1:11: '0x1.8' is no floating constant"],
  ['0x.p1', "syntax 1:11: '0x.p1' is no floating constant"],
  ['0x1p', "syntax 1:11: '0x1p' is no floating constant"],
  ['1.0L', "unsupported 1:11: 'long double' is not supported"],
  ['1.0i', 'unsupported 1:11: an imaginary constant is not supported'],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(`#define X ${text}`), expected))
}
