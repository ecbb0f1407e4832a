import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../ctype/target.ts'
import { complaint, constantOf } from '../testing.ts'

test('an integer constant has the first type of its list that holds it', () => {
  const cases = [
    ['0', '0 (int)'],
    ['2147483647', '2147483647 (int)'],
    ['2147483648', '2147483648 (long)'],
    ['0x7fffffff', '2147483647 (int)'],
    ['0x80000000', '2147483648 (unsigned int)'],
    ['0xffffffffff', '1099511627775 (long)'],
    ['0xffffffffffffffff', '18446744073709551615 (unsigned long)'],
    ['4294967296u', '4294967296 (unsigned long)'],
    ['1U', '1 (unsigned int)'],
    ['1l', '1 (long)'],
    ['0x8000000000000000L', '9223372036854775808 (unsigned long)'],
    ['1uL', '1 (unsigned long)'],
    ['1LU', '1 (unsigned long)'],
    ['1ll', '1 (long long)'],
    ['1LLu', '1 (unsigned long long)'],
    ['0xffffffffffffffffll', '18446744073709551615 (unsigned long long)'],
  ]
  for (const [text, expected] of cases) assert.equal(constantOf(text!), expected)
})

test('constants are octal, decimal, hexadecimal or binary', () => {
  assert.equal(constantOf('0755'), '493 (int)')
  assert.equal(constantOf('00'), '0 (int)')
  assert.equal(constantOf('0XfF'), '255 (int)')
  assert.equal(constantOf('0B101'), '5 (int)')
})

test('digits may be separated', () => {
  assert.equal(constantOf("1'000'000"), '1000000 (int)')
  assert.equal(constantOf("0xffff'ffffu"), '4294967295 (unsigned int)')
  assert.equal(constantOf("0b1111'0000"), '240 (int)')
  assert.equal(constantOf("0'7"), '7 (int)')
  assert.equal(constantOf("1'0.2'5"), '10.25 (double)')
})

test('an integer constant goes by the widths of its target', () => {
  const cases = [
    ['2147483648', 'i386-linux', '2147483648 (long long)'],
    ['5000000000', 'x86_64-windows', '5000000000 (long long)'],
    ['5000000000', 'aarch64-linux', '5000000000 (long)'],
    ['5000000000u', 'armhf-linux', '5000000000 (unsigned long long)'],
    ['0x80000000', 'armhf-linux', '2147483648 (unsigned int)'],
    ['0x80000000l', 'i386-linux', '2147483648 (unsigned long)'],
    ['0xffffffffffffffff', 'i386-linux', '18446744073709551615 (unsigned long long)'],
  ] as const
  for (const [text, target, expected] of cases) assert.equal(constantOf(text, '', targets[target]), expected)
})

const refused = [
  ['08', "syntax 1:11: invalid digit '8' in the octal constant '08'"],
  ['0b12', "syntax 1:11: invalid digit '2' in the binary constant '0b12'"],
  ['0x', "syntax 1:11: no digits in the hexadecimal constant '0x'"],
  ['0bu', "syntax 1:11: no digits in the binary constant '0bu'"],
  ['0xg', "syntax 1:11: no digits in the hexadecimal constant '0xg'"],
  ['5lL', "syntax 1:11: invalid suffix 'lL' of the integer constant '5lL'"],
  ['5uu', "syntax 1:11: invalid suffix 'uu' of the integer constant '5uu'"],
  ['5lul', "syntax 1:11: invalid suffix 'lul' of the integer constant '5lul'"],
  ['5f', "syntax 1:11: invalid suffix 'f' of the integer constant '5f'"],
  ['12_3', "syntax 1:11: invalid suffix '_3' of the integer constant '12_3'"],
  ['9223372036854775808', "syntax 1:11: '9223372036854775808' is too large for every integer type"],
  ['0x10000000000000000', "syntax 1:11: '0x10000000000000000' is too large for every integer type"],
  ["0x'1", "syntax 1:11: a digit separator not between two digits in '0x'1'"],
  ["1'u", "syntax 1:11: a digit separator not between two digits in '1'u'"],
  [`${'9'.repeat(10_000)}`, `syntax 1:11: '${'9'.repeat(10_000)}' is too large for every integer type`],
  [
    `0x${'0'.repeat(500)}10000000000000000`,
    `syntax 1:11: '0x${'0'.repeat(500)}10000000000000000' is too large for every integer type`,
  ],
  ['5z', "syntax 1:11: invalid suffix 'z' of the integer constant '5z'"],
  ['1f16', "syntax 1:11: invalid suffix 'f16' of the integer constant '1f16'"],
  ['5wb', "unsupported 1:11: '_BitInt' in the macro 'X' is not supported"],
  ['5i', "unsupported 1:11: an imaginary constant in the macro 'X' is not supported"],
] as const

for (const [text, expected] of refused) {
  test(`'${text.slice(0, 40)}' is refused: ${expected.slice(0, 80)}`, () =>
    assert.equal(complaint(`#define X ${text}`, 'X'), expected))
}
