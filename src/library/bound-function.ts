/** A declared function at an address: what its calls, fixed and variadic, are made from. */
import type { FunctionType } from '../ctype/type.ts'
import { Call, type CallShape } from '../exchange/call.ts'
import type { Marshaller } from '../exchange/marshaller.ts'
import { closedError, type LibraryState } from './state.ts'

export interface BoundFunction {
  readonly state: LibraryState
  readonly name: string
  readonly type: FunctionType
  readonly address: number
}

/** A call of `bound`; `variableNames` is what to call the arguments after the declared ones. */
export function callOf(
  bound: BoundFunction,
  shape: CallShape,
  variableNames: readonly (string | undefined)[] = [],
): Call {
  const { state, name, type, address } = bound
  return new Call(shape, {
    name,
    address,
    parameterNames: [...type.parameters.map(parameter => parameter.name), ...variableNames],
    liveness: state,
    closedError: () => closedError(state, name),
  })
}

/** Errors of `call` point to whoever calls `marshaller`. */
export function entering(call: Call, marshaller: Marshaller): Marshaller {
  call.entry = marshaller
  return marshaller
}
