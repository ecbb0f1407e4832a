import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, printed } from './testing.ts'

function check(cases: readonly (readonly [string, string])[]): void {
  for (const [text, expected] of cases) assert.deepEqual(printed(text), [expected], text)
}

test('prototypes are read with and without parameter names', () => {
  check([
    ['int printf(const char *fmt, ...);', 'int printf(const char *fmt, ...)'],
    ['int printf(const char *, ...);', 'int printf(const char *, ...)'],
    ['double pow(double x, double);', 'double pow(double x, double)'],
  ])
})

test('a lone void is no parameter, and neither is nothing', () => {
  check([
    ['int f(void);', 'int f(void)'],
    ['int f();', 'int f(void)'],
    ['int f(...);', 'int f(...)'],
  ])
  assert.deepEqual(printed('typedef void nothing; int f(nothing);'), ['int f(void)', 'typedef void nothing'])
})

test('pointers are qualified at each level', () => {
  check([
    ['const char *const *f(void);', 'const char *const *f(void)'],
    ['char **volatile *const f(int *restrict, char *const __restrict p);', 'char **volatile *f(int *, char *const p)'],
    ['void *const volatile *f(void);', 'void *const volatile *f(void)'],
  ])
})

test('a function returns the unqualified type', () => {
  check([
    ['const int f(void);', 'int f(void)'],
    ['char *const f(void);', 'char *f(void)'],
    ['const char *f(void);', 'const char *f(void)'],
  ])
  assert.deepEqual(printed('typedef const int c; c f(void);'), ['int f(void)', 'typedef const int c'])
})

test('qualifiers of a parameter are kept', () => {
  check([['int f(const int, char *const p);', 'int f(const int, char *const p)']])
})

test('a declaration has several declarators', () => {
  assert.deepEqual(printed('int abs(int), *g(void), atoi(const char *);'), [
    'int abs(int)',
    'int *g(void)',
    'int atoi(const char *)',
  ])
})

test('parentheses around a declarator change nothing', () => {
  check([
    ['int (abs)(int);', 'int abs(int)'],
    ['int (abs(int));', 'int abs(int)'],
    ['int ((abs))(int (x));', 'int abs(int x)'],
    ['char *((f)(int));', 'char *f(int)'],
    ['char (*f(void));', 'char *f(void)'],
    ['int f(char (*), int (*p));', 'int f(char *, int *p)'],
  ])
})

test('types may be 100 declarators deep', () => {
  const tooDeep = 'a type of more than 100 declarators inside one another'
  assert.equal(printed(`int ${'*'.repeat(99)}f(void);`).length, 1)
  assert.equal(complaint(`int ${'*'.repeat(100)}f(void);`), `syntax 1:105: ${tooDeep}`)
  assert.equal(complaint(`int ${'*'.repeat(9999)}f(void);`), `syntax 1:105: ${tooDeep}`)
  assert.equal(printed(`int ${'('.repeat(98)}f${')'.repeat(98)}(void);`).length, 1)
  assert.equal(complaint(`int ${'('.repeat(9999)}f`), `syntax 1:105: ${tooDeep}`)
  assert.equal(complaint(`int f${'(int'.repeat(9999)}`), `syntax 1:406: ${tooDeep}`)
  assert.equal(complaint(`int f${'()'.repeat(9999)};`), `syntax 1:206: ${tooDeep}`)
  const typedefs = Array.from({ length: 200 }, (_, i) => `typedef t${i} *t${i + 1};`).join('\n')
  assert.equal(complaint(`typedef int t0;\n${typedefs}`), `syntax 102:15: ${tooDeep}`)
})

const refused = [
  ['int atoi(const char *s;', "syntax 1:23: expected ')' or ',' after a parameter, found ';'"],
  ['int f(int', "syntax 1:10: expected ')' or ',' after a parameter, found the end of the text"],
  ['int f(int a b);', "syntax 1:13: expected ')' or ',' after a parameter, found 'b'"],
  ['int f(int,);', "syntax 1:11: expected a parameter, found ')'"],
  ['int f(,int);', "syntax 1:7: expected a parameter, found ','"],
  ['int f(int, ..., int);', "syntax 1:15: expected ')' after '...', found ','"],
  ['int f(int ...);', "syntax 1:11: expected ')' or ',' after a parameter, found '...'"],
  ['int f(const void);', "syntax 1:7: a parameter of type 'const void'"],
  ['int f(void, int);', "syntax 1:7: a parameter of type 'void'"],
  ['int f(int, void);', "syntax 1:12: a parameter of type 'void'"],
  ['int f(void x);', "syntax 1:7: a parameter of type 'void'"],
  ['int f(void, ...);', "syntax 1:7: a parameter of type 'void'"],
  ['int f(int a, char *a);', "syntax 1:20: parameter 'a' is repeated"],
  ['int f(void)(void);', 'syntax 1:6: a function that returns a function'],
  ['int f(int)(', 'syntax 1:12: expected a parameter, found the end of the text'],
  ['int (f(void);', "syntax 1:13: expected ')' after a declarator, found ';'"],
  ['int (void);', "syntax 1:6: expected a name, found 'void'"],
  ['int *;', "syntax 1:6: expected a name, found ';'"],
  ['int *int(void);', "syntax 1:6: expected a name, found 'int'"],
  ['int 5f(void);', "syntax 1:5: expected a name, found '5f'"],
  ['int "f"(void);', 'syntax 1:5: expected a name, found "f"'],
  ['int f(int &x);', "syntax 1:11: expected ')' or ',' after a parameter, found '&'"],
  ['int f(int return);', "syntax 1:11: expected a name, found 'return'"],
  ['int (*f)(int);', 'unsupported 1:6: a function pointer is not supported'],
  ['void qsort(void *, int (*compar)(const void *));', 'unsupported 1:25: a function pointer is not supported'],
  ['int f(int (*)(int));', 'unsupported 1:12: a function pointer is not supported'],
  ['void (*signal(int))(int);', 'unsupported 1:7: a function pointer is not supported'],
  ['typedef int (*callback)(void);', 'unsupported 1:14: a function pointer is not supported'],
  ['int f(int g(int));', 'unsupported 1:7: a parameter of function type is not supported'],
  ['int f(int (size_t));', 'unsupported 1:7: a parameter of function type is not supported'],
  ['int f(int a[3]);', 'unsupported 1:12: an array is not supported'],
  ['int f(char *argv[]);', 'unsupported 1:17: an array is not supported'],
  ['int f(int [static 3]);', 'unsupported 1:11: an array is not supported'],
  ['int f(int a [[maybe_unused]]);', "unsupported 1:13: an attribute ('[[...]]') is not supported"],
  ['int f([[maybe_unused]] int a);', "unsupported 1:7: an attribute ('[[...]]') is not supported"],
  ['int f(int a __attribute__((unused)));', "unsupported 1:13: an attribute ('__attribute__') is not supported"],
  ['char *__attribute__((x)) f(void);', "unsupported 1:7: an attribute ('__attribute__') is not supported"],
  ['char *_Nonnull f(void);', "unsupported 1:7: '_Nonnull' is not supported"],
  ['int f(int a = 3);', 'unsupported 1:13: an initialiser is not supported'],
  ['int f(struct s);', "unsupported 1:15: a parameter of type 'struct s', which is not defined, is not supported"],
  ['struct s f(void);', "unsupported 1:11: a result of type 'struct s', which is not defined, is not supported"],
  ['int (__stdcall f)(void);', "unsupported 1:6: a calling convention ('__stdcall') is not supported"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
