/**
 * Functions lent to C for a call. A function that is given again and again, as a comparison is, keeps its stub from call to
 * call; in between it is poisoned. It is remembered until another is lent in its place, or the collector has run.
 */
import type { ArgumentConversion, Site } from '../exchange/conversion.ts'
import { doubleword, type Exchange } from '../exchange/exchange.ts'
import { keepingArguments } from '../exchange/interrupted-store.ts'
import { beginCallback, type Callable, type CallbackFunction } from './callback-function.ts'
import type { UpcallShape } from './upcall-shape.ts'

/** What forgets the functions that are remembered. */
const forgetting = new Set<() => void>()

/** Told when the collector has run: nobody is kept for good by having been lent once. */
const collections = new FinalizationRegistry<undefined>(() => {
  const told = [...forgetting]
  // First: the name of a function can have code, which lends others.
  forgetting.clear()
  for (const forget of told) forget()
})

function untilCollection(forget: () => void): void {
  if (forgetting.size === 0) collections.register({}, undefined)
  forgetting.add(forget)
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
  const { I32, F64 } = exchange.views
  const { lent } = exchange
  const { target } = doubleword
  let shape: UpcallShape | undefined
  let last: CallbackFunction | undefined
  const forget = (): void => {
    // JavaScript can be terminated in between: what has ended is not found again.
    const forgotten = last
    last = undefined
    forgotten?.forget()
  }

  /** Whether this is among what the collector is to make forget. Asked, as it takes less than to add it again. */
  let isForgetting = false
  const collected = (): void => {
    isForgetting = false
    forget()
  }
  const untilCollected = (): void => {
    untilCollection(collected)
    isForgetting = true
  }

  /** The one that was lent last, once more. Short, as all that V8 is to put into a marshaller: what is rare is elsewhere. */
  const lend = (value: unknown, word: number, sites: Sites): boolean => {
    const found = last
    if (found === undefined || value !== found.fn) return lendOther(value, word, sites)
    found.holders++
    lent.push(found)
    I32[word] = found.stub.low | 0
    I32[word + 1] = found.stub.high | 0
    return true
  }

  /**
   * False of what is no function of JavaScript; and where the name of the one that was lent before, which is read when it is
   * forgotten, has called C: the arguments before are lost, and all have to be stored once more.
   */
  const lendOther = (value: unknown, word: number, sites: Sites): boolean => {
    if (typeof value !== 'function' || isOfC(value)) return false
    if (last !== undefined) {
      F64[target] = 0
      forget()
      if (F64[target] !== 0) return false
    }
    shape ??= shapeOf()
    last = beginCallback(shape, value as Callable, () => placeOf(sites.siteAt(word)), 0)
    if (!isForgetting) untilCollected()
    return lend(value, word, sites)
  }

  return {
    usesScratch: pointer.usesScratch,
    lends: true,
    store(value, word, site) {
      if (typeof value === 'function' && last !== undefined && value !== last.fn)
        keepingArguments(exchange, word, forget)
      if (lend(value, word, { siteAt: () => site })) return
      const address = addressOfC(value)
      if (address === undefined) return pointer.store(value, word, site)
      I32[word] = address
      I32[word + 1] = address / 2 ** 32
    },
    inline(value, word, bind) {
      const usual = pointer.inline(value, word, bind)
      const lends = `${bind('lend', lend)}(${value},${word},call)`
      return { when: `typeof ${value}==='function'?${lends}:${usual.when}`, store: usual.store }
    },
  }
}

/** What a function without a name is called: where it was given. */
export function placeOf(site: Site): string {
  if ('lvalue' in site) return `the callback ${site.lvalue}`
  return `the callback of ${site.function} (${site.name ?? `argument ${site.index + 1}`})`
}
