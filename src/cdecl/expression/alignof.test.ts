import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../ctype/target.ts'
import { complaint, constantOf } from '../testing.ts'

test("an alignment is C's, or GNU's preferred one", () => {
  assert.equal(constantOf('_Alignof(double)'), '8 (unsigned long)')
  assert.equal(constantOf('alignof(short[3])'), '2 (unsigned long)')
  assert.equal(constantOf('_Alignof(void)'), '1 (unsigned long)')
  const i386 = targets['i386-linux']
  assert.equal(constantOf('_Alignof(long long)', '', i386), '4 (unsigned int)')
  assert.equal(constantOf('__alignof__(long long)', '', i386), '8 (unsigned int)')
  assert.equal(constantOf('__alignof(double)', '', i386), '8 (unsigned int)')
})

const refused = [
  ['_Alignof(struct s)', "syntax 1:12: 'struct s' has no alignment"],
  ['_Alignof(int[])', "syntax 1:12: 'int []' has no alignment"],
  ['_Alignof(int(void))', "syntax 1:12: 'int (void)' has no alignment"],
  ['_Alignof 1', "unsupported 1:12: '_Alignof' of an expression is not supported"],
  ['__alignof__(1)', "unsupported 1:12: '__alignof__' of an expression is not supported"],
  ['_Alignof(int', "syntax 1:25: expected ')' after a type name, found '}'"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(`enum { A = ${text} };`), expected))
}
