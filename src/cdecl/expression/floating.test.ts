import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets, x86_64_linux } from '../../ctype/target.ts'
import { complaint, constantOf } from '../testing.ts'
import { formatOf, parseFloating } from './floating.ts'
import { toNumber } from './real.ts'

function parsed(text: string, name: 'float' | 'double'): number {
  return toNumber(parseFloating(text, formatOf(name, x86_64_linux))!)
}

test('decimal constants have the nearest double', () => {
  for (const text of ['0.1', '1e300', '.5', '5.', '1e-320', '123456789012345678901234567890.0', '1e999']) {
    assert.equal(parsed(text, 'double'), Number(text))
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
  for (const [text, value] of cases) assert.equal(parsed(text, 'double'), value, text)
})

test('a float is rounded once, not through double', () => {
  // Just above the middle of 1 and 1 + 2^-23: as a double it is the middle, which ties to 1.
  const text = '1.00000005960464477539062500000001'
  assert.equal(Math.fround(Number(text)), 1)
  assert.equal(parsed(text, 'float'), 1 + 2 ** -23)
  assert.equal(parsed('0.1', 'float'), Math.fround(0.1))
  assert.equal(parsed('1e39', 'float'), Number.POSITIVE_INFINITY)
  assert.equal(parsed('1e-45', 'float'), 2 ** -149)
  assert.equal(parsed('0x1.ffffffp127', 'float'), Number.POSITIVE_INFINITY)
})

test('the suffix decides the type', () => {
  assert.equal(constantOf('1.5'), '1.5 (double)')
  assert.equal(constantOf('0.1f'), '0.10000000149011612 (float)')
  assert.equal(constantOf('0x1.8p1F'), '3 (float)')
})

test('the formats of long double and of the rarer types are those of the target', () => {
  const cases = [
    ['1.5L', 'x86_64-linux', '1.5 (long double)'],
    ['0x1.00000000000008p0L == 1.0L', 'x86_64-linux', '0 (int)'],
    ['0x1.00000000000008p0L == 1.0L', 'armhf-linux', '1 (int)'],
    ['0x1.00000000000000008p0L == 1.0L', 'x86_64-windows', '1 (int)'],
    ['0x1.00000000000000008p0L == 1.0L', 'aarch64-linux', '0 (int)'],
    ['1e400L / 1e399L', 'i386-linux', '10 (long double)'],
    ['1e400L', 'armhf-linux', 'Infinity (long double)'],
    ['0.1F16', 'x86_64-linux', '0.0999755859375 (_Float16)'],
    ['0.1F32', 'armhf-linux', '0.10000000149011612 (_Float32)'],
    ['0.1q', 'x86_64-linux', '0.1 (_Float128)'],
    ['1.0F32x + 1.0', 'x86_64-linux', '2 (double)'],
    ['1.0F64 + 1.0L', 'armhf-linux', '2 (_Float64)'],
  ] as const
  for (const [text, target, expected] of cases) assert.equal(constantOf(text, '', targets[target]), expected, text)
})

test('powers beyond every format are zero or infinity at once', () => {
  for (const text of ['1e999999999', '0x1p999999999']) assert.equal(parsed(text, 'double'), Number.POSITIVE_INFINITY)
  for (const text of ['1e-999999999', '0x1p-999999999', '0e999999999']) assert.equal(parsed(text, 'double'), 0)
})

const refused = [
  ['1e', "syntax 1:11: '1e' is no floating constant"],
  ['1e+', "syntax 1:11: '1e+' is no floating constant"],
  ['1.2.3', "syntax 1:11: '1.2.3' is no floating constant"],
  ['1.0x', "syntax 1:11: '1.0x' is no floating constant"],
  ['0x1.8', "syntax 1:11: '0x1.8' is no floating constant"],
  ['0x.p1', "syntax 1:11: '0x.p1' is no floating constant"],
  ['0x1p', "syntax 1:11: '0x1p' is no floating constant"],
  ['1.0f256', "syntax 1:11: '1.0f256' is no floating constant"],
  ['1.0F32X', "syntax 1:11: '1.0F32X' is no floating constant"],
  [`1.${'0'.repeat(10_000)}`, 'syntax 1:11: a number of more than 10000 characters'],
  ['1.0w', "unsupported 1:11: '__float80' in the macro 'X' is not supported"],
  ['1.0dd', "unsupported 1:11: a decimal floating constant in the macro 'X' is not supported"],
  ['1.0if', "unsupported 1:11: an imaginary constant in the macro 'X' is not supported"],
  ['1.0i', "unsupported 1:11: an imaginary constant in the macro 'X' is not supported"],
] as const

for (const [text, expected] of refused) {
  test(`'${text.slice(0, 40)}' is refused: ${expected}`, () =>
    assert.equal(complaint(`#define X ${text}`, 'X'), expected))
}
