/** Libraries and calls without anything that JavaScript's values go through: slots, a thunk, a result. */
import { doubleword, exchange, patternOf, word } from '../../../src/exchange/exchange.ts'
import { argumentsOffset, resultOffset } from '../../../src/machine/control-block.ts'

export interface NativeLibrary {
  symbol(name: string): number
  /** What a function returns that takes an `int` and gives an address. */
  address(name: string, argument?: number): number
}

export function openNative(file: string): NativeLibrary {
  const { kernel, views, thunk } = exchange()
  const handle = kernel.openLibrary(file, false, true)
  if (typeof handle === 'string') throw new Error(handle)
  const symbol = (name: string): number => {
    const address = kernel.findSymbol(handle, name)
    if (address === undefined) throw new Error(`there is no ${name} in ${file}`)
    return address
  }
  return {
    symbol,
    address: (name, argument = 0) => {
      views.I32[argumentsOffset / 4] = argument
      const { address } = thunk(
        { parameters: ['int32'], result: 'int64', fixed: undefined },
        { guarded: true, stack: 'auto' },
      )
      if (!invoke(address, symbol(name))) throw new Error(`${name} faults`)
      return Number(views.U64[resultOffset / 8])
    },
  }
}

/** Whether the call came back without a fault. */
export function invoke(thunk: number, target: number): boolean {
  const { views, invoke } = exchange()
  views.F64[doubleword.target] = patternOf(target)
  invoke(thunk)
  const isDone = views.I32[word.status] === 0
  views.I32[word.status] = 0
  return isDone
}
