import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../ctype/target.ts'
import { complaint, constantOf } from '../testing.ts'

const before = `struct s { char c; double d; int bits : 3; }; struct u; extern struct s v, table[7]; extern struct u hidden;
int f(int); double g(); extern int open[];`

test('sizeof takes a type or an operand that is not evaluated', () => {
  const cases = [
    ['sizeof 1', 4],
    ['sizeof(1) + 1', 5],
    ['sizeof(struct s)', 24],
    ['sizeof v', 24],
    ['sizeof v.d', 8],
    ['sizeof(v).c', 1],
    ['sizeof((struct s *)0)->d', 8],
    ['sizeof table / sizeof table[0]', 7],
    ['sizeof *table', 24],
    ['sizeof &table', 8],
    ['sizeof(table + 1)', 8],
    ['sizeof f(1 / 0)', 4],
    ['sizeof g(1, 2, 3)', 8],
    ['sizeof(v, 1.5)', 8],
    ['sizeof "abc"', 4],
    ['sizeof(int[3]){ 1, 2 }', 12],
    ['sizeof((struct s){ .c = 1 }).d', 8],
    ['sizeof(int[2][3])', 24],
    ['sizeof sizeof(char)', 8],
    ['sizeof -v.c', 4],
    ['sizeof(v.bits + 0)', 4],
    ['sizeof(1 ? v.c : 1.5f)', 4],
    ['sizeof(1 / 0)', 4],
  ] as const
  for (const [text, size] of cases) assert.equal(constantOf(text, before), `${size} (unsigned long)`, text)
})

test('void and functions have a size of 1 in GNU C', () => {
  for (const text of ['sizeof(void)', 'sizeof(int(void))', 'sizeof f', 'sizeof *f', 'sizeof(*(void *)0)']) {
    assert.equal(constantOf(text, before), '1 (unsigned long)')
  }
})

test('a size has the type size_t of its target', () => {
  assert.equal(constantOf('sizeof(long)', '', targets['x86_64-windows']), '4 (unsigned long long)')
  assert.equal(constantOf('sizeof(long double)', '', targets['i386-linux']), '12 (unsigned int)')
})

const refused = [
  ['sizeof(struct u)', "'struct u' has no size", 12],
  ['sizeof hidden', "'struct u' has no size", 12],
  ['sizeof open', "'int []' has no size", 12],
  ['sizeof v.bits', "'sizeof' of a bit-field", 12],
  ['sizeof v.q', "'struct s' has no member 'q'", 21],
  ['sizeof hidden.q', "'struct u' is not defined", 26],
  ['sizeof f.q', "'int (int)' has no members", 21],
  ['sizeof v->c', "'*' of 'struct s', which is no pointer", 20],
  ['sizeof *v', "'*' of 'struct s', which is no pointer", 19],
  ['sizeof v[0]', "'+' of 'struct s' and 'int'", 20],
  ['sizeof v(1)', "a call of 'struct s', which is no function", 20],
  ['sizeof &1', "'&' of a value of type 'int'", 19],
  ['sizeof &v.bits', "'&' of a bit-field", 19],
  ['sizeof unknown', "unknown constant 'unknown'", 19],
  ['sizeof(v', "expected ')' after an expression, found '}'", 21],
  ['sizeof(int', "expected ')' after a type name, found '}'", 23],
  ['sizeof f(1', "expected ')' after the arguments of a call, found '}'", 23],
  ['sizeof v.+', "expected a member after '.', found '+'", 21],
] as const

for (const [text, message, column] of refused) {
  test(`'${text}' is refused: ${message}`, () => {
    assert.equal(complaint(`${before}\nenum { A = ${text} };`), `syntax 3:${column}: ${message}`)
  })
}

test('the size of a compound literal that its initialiser decides is not known', () => {
  assert.equal(complaint('enum { A = sizeof(int[]){ 1 } };'), 'unsupported 1:18: a compound literal is not supported')
})
