/** What is dropped of terminated JavaScript, and when it is asked for: with a call stack that only records where calls start. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { leastRoom, scratchOffset } from '../machine/control-block.ts'
import { ActivationStack } from './activation-stack.ts'
import { doubleword, type Exchange, word } from './exchange.ts'
import type { Lent } from './lending.ts'
import { Terminated } from './terminated.ts'
import { makeViews } from './testing.ts'
import type { UpcallState } from './upcall.ts'
import type { Upcalls } from './upcalls.ts'

function simulate() {
  const views = makeViews()
  const lent: Lent[] = []
  const upcallState: UpcallState = { unwinding: undefined }
  const stack = new ActivationStack(lent)
  /** Below which start calls start, and how many bytes may be in use before it is asked again. */
  const begins: [start: number | undefined, room: number][] = []
  const upcalls = { startBelow: (...begin: (typeof begins)[0]) => void begins.push(begin) } as unknown as Upcalls
  const terminated = new Terminated({ views, lent, upcallState } as Exchange, stack, () => upcalls)
  const ended: number[] = []
  const lend = (count: number) => {
    while (lent.length < count) lent.push({ holders: 1, isRemembered: false, end: ended.push.bind(ended, lent.length) })
  }
  return { views, lent, upcallState, stack, begins, terminated, ended, lend }
}

test('activations that are not in progress are dropped, with what they were lent; the others stay', () => {
  const { stack, begins, terminated, ended, lend, lent } = simulate()
  lend(1)
  terminated.running(stack.begin(1000, 1), () => {
    for (const start of [900, 800]) {
      lend(lent.length + 1)
      stack.begin(start, lent.length - 1)
    }
    lend(4)
    terminated.drop(3)
  })
  assert.deepEqual([stack.depth, stack.at(0).start, begins], [1, 1000, [[1000, 0]]])
  assert.deepEqual([ended, lent.length, lent[3]!.holders], [[2, 1], 4, 1])
})

test('where none is in progress all are dropped, and calls start at the top again', () => {
  const { stack, begins, terminated } = simulate()
  for (const start of [1000, undefined, 900]) stack.begin(start, 0)
  terminated.drop(0)
  assert.deepEqual([stack.depth, begins], [0, [[undefined, leastRoom]]])
})

test('where nothing was terminated the room doubles with each question', () => {
  const { begins, terminated } = simulate()
  for (let i = 0; i < 3; i++) terminated.drop(0)
  assert.deepEqual(
    begins,
    [2, 4, 8].map(times => [undefined, times * leastRoom]),
  )
})

test('inside of a call each further one asks, a thousand times, for what is in no other is soon to come', () => {
  const { stack, begins, terminated } = simulate()
  terminated.running(stack.begin(1000, 0), () => {
    for (let i = 0; i < 1001; i++) terminated.drop(0)
  })
  assert.deepEqual(new Set(begins.slice(0, 999).map(([, room]) => room)), new Set([0]))
  assert.deepEqual(begins.slice(999), [
    [1000, 2 * leastRoom],
    [1000, 0],
  ])
})

test('one that C has jumped out of says nothing of the others', () => {
  const { stack, begins, terminated } = simulate()
  stack.begin(1000, 0)
  const left = stack.begin(900, 0)
  stack.discard(left)
  terminated.running(left, () => terminated.drop(0))
  assert.deepEqual([stack.depth, begins], [1, [[1000, 0]]])
})

test('calls on the host stack ask when there are many, and each further one inside of a call', () => {
  const { stack, terminated } = simulate()
  /** How many there are after so many more calls, each before it begins. */
  const begin = (count: number): number[] =>
    Array.from({ length: count }, () => {
      terminated.dropIfMany()
      stack.begin(undefined, 0)
      return stack.depth
    })
  assert.deepEqual(begin(65).slice(-3), [63, 64, 1])
  begin(29)
  terminated.running(stack.at(29), () => assert.deepEqual(begin(37).slice(-5), [63, 64, 31, 31, 31]))
  assert.deepEqual(begin(3), [1, 2, 3])
})

test('what they leave in scratch and were lent is given back when no call is in progress', async t => {
  const c = simulate()
  const leave = () => {
    c.stack.begin(1000, 0)
    c.lend(2)
    c.views.I32[word.scratchFloor] = scratchOffset + 64
    c.terminated.drop(2)
    c.begins.length = 0
  }
  const found = () => [c.views.I32[word.scratchFloor], c.lent.length, c.begins]
  // What Node may be waiting for is not to be terminated.
  const immediate = t.mock.method(globalThis, 'setImmediate')
  leave()
  assert.equal(immediate.mock.callCount(), 0)
  c.views.F64[doubleword.hostFrame] = 1
  await setImmediate()
  assert.deepEqual(found(), [scratchOffset + 64, 2, []])
  c.views.F64[doubleword.hostFrame] = 0
  leave()
  await setImmediate()
  assert.deepEqual(found(), [scratchOffset, 0, [[undefined, leastRoom]]])
})
