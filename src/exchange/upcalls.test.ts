import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { callStackGap, leastRoom } from '../machine/control-block.ts'
import { doubleword, exchange, patternOf, word } from './exchange.ts'
import type { Stub } from './stub-pool.ts'
import type { Upcall } from './upcall.ts'

const { activations, views, base } = exchange()
const { F64, I32, U32 } = views
const pool = activations.upcalls.pool({ parameters: [], result: undefined })

/** C has one callback more that it may call. */
function begin(): Stub {
  const stub = pool.take()
  pool.begin(stub, { name: 'one' } as Upcall)
  return stub
}

/** Where the next call starts; 0 on the host stack. */
const callStack = () => upperHalf() * 2 ** 32 + U32[word.callStack]!
const upperHalf = () => U32[word.callStack + 1]!

/** The parked frame over calls that start at `below` says that its call starts there. */
function overwrite(below: number, lower: number, upper: number): void {
  const address = upperHalf() * 2 ** 32 + (below >>> 0) + callStackGap
  new Int32Array(exchange().kernel.bufferAt(address, 8)).set([lower, upper])
}

const park = (below: number, start: number): void => overwrite(below, start, upperHalf())

function isWritable(address: number): boolean {
  const ranges = Array.from(readFileSync('/proc/self/maps', 'utf8').matchAll(/^(\w+)-(\w+) rw/gm))
  return ranges.some(([, from, to]) => address >= Number.parseInt(from!, 16) && address < Number.parseInt(to!, 16))
}

test('calls run on the call stack while there is a callback that C may call, however many there were', () => {
  const { upcalls } = activations
  assert.equal(callStack(), 0)
  for (let round = 0; round < 2; round++) {
    const one = begin()
    const top = callStack()
    assert.ok(upcalls.isOnCallStack(top - 8))
    pool.end(begin())
    assert.equal(callStack(), top)
    pool.end(one)
    assert.equal(callStack(), 0)
  }
})

test('inside a call it stays on the call stack when the last callback ends', () => {
  const { upcalls } = activations
  const stub = begin()
  const top = callStack()
  I32[word.callStack] = (top - 0x100) | 0
  pool.end(stub)
  assert.equal(callStack(), top - 0x100)
  upcalls.startBelow(undefined, leastRoom)
  assert.equal(callStack(), 0)
})

test('the call stack has an end, and addresses elsewhere are not on it', () => {
  const { upcalls } = activations
  const stub = begin()
  const top = callStack()
  assert.deepEqual(
    [top, top - 1, base].map(at => upcalls.isOnCallStack(at)),
    [false, true, false],
  )
  pool.end(stub)
})

test('where a call starts is told by what its thunk has left there', () => {
  const { upcalls } = activations
  const stub = begin()
  const start = callStack() - 0x1000
  const words = new Float64Array(exchange().kernel.bufferAt(start - 16, 16))
  for (const [sum, isStart] of [
    [0x7000 + base, true],
    [0x7000 + base + 1, false],
    [0x7000, false],
  ] as const) {
    words.set([patternOf(sum), patternOf(0x7000)])
    assert.equal(upcalls.isStart(start | 0), isStart)
  }
  pool.end(stub)
})

test('parked frames lead from the innermost call to those around it', () => {
  const { upcalls } = activations
  const stub = begin()
  const top = callStack() | 0
  // Two calls, each parked 256 bytes below its start: one from the top, and in it another.
  const [second, third] = [top - 0x100 - callStackGap, top - 2 * (0x100 + callStackGap)]
  park(second, top)
  park(third, second)
  assert.deepEqual(
    [second, third].map(below => upcalls.parkedOver(below)),
    [top, second],
  )
  assert.equal(upcalls.parkedIn(second, third), third)
  assert.equal(upcalls.parkedIn(top, third), second)
  I32[word.callStack] = third
  upcalls.startBelow(top, 0x80)
  assert.equal(I32[word.callStack], second)
  assert.equal(F64[doubleword.callStackLimit], patternOf(callStack() - 0x80))
  upcalls.startBelow(undefined, leastRoom)
  pool.end(stub)
})

test('what C has written over a parked frame leads nowhere', () => {
  const { upcalls } = activations
  const stub = begin()
  const top = callStack() | 0
  const [second, third] = [top - 0x100 - callStackGap, top - 2 * (0x100 + callStackGap)]
  park(third, second)
  for (const [lower, upper] of [
    [0, 0],
    [0x01010101, 0x01010101],
    [top, 0],
    [second - 0x1000, upperHalf()],
    [top + 16, upperHalf()],
  ]) {
    overwrite(second, lower!, upper!)
    assert.equal(upcalls.parkedOver(second), undefined)
    assert.equal(upcalls.parkedIn(top, third), undefined)
    assert.equal(upcalls.parkedIn(second, third), third)
  }
  assert.equal(upcalls.parkedOver(top), undefined)
  pool.end(stub)
})

test('where calls may start further down, the call stack has memory, and below as well', () => {
  const { upcalls } = activations
  const stub = begin()
  const far = callStack() - 32 * 2 ** 20
  const isWritableThere = () => [far, far - 7 * 2 ** 20].map(isWritable)
  assert.deepEqual(isWritableThere(), [false, false])
  upcalls.startBelow(undefined, 32 * 2 ** 20)
  assert.deepEqual(isWritableThere(), [true, true])
  upcalls.startBelow(undefined, leastRoom)
  pool.end(stub)
})

test('callbacks of one signature share a pool, whose stubs lead to what was begun with them', () => {
  const { upcalls } = activations
  const pool = upcalls.pool({ parameters: ['int32'], result: 'int32' })
  assert.equal(upcalls.pool({ parameters: ['int32'], result: 'int32' }), pool)
  assert.notEqual(upcalls.pool({ parameters: ['double'], result: 'int32' }), pool)
  const stub = pool.take()
  const upcall = { name: 'one' } as Upcall
  pool.begin(stub, upcall)
  assert.equal(upcalls.at(stub.index), upcall)
  pool.end(stub)
})
