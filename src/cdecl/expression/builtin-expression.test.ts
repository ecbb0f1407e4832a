import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, constantOf } from '../testing.ts'

const before = 'extern int v; enum e { A1 };'

test('built-in functions that are read by their own rules', () => {
  const cases = [
    ['__builtin_types_compatible_p(int, const int)', '1 (int)'],
    ['__builtin_types_compatible_p(int[], int[5])', '1 (int)'],
    ['__builtin_types_compatible_p(enum e, unsigned)', '1 (int)'],
    ['__builtin_types_compatible_p(char *, const char *)', '0 (int)'],
    ['__builtin_types_compatible_p(long, int)', '0 (int)'],
    ['__builtin_choose_expr(1, 2, v)', '2 (int)'],
    ['__builtin_choose_expr(0, v / 0, (char)3)', '3 (char)'],
    ['__builtin_choose_expr(1, "text", 3)', '"text"'],
    ['__builtin_constant_p(1.5)', '1 (int)'],
    ['__builtin_constant_p("text")', '1 (int)'],
    ['__builtin_constant_p(v)', '0 (int)'],
    ['__builtin_expect(2, 1)', '2 (long)'],
    ['__builtin_inff()', 'Infinity (float)'],
    ['-__builtin_huge_val()', '-Infinity (double)'],
    ['__builtin_nanl("")', 'NaN (long double)'],
    ['(__builtin_inf() > 1e308)', '1 (int)'],
  ] as const
  for (const [text, expected] of cases) assert.equal(constantOf(text, before), expected, text)
})

const refused = [
  ['__builtin_choose_expr(v, 1, 2)', "syntax 2:34: expected a constant, found an object of type 'int'"],
  [
    '__builtin_choose_expr(1.5, 1, 2)',
    "syntax 2:34: expected an integer constant as the first operand of '__builtin_choose_expr'",
  ],
  ['__builtin_choose_expr(1, 2)', "syntax 2:38: expected ',' in '__builtin_choose_expr', found ')'"],
  ['__builtin_types_compatible_p(int, 1)', "syntax 2:46: expected a type, found '1'"],
  ['__builtin_constant_p(v * 0)', "unsupported 2:12: '__builtin_constant_p' of what is no constant is not supported"],
  ['__builtin_expect(1.5, 1)', "syntax 2:12: '__builtin_expect' takes integers"],
  ['__builtin_nan()', "syntax 2:26: expected a string in '__builtin_nan', found ')'"],
  ['__builtin_inf(1)', "syntax 2:26: expected ')' after '__builtin_inf(...', found '1'"],
  ['__builtin_inf', "syntax 2:26: expected '(' after '__builtin_inf', found '}'"],
  ['__builtin_ffs(1)', "syntax 2:12: unknown constant '__builtin_ffs'"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(`${before}\nenum { A = ${text} };`), expected))
}
