import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, printed } from '../testing.ts'

test('typeof of a type is that type', () => {
  assert.deepEqual(
    printed('typeof(int) a; __typeof__(const char *) b; typeof(int [3]) c; const __typeof(int (*)(void)) d;'),
    ['int a', 'const char *b', 'int c[3]', 'int (*const d)(void)'],
  )
})

test('typeof of an expression is its type, which is not converted', () => {
  const text = `struct s { short m; }; extern struct s s; extern int a[3]; int f(char); enum { E };
    typeof(a) b; typeof(f) g; typeof(s.m) c; typeof(&a[1]) d; typeof(1 + 1u) e; typeof(E) h; typeof((char)1) i;`
  assert.deepEqual(printed(text).slice(0, 10), [
    'int f(char)',
    'int g(char)',
    'struct s s',
    'int a[3]',
    'int b[3]',
    'short c',
    'int *d',
    'unsigned int e',
    'int h',
    'char i',
  ])
})

test('by typeof, a type may be part of another many times, up to a limit', () => {
  const doubled = (count: number) => {
    const types = Array.from({ length: count }, (_, i) => `__typeof__(a${i}) *a${i + 1}(__typeof__(a${i}) *);`)
    return `int a0; ${types.join('\n')}`
  }
  assert.equal(complaint(doubled(6)), 'accepted')
  assert.equal(complaint(doubled(40)), "syntax 9:1: '__typeof__' of a type of more than 1000 parts")
})

test('typeof_unqual leaves out the qualifiers', () => {
  assert.deepEqual(
    printed(
      'typeof_unqual(const int) a; typedef volatile long v; typeof_unqual(v) b; typeof_unqual(char *const) c;',
    ).slice(0, 3),
    ['int a', 'long b', 'char *c'],
  )
})

const refused = [
  ['typeof int x;', "syntax 1:8: expected '(' after 'typeof', found 'int'"],
  ['typeof(int x;', "syntax 1:12: expected ')' after 'typeof(...', found 'x'"],
  ['typeof() x;', "syntax 1:8: expected an expression, found ')'"],
  ['typeof(y) x;', "syntax 1:8: unknown constant 'y'"],
  ['unsigned typeof(int) x;', "syntax 1:10: 'typeof' cannot be combined with 'unsigned int'"],
  ['typeof(int) int x;', "syntax 1:13: 'int' cannot be combined with 'int'"],
  ['typeof(static int) x;', "syntax 1:8: 'static' in a type name"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
