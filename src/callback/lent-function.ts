/**
 * Functions lent to C for a call. A function that is given again and again, as a comparison is, keeps its stub from call to
 * call; in between it is poisoned.
 */

import type { ArgumentConversion, Site } from '../exchange/conversion.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { Lent } from '../exchange/lending.ts'
import type { Stub } from '../exchange/stub-pool.ts'
import type { Upcalls } from '../exchange/upcalls.ts'
import { type Callable, CallbackFunction, EndedCallback } from './callback-function.ts'
import type { UpcallShape } from './upcall-shape.ts'

class LentFunction implements Lent {
  readonly fn: Callable
  readonly stub: Stub
  readonly #shape: UpcallShape
  readonly #upcall: CallbackFunction
  readonly #upcalls: Upcalls
  /** Calls that it is lent to now: it may be lent to another by itself. */
  #borrowers = 0
  /** Whether the next call may find it. */
  isRemembered = true

  constructor(shape: UpcallShape, fn: Callable, nameOf: () => string) {
    this.fn = fn
    this.#shape = shape
    this.stub = shape.pool.take()
    this.#upcall = new CallbackFunction(shape, this.stub, fn, nameOf)
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
    this.#upcalls.set(this.stub, new EndedCallback(this.#upcall))
    this.#shape.pool.giveBack(this.stub)
  }
}

/** Says what is stored at index `word` of the 32-bit views. */
interface Sites {
  siteAt(word: number): Site
}

/** Functions of C, which are functions of JavaScript too. */
export interface FunctionsOfC {
  isOfC(value: object): boolean
  /** Of one that can stand here; undefined for all others. */
  addressOfC(value: unknown): number | undefined
}

/** A parameter that is a pointer to a function: `pointer` takes all but functions of JavaScript. */
export function functionArgument(
  exchange: Exchange,
  shapeOf: () => UpcallShape,
  pointer: ArgumentConversion,
  { isOfC, addressOfC }: FunctionsOfC,
): ArgumentConversion {
  const { I32 } = exchange.views
  const { lent } = exchange
  let last: LentFunction | undefined

  const storeAddress = (address: number, word: number): void => {
    I32[word] = address
    I32[word + 1] = address / 2 ** 32
  }

  /** Of what is no function of JavaScript, false. */
  const lend = (value: unknown, word: number, sites: Sites): boolean => {
    if (last === undefined || value !== last.fn) {
      if (typeof value !== 'function' || isOfC(value)) return false
      last?.forget()
      last = new LentFunction(shapeOf(), value as Callable, () => placeOf(sites.siteAt(word)))
    }
    last.lend()
    lent.push(last)
    storeAddress(last.stub.address, word)
    return true
  }

  return {
    usesScratch: pointer.usesScratch,
    lends: true,
    store(value, word, site) {
      if (lend(value, word, { siteAt: () => site })) return
      const address = addressOfC(value)
      if (address !== undefined) storeAddress(address, word)
      else pointer.store(value, word, site)
    },
    inline(value, word, bind) {
      const usual = pointer.inline(value, word, bind)
      return { when: `(${bind('lend', lend)}(${value},${word},call)||${usual.when})`, store: usual.store }
    },
  }
}

/** What a function without a name is called: where it was given. */
export function placeOf(site: Site): string {
  if ('lvalue' in site) return `the callback ${site.lvalue}`
  return `the callback of ${site.function} (${site.name ?? `argument ${site.index + 1}`})`
}
