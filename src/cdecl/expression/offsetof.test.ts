import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../ctype/target.ts'
import { complaint, constantOf } from '../testing.ts'

const before = `struct in { short a, b; };
struct s { char c; struct in in[4]; union { long long l; struct { int x, y; }; }; int bits : 3; };
struct u;`

test('offsetof goes into members and elements, and through anonymous ones', () => {
  const cases = [
    ['__builtin_offsetof(struct s, c)', 0],
    ['offsetof(struct s, in)', 2],
    ['offsetof(struct s, in[3].b)', 16],
    ['offsetof(struct s, in[1 + 1])', 10],
    ['offsetof(struct s, y)', 28],
    ['offsetof(struct s, in[100])', 402],
  ] as const
  for (const [text, offset] of cases) assert.equal(constantOf(text, before), `${offset} (unsigned long)`, text)
  assert.equal(constantOf('offsetof(struct s, y)', before, targets['i386-linux']), '24 (unsigned int)')
})

test('offsetof written by hand is a constant too', () => {
  const cases = [
    ['((size_t)&((struct s *)0)->in[1])', '6 (size_t)'],
    ['(unsigned long)&(*(struct s *)0).y', '28 (unsigned long)'],
    ['(char *)&((struct s *)16)->l - (char *)16', '24 (long)'],
    ['(int)(long)((struct s *)0)->in', '2 (int)'],
    ['(short)(long)&3[(int *)0]', '12 (short)'],
  ] as const
  for (const [text, expected] of cases) assert.equal(constantOf(text, before), expected, text)
})

const refused = [
  ['offsetof(struct s, bits)', "'offsetof' of the bit-field 'bits'", 31],
  ['offsetof(struct s, q)', "'struct s' has no member 'q'", 31],
  ['offsetof(struct s, in[0].q)', "'struct in' has no member 'q'", 37],
  ['offsetof(struct s, c.d)', "'char' has no members", 33],
  ['offsetof(struct s, c[0])', "'char' is no array", 32],
  ['offsetof(struct s, in[1.5])', 'expected an integer constant as a subscript', 34],
  ['offsetof(struct s, in[1 / 0])', 'division by zero', 36],
  ['offsetof(struct u, q)', "'struct u' is not defined", 31],
  ['offsetof(int, q)', "'int' has no members", 26],
  ['offsetof(struct s)', "expected ',' in 'offsetof', found ')'", 29],
  ['offsetof(struct s, 1)', "expected a member in 'offsetof', found '1'", 31],
  ['offsetof(struct s, c', "expected ')' after 'offsetof(...', found '}'", 33],
  ['offsetof(1, c)', "expected a type, found '1'", 21],
  ['offsetof', "expected '(' after 'offsetof', found '}'", 21],
  ['(long)((struct s *)0)->l', "expected a constant, found an object of type 'long long'", 19],
  ['&((struct s *)0)->bits == 0', "'&' of a bit-field", 12],
] as const

for (const [text, message, column] of refused) {
  test(`'${text}' is refused: ${message}`, () => {
    assert.equal(complaint(`${before}\nenum { A = ${text} };`), `syntax 4:${column}: ${message}`)
  })
}
