import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printType } from '../../ctype/print.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint, printed } from '../testing.ts'

test('macros are expanded token by token', () => {
  assert.deepEqual(printed('#define TWO 1 + 1\n#define THREE TWO * 2\nenum { A = TWO * 2 };'), [
    'A = 3 (int)',
    'TWO = 2 (int)',
    'THREE = 3 (int)',
  ])
})

test('macros may be any part of a declaration', () => {
  const { functions } = parseDeclarations(
    '#define API extern\n#define WORD unsigned\n#define END (void);\nAPI WORD f END',
  )
  assert.equal(printType(functions.get('f')!.type, 'f'), 'unsigned int f(void)')
})

test('an empty macro vanishes from declarations', () => {
  assert.deepEqual(printed('#define EXPORT\n#define CONST /* none */\nEXPORT int CONST f(void) EXPORT;'), [
    'int f(void)',
  ])
})

test('a macro is not expanded in its own body, however deep', () => {
  assert.deepEqual(printed('#define f f\nint f(void);\n#define g h\n#define h g\nint g(void);'), [
    'int f(void)',
    'int g(void)',
  ])
})

test('a comment after a macro may span lines', () => {
  assert.deepEqual(printed('#define N 1 /* a\n b */ + 1\nint f(void);'), ['int f(void)', 'N = 2 (int)'])
})

test('quotes in a body hide comments, and separators of digits are no quotes', () => {
  assert.deepEqual(printed(`#define S "/*"\n#define C '"' /* " */\n#define N 1'000 /* it's\n*/ + 1\nint f(void);`), [
    'int f(void)',
    'S = "/*"',
    'C = 34 (int)',
    'N = 1001 (int)',
  ])
})

test('the same definition may be repeated, with other white space', () => {
  assert.deepEqual(printed('#define N (1 + 1)\n#define N (1 /* one */ +\t1) // again'), ['N = 2 (int)'])
  assert.deepEqual(printed('#define F(x) x\n#define F(x)   x'), [])
})

test('an undefined macro may be defined otherwise', () => {
  assert.deepEqual(printed('#define N 1\nenum { A = N };\n#undef N\n#define N 2\nenum { B = N };\n#undef UNKNOWN'), [
    'A = 1 (int)',
    'B = 2 (int)',
    'N = 2 (int)',
  ])
})

test('predefined macros may be replaced, and taken away', () => {
  assert.deepEqual(printed('#define __x86_64__ 7\nenum { A = __x86_64__ };\n#undef linux\nint linux(void);'), [
    'int linux(void)',
    'A = 7 (int)',
    '__x86_64__ = 7 (int)',
  ])
})

test('a system header may define a macro again', () => {
  const text = '#define N 1\n# 1 "/usr/include/n.h" 1 3 4\n#define N 2\n# 3 "x.h" 2\n'
  assert.deepEqual(printed(text), ['N = 2 (int)'])
  assert.deepEqual(printed(`${text}#define N 3\n`), ['N = 3 (int)'])
})

test('a directive may stand within a declaration', () => {
  assert.deepEqual(printed('int f(int a,\n#define N 1\n int b);'), ['int f(int a, int b)', 'N = 1 (int)'])
})

test('a macro with parameters is remembered, and its name without them is a name', () => {
  assert.deepEqual(printed('#define F(x, y...) x ## y\n#define G( )\n#define H(...) #__VA_ARGS__\nint F, G;'), [
    'int F',
    'int G',
  ])
})

test('a macro with parameters may be used where nothing is declared', () => {
  assert.deepEqual(printed('#define F(x) x\nstatic inline int g(void) { return F(1); }'), ['int g(void)'])
})

test('what a preprocessor left of its own macros is left alone', () => {
  const text = '# 1 "x.c"\n#define f(x) f(x, 1)\nint f(int);\n#define stat struct stat\nstruct stat *g(void);\n'
  assert.deepEqual(printed(text).slice(0, 2), ['int f(int)', 'struct stat *g(void)'])
})

const define = "after '#define'"
const parameters = "the parameters of the macro 'F'"
const again = "conflicting definitions of 'N':"

const refused = [
  [
    '#define F(x) (x)\nint F(int);',
    "unsupported 2:5: the function-like macro 'F', defined at x.h:1:9, is not supported",
  ],
  [
    '#define F() 1\nenum { A = F () };',
    "unsupported 2:12: the function-like macro 'F', defined at x.h:1:9, is not supported",
  ],
  [
    '#define F(x) x\nenum { A = F /* a */\n(1) };',
    "unsupported 2:12: the function-like macro 'F', defined at x.h:1:9, is not supported",
  ],
  [
    '#define F(x) x\n#define G F\nenum { A = G(1) };',
    "unsupported 2:11: the function-like macro 'F', defined at x.h:1:9, is not supported",
  ],
  ['#define F(x\nint f;', `syntax 1:12: expected ')' after ${parameters}, found the end of the line`],
  ['#define F(', "syntax 1:11: expected a parameter of the macro 'F', found the end of the line"],
  ['#define F(x,) 1', "syntax 1:13: expected a parameter of the macro 'F', found ')'"],
  ['#define F(1) 1', "syntax 1:11: expected a parameter of the macro 'F', found '1'"],
  ['#define F(x y) 1', `syntax 1:13: expected ')' after ${parameters}, found 'y'`],
  ['#define F(..., x) 1', `syntax 1:14: expected ')' after ${parameters}, found ','`],
  ['#define F(x...,y) 1', `syntax 1:15: expected ')' after ${parameters}, found ','`],
  ['#define', `syntax 1:8: expected a macro name ${define}, found the end of the line`],
  ['#define 1 2', `syntax 1:9: expected a macro name ${define}, found '1'`],
  ['#define "x" 2', `syntax 1:9: expected a macro name ${define}, found "x"`],
  ['#define defined 1', "syntax 1:9: 'defined' cannot be a macro"],
  ['#define X 1 /* a', 'syntax 1:13: unterminated comment'],
  ['#undef', "syntax 1:7: expected a macro name after '#undef', found the end of the line"],
  ['#undef 1', "syntax 1:8: expected a macro name after '#undef', found '1'"],
  ['#undef X Y', "syntax 1:10: expected the end of the line after '#undef', found 'Y'"],
  ['#define N 1\n#define N 2', `syntax 2:9: ${again} '1' at x.h:1:9, now '2'`],
  ['#define N\n#define N 2', `syntax 2:9: ${again} '' at x.h:1:9, now '2'`],
  ['#define N 1+1\n#define N 1 +1', `syntax 2:9: ${again} '1+1' at x.h:1:9, now '1 +1'`],
  ['#define N "a b"\n#define N "a  b"', `syntax 2:9: ${again} '"a b"' at x.h:1:9, now '"a  b"'`],
  ['#define N 1\n#define N() 1', `syntax 2:9: ${again} '1' at x.h:1:9, now '() 1'`],
  ['#define N(x) x\n#define N(y) y', `syntax 2:9: ${again} '(x) x' at x.h:1:9, now '(y) y'`],
  [`#define N ${'1'.repeat(70)}\n#define N 2`, `syntax 2:9: ${again} '${'1'.repeat(60)}...' at x.h:1:9, now '2'`],
  ['#define N 5\nint N(void);', "syntax 1:11: expected a name, found '5'"],
  ['int f(void) #define N 1', "syntax 1:12: expected ';' after a declaration, found '#'"],
  ['enum { A = __LINE__ };', "unsupported 1:12: '__LINE__' is not supported"],
  ['const char *f(char a[__COUNTER__]);', "unsupported 1:22: '__COUNTER__' is not supported"],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
