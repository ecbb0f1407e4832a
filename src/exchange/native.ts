/** C functions that cabi itself calls, as its users do: through a thunk, so that a bad address is an error. */
import { integerType } from '../ctype/type.ts'
import { Call, type CallShape } from './call.ts'
import { type Exchange, exchange, ownCall } from './exchange.ts'
import { numberResult, wideInteger } from './integer.ts'
import { composeMarshaller } from './marshaller.ts'

/** Takes and returns addresses and sizes. */
export type NativeFunction = (...values: (number | bigint)[]) => number

const signed = { size: 8, signed: true } as const
const type = integerType('intptr_t')

/** The C library's `symbol` with `count` parameters; errors speak of `name`. */
export function nativeFunction(symbol: string, count: number, name: string): NativeFunction {
  const shared = exchange()
  const parameters = Array.from({ length: count }, () => type)
  const shape: CallShape = {
    exchange: shared,
    thunk: shared.thunk({ parameters: parameters.map(() => 'int64'), result: 'int64', fixed: undefined }, ownCall)
      .address,
    stack: 'auto',
    parameters,
    conversions: parameters.map(() => wideInteger(shared.views, signed)),
    resultType: type,
    result: numberResult(shared.views, signed),
  }
  const call = new Call(shape, {
    name,
    address: symbolAddress(shared, symbol),
    parameters: [],
    library: { name: 'libc', closed: false },
  })
  return composeMarshaller(call) as NativeFunction
}

/** Of a function every C library has. */
export function symbolAddress({ kernel }: Exchange, symbol: string): number {
  const process = kernel.openLibrary(null, false, false) as number
  return kernel.findSymbol(process, symbol)!
}
