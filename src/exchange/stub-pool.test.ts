import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrange } from '../abi/sysv-x64/arrange.ts'
import { arrangeUpcall } from '../abi/upcall.ts'
import { StubPool } from './stub-pool.ts'

const plan = arrangeUpcall({ parameters: [], result: undefined }, arrange)

/** A pool that makes four stubs at a time. */
function makePool() {
  let made = 0
  const resumption = { code: 0, enter: () => 0, number: 1 }
  const make = () => Array.from({ length: 4 }, () => ({ index: made, address: 0x1000 + made++ }))
  const pool = new StubPool(plan, resumption, make)
  return { pool, made: () => made }
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
  for (const stub of stubs.slice(0, 255)) pool.giveBack(stub)
  assert.equal(pool.take().index, 300)
  pool.giveBack(stubs[255]!)
  assert.equal(pool.take(), stubs[0])
  assert.equal(pool.take().index, 301)
})

test('however often stubs are taken and given back, no more are made than are poisoned and in use', () => {
  const { pool, made } = makePool()
  for (let i = 0; i < 10_000; i++) pool.giveBack(pool.take())
  assert.equal(made(), 256)
  const order = take(pool, 1).map(({ index }) => index)
  assert.deepEqual(order, [10_000 % 256])
})
