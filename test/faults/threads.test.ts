/** Faults on several threads: each thread's are its own, and a thread that ends takes nothing with it. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { openFault } from './libraries.ts'
import { rounds } from './rounds.ts'
import type { Task } from './worker.ts'

const start = (task: Task) => new Worker(new URL('./worker.js', import.meta.url), { workerData: task })

const codePages = () => readFileSync('/proc/self/maps', 'utf8').split('memfd:cabi').length - 1

/** Rejects with the worker's error. Both events may come at once. */
const finished = async (worker: Worker): Promise<void> => {
  const events = await Promise.all([once(worker, 'message'), once(worker, 'exit')])
  assert.deepEqual(events, [['done'], [0]])
}

test('faults in a worker before this thread has used the kernel, in two at once, and here meanwhile', async () => {
  await finished(start({ rounds: 20 }))
  const round = rounds(openFault())
  round(1)
  let running = true
  const workers = Promise.all([start({ rounds: 300 }), start({ rounds: 300 })].map(finished)).finally(() => {
    running = false
  })
  let i = 0
  while (running) {
    round((++i % 1000) + 1)
    await setImmediate()
  }
  await workers
})

for (const task of ['fault until terminated', 'sleep until terminated'] as const) {
  test(`a worker that would ${task} ends, and the next one and this thread go on`, async () => {
    const round = rounds(openFault())
    for (let i = 1; i <= 5; i++) {
      const worker = start(task)
      assert.deepEqual(await once(worker, 'message'), ['begun'])
      round(i)
      assert.equal(await worker.terminate(), 1)
      round(i)
    }
    await finished(start({ rounds: 3 }))
  })
}

test('a worker takes its code pages with it', async () => {
  openFault()
  const before = codePages()
  await Promise.all([start({ rounds: 1 }), start({ rounds: 1 })].map(finished))
  assert.equal(codePages(), before)
})
