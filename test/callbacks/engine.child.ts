/** Callbacks of all kinds, over and over, for engines that are being watched, hurried or held up: engine.test.ts has the flags. */
import assert from 'node:assert/strict'
import { Worker } from 'node:worker_threads'
import { alloc, c, callback, release } from 'cabi'
import { openCallbacks } from './fixture.ts'
import type { Stepping } from './stepping.worker.ts'

const libraries = [openCallbacks(), openCallbacks({ stack: 'host' })]
const addOne = (value: number) => value + 1

function round(i: number): void {
  for (const lib of libraries) {
    const nest = (depth: number): number =>
      depth === 0 ? i : lib['apply']((value: number) => nest(value - 1), depth) + 1
    assert.equal(nest(8), i + 8)
    assert.equal(lib['sum_of'](addOne, 20), 210)
    const text = `text ${i} `.repeat(20)
    const inside = () => {
      globalThis.gc?.({ type: 'minor' })
      return lib['length_after']('inner', addOne)
    }
    assert.equal(lib['length_after'](text, inside), text.length)
    const { x, y } = lib['same_point']((point: object) => point, { x: i, y: -0.5 })
    assert.deepEqual([x, y], [i, -0.5])
    assert.equal(
      lib['same_string']((given: string) => given, text),
      text,
    )
    const numbers = alloc(c.array(c.int, 3)) as Int32Array
    assert.equal(lib['same_int_pointer'](() => numbers, numbers).at(2), 0)
    const failure = new Error('thrown')
    const fail = () => {
      throw failure
    }
    assert.throws(
      () => lib['apply'](fail, 1),
      (error: unknown) => error === failure,
    )
    assert.throws(() => lib['fault_after'](addOne, i), { code: 'ERR_CABI_FAULT', address: 8 })
    const kept = callback(lib['int_function'], (value: number) => value * 2)
    lib['keep'](kept)
    assert.equal(lib['call_hook'](i), 2 * i)
    release(kept)
    assert.throws(() => lib['call_hook'](i), { code: 'ERR_CABI_CALLBACK_EXPIRED' })
  }
  const [lib] = libraries
  const jumping = () => lib!['with_mark'](() => lib!['apply'](() => lib!['jump'](1, 3) ?? 0, 0), 0)
  assert.equal(lib!['with_mark'](jumping, 0), 3000)
}

const [what = '100'] = process.argv.slice(2)
if (what === 'stepping') {
  const steps = new Int32Array(new SharedArrayBuffer(4))
  const workerData: Stepping = { steps, burst: 500 }
  new Worker(new URL('./stepping.worker.js', import.meta.url), { workerData }).unref()
  for (let i = 0; Atomics.load(steps, 0) < 500; i++) round(i)
  console.log('stepped')
} else {
  for (let i = 0; i < Number(what); i++) round(i)
  console.log('done')
}
process.exit()
