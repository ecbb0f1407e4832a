/**
 * A marshaller is the JavaScript function that performs a C call: check and store every argument, invoke, read the
 * result. It is first composed of closures, which costs nothing to make; `generate.ts` writes the same as source.
 */
import { argumentsOffset, status } from '../machine/control-block.ts'
import { countError } from './argument-error.ts'
import type { Argument, ArgumentConversion, ResultConversion, ResultSite } from './conversion.ts'
import { doubleword, type Exchange, patternOf, word as words } from './exchange.ts'
import { takeFault } from './fault.ts'

/** A library's life, shared by its functions. */
export interface Liveness {
  closed: boolean
}

export interface Call {
  readonly exchange: Exchange
  readonly name: string
  /** Address of the C function. */
  readonly address: number
  readonly thunk: number
  readonly arguments: readonly Argument[]
  readonly conversions: readonly ArgumentConversion[]
  readonly result: ResultConversion
  readonly site: ResultSite
  readonly liveness: Liveness
  /** The error of a call after `close`. */
  readonly closedError: () => Error
}

export type Marshaller = (...values: unknown[]) => unknown

/** Index into the 32-bit views of argument `index`'s slot. */
export const slotWord = (index: number): number => argumentsOffset / 4 + 2 * index

export function composeMarshaller(call: Call): Marshaller {
  const { exchange, conversions, result, site, liveness } = call
  const { I32, F64 } = exchange.views
  const target = patternOf(call.address)
  return (...values) => {
    if (liveness.closed) throw call.closedError()
    if (values.length !== conversions.length) throw countError(call.name, conversions.length, values.length)
    const floor = I32[words.scratchFloor]!
    I32[words.scratchTop] = floor
    for (let i = 0; i < conversions.length; i++) conversions[i]!.store(values[i], slotWord(i), call.arguments[i]!)
    F64[doubleword.target] = target
    // A call that C makes back into JavaScript must not overwrite the strings of this one.
    I32[words.scratchFloor] = I32[words.scratchTop]!
    exchange.invoke(call.thunk)
    I32[words.scratchFloor] = floor
    if (I32[words.status] !== status.done) throw takeFault(exchange.views, call.name, values)
    return result.load(site)
  }
}
