/**
 * Random programs that call C, which calls back, throws, jumps and faults, do what the model of it does. CABI_SEED repeats a run;
 * with CABI_CALLBACKS=long 100 times as many, as every night.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callback, release } from 'cabi'
import { generator } from '../../oracle/random.ts'
import { openCallbacks } from '../fixture.ts'
import { modelWorld } from './model.ts'
import { type Functions, Run, randomProgram, type World } from './program.ts'

const seed = Number(process.env['CABI_SEED'] ?? Date.now() % 2 ** 32)
const count = process.env['CABI_CALLBACKS'] === 'long' ? 100_000 : 1000

/** Larger ones are left out. */
const mostSeen = 500

const lib = openCallbacks()

const realWorld: World = {
  ...(Object.fromEntries(
    ['apply', 'sum_of', 'apply_twice', 'length_after', 'same_point', 'fault_after', 'with_mark', 'with_mark_reaching']
      .concat(['jump', 'jump_after_callback', 'count_marks'])
      .map(name => [name, lib[name]]),
  ) as unknown as Functions),
  host: openCallbacks({ stack: 'host' }) as unknown as World['host'],
  released(fn, use) {
    const kept = callback(lib['int_function'], (value: number) => {
      release(kept)
      return fn(value)
    })
    try {
      return use(kept as never)
    } finally {
      release(kept)
    }
  },
}

test(`${count} random programs give, throw and see what those of the model do`, t => {
  t.diagnostic(`seed ${seed}`)
  const random = generator(seed)
  for (let i = 0; i < count; i++) {
    const program = randomProgram(random, 1 + random(6))
    const expected = new Run(modelWorld()).outcome(program)
    if ((expected[2] as unknown[]).length > mostSeen) continue
    // Some often enough for the engine to optimise what they do.
    for (let round = 0; round < (i % 50 === 0 ? 50 : 2); round++) {
      assert.deepEqual(
        new Run(realWorld).outcome(program),
        expected,
        `seed ${seed}, program ${i}: ${JSON.stringify(program)}`,
      )
      assert.equal(lib['count_marks'](), 0)
    }
  }
})
