/**
 * A marshaller is the JavaScript function that performs a C call: check and store every argument, invoke, read the
 * result. Here it is composed of closures, which costs nothing to make; `generate.ts` writes the same as source.
 */
import { argumentsOffset, status } from '../machine/control-block.ts'
import { countError } from './argument-error.ts'
import type { Argument, ArgumentConversion, ResultConversion, ResultSite } from './conversion.ts'
import { doubleword, type Exchange, patternOf, word as words } from './exchange.ts'
import { takeFault } from './fault.ts'

/** A library's life, shared by its functions. */
export interface Liveness {
  readonly closed: boolean
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
  const { exchange, conversions, liveness } = call
  const { I32, F64 } = exchange.views
  const target = patternOf(call.address)
  return (...values) => {
    if (liveness.closed || values.length !== conversions.length) throw refusal(call, values.length)
    const floor = I32[words.scratchFloor]!
    storeArguments(call, values)
    F64[doubleword.target] = target
    // A call that C makes back into JavaScript must not overwrite the strings of this one.
    I32[words.scratchFloor] = I32[words.scratchTop]!
    exchange.invoke(call.thunk)
    I32[words.scratchFloor] = floor
    if (I32[words.status] !== status.done) throw takeFault(exchange.views, call.name, values)
    return call.result.load(call.site)
  }
}

/** Why a call is refused before its values are looked at. */
export const refusal = (call: Call, received: number): Error =>
  call.liveness.closed ? call.closedError() : countError(call.name, call.conversions.length, received)

/** Checks and stores every argument, the strings at the floor of scratch; throws at the first that is wrong. */
export function storeArguments(call: Call, values: readonly unknown[]): void {
  const { I32 } = call.exchange.views
  I32[words.scratchTop] = I32[words.scratchFloor]!
  call.conversions.forEach((conversion, i) => {
    conversion.store(values[i], slotWord(i), call.arguments[i]!)
  })
}
