import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint } from '../testing.ts'

test('an alignment is given in bytes or as that of a type; zero says nothing', () => {
  for (const text of [
    '_Alignas(16) int x;',
    'alignas(double) char c;',
    '_Alignas(0) int x;',
    '_Alignas(8) _Alignas(2) int x;',
  ]) {
    assert.equal(complaint(text), 'accepted', text)
  }
})

const refused = [
  ['_Alignas(3) int x;', 'syntax 1:10: an alignment of 3, which is no power of 2'],
  ['_Alignas(-4) int x;', 'syntax 1:10: an alignment of -4, which is no power of 2'],
  ['_Alignas(536870912) int x;', 'syntax 1:10: an alignment of more than 268435456 bytes'],
  ['_Alignas(1) int x;', "syntax 1:1: '_Alignas(1)' of a type that is aligned to 4"],
  ['_Alignas(void) int x;', "syntax 1:10: 'void' has no alignment"],
  ['_Alignas(struct s) int x;', "syntax 1:10: 'struct s' has no alignment"],
  ['_Alignas(8) typedef int t;', "syntax 1:1: '_Alignas' in a typedef"],
  ['_Alignas(8) int f(void);', "syntax 1:1: '_Alignas' of a function"],
  ['int f(_Alignas(8) int x);', "syntax 1:7: '_Alignas' in a parameter"],
  ['_Alignas 8 int x;', "syntax 1:10: expected '(' after '_Alignas', found '8'"],
  ['_Alignas(8 int x;', "syntax 1:12: expected ')' after an alignment, found 'int'"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
