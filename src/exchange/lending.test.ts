import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endLoans, type Lent } from './lending.ts'

function lentOf(names: string) {
  const returned: string[] = []
  const lent: Lent[] = [...names].map(name => ({ giveBack: () => returned.push(name) }))
  return { lent, returned }
}

test('what was lent last is given back first, down to what a call around this one was lent', () => {
  const { lent, returned } = lentOf('abcd')
  endLoans(lent, 2)
  assert.deepEqual([returned.join(''), lent.length], ['dc', 2])
  endLoans(lent, 2)
  assert.equal(returned.join(''), 'dc')
  endLoans(lent, 0)
  assert.deepEqual([returned.join(''), lent.length], ['dcba', 0])
})
