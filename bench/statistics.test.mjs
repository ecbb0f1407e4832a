import assert from 'node:assert/strict'
import { test } from 'node:test'
import { median, medianRatio } from './statistics.mjs'

test('the median is the middle value, or the mean of the two in the middle', () => {
  assert.equal(median([9, 1, 10]), 9)
  assert.equal(median([4, 1, 10, 2]), 3)
})

test('a ratio is taken within each round, so that a slow round does not move it', () => {
  assert.equal(medianRatio([10, 100, 12], [5, 50, 6]), 2)
})
