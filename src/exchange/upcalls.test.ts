import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leastRoom } from '../machine/control-block.ts'
import { doubleword, exchange, patternOf, word } from './exchange.ts'
import type { Upcall } from './upcall.ts'

const { activations, views, base } = exchange()
const { F64, I32, U32 } = views

/** Where the next call starts; 0 on the host stack. */
const callStack = () => U32[word.callStack + 1]! * 2 ** 32 + U32[word.callStack]!

test('calls run on the call stack while there is a callback that C may call, however many there were', () => {
  const { upcalls } = activations
  assert.equal(callStack(), 0)
  for (let round = 0; round < 2; round++) {
    upcalls.begin()
    const top = callStack()
    assert.ok(upcalls.isOnCallStack(top - 8))
    upcalls.begin()
    upcalls.end()
    assert.equal(callStack(), top)
    upcalls.end()
    assert.equal(callStack(), 0)
  }
})

test('inside a call it stays on the call stack when the last callback ends', () => {
  const { upcalls } = activations
  upcalls.begin()
  const top = callStack()
  I32[word.callStack] = (top - 0x100) | 0
  upcalls.end()
  assert.equal(callStack(), top - 0x100)
  upcalls.startBelow(undefined, leastRoom)
  assert.equal(callStack(), 0)
})

test('the call stack has an end, and addresses elsewhere are not on it', () => {
  const { upcalls } = activations
  upcalls.begin()
  const top = callStack()
  assert.deepEqual(
    [top, top - 1, base].map(at => upcalls.isOnCallStack(at)),
    [false, true, false],
  )
  upcalls.end()
})

test('parked frames lead from the innermost call to those around it', () => {
  const { upcalls } = activations
  upcalls.begin()
  const top = callStack() | 0
  // Two calls: one from the top, parked at top - 0x100; in it another, parked at top - 0x200.
  upcalls.setParkedStart(top - 0x100, top)
  upcalls.setParkedStart(top - 0x200, top - 0x100)
  assert.equal(upcalls.parkedIn(top - 0x100, top - 0x200), top - 0x200)
  assert.equal(upcalls.parkedIn(top, top - 0x200), top - 0x100)
  I32[word.callStack] = top - 0x200
  upcalls.startBelow(top, 0x80)
  assert.equal(I32[word.callStack], top - 0x100)
  assert.equal(F64[doubleword.callStackLimit], patternOf(callStack() - 0x80))
  upcalls.startBelow(undefined, leastRoom)
  upcalls.end()
})

test('callbacks of one signature share a pool, whose stubs lead to what was set for them', () => {
  const { upcalls } = activations
  const pool = upcalls.pool({ parameters: ['int32'], result: 'int32' })
  assert.equal(upcalls.pool({ parameters: ['int32'], result: 'int32' }), pool)
  assert.notEqual(upcalls.pool({ parameters: ['double'], result: 'int32' }), pool)
  const [one, other] = [pool.take(), pool.take()]
  assert.notEqual(one.address, other.address)
  const upcall = { name: 'one' } as Upcall
  upcalls.set(one, upcall)
  assert.equal(upcalls.at(one.index), upcall)
})
