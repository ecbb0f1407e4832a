import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, printed } from '../testing.ts'

test('pragmas that mean nothing here are ignored', () => {
  const text =
    '#pragma once\n#pragma\n#pragma GCC diagnostic ignored "-Wx"\n#pragma STDC FP_CONTRACT ON\n#pragma comment(lib, "x")\n_Pragma("GCC diagnostic push") int f(void);'
  assert.deepEqual(printed(text), ['int f(void)'])
})

test('_Pragma vanishes from any place, behind macros too', () => {
  const text =
    '#define BEGIN _Pragma("GCC diagnostic push") extern\n#define END _Pragma("a \\"b\\" \\\\")\nBEGIN int _Pragma("x") f(void) END;'
  assert.equal(complaint(text), 'accepted')
  assert.equal(printed('int L_Pragma, f(void _Pragma(L"x"));').join(), 'int f(void),int L_Pragma')
})

test('macros can be put away and taken back', () => {
  const text =
    '#define A 1\n#pragma push_macro("A")\n#undef A\n#define A 2\nenum { B = A };\n#pragma pop_macro("A")\nenum { C = A };\n#pragma pop_macro("A")\n_Pragma("push_macro(\\"U\\")")\n#define U 1\n#pragma pop_macro("U")\n#ifndef U\nenum { D };\n#endif'
  assert.deepEqual(printed(text), ['B = 2 (int)', 'C = 1 (int)', 'D = 0 (int)', 'A = 1 (int)'])
})

test('a system header may say so itself', () => {
  assert.deepEqual(printed('#define N 1\n#pragma GCC system_header\n#define N 2'), ['N = 2 (int)'])
})

const refused = [
  ['#pragma scalar_storage_order big-endian', "unsupported 1:9: '#pragma scalar_storage_order' is not supported"],
  ['#pragma redefine_extname a b', "unsupported 1:9: '#pragma redefine_extname' is not supported"],
  ['#pragma ms_struct on', "unsupported 1:9: '#pragma ms_struct' is not supported"],
  ['#pragma options align=packed', "unsupported 1:9: '#pragma options' is not supported"],
  ['_Pragma("ms_struct on")', "unsupported 1:10: '#pragma ms_struct' is not supported"],
  ['#pragma push_macro(X)', "syntax 1:20: expected the name of a macro in quotes in '#pragma push_macro', found 'X'"],
  ['#pragma pop_macro("1")', `syntax 1:19: expected the name of a macro in quotes in '#pragma pop_macro', found '"1"'`],
  ['#pragma push_macro "X"', `syntax 1:20: expected '(' in '#pragma push_macro', found '"X"'`],
  ['#pragma pop_macro("X"', "syntax 1:22: expected ')' in '#pragma pop_macro', found its end"],
  ['_Pragma', "syntax 1:8: expected '(' after '_Pragma', found the end of the text"],
  ['_Pragma(1)', "syntax 1:9: expected a string in '_Pragma', found '1'"],
  ['_Pragma("once"', "syntax 1:15: expected ')' after '_Pragma', found the end of the text"],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
