import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expandMacros } from './expand-macros.ts'

test('macros are expanded as far as GCC does, and those that are no part of an expression are left out', () => {
  const prelude = `
#define ONE 1
#define TWO (ONE + ONE)
#define NAME "(" ")"
#define OPEN (
#define END ;
#define EMPTY
#define CALL(x) x
#define CALLED CALL(ONE)
`
  const expansions = expandMacros({ prelude, flags: [], target: 'x86_64-linux' })
  const ours = Array.from(expansions).filter(([name]) => /^[A-Z]/.test(name))
  assert.deepEqual(Object.fromEntries(ours), { ONE: '1', TWO: '(1 + 1)', NAME: '"(" ")"', CALLED: '1' })
  assert.equal(expansions.get('__CHAR_BIT__'), '8')
})
