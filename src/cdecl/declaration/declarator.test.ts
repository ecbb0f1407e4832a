import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, printed } from '../testing.ts'

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
    ['int f();', 'int f()'],
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

test('pointers to functions and arrays are read around their name', () => {
  check([
    ['int (*f)(int);', 'int (*f)(int)'],
    ['void (*signal(int sig, void (*func)(int)))(int);', 'void (*signal(int sig, void (*func)(int)))(int)'],
    ['int (*(*f)(int, char *))[3];', 'int (*(*f)(int, char *))[3]'],
    ['char (*(*f[3])(void))[5];', 'char (*(*f[3])(void))[5]'],
    ['int *(*f[2][3]);', 'int **f[2][3]'],
    ['void qsort(void *, int (*compar)(const void *));', 'void qsort(void *, int (*compar)(const void *))'],
    ['int f(int (*)(int), char *(*const *g)[4]);', 'int f(int (*)(int), char *(*const *g)[4])'],
  ])
})

test('attributes and keywords inside a declarator belong to the function beside them', () => {
  check([
    ['int (__attribute__((ms_abi)) *f)(void);', 'int (__attribute__((ms_abi)) *f)(void)'],
    ['void (*__attribute__((ms_abi)) f)(int);', 'void (__attribute__((ms_abi)) *f)(int)'],
    ['int (__cdecl *f)(int);', 'int (*f)(int)'],
    ['int f(int (__stdcall *g)(int));', 'int f(int (*g)(int))'],
    ['char *_Nonnull f(char *_Nullable const x);', 'char *f(char *const x)'],
    ['int f [[x]] (int) [[gnu::noreturn]];', 'int f(int)'],
    ['int f [[x]] [3] [[x]];', 'int f[3]'],
  ])
})

test('types may be 100 declarators deep', () => {
  const tooDeep = 'a type of more than 100 declarators inside one another'
  assert.equal(printed(`int ${'*'.repeat(99)}x;`).length, 1)
  assert.equal(complaint(`int ${'*'.repeat(100)}x;`), `syntax 1:105: ${tooDeep}`)
  assert.equal(complaint(`int ${'*'.repeat(9999)}f(void);`), `syntax 1:105: ${tooDeep}`)
  assert.equal(printed(`int ${'('.repeat(98)}f${')'.repeat(98)}(void);`).length, 1)
  assert.equal(complaint(`int ${'('.repeat(9999)}f`), `syntax 1:105: ${tooDeep}`)
  assert.equal(complaint(`int f${'(int'.repeat(9999)}`), `syntax 1:406: ${tooDeep}`)
  assert.equal(complaint(`int f${'()'.repeat(9999)};`), `syntax 1:206: ${tooDeep}`)
  const typedefs = Array.from({ length: 200 }, (_, i) => `typedef t${i} *t${i + 1};`).join('\n')
  assert.equal(complaint(`typedef int t0;\n${typedefs}`), `syntax 102:15: ${tooDeep}`)
  const names = Array.from({ length: 200 }, (_, i) => `typedef t${i} t${i + 1};`).join('\n')
  assert.equal(complaint(`typedef int t0;\n${names}`), `syntax 102:14: ${tooDeep}`)
  const typeofs = Array.from({ length: 200 }, (_, i) => `extern t${i} v${i}; typedef typeof(v${i}) t${i + 1};`)
  assert.match(
    complaint(`typedef int t0;\n${typeofs.join('\n')}`),
    /^syntax 102:\d+: a type of more than 100 declarators/,
  )
})

test('whatever is nested, the depth is limited', () => {
  const inside = (n: string) => `more than ${n} inside one another`
  const depths: readonly (readonly [string, string])[] = [
    ['typeof(', `a type of ${inside('100 declarators')}`],
    ['_Atomic(', `a type of ${inside('100 declarators')}`],
    ['_Alignas(', `a type of ${inside('100 declarators')}`],
    ['enum e : const ', `a type of ${inside('100 declarators')}`],
    ['int f(int (', `a type of ${inside('100 declarators')}`],
    ['int f(int (*g)(', `a type of ${inside('100 declarators')}`],
    ['struct { int x; ', inside('100 structs')],
    ['struct { int (*f)(', inside('100 structs')],
    ['enum { A = sizeof(', inside('200 expressions')],
    ['int __attribute__((aligned(sizeof(', inside('200 expressions')],
  ]
  for (const [text, expected] of depths) {
    const found = complaint(text.repeat(20_000)).replace(/^\w+ \d+:\d+: /, '')
    const isType = found === `a type of ${inside('100 declarators')}`
    assert.ok(found === expected || isType, `${text}: ${found}`)
  }
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
  ['int f(int a = 3);', "syntax 1:13: expected ')' or ',' after a parameter, found '='"],
  ['int f(int a : 3);', "syntax 1:13: expected ')' or ',' after a parameter, found ':'"],
  ['int f(..., int);', "syntax 1:10: expected ')' after '...', found ','"],
  ['int (*f(void))[3](void);', "syntax 1:15: an array of functions: one of pointers to them is 'int (*[3])(void)'"],
  ['int (*f(void)(void);', "syntax 1:20: expected ')' after a declarator, found ';'"],
  ['int (*(*f)(int)(void);', "syntax 1:22: expected ')' after a declarator, found ';'"],
  ['typedef int f_t(void); f_t f(void);', 'syntax 1:29: a function that returns a function'],
  ['int f(void)[3];', 'syntax 1:6: a function that returns an array'],
  ['typedef int a[3]; a f(void);', 'syntax 1:22: a function that returns an array'],
  ['int (*restrict f)(void);', "syntax 1:7: 'restrict' qualifies pointers to objects, not 'int (*)(void)'"],
  ['int *const;', "syntax 1:11: expected a name, found ';'"],
  ['int *__attribute__((x f(void);', "syntax 1:23: expected ',' or ')' after an attribute, found 'f'"],
  ['int (__attribute__((ms_abi, cdecl) *f)(void);', "syntax 1:36: expected ')' after attributes, found '*'"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
