import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, printed } from '../testing.ts'

const taken = (text: string) => printed(text).join(' ')

test('the first group whose condition holds is taken, and no other', () => {
  const chain = (x: number) =>
    `#if ${x} == 1\nint a;\n#elif ${x} > 1 && ${x} < 4\nint b;\n#elif ${x} == 2\nint c;\n#else\nint d;\n#endif\nint e;`
  assert.deepEqual(
    [1, 2, 3, 4].map(x => taken(chain(x))),
    ['int a int e', 'int b int e', 'int b int e', 'int d int e'],
  )
})

test('#ifdef, #ifndef, #elifdef and #elifndef ask for macros of any kind', () => {
  assert.equal(taken('#define A\n#ifdef A\nint a;\n#endif\n#ifndef A\nint b;\n#endif'), 'int a')
  assert.equal(taken('#define F() 1\n#if 0\n#elifdef F\nint a;\n#else\nint b;\n#endif'), 'int a')
  assert.equal(taken('#if 0\n#elifndef A\nint a;\n#else\nint b;\n#endif'), 'int a')
  assert.equal(taken('#define A\n#undef A\n#ifdef A\nint a;\n#else\nint b;\n#endif'), 'int b')
})

test('a group that is not taken may hold anything', () => {
  const junk = `don't "do @ \`this\` \\u12 #define\n#foo bar\n#error no\n#include <x.h>\n# 1 x\n#define A 1\n##\n%: nothing`
  assert.equal(taken(`#if 0\n${junk}\n#endif\nint f(void);\n#ifdef A\nint g(void);\n#endif`), 'int f(void)')
})

test('comments and literals hide directives in a group that is not taken', () => {
  assert.equal(
    taken(`#if 0\n/*\n#endif\n*/ "/*" '/*' // /*\n1'000 /* it's\n#else\n*/\n#else\nint f(void);\n#endif`),
    'int f(void)',
  )
})

test('conditionals nest, in groups that are not taken too', () => {
  const inner = '#ifdef X\nint a;\n#elif 1\nint b;\n#else\nint c;\n#endif\n'
  assert.equal(taken(`#if 0\n${inner}#else\n${inner}#endif`), 'int b')
  assert.equal(taken(`#if 1\n${inner}#else\n${inner}#if 1\n#endif\n#endif`), 'int b')
})

test('digraphs and white space may make a directive', () => {
  assert.equal(taken(' %: /* a */ if 0\n  %:\telse\nint f(void);\n%:endif'), 'int f(void)')
})

test('tokens after #else and #endif are ignored, as is a condition that no longer counts', () => {
  assert.equal(taken('#if 0\n#else X\nint a;\n#endif X\n'), 'int a')
  assert.equal(taken('#if 1\nint a;\n#elif )\n#elif\n#endif'), 'int a')
})

test('a group may be a part of a declaration', () => {
  assert.equal(taken('int f(\n#if 1\nint a\n#else\nchar a, char b\n#endif\n);'), 'int f(int a)')
  assert.equal(taken('enum { A = 0 &&\n#if 1 / 1\n1 / 0\n#endif\n};'), 'A = 0 (int)')
})

test('a directive in a condition that is not evaluated is evaluated', () => {
  assert.equal(complaint('enum { A = 0 &&\n#if 1 / 0\n#endif\n1 };'), 'syntax 2:7: division by zero')
})

test('the last line needs no line end', () => {
  assert.equal(taken('#if 0\n#else\nint a;\n#endif'), 'int a')
})

test('thousands of skipped lines take no time', () => {
  assert.equal(taken(`#if 0\n${'#if 1\nint f(void) { "a" }\n#endif\n'.repeat(20_000)}#endif\nint a;`), 'int a')
})

const nested = (depth: number) => '#if 1\n'.repeat(depth)

const refused = [
  ['#if 1', "syntax 1:1: '#if' without an '#endif'"],
  ['int f(void);\n  #ifdef X', "syntax 2:3: '#ifdef' without an '#endif'"],
  ['#if 1\n#ifndef X\n#endif\nint f', "syntax 1:1: '#if' without an '#endif'"],
  ['#if 0\n#if 1\n#endif', "syntax 1:1: '#if' without an '#endif'"],
  ['#if 0\n#if 1\n', "syntax 2:1: '#if' without an '#endif'"],
  ['#if 0\nint f(void);\n#else\nint g(void);', "syntax 1:1: '#if' without an '#endif'"],
  ['#endif', "syntax 1:1: '#endif' without an '#if'"],
  ['#if 1\n#endif\n#endif', "syntax 3:1: '#endif' without an '#if'"],
  ['#else', "syntax 1:1: '#else' without an '#if'"],
  ['#elif 1', "syntax 1:1: '#elif' without an '#if'"],
  ['#elifdef X', "syntax 1:1: '#elifdef' without an '#if'"],
  ['#if 1\n#else\n#else\n#endif', "syntax 3:1: '#else' after the '#else' at x.h:2:1"],
  ['#if 0\n#else\n#elif 1\n#endif', "syntax 3:1: '#elif' after the '#else' at x.h:2:1"],
  ['#if 0\n#if 0\n#else\n#else\n#endif\n#endif', "syntax 4:1: '#else' after the '#else' at x.h:3:1"],
  ['#if', "syntax 1:4: '#if' without a condition"],
  ['#if // nothing', "syntax 1:15: '#if' without a condition"],
  ['#if 0\n#elif\n#endif', "syntax 2:6: '#elif' without a condition"],
  ['#ifdef', "syntax 1:7: expected a macro name after '#ifdef', found the end of the line"],
  ['#ifdef 1', "syntax 1:8: expected a macro name after '#ifdef', found '1'"],
  ['#if 0\n#elifdef\n#endif', "syntax 2:9: expected a macro name after '#elifdef', found the end of the line"],
  ['#ifndef X Y\n#endif', "syntax 1:11: expected the end of the line after '#ifndef', found 'Y'"],
  ['#if 1 2\n#endif', "syntax 1:7: expected the end of the condition of '#if', found '2'"],
  ['#if 1 = 1\n#endif', "syntax 1:7: expected the end of the condition of '#if', found '='"],
  ['#if 1 +\n#endif', 'syntax 1:8: expected an expression, found the end of the line'],
  ['#if (1\n#endif', "syntax 1:7: expected ')' after an expression, found the end of the line"],
  ['#if 0\n#elif )\n#endif', "syntax 2:7: expected an expression, found ')'"],
  ['#if 1 / 0\n#endif', 'syntax 1:7: division by zero'],
  ['#if 0\n/* \n#endif', 'syntax 2:1: unterminated comment'],
  [nested(1001), 'syntax 1001:1: more than 1000 conditionals inside one another'],
  [`#if 0\n${nested(1000)}`, 'syntax 1001:1: more than 1000 conditionals inside one another'],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text).slice(0, 60)} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
