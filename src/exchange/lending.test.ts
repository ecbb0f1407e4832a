import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endLoans, endLoansBelow, type Lent } from './lending.ts'

function lentOf(names: string, isRemembered: boolean) {
  const ended: string[] = []
  const lent: Lent[] = [...names].map(name => ({ holders: 1, isRemembered, end: () => ended.push(name) }))
  return { lent, ended }
}

test('what was lent last is given back first, down to what a call around this one was lent', () => {
  const { lent, ended } = lentOf('abcd', false)
  endLoans(lent, 2)
  assert.deepEqual([ended.join(''), lent.length], ['dc', 2])
  endLoans(lent, 2)
  assert.equal(ended.join(''), 'dc')
  endLoans(lent, 0)
  assert.deepEqual([ended.join(''), lent.length], ['dcba', 0])
})

test('what is lent to a call around as well, or is remembered, does not end', () => {
  const { lent, ended } = lentOf('a', false)
  lent[0]!.holders = 2
  const { lent: remembered, ended: forgotten } = lentOf('r', true)
  for (const loans of [[...lent], [...remembered]]) endLoans(loans, 0)
  assert.deepEqual([lent[0]!.holders, ended, remembered[0]!.holders, forgotten], [1, [], 0, []])
})

test('loans of calls whose JavaScript is gone end, and those of the call after them are where they were', () => {
  const { lent, ended } = lentOf('abcd', false)
  const [a, , , d] = lent
  endLoansBelow(lent, 1, 3)
  assert.deepEqual([ended.join(''), lent.length, lent[0], lent[3]], ['cb', 4, a, d])
  endLoans(lent, 0)
  assert.equal(ended.join(''), 'cbda')
})
