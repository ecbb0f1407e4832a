import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Activation } from './activation.ts'
import { ActivationStack } from './activation-stack.ts'
import type { Lent } from './lending.ts'

/** Lent functions that say when they end. */
function lend(lent: Lent[], count: number, ended: number[]): void {
  for (let i = lent.length; i < count; i++) lent.push({ holders: 1, isRemembered: false, end: () => ended.push(i) })
}

test('activations begin one in the other, and end from within; what has ended is used again', () => {
  const stack = new ActivationStack([])
  const outer = stack.begin(1000, 0)
  const inner = stack.begin(900, 0)
  assert.deepEqual([outer.start, inner.start, stack.depth], [1000, 900, 2])
  assert.equal(stack.end(outer), false)
  assert.equal(stack.depth, 2)
  assert.equal(stack.end(inner), true)
  stack.unwindings = 1
  assert.equal(stack.begin(800, 3), inner)
  assert.deepEqual([inner.start, inner.loans, inner.unwindings], [800, 3, 1])
  for (const activation of [inner, outer]) assert.equal(stack.end(activation), true)
  assert.equal(stack.begin(700, 0), outer)
})

test('one that begins at or above others ends those, for C has jumped out of them, and what they were lent', () => {
  const lent: Lent[] = []
  const ended: number[] = []
  const stack = new ActivationStack(lent)
  const outer = stack.begin(1000, 0)
  stack.begin(900, 0)
  lend(lent, 2, ended)
  stack.begin(800, 2)
  lend(lent, 3, ended)
  const begun = stack.begin(900, 3)
  assert.deepEqual([stack.depth, stack.at(0), stack.at(1)], [2, outer, begun])
  assert.deepEqual([begun.loans, ended], [0, [2, 1, 0]])
})

test('one on the host stack ends none, and is ended by none', () => {
  const stack = new ActivationStack([])
  stack.begin(1000, 0)
  const host = stack.begin(undefined, 0)
  stack.begin(1000, 0)
  assert.deepEqual([stack.depth, stack.indexOf(host)], [3, 1])
})

test('what is discarded, and all within it, is used for no other', () => {
  const stack = new ActivationStack([])
  const discarded = [stack.begin(1000, 0), stack.begin(900, 0)]
  stack.discard(discarded[0]!)
  assert.equal(stack.depth, 0)
  for (const start of [1000, 900]) assert.ok(!discarded.includes(stack.begin(start, 0)))
  stack.discard(discarded[1]!)
  assert.equal(stack.depth, 2)
})

test('JavaScript that is terminated at a call in here has counted none that is not there', () => {
  const stack = new ActivationStack([])
  const cutShortAt = (object: object, method: string, run: () => void) => {
    const { [method]: original } = object as Record<string, unknown>
    const cutShort = () => {
      throw new Error('terminated')
    }
    Object.assign(object, { [method]: cutShort })
    try {
      run()
    } catch {
    } finally {
      Object.assign(object, { [method]: original })
    }
  }
  const starts = () => Array.from({ length: stack.depth }, (_, i) => stack.at(i).start)
  for (const start of [1000, 900]) {
    stack.end(stack.begin(start + 1, 0))
    cutShortAt(Activation.prototype, 'begin', () => stack.begin(start, 0))
    assert.equal(stack.depth, start === 1000 ? 0 : 1)
    stack.begin(start, 0)
  }
  assert.deepEqual(starts(), [1000, 900])
  cutShortAt(Array.prototype, 'push', () => stack.clear())
  assert.deepEqual(starts(), [])
  stack.begin(800, 0)
  stack.begin(700, 0)
  assert.deepEqual(starts(), [800, 700])
})

test('the innermost of a kind is found among those in progress', () => {
  const stack = new ActivationStack([])
  const [outer, host, inner] = [stack.begin(1000, 0), stack.begin(undefined, 0), stack.begin(800, 0)]
  assert.equal(
    stack.innermost(({ start }) => start !== undefined),
    inner,
  )
  assert.equal(
    stack.innermost(({ start }) => start === undefined),
    host,
  )
  stack.end(inner)
  assert.equal(
    stack.innermost(({ start }) => start !== undefined),
    outer,
  )
})
