/**
 * Callbacks use up nothing: neither calls of them, nor making and releasing them, nor instances that hold them. With
 * CABI_CALLBACKS=long by the hundred million, as every night.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { alloc, c, callback, release } from 'cabi'
import { openCallbacks } from '../callbacks/fixture.ts'
import { collect, collectUntil, resident } from './garbage.ts'

// biome-ignore lint/suspicious/noExplicitAny: its struct types are used as classes
const lib: any = openCallbacks()

const isLong = process.env['CABI_CALLBACKS'] === 'long'
const callbacks = isLong ? 100_000_000 : 2_000_000
const creations = isLong ? 1_000_000 : 100_000

const inWords = (count: number) => count.toLocaleString('en')

/** What the engine may take for itself meanwhile, in MB: of what is leaked a million times, 16 bytes. */
const slack = isLong ? 16 : 8

/** Runs a twentieth of all 20 times: memory has to stay as it is from the fifth to the last. */
function checkFlat(t: TestContext, round: () => void): void {
  const start = performance.now()
  const sizes = Array.from({ length: 20 }, () => {
    round()
    gc!()
    return resident()
  })
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  t.diagnostic(`${seconds} s; resident after each round, in MB: ${sizes.map(size => size.toFixed(0)).join(' ')}`)
  const grown = sizes.at(-1)! - sizes[4]!
  assert.ok(grown < slack, `${grown} MB`)
}

test(`${inWords(callbacks)} callbacks leave memory flat`, t => {
  let sum = 0
  const add = (value: number) => {
    sum += value
    return value & 1
  }
  const count = 100_000
  checkFlat(t, () => {
    for (let i = 0; i < callbacks / 20 / count; i++) assert.equal(lib.sum_of(add, count), count / 2)
  })
  assert.equal(sum, (callbacks / count) * ((count * (count - 1)) / 2))
})

test(`${inWords(creations)} callbacks made and released leave memory flat`, t => {
  checkFlat(t, () => {
    for (let i = 0; i < creations / 20; i++) {
      const kept = callback(lib.int_function, (value: number) => value + i)
      if (i % 100 === 0) assert.equal(lib.apply(kept, 1), i + 1)
      release(kept)
    }
  })
})

test(`${inWords(creations)} functions lent once each leave memory flat`, t => {
  checkFlat(t, () => {
    for (let i = 0; i < creations / 20; i++) {
      assert.equal(
        lib.apply((value: number) => value + i, 1),
        i + 1,
      )
    }
  })
})

test('ten thousand jumps over callbacks leave memory flat', t => {
  const nest = (depth: number): number => (depth === 0 ? lib.jump(1, 1) : lib.with_mark(() => nest(depth - 1), 0))
  checkFlat(t, () => {
    for (let i = 0; i < 500; i++) assert.equal(nest(2), 1000)
  })
})

function makeInstance(i: number): WeakRef<object>[] {
  const on_value = (value: number) => value + i
  const instance = new lib['struct handlers']({ on_value })
  assert.equal(lib.call_handlers(instance, 1), i + 1)
  return [new WeakRef(on_value), new WeakRef(instance)]
}

test('instances with functions in their fields are collected together with these', async () => {
  const held = Array.from({ length: 100 }, (_, i) => makeInstance(i)).flat()
  assert.ok(await collectUntil(() => held.every(reference => reference.deref() === undefined)))
})

test('what nothing else refers to outlives the collections in a callback that has it', async () => {
  const collecting = () => {
    gc!()
    new Array(10_000).fill(0).map((_, i) => ({ i }))
    gc!()
    return 0
  }
  for (let i = 0; i < 20; i++) {
    assert.equal(lib.sum_after(Int32Array.of(i, 1, 2, 3), 4, collecting), i + 6)
    assert.equal(lib.sum_after([i, 1, 2, 3], 4, collecting), i + 6)
    assert.equal(
      lib.sum_after(Object.assign(alloc(c.array(c.int, 4)) as Int32Array, [i, 1, 2, 3]), 4, collecting),
      i + 6,
    )
    assert.equal(lib.length_after(`${i}`.padStart(5000, 'ü'), collecting), 2 * 5000 - `${i}`.length)
  }
  await collect()
})
