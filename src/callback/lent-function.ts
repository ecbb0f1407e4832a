/**
 * Functions lent to C for a call. A function that is given again and again, as a comparison is, keeps its stub from call to
 * call; in between it is poisoned.
 */

import type { ArgumentConversion, Site } from '../exchange/conversion.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { Lent } from '../exchange/lending.ts'
import type { Stub } from '../exchange/stub-pool.ts'
import type { Upcall } from '../exchange/upcall.ts'
import type { Upcalls } from '../exchange/upcalls.ts'
import { type Callable, CallbackFunction, tombstone } from './callback-function.ts'
import type { UpcallShape } from './upcall-shape.ts'

class LentFunction implements Lent {
  readonly fn: Callable
  readonly stub: Stub
  readonly #shape: UpcallShape
  readonly #upcall: Upcall
  readonly #upcalls: Upcalls
  /** Calls that it is lent to now: it may be lent to another by itself. */
  #borrowers = 0
  /** Whether the next call may find it. */
  isRemembered = true

  constructor(shape: UpcallShape, fn: Callable, name: string) {
    this.fn = fn
    this.#shape = shape
    this.stub = shape.pool.take()
    this.#upcall = new CallbackFunction(shape, this.stub, fn, name)
    this.#upcalls = shape.exchange.activations.upcalls
    this.#upcalls.set(this.stub, this.#upcall)
  }

  lend(): void {
    if (this.#borrowers++ === 0) this.#upcalls.enliven(this.#upcall)
  }

  giveBack(): void {
    if (--this.#borrowers > 0) return
    this.#upcalls.poison(this.#upcall)
    if (!this.isRemembered) this.#end()
  }

  forget(): void {
    this.isRemembered = false
    if (this.#borrowers === 0) this.#end()
  }

  #end(): void {
    this.#upcalls.set(this.stub, tombstone(this.#upcall))
    this.#shape.pool.giveBack(this.stub)
  }
}

/** A parameter that is a pointer to a function: `pointer` takes all but functions of JavaScript. */
export function functionArgument(
  exchange: Exchange,
  shapeOf: () => UpcallShape,
  pointer: ArgumentConversion,
  addressOfC: (value: unknown) => number | undefined,
): ArgumentConversion {
  const { I32 } = exchange.views
  const { lent } = exchange
  let last: LentFunction | undefined

  const storeAddress = (address: number, word: number): void => {
    I32[word] = address
    I32[word + 1] = address / 2 ** 32
  }

  const storeLast = (value: unknown, word: number): boolean => {
    if (last === undefined || value !== last.fn) return false
    last.lend()
    lent.push(last)
    storeAddress(last.stub.address, word)
    return true
  }

  return {
    usesScratch: pointer.usesScratch,
    lends: true,
    store(value, word, site) {
      if (typeof value !== 'function') return pointer.store(value, word, site)
      const address = addressOfC(value)
      if (address !== undefined) return storeAddress(address, word)
      if (last?.fn !== value) {
        const shape = shapeOf()
        last?.forget()
        last = new LentFunction(shape, value as Callable, nameOf(value, site))
      }
      storeLast(value, word)
    },
    inline(value, word, bind) {
      const usual = pointer.inline(value, word, bind)
      return { when: `(${bind('storeLast', storeLast)}(${value},${word})||${usual.when})`, store: usual.store }
    },
  }
}

/** Its own name, or where it was given. */
export function nameOf(fn: object, site: Site): string {
  const { name } = fn as { name?: unknown }
  if (typeof name === 'string' && name !== '') return name
  if ('lvalue' in site) return `the callback ${site.lvalue}`
  return `the callback of ${site.function} (${site.name ?? `argument ${site.index + 1}`})`
}
