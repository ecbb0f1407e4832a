import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../ctype/target.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint, printed } from '../testing.ts'

/** Every order of the words. */
function orders(words: readonly string[]): string[] {
  if (words.length < 2) return [words.join('')]
  return words.flatMap((word, i) => orders(words.filter((_, j) => j !== i)).map(rest => `${word} ${rest}`))
}

const spellings: readonly (readonly [string, string])[] = [
  ['void', 'void'],
  ['bool', 'bool'],
  ['_Bool', 'bool'],
  ['float', 'float'],
  ['double', 'double'],
  ['char', 'char'],
  ['signed char', 'signed char'],
  ['__signed__ char', 'signed char'],
  ['unsigned char', 'unsigned char'],
  ['short', 'short'],
  ['signed short int', 'short'],
  ['unsigned short int', 'unsigned short'],
  ['signed', 'int'],
  ['signed int', 'int'],
  ['unsigned', 'unsigned int'],
  ['unsigned int', 'unsigned int'],
  ['long', 'long'],
  ['signed long int', 'long'],
  ['unsigned long int', 'unsigned long'],
  ['long long', 'long long'],
  ['signed long long int', 'long long'],
  ['unsigned long long int', 'unsigned long long'],
  ['__int128', '__int128'],
  ['__int128 signed', '__int128'],
  ['unsigned __int128', 'unsigned __int128'],
  ['long double', 'long double'],
  ['float _Complex', 'float _Complex'],
  ['_Complex', 'double _Complex'],
  ['__complex__ double', 'double _Complex'],
  ['long double _Complex', 'long double _Complex'],
  ['_Complex unsigned short int', 'unsigned short _Complex'],
  ['_Float16', '_Float16'],
  ['_Float64x _Complex', '_Float64x _Complex'],
  ['__float128', '_Float128'],
  ['__float80', 'long double'],
  ['__uint128_t', 'unsigned __int128'],
]

for (const [words, type] of spellings) {
  test(`'${words}' in any order is '${type}'`, () => {
    for (const order of orders(words.split(' ')))
      assert.deepEqual(printed(`${order} f(void);`), [`${type} f(void)`], order)
  })
}

test('the library typedef names are built in and keep their names', () => {
  assert.deepEqual(printed('size_t f(int64_t, time_t, const uint8_t *, wchar_t);'), [
    'size_t f(int64_t, time_t, const uint8_t *, wchar_t)',
  ])
})

test('qualifiers may stand anywhere among the specifiers, under all their names', () => {
  const expected = ['int f(const volatile unsigned char *)']
  for (const text of [
    'const volatile unsigned char',
    'unsigned const char volatile',
    'char __const__ unsigned __volatile',
  ]) {
    assert.deepEqual(printed(`int f(${text} *);`), expected)
  }
})

test('extern may stand anywhere and changes nothing', () => {
  assert.deepEqual(printed('extern int f(void); int extern g(void);'), ['int f(void)', 'int g(void)'])
})

test('what changes no type may stand anywhere', () => {
  assert.deepEqual(
    printed('__extension__ typedef long long ll; inline static int f(void); int extern _Noreturn g(void);'),
    ['int f(void)', 'int g(void)', 'typedef long long ll'],
  )
})

test('_Atomic is a qualifier, and a specifier with a type', () => {
  assert.deepEqual(printed('_Atomic(int) a; _Atomic int b; int _Atomic c; _Atomic(char *) d; char *_Atomic e;'), [
    '_Atomic int a',
    '_Atomic int b',
    '_Atomic int c',
    'char *_Atomic d',
    'char *_Atomic e',
  ])
})

test('qualifiers of an array typedef are those of its elements', () => {
  assert.deepEqual(printed('typedef int a[3]; const a x;'), ['const int x[3]', 'typedef int a[3]'])
})

test('bool is a typedef name, which a text may declare', () => {
  assert.deepEqual(printed('bool a; typedef unsigned char bool; int f(bool);'), [
    'int f(bool)',
    'bool a',
    'typedef unsigned char bool',
  ])
  assert.deepEqual(printed('#define bool _Bool\nbool a;').slice(0, 1), ['bool a'])
  assert.equal(complaint('typedef enum { false, true } bool; bool f(void);'), 'accepted')
})

test('va_list is predefined, and may be declared as the compiler has it', () => {
  const text =
    'typedef __builtin_va_list __gnuc_va_list; typedef __gnuc_va_list va_list; int vprintf(const char *, va_list, va_list *);'
  assert.equal(printed(text)[0], 'int vprintf(const char *, va_list, va_list *)')
})

test('a target without a type refuses it', () => {
  const refusal = (text: string) => {
    assert.throws(() => parseDeclarations(text, { target: targets['i386-linux'] }), {
      code: 'ERR_CABI_UNSUPPORTED',
      message: /^<declarations>:1:10: '__int128', which i386-linux does not have, is not supported\n/,
    })
  }
  refusal('unsigned __int128 x;'.replace('unsigned ', 'volatile '))
})

test('register may stand in a parameter', () => {
  assert.deepEqual(printed('int f(register int a);'), ['int f(int a)'])
})

test('restrict qualifies a pointer behind a typedef', () => {
  assert.deepEqual(printed('typedef char *s; int f(restrict s);'), ['int f(s)', 'typedef char *s'])
})

test('a name after a type is a declarator, even the name of a type', () => {
  assert.deepEqual(printed('typedef int t; int f(unsigned t, int size_t); t g(unsigned size_t);'), [
    'int f(unsigned int t, int size_t)',
    't g(unsigned int size_t)',
    'typedef int t',
  ])
})

test('structs, unions and enums are named by their tags', () => {
  assert.deepEqual(printed('enum e { A }; const struct s *f(union u *, enum e);'), [
    'const struct s *f(union u *, enum e)',
    'enum e',
    'struct s',
    'union u',
    'A = 0 (int)',
  ])
})

const refused = [
  ['long float f(void);', "syntax 1:6: 'float' cannot be combined with 'long'"],
  ['unsigned double f(void);', "syntax 1:10: 'double' cannot be combined with 'unsigned int'"],
  ['short long f(void);', "syntax 1:7: 'long' cannot be combined with 'short'"],
  ['long long long f(void);', "syntax 1:11: 'long' cannot be combined with 'long long'"],
  ['signed unsigned f(void);', "syntax 1:8: 'unsigned' cannot be combined with 'int'"],
  ['unsigned unsigned f(void);', "syntax 1:10: 'unsigned' cannot be combined with 'unsigned int'"],
  ['int int f(void);', "syntax 1:5: 'int' cannot be combined with 'int'"],
  ['char int f(void);', "syntax 1:6: 'int' cannot be combined with 'char'"],
  ['long char f(void);', "syntax 1:6: 'char' cannot be combined with 'long'"],
  ['unsigned _Bool f(void);', "syntax 1:10: '_Bool' cannot be combined with 'unsigned int'"],
  ['unsigned bool f(void);', "syntax 1:14: expected ';' after a declaration, found 'f'"],
  ['void int f(void);', "syntax 1:6: 'int' cannot be combined with 'void'"],
  ['long long double f(void);', "syntax 1:11: 'double' cannot be combined with 'long long'"],
  ['long double long f(void);', "syntax 1:13: 'long' cannot be combined with 'long double'"],
  ['size_t int f(void);', "syntax 1:8: 'int' cannot be combined with 'size_t'"],
  ['size_t unsigned f(void);', "syntax 1:8: 'unsigned' cannot be combined with 'size_t'"],
  ['struct s { int x; } int f(void);', "syntax 1:20: expected ';' after the definition of 'struct s'"],
  ['enum { A } struct s;', "syntax 1:11: expected ';' after the definition of 'enum'"],
  ['struct s int f(void);', "syntax 1:10: 'int' cannot be combined with 'struct s'"],
  ['int struct s f(void);', "syntax 1:5: 'struct' cannot be combined with 'int'"],
  ['typedef extern int f;', "syntax 1:9: 'extern' cannot be combined with 'typedef'"],
  ['extern extern int f(void);', "syntax 1:8: 'extern' cannot be combined with 'extern'"],
  ['register int f(void);', "syntax 1:1: 'register' outside a function"],
  ['int f(extern int a);', "syntax 1:7: 'extern' in a parameter"],
  ['int f(static int a);', "syntax 1:7: 'static' in a parameter"],
  ['int restrict f(void);', "syntax 1:5: 'restrict' qualifies pointers to objects, not 'int'"],
  ['int f(restrict struct s *);', "syntax 1:7: 'restrict' qualifies pointers to objects, not 'struct s'"],
  ['const f(void);', "syntax 1:7: unknown type name 'f'"],
  ['const;', "syntax 1:6: expected a declaration, found ';'"],
  ['int f(const);', "syntax 1:12: expected a parameter, found ')'"],
  ['struct f(void);', "syntax 1:10: expected a name, found 'void'"],
  ['union;', "syntax 1:6: expected a tag or '{' after 'union', found ';'"],
  ['struct int *f(void);', "syntax 1:8: expected a tag or '{' after 'struct', found 'int'"],
  ['return 1;', "syntax 1:1: expected a type, found 'return'"],
  ['int while(void);', "syntax 1:5: expected a name, found 'while'"],
  ['auto int x;', "syntax 1:1: 'auto' outside a function"],
  ['_Float32 float x;', "syntax 1:10: 'float' cannot be combined with '_Float32'"],
  ['_Float32 _Float32 x;', "syntax 1:10: '_Float32' cannot be combined with '_Float32'"],
  ['_Float32 _Float64 x;', "syntax 1:10: '_Float64' cannot be combined with '_Float32'"],
  ['unsigned _Float32 x;', "syntax 1:10: '_Float32' cannot be combined with 'unsigned int'"],
  ['long _Float64 x;', "syntax 1:6: '_Float64' cannot be combined with 'long'"],
  ['__int128 int x;', "syntax 1:10: 'int' cannot be combined with '__int128'"],
  ['long __int128 x;', "syntax 1:6: '__int128' cannot be combined with 'long'"],
  ['_Bool _Complex x;', "syntax 1:7: '_Complex' cannot be combined with 'bool'"],
  ['_Complex _Complex x;', "syntax 1:10: '_Complex' cannot be combined with 'double _Complex'"],
  ['float _Complex long x;', "syntax 1:16: 'long' cannot be combined with 'float _Complex'"],
  ['unsigned typeof(int) x;', "syntax 1:10: 'typeof' cannot be combined with 'unsigned int'"],
  ['int restrict x;', "syntax 1:5: 'restrict' qualifies pointers to objects, not 'int'"],
  ['typedef int f_t(void); f_t *restrict p;', "syntax 1:29: 'restrict' qualifies pointers to objects, not 'f_t *'"],
  ['_Atomic(const int) x;', "syntax 1:1: '_Atomic' of the qualified type 'const int'"],
  ['_Atomic(int[3]) x;', "syntax 1:1: '_Atomic' of the array type 'int [3]'"],
  ['_Atomic(int(void)) x;', "syntax 1:1: '_Atomic' of the function type 'int (void)'"],
  ['typedef int a[3]; _Atomic a x;', "syntax 1:27: '_Atomic' of the array type 'a'"],
  ['int _Atomic(int) x;', "syntax 1:5: '_Atomic' cannot be combined with 'int'"],
  ['inline int x;', "syntax 1:1: 'inline' in the declaration of the variable 'x'"],
  ['_Noreturn int x;', "syntax 1:1: '_Noreturn' in the declaration of the variable 'x'"],
  ['inline typedef int t;', "syntax 1:1: 'inline' in a typedef"],
  ['inline struct s;', "syntax 1:1: 'inline' in a declaration without a function"],
  ['int f(inline int x);', "syntax 1:7: 'inline' in a parameter"],
  ['int f(_Thread_local int x);', "syntax 1:7: '_Thread_local' in a parameter"],
  ['_Thread_local int f(void);', "syntax 1:1: '_Thread_local' of a function"],
  ['typedef _Thread_local int t;', "syntax 1:9: '_Thread_local' in a typedef"],
  ['_Thread_local __thread int t;', "syntax 1:15: '__thread' is repeated"],
  ['int x = sizeof(static int), y[sizeof(static int)];', "syntax 1:38: 'static' in a type name"],
  ['__bf16 x;', "unsupported 1:1: '__bf16', which x86_64-linux does not have, is not supported"],
  [
    'typedef int t; int f(void); int t(void), g(int);',
    "syntax 1:33: conflicting declarations of 't': 'typedef int t' at x.h:1:13, now 'int t(void)'",
  ],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
