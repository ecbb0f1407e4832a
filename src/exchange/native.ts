/** C functions that cabi itself calls, as its users do: through a thunk, so that a bad address is an error. */
import { integerType } from '../ctype/type.ts'
import { type Exchange, exchange } from './exchange.ts'
import { numberResult, wideInteger } from './integer.ts'
import { composeMarshaller } from './marshaller.ts'

/** Takes and returns addresses and sizes. */
export type NativeFunction = (...values: (number | bigint)[]) => number

const signed = { size: 8, signed: true } as const
const type = integerType('intptr_t')

/** The C library's `symbol` with `parameters` parameters; errors speak of `name`. */
export function nativeFunction(symbol: string, parameters: number, name: string): NativeFunction {
  const shared = exchange()
  const indices = Array.from({ length: parameters }, (_, index) => index)
  return composeMarshaller({
    exchange: shared,
    name,
    address: symbolAddress(shared, symbol),
    thunk: shared.thunk({ parameters: indices.map(() => 'int64'), result: 'int64', fixed: undefined }, true).address,
    arguments: indices.map(index => ({ function: name, index, name: undefined, type })),
    conversions: indices.map(() => wideInteger(shared.views, signed)),
    result: numberResult(shared.views, signed),
    site: { function: name, type },
    liveness: { closed: false },
    closedError: () => new Error(name),
  }) as NativeFunction
}

/** Of a function every C library has. */
export function symbolAddress({ kernel }: Exchange, symbol: string): number {
  const process = kernel.openLibrary(null, false, false) as number
  return kernel.findSymbol(process, symbol)!
}
