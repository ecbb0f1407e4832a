import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, printed } from './testing.ts'

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

test('register may stand in a parameter', () => {
  assert.deepEqual(printed('int f(register int a);'), ['int f(int a)'])
})

test('restrict qualifies a pointer behind a typedef', () => {
  assert.deepEqual(printed('typedef char *s; int f(restrict s);'), ['int f(s)', 'typedef char *s'])
})

test('a name after a type is a declarator, even the name of a type', () => {
  assert.deepEqual(printed('typedef int t; int f(unsigned t, t size_t);'), [
    'int f(unsigned int t, t size_t)',
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
  ['unsigned bool f(void);', "syntax 1:10: 'bool' cannot be combined with 'unsigned int'"],
  ['void int f(void);', "syntax 1:6: 'int' cannot be combined with 'void'"],
  ['long long double f(void);', "syntax 1:11: 'double' cannot be combined with 'long long'"],
  ['long double long f(void);', "syntax 1:13: 'long' cannot be combined with 'long double'"],
  ['size_t int f(void);', "syntax 1:8: 'int' cannot be combined with 'size_t'"],
  ['size_t unsigned f(void);', "syntax 1:8: 'unsigned' cannot be combined with 'size_t'"],
  ['struct s int f(void);', "syntax 1:10: 'int' cannot be combined with 'struct s'"],
  ['int struct s f(void);', "syntax 1:5: 'struct' cannot be combined with 'int'"],
  ['typedef extern int f;', "syntax 1:9: 'extern' cannot be combined with 'typedef'"],
  ['extern extern int f(void);', "syntax 1:8: 'extern' cannot be combined with 'extern'"],
  ['register int f(void);', "syntax 1:1: 'register' outside a parameter list"],
  ['int f(extern int a);', "syntax 1:7: 'extern' in a parameter"],
  ['int f(static int a);', "syntax 1:7: 'static' in a parameter"],
  ['int restrict f(void);', "syntax 1:5: 'restrict' qualifies pointers, not 'int'"],
  ['int f(restrict struct s *);', "syntax 1:7: 'restrict' qualifies pointers, not 'struct s'"],
  ['const f(void);', "syntax 1:7: unknown type name 'f'"],
  ['const;', "syntax 1:6: expected a declaration, found ';'"],
  ['int f(const);', "syntax 1:12: expected a parameter, found ')'"],
  ['struct f(void);', "syntax 1:10: expected a name, found 'void'"],
  ['union;', "syntax 1:6: expected a tag after 'union', found ';'"],
  ['struct int *f(void);', "syntax 1:8: expected a tag after 'struct', found 'int'"],
  ['return 1;', "syntax 1:1: expected a type, found 'return'"],
  ['int while(void);', "syntax 1:5: expected a name, found 'while'"],
  ['long double f(void);', "unsupported 1:1: 'long double' is not supported"],
  ['const double long f(void);', "unsupported 1:7: 'long double' is not supported"],
  ['static int f(void);', "unsupported 1:1: 'static' is not supported"],
  ['int static f(void);', "unsupported 1:5: 'static' is not supported"],
  ['extern "C" int f(void);', `unsupported 1:1: 'extern "C"' is not supported`],
  ['struct s { int a; };', 'unsupported 1:1: a struct definition is not supported'],
  ['typedef union { int a; } u;', 'unsupported 1:9: a union definition is not supported'],
  ['struct __attribute__((packed)) s;', "unsupported 1:8: an attribute ('__attribute__') is not supported"],
  ['struct [[gnu::packed]] s;', "unsupported 1:8: an attribute ('[[...]]') is not supported"],
  [
    'typedef int t; int f(void); int t(void), g(int);',
    "syntax 1:33: conflicting declarations of 't': 'typedef int t' at x.h:1:13, now 'int t(void)'",
  ],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
