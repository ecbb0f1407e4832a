/** Functions as values: pointers to functions of C can be called, functions of JavaScript are given to C to keep. */

import { beginCallback, type Callable, type CallbackFunction } from '../callback/callback-function.ts'
import { placeOf } from '../callback/lent-function.ts'
import { pointsWhereWanted } from '../ctype/compatible.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import type { FunctionType } from '../ctype/type.ts'
import { CabiError } from '../error.ts'
import { typeError } from '../exchange/argument-error.ts'
import { exchange } from '../exchange/exchange.ts'
import type { Site } from '../memory/bytes.ts'
import { type FunctionValues, functionValues, type KeptFunction } from '../memory/function-value.ts'
import { pointerAt } from '../memory/pointer.ts'
import { upcallShapeOf } from './conversion-of.ts'
import { createFunction } from './function.ts'
import { boundFunctionOf } from './function-facts.ts'
import { completeOptions } from './options.ts'
import { shapeCache } from './shape.ts'
import type { LibraryState } from './state.ts'

let state: LibraryState | undefined

/** What C hands out belongs to no library that we know of. */
function anyLibrary(): LibraryState {
  const options = completeOptions({})
  const shared = exchange()
  state ??= {
    exchange: shared,
    handle: 0,
    name: '',
    path: '',
    options,
    shapeOf: shapeCache(shared, options),
    closed: false,
  }
  return state
}

/** From now on memory can hold functions. */
export function provideFunctionValues(): void {
  Object.assign(functionValues, { callable, keep, isOfC } satisfies FunctionValues)
}

const isOfC = (value: unknown): boolean => boundFunctionOf(value) !== undefined

function callable(type: FunctionType, address: number): unknown {
  const name = `function_at_0x${address.toString(16)}`
  try {
    return createFunction({ name, address, parameters: type.parameters, library: anyLibrary(), type }, {})
  } catch (error) {
    // What cannot be called has its address still.
    if (error instanceof CabiError && error.code === 'ERR_CABI_UNSUPPORTED') return pointerAt(type, address)
    throw error
  }
}

/** Of functions that memory keeps, when nothing refers to that any more. */
const registry = new FinalizationRegistry<CallbackFunction>(callback => callback.release())

function keep(type: FunctionType, value: Callable, site: Site): KeptFunction {
  const bound = boundFunctionOf(value)
  if (bound === undefined) {
    const callback = beginCallback(upcallShapeOf(exchange(), type), value, () => placeOf(site), 1)
    const kept = { callback }
    registry.register(kept, callback)
    return { address: callback.stub.address, kept }
  }
  if (pointsWhereWanted(bound.type, type, target)) return { address: bound.address, kept: value }
  throw typeError(site, `a function of type '${printType(type)}'`, value)
}
