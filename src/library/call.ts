/** `call`: a function that nothing declares, with the type of everything given where it is called. */
import { type FunctionType, functionType } from '../ctype/type.ts'
import { atCallerOf, codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { Call, type CallShape } from '../exchange/call.ts'
import { composeMarshaller, type Marshaller } from '../exchange/marshaller.ts'
import { TypedValue, type TypeHandle } from '../memory/type-handle.ts'
import { entering } from './bound-function.ts'
import { type CheckedResult, resultType } from './check.ts'
import { openedState } from './open.ts'
import type { LibraryState } from './state.ts'
import { symbolAddress } from './symbol.ts'
import { typeOfValue, typeWanted } from './type-of-value.ts'
import { refuseUncallable } from './uncallable.ts'
import { wrongArgument } from './wrong-argument.ts'

/** By name, then by shape. */
const marshallers = new WeakMap<LibraryState, Map<string, Map<CallShape, Marshaller>>>()

/**
 * Calls `name` of an opened library, which need not be declared. A number says its type (`c.size_t(1)`); strings, pointers,
 * views, null and bigints (`long long`) are what they are. Nothing is promoted, as in a call with a prototype. That the function
 * takes just these, nobody checks: where there is a declaration, use it.
 *
 * Throws ERR_CABI_ARG_TYPE for a bare number, and ERR_CABI_SYMBOL_NOT_FOUND.
 */
export function call(
  library: object,
  name: string,
  result: TypeHandle | CheckedResult,
  values: readonly unknown[] = [],
): unknown {
  try {
    const state = openedState(library, 'call')
    if (typeof name !== 'string') throw wrongArgument(`call: expected a name, got ${show(name)}`, name)
    if (!Array.isArray(values)) {
      throw wrongArgument(`call: expected the arguments of ${name} as an array, got ${show(values)}`, values)
    }
    const type = functionType(resultType(result, 'call'), parametersOf(name, values))
    return marshallerOf(state, name, type)(...values.map(plain))
  } catch (error) {
    throw atCallerOf(call, error)
  }
}

const plain = (value: unknown): unknown => (TypedValue.isTypedValue(value) ? value.value : value)

const parametersOf = (name: string, values: readonly unknown[]): FunctionType['parameters'] =>
  values.map((value, i) => {
    const type = typeOfValue(value)
    if (type !== undefined) return { name: undefined, type }
    const message = `${name}: argument ${i + 1}: expected ${typeWanted(value)}, got ${show(value)}`
    throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { function: name, parameter: i + 1, value })
  })

function marshallerOf(state: LibraryState, name: string, type: FunctionType): Marshaller {
  const byName = marshallers.get(state) ?? new Map<string, Map<CallShape, Marshaller>>()
  marshallers.set(state, byName)
  const byShape = byName.get(name) ?? new Map<CallShape, Marshaller>()
  byName.set(name, byShape)
  refuseUncallable(name, type)
  const shape = state.shapeOf(type, false)
  let marshaller = byShape.get(shape)
  if (marshaller === undefined) {
    const address = symbolAddress(state, { name, symbol: name, isInternal: false })
    const { parameters } = type
    const made = new Call(shape, { name, address, parameters, library: state })
    marshaller = entering(made, composeMarshaller(made))
    byShape.set(shape, marshaller)
  }
  return marshaller
}
