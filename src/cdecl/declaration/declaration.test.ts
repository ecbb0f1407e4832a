import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from '../parse.ts'
import { complaint, printed } from '../testing.ts'

test('variables have their type, and may be of a thread', () => {
  const { variables } = parseDeclarations('extern char **environ; int x, *y; __thread int z; static const int w[2];')
  assert.deepEqual(
    Array.from(variables.values(), v => [v.name, v.isThreadLocal, v.isInternal]),
    [
      ['environ', false, false],
      ['x', false, false],
      ['y', false, false],
      ['z', true, false],
      ['w', false, true],
    ],
  )
})

test('a typedef of a function type declares functions', () => {
  assert.deepEqual(printed('typedef int f_t(int); f_t f, *g; int h(f_t, f_t *);'), [
    'int f(int)',
    'int h(f_t *, f_t *)',
    'f_t *g',
    'typedef int f_t(int)',
  ])
})

test('attributes may stand wherever GCC takes them', () => {
  const text = `__attribute__((noreturn)) void a(void); void b(void) __attribute__((noreturn)), c(void);
    int d __attribute__((unused)), __attribute__((unused)) e; [[nodiscard]] int f(void); __declspec(dllimport) int g(void);
    extern __attribute__((deprecated("use f"))) int h(int x __attribute__((unused)), int *p [[maybe_unused]]);`
  const { functions } = parseDeclarations(text)
  const noreturn = [...functions.values()].filter(f => f.type.attributes.noreturn).map(f => f.name)
  assert.deepEqual(noreturn, ['a', 'b'])
  assert.equal(functions.get('h')!.deprecated, 'use f')
})

test('alignments of a typedef are its own', () => {
  const { types } = parseDeclarations(
    'typedef int a __attribute__((aligned(16))), b; typedef __attribute__((aligned(2))) int c;',
  )
  assert.deepEqual(
    Array.from(types.values(), t => t.kind === 'typedef' && t.align),
    [16, undefined, 2],
  )
})

test('_Noreturn is an attribute of the function', () => {
  assert.equal(parseDeclarations('_Noreturn void f(void);').functions.get('f')!.type.attributes.noreturn, true)
})

test('a definition with a useless typedef declares what it defines', () => {
  assert.deepEqual(
    printed('typedef enum e { A }; typedef struct s { int x; };'),
    printed('enum e { A }; struct s { int x; };'),
  )
})

test('a struct without a name and a declarator declares nothing, and may', () => {
  assert.deepEqual(printed('struct { int x; };'), [])
})

const refused = [
  ['void x;', "syntax 1:6: variable 'x' of type 'void'"],
  ['extern const void x;', "syntax 1:19: variable 'x' of type 'const void'"],
  ['static struct s x;', "syntax 1:17: static variable 'x' of type 'struct s', which is incomplete"],
  ['typedef int t = 3;', "syntax 1:15: an initialiser of the typedef 't'"],
  ['int f(void) = 3;', "syntax 1:13: an initialiser of the function 'f'"],
  ['int x : 3;', "syntax 1:6: expected ';' after a declaration, found ':'"],
  ['int x { }', "syntax 1:6: expected ';' after a declaration, found '{'"],
  ['int f(void), g(void) { }', "syntax 1:21: expected ';' after a declaration, found '{'"],
  ['typedef int f(void) { }', "syntax 1:20: expected ';' after a declaration, found '{'"],
  ['typedef int f_t(void); f_t f { }', "syntax 1:29: expected ';' after a declaration, found '{'"],
  ['int f(void) int x;', "syntax 1:12: expected ';' after a declaration, found 'int'"],
  ['int x __attribute__((aligned(3)));', 'syntax 1:30: an alignment of 3, which is no power of 2'],
  ['union { int x; } *;', "syntax 1:19: expected a name, found ';'"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
