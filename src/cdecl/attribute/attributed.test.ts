import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInC, complaints } from '../../../test/oracle/gcc.ts'
import { sameType } from '../../ctype/compatible.ts'
import { alignOf, sizeOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import { recordLayout } from '../../ctype/record-layout.ts'
import { x86_64_linux } from '../../ctype/target.ts'
import { bareType, type CType } from '../../ctype/type.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint } from '../testing.ts'

/** What GCC has to find true of everything that a text declares. */
function claims(text: string): string[] {
  const { types, tags } = parseDeclarations(text)
  return [...types, ...tags].flatMap(([name, type]) => [...sizes(name, type), ...offsets(name, type)])
}

function sizes(name: string, type: CType): string[] {
  const size = sizeOf(type, x86_64_linux)
  if (size === undefined) return []
  return [`sizeof(${name}) == ${size}`, `_Alignof(${name}) == ${alignOf(type, x86_64_linux)}`]
}

function offsets(name: string, type: CType): string[] {
  const bare = bareType(type)
  const layout = bare.kind === 'record' ? recordLayout(bare, x86_64_linux) : undefined
  return (layout?.members ?? [])
    .filter(({ member }) => member.name !== undefined && member.bits === undefined)
    .map(({ member, offset }) => `offsetof(${name}, ${member.name}) == ${offset}`)
}

/** Each in a name space of its own: `#` becomes a number. */
const placed = [
  // Of typedef names, in every place.
  'typedef int a# __attribute__((aligned(16)));',
  'typedef int b# __attribute__((aligned(2)));',
  'typedef int __attribute__((aligned(16))) c#;',
  'typedef __attribute__((aligned(16))) int d#, e#;',
  'typedef int f#, __attribute__((aligned(16))) g#;',
  'typedef int h# __attribute__((aligned(16))), i#;',
  'typedef int *__attribute__((aligned(16))) j#;',
  'typedef int *__attribute__((aligned(16))) *k#;',
  'typedef int (__attribute__((aligned(16))) l#);',
  'typedef int __attribute__((aligned(16))) *m#;',
  'typedef int n#[2] __attribute__((aligned(16)));',
  'typedef int [[gnu::aligned(16)]] o#;',
  'typedef int p# [[gnu::aligned(16)]];',
  '[[gnu::aligned(16)]] typedef int q#;',
  'typedef int *[[gnu::aligned(16)]] r#;',
  'typedef int s#[2] [[gnu::aligned(32)]];',
  'typedef int t# __attribute__((aligned(8), aligned(4)));',
  'typedef int u# __attribute__((aligned(4))) __attribute__((aligned(8)));',
  'typedef __attribute__((aligned(16))) int v# __attribute__((aligned(8)));',
  'typedef __attribute__((aligned(8))) int w# __attribute__((aligned(16)));',
  'typedef int *__attribute__((aligned(32))) x# __attribute__((aligned(16)));',
  'typedef int y# __attribute__((aligned)), z# __attribute__((aligned(_Alignof(double))));',
  // Of structs and unions.
  'struct a# { char c; int i; } __attribute__((packed));',
  'struct __attribute__((packed)) b# { char c; int i; };',
  'struct [[gnu::packed]] c# { char c; int i; };',
  'struct __attribute__((packed)) d# { char c; int i; } __attribute__((aligned(4)));',
  'struct e# { char c; } __attribute__((aligned(16), aligned(8)));',
  'struct __attribute__((aligned(16))) f# { char c; } __attribute__((aligned(8)));',
  'struct g# { int i; } __attribute__((aligned(1)));',
  'struct h# { char c; int i; } const __attribute__((packed)) v#;',
  '__attribute__((packed)) struct i# { char c; int i; };',
  'typedef struct { char c; int i; } j# __attribute__((packed));',
  'typedef struct { char c; int i; } __attribute__((packed)) k#;',
  'typedef __attribute__((packed)) struct { char c; int i; } l#;',
  'typedef struct { char c; int i; } const __attribute__((aligned(16))) m#;',
  'struct __attribute__((packed)) n#; struct n# { char c; int i; };',
  'union o# { char c; int i; } __attribute__((packed));',
  'struct p# { char c; int b : 3; short s : 12; } __attribute__((ms_struct));',
  'struct q# { char c; int b : 3; short s : 12; } __attribute__((gcc_struct));',
  'struct r# { char c; struct { char d; int i; } __attribute__((packed)) s; };',
  // Of members.
  'struct a# { char c; int i __attribute__((packed)); };',
  'struct b# { char c; int __attribute__((packed)) i, j; };',
  'struct c# { char c; [[gnu::packed]] int i; };',
  'struct d# { char c; int i [[gnu::packed]]; };',
  'struct e# { char c; int i __attribute__((packed, aligned(2))); };',
  'struct f# { char c; int i __attribute__((aligned(1))); };',
  'struct g# { char c; int i __attribute__((aligned(16), aligned(8))); };',
  'struct h# { char c; __attribute__((aligned(16))) int i __attribute__((aligned(8))); };',
  'struct i# { int *__attribute__((aligned(32))) p __attribute__((aligned(16))); };',
  'struct j# { char c; int i, j __attribute__((aligned(8))), k; };',
  'typedef int t# __attribute__((aligned(2))); struct l# { char c; t# i; };',
  'typedef int t# __attribute__((aligned(2))); struct m# { char c; t# i __attribute__((packed)); };',
  'typedef int t# __attribute__((aligned(2))); struct n# { char c; t# i __attribute__((aligned(4))); };',
  'struct o# { _Alignas(16) int i __attribute__((aligned(32))); };',
  'struct p# { _Alignas(32) int i __attribute__((aligned(16))); };',
  'struct q# { char c; int b : 8 __attribute__((aligned(8))); };',
  'struct r# { char c; int b : 9 __attribute__((packed)); int d : 20 __attribute__((packed)); };',
  'struct s# { char c; struct { char d; int i; } __attribute__((packed)); int j; };',
  'struct t# { char c; struct { int i; } __attribute__((aligned(16))) s; int j; };',
  'struct u# { char c; int m __attribute__((mode(DI))); float v __attribute__((vector_size(16))); };',
  // Of enumerations.
  'enum a# { A# } __attribute__((packed));',
  'enum __attribute__((packed)) b# { B# = 300 };',
  'enum [[gnu::packed]] c# { C# = -1 };',
  'typedef enum { D# } d# __attribute__((packed));',
  'enum e# { E# } __attribute__((mode(QI)));',
  'enum f# { F# = -1 } __attribute__((mode(DI)));',
  'enum g# { G# [[deprecated]] = 1, H# __attribute__((deprecated("h"))) };',
]

test('sizes, alignments and offsets under attributes in every place are those of GCC', () => {
  const texts = placed.map((text, i) => text.replaceAll('#', `${i}`))
  assertInC(texts.flatMap(claims), `#pragma GCC diagnostic ignored "-Wattributes"\n${texts.join('\n')}`)
})

/** A declaration of `t`, and what GCC calls the same type. */
const sameTypes = [
  ['typedef void (__attribute__((ms_abi)) *t)(int);', 'typedef void (*t)(int) __attribute__((ms_abi));'],
  ['typedef void __attribute__((ms_abi)) (*t)(int);', 'typedef void (*t)(int) __attribute__((ms_abi));'],
  ['typedef void (*__attribute__((ms_abi)) t)(int);', 'typedef void (*t)(int) __attribute__((ms_abi));'],
  ['__attribute__((ms_abi)) typedef void (*t)(int);', 'typedef void (*t)(int) __attribute__((ms_abi));'],
  ['typedef void f(int) __attribute__((ms_abi)); typedef f *t;', 'typedef void (*t)(int) __attribute__((ms_abi));'],
  ['typedef void (*f)(int); typedef f t __attribute__((ms_abi));', 'typedef void (*t)(int) __attribute__((ms_abi));'],
  ['typedef void (*t)(int) __attribute__((sysv_abi));', 'typedef void (*t)(int);'],
  ['typedef void (*t)(int) __attribute__((stdcall));', 'typedef void (*t)(int);'],
  ['typedef void (*t[2])(int) __attribute__((ms_abi));', 'typedef void (*t[2])(int);'],
  ['typedef void (**t)(int) __attribute__((ms_abi));', 'typedef void (**t)(int);'],
  ['typedef void (__attribute__((ms_abi)) **t)(int);', 'typedef void (*m)(int) __attribute__((ms_abi)); typedef m *t;'],
  [
    'typedef int (*(*t)(int))(int) __attribute__((ms_abi));',
    'typedef int (*r)(int); typedef r (*t)(int) __attribute__((ms_abi));',
  ],
  [
    'typedef void t(void (*)(int) __attribute__((ms_abi)));',
    'typedef void (*m)(int) __attribute__((ms_abi)); typedef void t(m);',
  ],
  [
    'typedef void t(__attribute__((ms_abi)) void (*f)(int));',
    'typedef void (*m)(int) __attribute__((ms_abi)); typedef void t(m);',
  ],
  [
    'typedef void t(int __attribute__((mode(DI))) a, int b __attribute__((mode(QI))));',
    'typedef void t(long, signed char);',
  ],
  ['typedef int *t __attribute__((vector_size(16)));', 'typedef int v __attribute__((vector_size(16))); typedef v *t;'],
  [
    'typedef int t[3] __attribute__((vector_size(16)));',
    'typedef int v __attribute__((vector_size(16))); typedef v t[3];',
  ],
  [
    'typedef int t(int) __attribute__((vector_size(16)));',
    'typedef int v __attribute__((vector_size(16))); typedef v t(int);',
  ],
  [
    'typedef int *p; typedef p t __attribute__((vector_size(16)));',
    'typedef int v __attribute__((vector_size(16))); typedef v *t;',
  ],
  ['typedef int t __attribute__((mode(DI), vector_size(16)));', 'typedef long t __attribute__((vector_size(16)));'],
] as const

for (const [text, same] of sameTypes) {
  test(`${text} is ${same}`, () => {
    const [a, b] = [text, same].map(t => parseDeclarations(t).types.get('t')!)
    assert.ok(sameType(a!, b!, x86_64_linux))
    const [x, y] = [text.replace(/\b([tfmvrp])\b/g, '$1_1'), same.replace(/\b([tfmvrp])\b/g, '$1_2')]
    const wrong = complaints(`${x}\n${y}\n_Static_assert(__builtin_types_compatible_p(t_1, t_2), "");`, ['-w'])
    assert.deepEqual([...wrong.values()], [])
  })
}

/** What GCC calls the typedef `t`. */
function typeOf(text: string): string {
  const type = parseDeclarations(text).types.get('t')!
  const printed = printType(bareType(type))
  assertInC([`__builtin_types_compatible_p(t, ${printed})`], text)
  return printed
}

test('a mode makes an integer type of its size, signed as before', () => {
  const modes = ['QI', 'HI', '__SI__', 'DI', 'TI', 'byte', 'word', '__pointer__', 'unwind_word', 'libgcc_cmp_return']
  const types = (base: string) => modes.map(mode => typeOf(`typedef ${base} t __attribute__((mode(${mode})));`))
  const signed = ['signed char', 'short', 'int', 'long', '__int128', 'signed char', 'long', 'long', 'long', 'long']
  assert.deepEqual(types('int'), signed)
  assert.deepEqual(types('char'), signed)
  assert.deepEqual(types('int64_t'), signed)
  assert.deepEqual(
    types('unsigned char'),
    signed.map(name => `unsigned ${name.replace('signed ', '')}`),
  )
})

test('a mode makes a floating or a complex type of its size', () => {
  const types = (base: string, modes: readonly string[]) =>
    modes.map(mode => typeOf(`typedef ${base} t __attribute__((mode(${mode})));`))
  assert.deepEqual(types('float', ['HF', 'SF', 'DF', 'XF', 'TF']), [
    '_Float16',
    'float',
    'double',
    'long double',
    '_Float128',
  ])
  assert.deepEqual(types('double _Complex', ['SC', 'DC', 'XC']), [
    'float _Complex',
    'double _Complex',
    'long double _Complex',
  ])
  assert.deepEqual(types('unsigned _Complex', ['CQI', 'CDI']), ['unsigned char _Complex', 'unsigned long _Complex'])
})

test('an enumeration under a typedef with a mode is an integer, signed as its values', () => {
  assert.equal(typeOf('enum { A = -1 }; typedef int t __attribute__((mode(HI)));'), 'short')
  const type = (text: string) => printType(bareType(parseDeclarations(text).types.get('t')!))
  assert.equal(type('typedef enum { B } t __attribute__((mode(DI)));'), 'unsigned long')
  assert.equal(type('typedef enum { C = -1 } t __attribute__((mode(QI)));'), 'signed char')
})

/** Each has to be an error to GCC too. */
const refused = [
  ['typedef int t __attribute__((mode(ZZ)));', `syntax 1:35: unknown machine mode 'ZZ'`],
  ['typedef int t __attribute__((mode(QF)));', `syntax 1:35: unknown machine mode 'QF'`],
  ['typedef int t __attribute__((mode(OI)));', `syntax 1:35: unknown machine mode 'OI'`],
  ['typedef int t __attribute__((mode(V3SI)));', `syntax 1:35: unknown machine mode 'V3SI'`],
  ['typedef int t __attribute__((mode(V256QI)));', `syntax 1:35: unknown machine mode 'V256QI'`],
  ['typedef int t __attribute__((mode(V1QI)));', `syntax 1:35: unknown machine mode 'V1QI'`],
  ['typedef int t __attribute__((mode));', `syntax 1:34: expected '(' after 'mode', found ')'`],
  [
    'typedef int t __attribute__((mode(DI, SI)));',
    `syntax 1:37: expected ')' after the arguments of 'mode', found ','`,
  ],
  ['typedef int t __attribute__((mode(SF)));', `syntax 1:30: mode 'SF' does not apply to 'int'`],
  ['typedef float t __attribute__((mode(DI)));', `syntax 1:32: mode 'DI' does not apply to 'float'`],
  ['typedef float t __attribute__((mode(V4SI)));', `syntax 1:32: mode 'V4SI' does not apply to 'float'`],
  ['typedef float t __attribute__((mode(SC)));', `syntax 1:32: mode 'SC' does not apply to 'float'`],
  ['typedef _Bool t __attribute__((mode(DI)));', `syntax 1:32: mode 'DI' does not apply to 'bool'`],
  ['typedef void t __attribute__((mode(DI)));', `syntax 1:31: mode 'DI' does not apply to 'void'`],
  ['typedef int *t __attribute__((mode(SI)));', `syntax 1:31: mode 'SI' is no mode of pointers`],
  ['typedef int *t __attribute__((mode(V4SI)));', `syntax 1:31: mode 'V4SI' is no mode of pointers`],
  ['typedef int t[4] __attribute__((mode(DI)));', `syntax 1:33: mode 'DI' does not apply to 'int [4]'`],
  ['int __attribute__((mode(DI))) f(void);', `syntax 1:20: mode 'DI' does not apply to 'int (void)'`],
  ['enum { A } __attribute__((mode(SF)));', `syntax 1:27: mode 'SF' does not apply to an enumeration`],
  [
    'enum { A = 300 } __attribute__((mode(QI)));',
    `syntax 1:33: mode 'QI' is too small for the values of the enumeration`,
  ],
  ['typedef int t __attribute__((vector_size(16), mode(DI)));', `syntax 1:47: mode 'DI' does not apply to a vector`],
  ['typedef int t __attribute__((vector_size));', `syntax 1:41: expected '(' after 'vector_size', found ')'`],
  [
    'typedef int t __attribute__((vector_size(16, 8)));',
    `syntax 1:44: expected ')' after the arguments of 'vector_size', found ','`,
  ],
  ['typedef int t __attribute__((vector_size(0)));', 'syntax 1:42: a vector of 0 bytes'],
  ['typedef int t __attribute__((vector_size(-16)));', 'syntax 1:42: a vector of -16 bytes'],
  ['typedef int t __attribute__((vector_size(2)));', `syntax 1:42: a vector of 2 bytes, which 'int' does not divide`],
  ['typedef int t __attribute__((vector_size(6)));', `syntax 1:42: a vector of 6 bytes, which 'int' does not divide`],
  ['typedef int t __attribute__((vector_size(12)));', 'syntax 1:42: a vector of 3 elements, which is no power of 2'],
  [
    'typedef int t __attribute__((vector_size(16.0)));',
    'syntax 1:42: expected an integer constant, found a floating constant',
  ],
  [
    'typedef int t __attribute__((vector_size("x")));',
    'syntax 1:42: expected an integer constant, found a string constant',
  ],
  ['typedef char t __attribute__((vector_size(1L << 31)));', 'syntax 1:43: a vector of more than 2147483646 elements'],
  ['typedef char t __attribute__((vector_size(1L << 62)));', 'syntax 1:43: a vector of more than 2147483646 elements'],
  ['typedef int t __attribute__((vector_size(16), vector_size(32)));', 'syntax 1:47: a vector of vectors'],
  [
    'typedef int v __attribute__((vector_size(16))); typedef v t __attribute__((vector_size(16)));',
    `syntax 1:88: a vector of 'int __attribute__((vector_size(16)))'`,
  ],
  ['typedef _Bool t __attribute__((vector_size(16)));', `syntax 1:44: a vector of 'bool'`],
  ['typedef void t __attribute__((vector_size(16)));', `syntax 1:43: a vector of 'void'`],
  ['typedef struct s { int a; } t __attribute__((vector_size(16)));', `syntax 1:58: a vector of 'struct s'`],
  ['typedef float _Complex t __attribute__((vector_size(16)));', `syntax 1:53: a vector of 'float _Complex'`],
  ['struct s { int a; } __attribute__((packed(1)));', `syntax 1:42: 'packed' takes no arguments`],
  ['int f() __attribute__((nonnull));', `syntax 1:24: 'nonnull' without numbers on a function without a prototype`],
  [
    'int f(char *) __attribute__((returns_nonnull));',
    `syntax 1:30: 'returns_nonnull' on a function that returns 'int'`,
  ],
  ['int f(int, ...) __attribute__((format(printf, 1, 2)));', `syntax 1:32: the format is parameter 1, which is 'int'`],
  [
    'int f(void *, ...) __attribute__((format(printf, 1, 2)));',
    `syntax 1:35: the format is parameter 1, which is 'void *'`,
  ],
  [
    'int f(unsigned char *, ...) __attribute__((format(printf, 1, 2)));',
    `syntax 1:44: the format is parameter 1, which is 'unsigned char *'`,
  ],
  [
    'int f(const __WCHAR_TYPE__ *, ...) __attribute__((format(printf, 1, 2)));',
    `syntax 1:51: the format is parameter 1, which is 'const int *'`,
  ],
  [
    'int f(const char *) __attribute__((format(printf, 1, 2)));',
    `syntax 1:36: a format of arguments on a function without '...'`,
  ],
  [
    'int f(const char *, ...) __attribute__((format(printf, 1, 1)));',
    `syntax 1:41: arguments of the format from 1 on, but '...' is 2`,
  ],
  [
    'int f(const char *, ...) __attribute__((format(printf, 1, 3)));',
    `syntax 1:41: arguments of the format from 3 on, but '...' is 2`,
  ],
  [
    'int f(const char *, int, ...) __attribute__((format(printf, 1, 2)));',
    `syntax 1:46: arguments of the format from 2 on, but '...' is 3`,
  ],
  [
    'struct s { int (*f)(int, ...) __attribute__((format(scanf, 1, 2))); };',
    `syntax 1:46: the format is parameter 1, which is 'int'`,
  ],
  ['int f(int) __attribute__((ms_abi, sysv_abi));', `syntax 1:35: 'sysv_abi' cannot be combined with 'ms_abi'`],
  ['int f(int a __attribute__((aligned(8))));', `syntax 1:28: an alignment of a parameter`],
] as const

for (const [text, expected] of refused) {
  test(`${text} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}

test('what is refused is an error to GCC too', () => {
  const wrong = complaints(
    refused
      .map(([text]) => text)
      .map(inBraces)
      .join('\n'),
    ['-w'],
  )
  assert.deepEqual(
    refused.filter((_, i) => !wrong.has(i + 1)).map(([text]) => text),
    [],
  )
})

/** Each in a scope of its own. */
const inBraces = (text: string, i: number) => `void scope${i}(void) { ${text.replace('f(', `f${i}(`)} }`

/** GCC warns and goes on without them; so does this. */
const withoutEffect = [
  'typedef int t __attribute__((packed));',
  'int v __attribute__((noreturn, nonnull, ms_abi));',
  'typedef int t __attribute__((format(printf, 1, 2)));',
  'int f(char *) __attribute__((nonnull(3)));',
  'int f(char *, int) __attribute__((nonnull(1, 2)));',
  'int f(const char *, ...) __attribute__((format(printf, 5, 6)));',
  'typedef int t __attribute__((transparent_union, ms_struct));',
  'int f(int) __attribute__((stdcall, fastcall));',
]

test('attributes that GCC ignores with a warning are ignored', () => {
  const found = complaints(withoutEffect.map(inBraces).join('\n'))
  assert.equal(found.size, withoutEffect.length)
  assert.equal(complaints(withoutEffect.map(inBraces).join('\n'), ['-w']).size, 0)
  for (const text of withoutEffect) {
    const { functions, variables, types } = parseDeclarations(text)
    for (const { type } of functions.values()) assert.deepEqual(type.attributes, {}, text)
    for (const { type } of variables.values()) assert.equal(printType(type), 'int', text)
    for (const type of types.values()) assert.equal(printType(bareType(type)), 'int', text)
  }
})
