import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { parseDeclarations } from './parse.ts'
import { printDeclarations } from './print.ts'

/** What a text is printed as: the same again when it is parsed, and C to GCC. */
function printed(text: string): string[] {
  const result = printDeclarations(parseDeclarations(text))
  assert.equal(printDeclarations(parseDeclarations(result)), result)
  const { stderr } = spawnSync('gcc', ['-fsyntax-only', '-x', 'c', '-'], { input: result, encoding: 'utf8' })
  assert.equal(stderr, '')
  return result.split('\n').slice(0, -1)
}

/** Without GCC's word on it: version 12 has no C23. */
const printedAlone = (text: string) => printDeclarations(parseDeclarations(text)).split('\n').slice(0, -1)

test('functions, variables and typedefs are printed in their order', () => {
  const text = 'int f(int a, ...); typedef char *s; s x, *y[3]; static int g(void); _Thread_local int z; int a[];'
  assert.deepEqual(printed(text), [
    'extern int f(int a, ...);',
    'typedef char *s;',
    'extern s x;',
    'extern s *y[3];',
    'static int g(void);',
    'extern _Thread_local int z;',
    'extern int a[];',
  ])
})

test('definitions of structs are printed once, after what they need', () => {
  assert.deepEqual(
    printed('typedef struct a *p; struct b { struct c { int x; } c; struct a *a; }; struct a { struct b b; };'),
    [
      'struct a;',
      'typedef struct a *p;',
      'struct c { int x; };',
      'struct b { struct c c; struct a *a; };',
      'struct a { struct b b; };',
    ],
  )
})

test('members of one struct without a tag are declared together', () => {
  const text =
    'struct s { union { int i; float f; } key, *mask, list[2]; enum { A } a : 3, b : 4; struct { int x; }; int y; };'
  assert.deepEqual(printed(text), [
    'struct s { union { int i; float f; } key, *mask, list[2]; enum { A = 0 } a: 3, b: 4; struct { int x; }; int y; };',
  ])
  const apart = 'struct s { union { int i; } key; union { int i; } mask; };'
  assert.deepEqual(printed(apart), [apart])
})

test('attributes of functions that parameters point to are printed behind them', () => {
  assert.deepEqual(printed('void f(void (*fail)(void) __attribute__((noreturn)), int);'), [
    'extern void f(void (*fail)(void) __attribute__((noreturn)), int);',
  ])
})

test('a tag that a parameter list names first is declared before', () => {
  assert.deepEqual(printed('void f(struct s *, enum e *); struct s { int x; }; enum e { A };'), [
    'struct s;',
    'enum e;',
    'extern void f(struct s *, enum e *);',
    'struct s { int x; };',
    'enum e { A = 0 };',
  ])
})

test('a typedef that makes a union transparent says so', () => {
  const text = 'union u { long *b; }; typedef const union u t __attribute__((transparent_union)); typedef union u v;'
  assert.deepEqual(printed(text), [
    'union u { long *b; };',
    'typedef const union u t __attribute__((transparent_union));',
    'typedef union u v;',
  ])
})

test('the struct that a qualified va_list is made of is spelled without a name', () => {
  assert.deepEqual(printed('void f(const __builtin_va_list);'), [
    'extern void f(const __typeof__(**(__builtin_va_list *)0) *);',
  ])
})

test('what is declared with a struct without a tag stays with it', () => {
  assert.deepEqual(
    printed('typedef struct { int x; } t, *p; extern const union { float f; } a[2], *b; t *f(p); enum { A, B } e;'),
    [
      'typedef struct { int x; } t, *p;',
      'extern const union { float f; } a[2], *b;',
      'extern t *f(p);',
      'extern enum { A = 0, B = 1 } e;',
    ],
  )
})

test('members are printed with their widths and attributes', () => {
  const text =
    'struct s { int a : 3, : 0; struct { char c; union { int i; }; } __attribute__((aligned(8))); short d __attribute__((packed, aligned(2))), e[]; };'
  assert.deepEqual(printed(text), [
    'struct s { int a: 3; int : 0; struct { char c; union { int i; }; } __attribute__((aligned(8))); short d __attribute__((packed, aligned(2))); short e[]; };',
  ])
})

test('what changes the layout is printed', () => {
  const text = `struct a { char c; } __attribute__((packed, aligned(4))); struct b { int x; } __attribute__((ms_struct));
#pragma pack(2)
struct c { char c; int i; }; typedef struct { int i; } d;
#pragma pack()
enum e { E = 1 } __attribute__((packed)); typedef int i16 __attribute__((aligned(16)));
typedef union { int *i; float *f; } u __attribute__((transparent_union)); struct {} f;`
  assert.deepEqual(printed(text), [
    'struct a { char c; } __attribute__((packed, aligned(4)));',
    'struct b { int x; } __attribute__((ms_struct));',
    '#pragma pack(push, 2)',
    'struct c { char c; int i; };',
    '#pragma pack(pop)',
    '#pragma pack(push, 2)',
    'typedef struct { int i; } d;',
    '#pragma pack(pop)',
    'enum e { E = 1 } __attribute__((packed));',
    'typedef int i16 __attribute__((aligned(16)));',
    'typedef union { int *i; float *f; } __attribute__((transparent_union)) u;',
    'extern struct {} f;',
  ])
})

test('attributes of functions and their symbols are printed', () => {
  const text = `int f(const char *, ...) __asm__("f\\"64") __attribute__((format(printf, 1, 2), nonnull(1), deprecated("use \\\\ g")));
_Noreturn void g(void) __attribute__((deprecated)); void *h(void *) __attribute__((returns_nonnull, nonnull));
int (__attribute__((ms_abi)) *i)(void) __attribute__((noreturn)); struct s { void (*stop)(void) __attribute__((noreturn)); };`
  assert.deepEqual(printed(text), [
    'extern int f(const char *, ...) __asm__("f\\"64") __attribute__((nonnull(1), format(printf, 1, 2))) __attribute__((deprecated("use \\\\ g")));',
    'extern void g(void) __attribute__((noreturn)) __attribute__((deprecated));',
    'extern void *h(void *) __attribute__((nonnull, returns_nonnull));',
    'extern int (__attribute__((ms_abi)) *i)(void) __attribute__((noreturn));',
    'struct s { void (*stop)(void) __attribute__((noreturn)); };',
  ])
})

test('names that headers define are declared before their use', () => {
  assert.deepEqual(
    printed('size_t f(va_list, bool, int8_t); typedef long time_t; time_t g(size_t, __int128_t, __builtin_va_list);'),
    [
      'typedef __builtin_va_list va_list;',
      'typedef signed char int8_t;',
      'typedef unsigned long size_t;',
      'extern size_t f(va_list, _Bool, int8_t);',
      'typedef long time_t;',
      'extern time_t g(size_t, __int128, __builtin_va_list);',
    ],
  )
  assert.deepEqual(printed('typedef unsigned char bool; bool f(_Bool);'), [
    'typedef unsigned char bool;',
    'extern bool f(_Bool);',
  ])
})

test('constants of enumerations are printed by value, in their type', () => {
  const text =
    'enum e { A = -5, B, C = 0xffffffff }; enum f { D = 0xffffffffffffffff }; enum g { E = -0x7fffffffffffffff - 1 };'
  assert.deepEqual(printed(text), [
    'enum e { A = -5, B = -4, C = 4294967295 };',
    'enum f { D = 18446744073709551615u };',
    'enum g { E = -9223372036854775807 - 1 };',
  ])
})

test('an enum of a type is printed with it', () => {
  assert.deepEqual(printedAlone('enum e : unsigned char { A }; enum f : long;'), [
    'enum e : unsigned char { A = 0 };',
    'enum f : long;',
  ])
})

test('every kind of type is spelled so that it is read back', () => {
  const text = `long double _Complex a; __int128 b; float c __attribute__((vector_size(16))); _Atomic(int) d; int (*(*e)(int, char *))[3];
char (*(*f[3])(void))[5]; _Float128 g; int h(); const volatile int *const *i; typedef int fn(int); fn j, *k;`
  assert.deepEqual(printed(text), [
    'extern long double _Complex a;',
    'extern __int128 b;',
    'extern float __attribute__((vector_size(16))) c;',
    'extern _Atomic int d;',
    'extern int (*(*e)(int, char *))[3];',
    'extern char (*(*f[3])(void))[5];',
    'extern _Float128 g;',
    'extern int h();',
    'extern const volatile int *const *i;',
    'typedef int fn(int);',
    'extern int j(int);',
    'extern fn *k;',
  ])
})

test('a tag that is first named between declarators of one definition comes before them', () => {
  assert.deepEqual(printed('enum { E = 1 } a, c(struct d *);'), [
    'struct d;',
    'extern enum { E = 1 } a, c(struct d *);',
  ])
  assert.deepEqual(printed('struct { int x; } a, c(struct d { int y; } *);'), [
    'struct d { int y; };',
    'extern struct { int x; } a, c(struct d *);',
  ])
})

test('#pragma pack is around every definition that it holds for, those in parameters too', () => {
  assert.deepEqual(printedAlone('#pragma pack(8)\nint f(union { char m; }, struct e *);'), [
    'struct e;',
    '#pragma pack(push, 8)',
    'extern int f(union { char m; }, struct e *);',
    '#pragma pack(pop)',
  ])
  assert.deepEqual(printedAlone('struct { int x; } a;\n#pragma pack(2)\nint f(struct { long y; } *);'), [
    'extern struct { int x; } a;',
    '#pragma pack(push, 2)',
    'extern int f(struct { long y; } *);',
    '#pragma pack(pop)',
  ])
})

test('a function stays with what was declared with it, though its result lost the qualifiers', () => {
  assert.deepEqual(printedAlone('const struct { int x; } c, e(void);'), ['extern const struct { int x; } c, e(void);'])
  assert.deepEqual(printedAlone('const struct { int x; } e(void), c;'), ['extern const struct { int x; } e(void), c;'])
  assert.deepEqual(printedAlone('struct { int x; } e(void); const struct { int x; } c;'), [
    'extern struct { int x; } e(void);',
    'extern const struct { int x; } c;',
  ])
})
