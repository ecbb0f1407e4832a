/** Each worker has callbacks of its own, which end with it, and which other threads are refused. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { cast, open } from 'cabi'
import { openCallbacks } from './fixture.ts'
import { compute, type Task } from './worker.ts'

const lib = openCallbacks()
const start = (task: Task) => new Worker(new URL('./worker.js', import.meta.url), { workerData: task })

/** Its outcome, when it has ended. */
async function ended(worker: Worker): Promise<number> {
  const [status] = await once(worker, 'exit')
  return status
}

test("a worker's callback called here gives zero, there is a warning, and after its end it gives zero still", async () => {
  const addresses = []
  for (let i = 0; i < 3; i++) {
    const worker = start({ kind: 'offer' })
    const [address] = await once(worker, 'message')
    const theirs = cast(lib['int_function_type'], address)
    assert.equal(lib['apply'](theirs, 1), 0)
    const [told] = await once(worker, 'message')
    const message = 'offered: C called it on a thread that is not its own; C was given zero'
    assert.deepEqual(told, { code: 'ERR_CABI_THREAD', message })
    worker.postMessage('end')
    assert.equal(await ended(worker), 0)
    addresses.push(address)
    for (const gone of addresses.map(address => cast(lib['int_function_type'], address))) {
      // The first time this thread makes its call stack, where that of the worker may have been.
      const nested = (value: number) => lib['apply'](gone, value) + 1
      for (let k = 0; k < 1000; k++) assert.equal(lib['apply'](nested, 1), 1)
      assert.equal(lib['apply_on_thread'](gone, 1), 0)
    }
  }
})

test("a worker's callback called in another worker gives zero, the one that made it is told, and both go on", async () => {
  for (let i = 0; i < 2; i++) {
    const maker = start({ kind: 'offer' })
    const [address] = await once(maker, 'message')
    const told = once(maker, 'message')
    const caller = start({ kind: 'call', address })
    const callerEnded = ended(caller)
    assert.deepEqual(await once(caller, 'message'), [[0, 1, 0]])
    assert.equal(await callerEnded, 0)
    const message = 'offered: C called it on a thread that is not its own; C was given zero'
    assert.deepEqual(await told, [{ code: 'ERR_CABI_THREAD', message }])
    maker.postMessage('end')
    assert.equal(await ended(maker), 0)
    // After the end of the maker, in a worker of which it knew nothing.
    const late = start({ kind: 'call', address })
    const lateEnded = ended(late)
    assert.deepEqual(await once(late, 'message'), [[0, 1, 0]])
    assert.equal(await lateEnded, 0)
  }
})

test('workers and this thread call back at the same time, each into its own JavaScript', async () => {
  let running = true
  const workers = Promise.all([1, 2, 3].map(() => ended(start({ kind: 'compute', rounds: 500 })))).finally(() => {
    running = false
  })
  for (let round = 0; running; round++) {
    compute(lib, round)
    await setImmediate()
  }
  assert.deepEqual(await workers, [0, 0, 0])
})

for (const depth of [1, 10]) {
  test(`a worker that is terminated inside a callback, ${depth} deep, takes nothing with it`, async () => {
    for (let i = 0; i < 3; i++) {
      const worker = start({ kind: 'never return', depth })
      await once(worker, 'message')
      assert.equal(await worker.terminate(), 1)
      compute(lib, i)
    }
    assert.equal(await ended(start({ kind: 'compute', rounds: 10 })), 0)
  })
}

const mappings = () => readFileSync('/proc/self/maps', 'utf8').split('\n').length

test('the code of callbacks stays when their worker has ended, and takes few of the mappings that a process may have', async () => {
  assert.equal(await ended(start({ kind: 'compute', rounds: 1 })), 0)
  const before = mappings()
  const workers = 24
  for (let i = 0; i < workers; i++) assert.equal(await ended(start({ kind: 'compute', rounds: 1 })), 0)
  const grown = mappings() - before
  assert.ok(grown < workers, `${grown}`)
})

test('a call stack crosses no multiple of 2 GiB, wherever there is room: addresses in it are compared by their lower halves', async () => {
  const libc = open(
    null,
    'void *mmap(void *addr, size_t length, int prot, int flags, int fd, long offset); int munmap(void *addr, size_t length);',
  )
  const [none, privateAnonymousNoReserve] = [0, 0x4022]
  const take = (mebibytes: number) => libc.mmap(null, mebibytes * 2 ** 20, none, privateAnonymousNoReserve, -1, 0)
  for (let i = 0; i < 12; i++) {
    // Room for one more stack above all others, in another place each time.
    const room = take(4300)
    take(50 + 170 * i)
    assert.equal(libc.munmap(room, 4300 * 2 ** 20), 0)
    const worker = start({ kind: 'tell its stack' })
    const [[address], status] = await Promise.all([once(worker, 'message'), ended(worker)])
    assert.equal(status, 0)
    // A call starts near its top, and below that is a gibibyte of it.
    assert.ok(address % 2 ** 31 > 2 ** 30 - 2 ** 17, address.toString(16))
    take(300)
  }
})
