import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../ctype/target.ts'
import { complaint, constantOf } from '../testing.ts'

const before = 'struct s { int i[4]; }; struct u; struct none { };'

test('what is added to a pointer counts in objects', () => {
  const cases = [
    ['(int *)8 + 2', '16 (int *)'],
    ['2 + (void *)8', '10 (void *)'],
    ['(struct s *)0 - 1', '18446744073709551600 (struct s *)'],
    ['(int *)16 - (const int *)8', '2 (long)'],
    ['(char *)8 - (char *)16', '-8 (long)'],
    ['(&((struct s *)0)->i[2])', '8 (int *)'],
    ['(struct u *)1', '1 (struct u *)'],
  ] as const
  for (const [text, expected] of cases) assert.equal(constantOf(text, before), expected, text)
  assert.equal(constantOf('(int *)0 - 1', '', targets['i386-linux']), '4294967292 (int *)')
  assert.equal(constantOf('(char *)0 - (char *)1', '', targets['armhf-linux']), '-1 (int)')
})

test('pointers compare, and are true unless they are null', () => {
  const cases = [
    ['(void *)0 == 0', 1],
    ['(int *)1 != (void *)1', 0],
    ['(char *)-1 > (char *)1', 1],
    ['!(void *)0', 1],
    ['(void *)1 && (char *)2', 1],
    ['(int *)0 ? 1 : 2', 2],
    ['(long)((void *)8 ?: (void *)0)', 8],
  ] as const
  for (const [text, expected] of cases) assert.match(constantOf(text, before), new RegExp(`^${expected} `), text)
})

const refused = [
  ['(struct u *)0 + 1', "arithmetic on 'struct u *', which points to an incomplete type", 26],
  ['(struct u *)1 - (struct u *)0', "arithmetic on 'struct u *', which points to an incomplete type", 26],
  ['(struct none *)1 - (struct none *)0', "'-' of pointers to 'struct none', which has no size", 29],
  ['(int *)0 - (char *)0', "'-' of 'int *' and 'char *'", 21],
  ['(int *)0 + (int *)0', "'+' of 'int *' and 'int *'", 21],
  ['1 - (int *)0', "'-' of 'int' and 'int *'", 14],
  ['(int *)0 + 1.5', "'+' of 'int *' and 'double'", 21],
  ['(int *)0 * 2', "'*' of 'int *' and 'int'", 21],
  ['(int *)0 << 2', "'<<' of 'int *' and 'int'", 21],
  ['-(int *)0', "'-' of 'int *'", 12],
  ['~(int *)0', "'~' of 'int *'", 12],
  ['(int *)0 == 1', "'==' of 'int *' and 'int'", 21],
  ['(int *)0 == (char *)0', "'==' of 'int *' and 'char *'", 21],
  ['(int *)0 < 0', "'<' of 'int *' and 'int'", 21],
  ['(int *)1.5', "a cast from 'double' to 'int *'", 12],
  ['(double)(int *)0', "a cast from 'int *' to 'double'", 12],
  ['1 ? (int *)0 : (char *)1', "'?:' of 'int *' and 'char *'", 25],
  ['1 ? (int *)0 : 1', "'?:' of 'int *' and 'int'", 25],
  ['*(int *)8', "expected a constant, found an object of type 'int'", 12],
] as const

for (const [text, message, column] of refused) {
  test(`'${text}' is refused: ${message}`, () => {
    assert.equal(complaint(`${before}\nenum { A = ${text} };`), `syntax 2:${column}: ${message}`)
  })
}
