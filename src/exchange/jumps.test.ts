/** Of C that has jumped out of calls it is known which it is in: calls that start at 9000, 6000 and 3000, each parked 100 below. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callStackGap, status } from '../machine/control-block.ts'
import { ActivationStack } from './activation-stack.ts'
import { word } from './exchange.ts'
import { Jumps } from './jumps.ts'
import { makeViews } from './testing.ts'

const starts = [9000, 6000, 3000]

/** What is parked over the calls that start in each place. `overwritten`: of which of these C has made something else. */
function simulate(overwritten: Record<number, number | undefined> = {}) {
  const views = makeViews()
  const stack = new ActivationStack([])
  const parked: Record<number, number | undefined> = { 6000: 9000, 3000: 6000, ...overwritten }
  const [outer, middle, innermost] = starts.map(start => stack.begin(start, 0))
  const upcalls = {
    isOnCallStack: (at: number) => at <= 9000,
    isStart: (at: number) => at % 100 === 0,
    parkedOver: (below: number) => parked[below],
  }
  const jumps = new Jumps(views, stack, () => upcalls)
  const faultAt = (at: number) => {
    views.I32[word.status] = status.fault
    views.I32[word.faultStack] = at
  }
  return { views, stack, jumps, faultAt, outer, middle, innermost: innermost! }
}

test('a fault is the innermost call’s if C stands below its start, or on another stack', () => {
  const { jumps, faultAt, innermost } = simulate()
  for (const at of [100, 2999, 3000, 20_000]) {
    faultAt(at)
    assert.equal(jumps.isFaultOutside(innermost), false)
  }
})

test('above it, it is that of the innermost call that starts there or above', () => {
  const { jumps, faultAt, outer, middle, innermost } = simulate()
  for (const [at, owner] of [
    [3001, middle],
    [6000, middle],
    [6001, outer],
  ] as const) {
    faultAt(at)
    assert.equal(jumps.isFaultOutside(innermost), true)
    assert.equal(jumps.owner(innermost), owner)
  }
})

test('below it, what C has overwritten tells: it is in the innermost call over which all is as it was', () => {
  for (const garbage of [undefined, 1234]) {
    const over = simulate({ 3000: garbage })
    over.faultAt(100)
    assert.equal(over.jumps.isFaultOutside(over.innermost), true)
    assert.equal(over.jumps.owner(over.innermost), over.middle)
    const overBoth = simulate({ 3000: garbage, 6000: garbage })
    overBoth.faultAt(100)
    assert.equal(overBoth.jumps.owner(overBoth.innermost), overBoth.outer)
  }
})

test('over a call whose JavaScript was terminated before it was known, all is as it was', () => {
  const { jumps, faultAt, innermost } = simulate({ 3000: 4500 })
  faultAt(100)
  assert.equal(jumps.isFaultOutside(innermost), false)
})

test('C that calls back stands a gap above where the next call starts', () => {
  const { views, jumps, outer, middle, innermost } = simulate()
  views.I32[word.status] = status.callback
  for (const [parkedAt, owner] of [
    [5900, middle],
    [6100, outer],
  ] as const) {
    views.I32[word.callStack] = parkedAt - callStackGap
    assert.equal(jumps.owner(innermost), owner)
  }
})

test('a call that is done is the one that starts where C stands; of one that JavaScript has left nothing is known', () => {
  const { views, stack, jumps, outer, middle, innermost } = simulate()
  views.I32[word.status] = status.unwound
  for (const [start, owner] of [
    [6000, middle],
    [9000, outer],
    [9001, undefined],
  ] as const) {
    views.I32[word.callStack] = start
    assert.equal(jumps.owner(innermost), owner)
  }
  stack.discard(middle!)
  views.I32[word.callStack] = 6000
  assert.equal(jumps.owner(innermost), outer)
})

test('a call on the host stack has no start, and is never taken for one', () => {
  const { stack, jumps, faultAt } = simulate()
  faultAt(9000)
  assert.equal(jumps.isFaultOutside(stack.begin(undefined, 0)), false)
})
