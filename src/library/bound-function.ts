/** A declared function at an address: what its calls, fixed and variadic, are made from. */
import type { FunctionType } from '../ctype/type.ts'
import type { Call, Callee } from '../exchange/call.ts'
import type { Marshaller } from '../exchange/marshaller.ts'
import type { LibraryState } from './state.ts'

/** As the callee of a call it is used as it is: a program touches many functions, and calls most of them once. */
export interface BoundFunction extends Callee {
  readonly library: LibraryState
  readonly type: FunctionType
}

/** Errors of `call` point to whoever calls `marshaller`. */
export function entering(call: Call, marshaller: Marshaller): Marshaller {
  call.entry = marshaller
  return marshaller
}
