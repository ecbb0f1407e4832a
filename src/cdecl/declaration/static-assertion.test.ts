import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint } from '../testing.ts'

test('a static assertion that holds may stand in a file or a struct, with a message or without', () => {
  assert.equal(complaint('_Static_assert(sizeof(int) == 4, "int"); static_assert(1);'), 'accepted')
  assert.equal(complaint('struct s { int a; _Static_assert(sizeof(int) == 4, "x" "y"); int b; };'), 'accepted')
})

const refused = [
  ['_Static_assert(0);', 'syntax 1:1: the static assertion does not hold'],
  ['_Static_assert(1 == 2, "one is " "two");', 'syntax 1:1: the static assertion does not hold: "one is " "two"'],
  ['struct s { int a; static_assert(0, "x"); };', 'syntax 1:19: the static assertion does not hold: "x"'],
  ['_Static_assert(sizeof(struct s), "x");', "syntax 1:16: 'struct s' has no size"],
  ['_Static_assert(1.5);', 'syntax 1:16: expected an integer constant, found a floating constant'],
  ['_Static_assert(1, x);', "syntax 1:19: expected a string, found 'x'"],
  ['_Static_assert(1, "x";', "syntax 1:22: expected ')' after a static assertion, found ';'"],
  ['_Static_assert(1)', "syntax 1:18: expected ';' after a static assertion, found the end of the text"],
  ['_Static_assert 1;', "syntax 1:16: expected '(' after '_Static_assert', found '1'"],
  ['int f(_Static_assert(1));', "syntax 1:7: expected a type, found '_Static_assert'"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
