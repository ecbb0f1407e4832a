/** Callbacks use up nothing: neither calls of them, nor making and releasing them, nor instances that hold them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alloc, c, callback, release } from 'cabi'
import { openCallbacks } from '../callbacks/fixture.ts'
import { collect, collectUntil, resident } from './garbage.ts'

// biome-ignore lint/suspicious/noExplicitAny: its struct types are used as classes
const lib: any = openCallbacks()

/** Of the second half of the rounds, in megabytes. */
function growth(rounds: number, round: () => void): number {
  let middle = 0
  for (let i = 0; i < rounds; i++) {
    if (i === rounds / 2) {
      gc!()
      middle = resident()
    }
    round()
  }
  gc!()
  return resident() - middle
}

test('two million callbacks leave memory flat', () => {
  let sum = 0
  const add = (value: number) => {
    sum += value
    return value & 1
  }
  const grown = growth(20, () => assert.equal(lib.sum_of(add, 100_000), 50_000))
  assert.equal(sum, 20 * 4_999_950_000)
  assert.ok(grown < 8, `${grown} MB`)
})

test('a hundred thousand callbacks made and released leave memory flat', () => {
  const grown = growth(10, () => {
    for (let i = 0; i < 10_000; i++) {
      const kept = callback(lib.int_function, (value: number) => value + i)
      if (i % 100 === 0) assert.equal(lib.apply(kept, 1), i + 1)
      release(kept)
    }
  })
  assert.ok(grown < 8, `${grown} MB`)
})

test('a hundred thousand functions lent once each leave memory flat', () => {
  const grown = growth(10, () => {
    for (let i = 0; i < 10_000; i++) {
      assert.equal(
        lib.apply((value: number) => value + i, 1),
        i + 1,
      )
    }
  })
  assert.ok(grown < 8, `${grown} MB`)
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
