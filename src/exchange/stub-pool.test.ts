import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrange } from '../abi/sysv-x64/arrange.ts'
import { arrangeUpcall } from '../abi/upcall.ts'
import type { LiveCallbacks } from './live-callbacks.ts'
import { makeStubPool, Stub, type StubPool } from './stub-pool.ts'
import type { Upcall } from './upcall.ts'

const plan = arrangeUpcall({ parameters: [], result: undefined }, arrange)

const upcall = { name: 'one' } as Upcall

/** A pool that makes four stubs at a time. */
function makePool() {
  let made = 0
  const resumption = { code: 0, enter: () => 0, number: 1 }
  const make = () => Array.from({ length: 4 }, () => new Stub(made, 0x1000 + made++))
  const upcalls: Upcall[] = []
  let live = 0
  const count: LiveCallbacks = { begin: () => live++, end: () => live--, isAny: () => live > 0 }
  return { pool: makeStubPool(plan, resumption, upcalls, count, make), upcalls, made: () => made, live: () => live }
}

const take = (pool: StubPool, count: number) => Array.from({ length: count }, () => pool.take())

test('stubs are made when they are wanted, a few at a time, and come in order', () => {
  const { pool, made } = makePool()
  assert.equal(made(), 0)
  assert.deepEqual(
    take(pool, 5).map(({ index }) => index),
    [0, 1, 2, 3, 4],
  )
  assert.equal(made(), 8)
})

test('a stub is another callback’s when 255 others have been poisoned since, the oldest first', () => {
  const { pool } = makePool()
  const stubs = take(pool, 300)
  for (const stub of stubs.slice(0, 255)) pool.end(stub)
  assert.equal(pool.take().index, 300)
  pool.end(stubs[255]!)
  assert.equal(pool.take(), stubs[0])
  assert.equal(pool.take().index, 301)
})

test('however often stubs are taken and given back, no more are made than are poisoned and in use', () => {
  const { pool, made } = makePool()
  for (let i = 0; i < 10_000; i++) pool.end(pool.take())
  assert.equal(made(), 256)
  const order = take(pool, 1).map(({ index }) => index)
  assert.deepEqual(order, [10_000 % 256])
})

test('a stub leads to what was begun with it, and is counted until that ends', () => {
  const { pool, upcalls, live } = makePool()
  const [one, other] = [pool.take(), pool.take()]
  pool.begin(other, upcall)
  assert.deepEqual([upcalls[one.index], upcalls[other.index], live()], [undefined, upcall, 1])
  pool.end(other)
  assert.deepEqual([upcalls[other.index], live()], [upcall, 0])
})

test('a stub has its address as a whole and in halves, as they lie in the exchange', () => {
  const { address, low, high } = new Stub(0, 0x7fff_89ab_cdef)
  assert.deepEqual([address, low, high], [0x7fff_89ab_cdef, 0x89ab_cdef | 0, 0x7fff])
})
