import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../ctype/target.ts'
import { complaint, constantOf } from '../testing.ts'

const before = 'struct u; enum e { A1 }; extern const int c; extern volatile int *p; extern int table[3]; int f(void);'

test('a generic selection goes by the type of a value', () => {
  const cases = [
    ['_Generic(1, int: 2, long: 3)', 2],
    ['_Generic(1L, int: 2, default: 3)', 3],
    ['_Generic(1u, default: 3, unsigned: 2)', 2],
    ['_Generic(c, int: 2, const int: 3)', 2],
    ['_Generic(table, int *: 2, default: 3)', 2],
    ['_Generic(f, int (*)(void): 2)', 2],
    ['_Generic("a", char *: 2)', 2],
    ["_Generic('a', char: 2, int: 3)", 3],
    ['_Generic(p, int *: 2, volatile int *: 3)', 3],
    ['_Generic((enum e)0, unsigned: 2)', 2],
    ['_Generic((_Bool)1 + (_Bool)1, int: 2)', 2],
    ['_Generic(1, int: 2, long: 1 / 0)', 2],
    ['_Generic(1 / 0, int: 2)', 2],
    ['_Generic(&c, const int *: 2)', 2],
    ['_Generic(1 ? (void *)0 : p, volatile int *: 2)', 2],
    ['_Generic(1 ? (void *)1 : p, volatile void *: 2)', 2],
  ] as const
  for (const [text, expected] of cases) assert.equal(constantOf(text, before), `${expected} (int)`, text)
})

test('which types are the same depends on the target', () => {
  const text = '_Generic((size_t)1, unsigned int: 1, unsigned long: 2, unsigned long long: 3)'
  assert.equal(constantOf(text, '', targets['i386-linux']), '1 (int)')
  assert.equal(constantOf(text, '', targets['x86_64-linux']), '2 (int)')
  assert.equal(constantOf(text, '', targets['x86_64-windows']), '3 (int)')
})

const refused = [
  ['_Generic(1, long: 2)', "no type in '_Generic' fits 'int'", 12],
  ['_Generic(1)', "expected ',' in '_Generic', found ')'", 22],
  ['_Generic(1, int: 2, int: 3)', "'int' in '_Generic' after 'int'", 32],
  ['_Generic(1, int: 2, enum e: 3, unsigned: 4)', "'unsigned int' in '_Generic' after 'enum e'", 43],
  ['_Generic(1, default: 2, default: 3)', "'default' is repeated", 36],
  ['_Generic(1, void: 2)', "'void' in '_Generic', which is no type of values", 24],
  ['_Generic(1, struct u: 2)', "'struct u' in '_Generic', which is no type of values", 24],
  ['_Generic(1, int(void): 2)', "'int (void)' in '_Generic', which is no type of values", 24],
  ['_Generic(1, int[]: 2)', "'int []' in '_Generic', which is no type of values", 24],
  ['_Generic(1, int 2)', "expected ':' after a type in '_Generic', found '2'", 28],
  ['_Generic(1, 2: 3)', "expected a type, found '2'", 24],
  ['_Generic(1, int: 1 / 0)', 'division by zero', 31],
  ['_Generic(1, int: c)', "expected a constant, found an object of type 'const int'", 29],
  ['_Generic 1', "expected '(' after '_Generic', found '1'", 21],
] as const

for (const [text, message, column] of refused) {
  test(`'${text}' is refused: ${message}`, () => {
    assert.equal(complaint(`${before}\nenum { A = ${text} };`), `syntax 2:${column}: ${message}`)
  })
}
