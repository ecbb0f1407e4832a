/** What the workers of workers.test.ts do. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { callback, cast } from 'cabi'
import { openCallbacks } from './fixture.ts'

export type Task =
  | { readonly kind: 'offer' }
  | { readonly kind: 'call'; readonly address: number }
  | { readonly kind: 'compute'; readonly rounds: number }
  | { readonly kind: 'tell its stack' }
  | { readonly kind: 'never return'; readonly depth: number }

const lib = openCallbacks()
const port = parentPort!

/** Says where its callback is, then what it is told of its use, and ends when it is asked to. */
async function offer(): Promise<void> {
  const kept = callback(lib['int_function'], function offered(value: number) {
    return value + 1
  })
  const warned = once(process, 'warning')
  const asked = once(port, 'message')
  port.postMessage(kept.address)
  const [{ code, message }] = await warned
  port.postMessage({ code, message })
  await asked
}

/** Calls a callback of another worker, also inside of one of its own, and says what C was given. */
function callTheirs(address: number): void {
  const theirs = cast(lib['int_function_type'], address)
  const nested = (value: number) => lib['apply'](theirs, value) + 1
  port.postMessage([lib['apply'](theirs, 1), lib['apply'](nested, 1), lib['sum_of'](theirs, 1000)])
  compute(lib, 1)
}

export function compute(own: ReturnType<typeof openCallbacks>, round: number): void {
  const kept = callback(own['int_function'], (value: number) => value + round)
  assert.equal(own['apply'](kept, 1), 1 + round)
  const nested = (value: number) => own['sum_of']((inner: number) => inner + value, 10)
  assert.equal(own['sum_of'](nested, 10), 45 * 10 + 45 * 10)
  const failure = new Error('mine')
  const fail = () => {
    throw failure
  }
  assert.throws(
    () => own['apply'](fail, 1),
    (error: unknown) => error === failure,
  )
  assert.throws(() => own['fault_after']((value: number) => value, 1), { code: 'ERR_CABI_FAULT' })
  kept[Symbol.dispose]()
}

function neverReturn(depth: number): number {
  if (depth > 1) return lib['apply'](() => neverReturn(depth - 1), 0)
  return lib['apply'](() => {
    port.postMessage('inside')
    for (;;);
  }, 0)
}

const task = workerData as Task | undefined
if (task?.kind === 'offer') await offer()
if (task?.kind === 'call') callTheirs(task.address)
if (task?.kind === 'tell its stack') port.postMessage(lib['stack_address'](() => 0))
if (task?.kind === 'never return') neverReturn(task.depth)
if (task?.kind === 'compute') for (let round = 0; round < task.rounds; round++) compute(lib, round)
