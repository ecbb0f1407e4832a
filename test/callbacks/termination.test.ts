/**
 * JavaScript that is terminated inside a callback, at depth 1 and 10: by a timeout of `vm`, by the inspector, with its
 * worker. Calls and callbacks go on, C's stack and memory are given back, and nobody else's JavaScript is taken for it. With
 * CABI_CALLBACKS=long 10,000 timeouts and workers more, as every night.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { after, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { createContext, Script } from 'node:vm'
import { Worker } from 'node:worker_threads'
import { callback, release } from 'cabi'
import { openCallbacks } from './fixture.ts'

const session = new Session()
session.connect()
after(() => session.disconnect())

const isLong = process.env['CABI_CALLBACKS'] === 'long'
const timeouts = isLong ? 2000 : 50
const workers = isLong ? 500 : 3

const addOne = (value: number) => value + 1

/** Bytes of addresses in use, with memory or without. */
const addressSpace = () => 1024 * Number(/VmSize:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1])

function forever(): never {
  for (;;);
}

/** Ends at the next jump back, with all JavaScript around it. */
function terminated(): never {
  session.post('Runtime.terminateExecution')
  return forever()
}

/** What it runs is terminated at the bottom. The boundary is in the inspector. */
function evaluateTerminated(run: () => unknown): void {
  Object.assign(globalThis, { run })
  let outcome = ''
  session.post('Runtime.evaluate', { expression: 'run()' }, (error, result) => {
    outcome = error?.message ?? JSON.stringify(result)
  })
  assert.match(outcome, /Execution was terminated/)
}

for (const stack of ['auto', 'host'] as const) {
  const lib = openCallbacks({ stack })
  const how = `on the ${stack === 'host' ? 'host' : 'call'} stack`

  /** `depth` calls, each in a callback of the one before, with strings that C has got. */
  const nest = (depth: number, bottom: () => number): number =>
    depth === 0 ? bottom() : lib['length_after']('x'.repeat(50), () => nest(depth - 1, bottom))

  const isInOrder = () => {
    assert.equal(lib['apply'](addOne, 1), 2)
    assert.equal(
      nest(3, () => lib['apply'](addOne, 1)),
      50,
    )
  }

  for (const depth of [1, 10]) {
    test(`by a timeout of vm ${how}, ${depth} deep`, () => {
      let reached = 0
      const bottom = () => {
        reached++
        return forever()
      }
      const script = new Script('nest(depth, bottom)')
      const context = createContext({ nest, bottom, depth })
      for (let i = 0; i < 10; i++) {
        // The first may be terminated anywhere.
        assert.throws(() => script.runInContext(context, { timeout: 20 }), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' })
        if (i % 2 === 0) isInOrder()
      }
      assert.ok(reached > 3, `${reached}`)
    })

    test(`by timeouts that come anywhere ${how}, ${depth} deep`, () => {
      const endless = new Script('for (;;) nest(depth, bottom)')
      const context = createContext({ nest, bottom: () => 1, depth })
      for (let i = 0; i < timeouts; i++) {
        assert.throws(() => endless.runInContext(context, { timeout: 1 + (i % 5) }), {
          code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
        })
        isInOrder()
      }
    })

    test(`by the inspector ${how}, ${depth} deep, a thousand times: memory stays flat`, async () => {
      const round = async () => {
        for (let i = 0; i < 1000 / depth; i++) evaluateTerminated(() => nest(depth, terminated))
        await setImmediate()
        isInOrder()
        gc!()
        return process.memoryUsage.rss()
      }
      await round()
      const before = await round()
      for (let i = 0; i < 2; i++) await round()
      assert.ok((await round()) - before < 8 * 2 ** 20)
    })
  }

  test(`within a callback that goes on ${how}: what is parked around it stays`, () => {
    const inner = (value: number) => {
      for (let i = 0; i < 200; i++) evaluateTerminated(() => nest(3, terminated))
      isInOrder()
      return value + 1
    }
    for (let i = 0; i < 5; i++) {
      assert.equal(
        lib['sum_of']((value: number) => inner(value), 3),
        6,
      )
      assert.equal(
        lib['length_after']('grüß', () => nest(20, () => inner(0))),
        6,
      )
    }
  })

  test(`from other depths of JavaScript before and after ${how}`, () => {
    const deep = <T>(frames: number, run: () => T): T => (frames === 0 ? run() : deep(frames - 1, run))
    for (const frames of [0, 1, 5, 30, 100, 500, 2000]) {
      deep(frames, () => evaluateTerminated(() => nest(2, terminated)))
      for (const other of [0, 2, 10, 100, 1000]) {
        deep(other, isInOrder)
        assert.equal(
          lib['apply']((value: number) => deep(other, () => lib['apply'](addOne, value)), 1),
          2,
        )
      }
    }
  })

  test(`deep recursion ${how} after it is taken for none of the terminated`, () => {
    evaluateTerminated(() => nest(3, terminated))
    const descend = (depth: number): number => (depth === 0 ? 0 : 1 + lib['apply'](descend, depth - 1))
    const depth = stack === 'host' ? 100 : 800
    for (let i = 0; i < 5; i++) assert.equal(descend(depth), depth)
  })
}

test('what was lent to a terminated call expires with it', async () => {
  const lib = openCallbacks()
  const lent = function lost(value: number): number {
    return value === 0 ? terminated() : value
  }
  evaluateTerminated(() => {
    lib['keep'](lent)
    lib['apply'](lent, 0)
  })
  assert.throws(() => lib['call_hook'](1), { code: 'ERR_CABI_CALLBACK_EXPIRED' })
})

test('a callback that was made in terminated JavaScript can be called, and released', () => {
  const lib = openCallbacks()
  const made: ReturnType<typeof callback>[] = []
  evaluateTerminated(() => {
    made.push(callback(lib['int_function'], addOne))
    terminated()
  })
  lib['keep'](made[0])
  assert.equal(lib['call_hook'](1), 2)
  release(made[0]!)
})

for (const depth of [1, 10]) {
  for (const stack of ['auto', 'host']) {
    test(`with its worker, ${depth} deep, ${stack === 'host' ? 'on the host stack' : 'on the call stack'}`, async t => {
      const before = process.memoryUsage.rss()
      let addresses = 0
      for (let i = 0; i < workers; i++) {
        if (i === 1) addresses = addressSpace()
        const worker = new Worker(new URL('./terminated.worker.js', import.meta.url), { workerData: { depth, stack } })
        await new Promise(resolve => worker.once('message', resolve))
        assert.equal(await worker.terminate(), 1)
        assert.equal(openCallbacks()['apply'](addOne, 1), 2)
      }
      assert.ok(addressSpace() - addresses < 2 ** 29, 'the addresses of its call stack are given back')
      t.diagnostic(`grown by ${((process.memoryUsage.rss() - before) / 2 ** 10 / workers).toFixed(0)} KB a worker`)
    })
  }
}
