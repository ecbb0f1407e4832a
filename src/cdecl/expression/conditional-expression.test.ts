import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printType } from '../../ctype/print.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint, constantOf } from '../testing.ts'

const before = `struct s { int i; const char *name; int bits : 3; int table[4]; };
extern const struct s v; extern struct s *p; int f(int); extern int x;`

test("the middle operand may be left out, which is GNU's", () => {
  assert.equal(constantOf('5 ?: 1 / 0'), '5 (int)')
  assert.equal(constantOf('0 ?: 2.5'), '2.5 (double)')
  assert.equal(constantOf('0 ?: 0 ?: 7u'), '7 (unsigned int)')
})

test('the type of an expression is what typeof asks for', () => {
  const cases = [
    ['1 + 1u', 'unsigned int'],
    ['v', 'const struct s'],
    ['v.i', 'const int'],
    ['p->i', 'int'],
    ['v.name', 'const char *const'],
    ['*v.name', 'const char'],
    ['v.table', 'const int [4]'],
    ['&v', 'const struct s *'],
    ['f', 'int (int)'],
    ['&f', 'int (*)(int)'],
    ['f(1)', 'int'],
    ['(*f)(x)', 'int'],
    ['x ? p : 0', 'struct s *'],
    ['1 ? &v : p', 'const struct s *'],
    ['x ? (void)0 : (void)1', 'void'],
    ['x, 1.5', 'double'],
    ['"abc"', 'char [4]'],
    ['p - p', 'long'],
    ['p == p', 'int'],
    ['v.bits + 1', 'int'],
    ['x ? v : *p', 'struct s'],
    ['1 ? (void *)(x * 0l) : (int *)1', 'void *'],
    ['1 ? (void *)(2 * 0l) : (int *)1', 'int *'],
  ] as const
  for (const [text, expected] of cases) {
    const { types } = parseDeclarations(`${before}\ntypedef __typeof__(${text}) t;`)
    const type = types.get('t')!
    assert.equal(printType(type.kind === 'typedef' ? type.type : type), expected, text)
  }
})

const refusedTypes = [
  ['v.bits', "syntax 3:20: 'typeof' of a bit-field of type 'const int'"],
  ['unknown', "syntax 3:20: unknown constant 'unknown'"],
  ['x = 1', "syntax 3:22: expected ')' after '__typeof__(...', found '='"],
  ['x++', "syntax 3:21: expected ')' after '__typeof__(...', found '++'"],
  ['({ 1; })', 'unsupported 3:20: a statement expression is not supported'],
  ['v + 1', "syntax 3:22: '+' of 'struct s' and 'int'"],
  ['!v', "syntax 3:20: a condition of type 'struct s'"],
  ['x ? v : 1', "syntax 3:26: '?:' of 'struct s' and 'int'"],
  ['f(1', "syntax 3:25: expected ')' after '__typeof__(...', found 't'"],
] as const

for (const [text, expected] of refusedTypes) {
  test(`typeof(${text}) is refused: ${expected}`, () => {
    assert.equal(complaint(`${before}\ntypedef __typeof__(${text}) t;`), expected)
  })
}

const refused = [
  ['x ? 1 : 2', "syntax 3:12: expected a constant, found an object of type 'int'"],
  ['0 ? x : x', "syntax 3:20: expected a constant, found an object of type 'int'"],
  ['1 ? 2, 3 : 4', "syntax 3:17: ',' in a constant expression"],
  ['1 ? 2', "syntax 3:18: expected ':' in a conditional expression, found '}'"],
  ['1 ? : ', "syntax 3:19: expected an expression, found '}'"],
  ['"a" ? 1 : 2', 'syntax 3:16: expected a number as an operand, found a string'],
  ['1 ? "a" : 2', 'syntax 3:14: expected a number as an operand, found a string'],
  ['(1, 2) + 1', "syntax 3:14: ',' in a constant expression"],
  ['({ 1; })', 'unsupported 3:12: a statement expression is not supported'],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(`${before}\nenum { A = ${text} };`), expected))
}
