import assert from 'node:assert/strict'
import { test } from 'node:test'
import { argumentsOffset, scratchOffset } from '../machine/control-block.ts'
import { slotWord } from './call.ts'
import type { Exchange } from './exchange.ts'
import { word as words } from './exchange.ts'
import { keepingArguments } from './interrupted-store.ts'
import { makeViews } from './testing.ts'

const slots = argumentsOffset / 4

function prepared() {
  const views = makeViews()
  views.I32[words.scratchFloor] = scratchOffset
  views.I32[words.scratchTop] = scratchOffset + 40
  views.I32.fill(7, slots, slots + 20)
  return { views, exchange: { views } as Exchange }
}

test('the arguments before are as they were, and what code stores is not taken back', () => {
  const { views, exchange } = prepared()
  const result = keepingArguments(exchange, slotWord(2), () => {
    views.I32.fill(9, slots, slots + 20)
    return 'result'
  })
  assert.equal(result, 'result')
  assert.deepEqual([...views.I32.subarray(slots, slots + 8)], [7, 7, 7, 7, 9, 9, 9, 9])
})

test('calls that are made meanwhile find scratch free behind what is there', () => {
  const { views, exchange } = prepared()
  const { I32 } = views
  keepingArguments(exchange, slotWord(1), () => {
    assert.equal(I32[words.scratchFloor], scratchOffset + 40)
    I32[words.scratchTop] = scratchOffset + 1000
  })
  assert.deepEqual([I32[words.scratchFloor], I32[words.scratchTop]], [scratchOffset, scratchOffset + 40])
})

test('it is all put back when the code throws', () => {
  const { views, exchange } = prepared()
  const own = new Error('own')
  assert.throws(
    () =>
      keepingArguments(exchange, slotWord(1), () => {
        views.I32.fill(9, slots, slots + 2)
        throw own
      }),
    (error: unknown) => error === own,
  )
  assert.deepEqual([...views.I32.subarray(slots, slots + 2)], [7, 7])
  assert.equal(views.I32[words.scratchFloor], scratchOffset)
})
