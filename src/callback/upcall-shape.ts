/**
 * What callbacks of one function type share: their stubs, and how arguments and result are converted. It is a call turned
 * round: arguments are read as results are, and the result is stored as an argument is.
 */
import { receivedValue, resultValue } from '../abi/slot.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import type { CType, FunctionType } from '../ctype/type.ts'
import { CabiError } from '../error.ts'
import { slotWord } from '../exchange/call.ts'
import { notRun } from '../exchange/callback-outcome.ts'
import type { ArgumentConversion, ResultConversion } from '../exchange/conversion.ts'
import { type Exchange, word as words } from '../exchange/exchange.ts'
import type { Resumption, StubPool } from '../exchange/stub-pool.ts'
import type { UpcallKind } from '../exchange/upcall.ts'
import { runsOf } from './run-callback.ts'

/** The conversions of a type, in either direction. */
export interface Conversions {
  argument(type: CType): ArgumentConversion
  /** Of what is at index `at` of the 32-bit views: of an aggregate, its bytes. */
  result(type: CType, at: number): ResultConversion
}

export interface CallbackConversions {
  readonly exchange: Exchange
  readonly parameters: readonly { readonly conversion: ResultConversion }[]
  /** Indices of the parameters. Strings come last: reading one makes calls, which use slots. */
  readonly readingOrder: readonly number[]
  readonly resultType: CType
  /** Undefined for `void`. */
  readonly result: ArgumentConversion | undefined
  readonly resumption: Resumption
}

export interface UpcallShape extends UpcallKind, CallbackConversions {
  readonly type: FunctionType
  readonly pool: StubPool
}

/** Throws ERR_CABI_UNSUPPORTED for what cannot be called back, and why. */
export function makeUpcallShape(exchange: Exchange, type: FunctionType, conversions: Conversions): UpcallShape {
  if (type.variadic !== false) {
    const reason = 'nothing says where the variable arguments end, or what they are'
    throw new CabiError('ERR_CABI_UNSUPPORTED', `'${printType(type)}': a variadic callback is not supported: ${reason}`)
  }
  const values = type.parameters.map(parameter => receivedValue(parameter.type, target))
  const result = resultValue(type.result, target)
  const pool = exchange.activations.upcalls.pool({ parameters: values, result })
  const { slots } = pool.plan
  const parameters = type.parameters.map(({ type }, i) => ({
    conversion: conversions.result(type, slotWord(slots[i]!)),
  }))
  const indices = [...parameters.keys()]
  const makesCalls = (i: number) => parameters[i]!.conversion.makesCalls === true
  const shape: CallbackConversions = {
    exchange,
    parameters,
    readingOrder: [...indices.filter(i => !makesCalls(i)), ...indices.filter(makesCalls)],
    resultType: type.result,
    result: result === undefined ? undefined : conversions.argument(type.result),
    resumption: pool.resumption,
  }
  const neverReturns = type.attributes.noreturn === true
  const runs = runsOf(shape)
  return {
    ...shape,
    ...runs,
    ...(neverReturns ? { runAndResume: () => notRun, runOn: () => notRun } : {}),
    resume: pool.resumption.code,
    type,
    pool,
    zero: zeroOf(exchange, typeof result === 'object' ? result.size : undefined),
    neverReturns,
    slotCount: pool.plan.slotCount,
  }
}

/** An aggregate's result is its address. */
function zeroOf({ views: { I32, F64 }, kernel }: Exchange, aggregate: number | undefined): () => void {
  if (aggregate === undefined) {
    return () => {
      I32[words.result] = 0
      I32[words.result + 1] = 0
    }
  }
  const zeros = new ArrayBuffer(Math.max(aggregate, 8))
  return () => {
    F64[words.result / 2] = kernel.addressOf(zeros)
  }
}
