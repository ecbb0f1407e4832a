/** `call`: a function that nothing declares. */
import type { CheckedResult, TypeHandle } from './handle.ts'
import type { Out, VariableArgument } from './value.ts'

/** What says its own type: a number does not. */
export type SelfTyped = Exclude<VariableArgument, number | boolean>

/**
 * Calls `name` of an opened library, which need not be declared. A number says its type (`c.size_t(1)`); strings, pointers,
 * views, null and bigints (`long long`) are what they are. Nothing is promoted, as in a call with a prototype. That the function
 * takes just these, nobody checks: where there is a declaration, use it.
 *
 * Throws ERR_CABI_ARG_TYPE for a value without a type, and ERR_CABI_SYMBOL_NOT_FOUND.
 */
export type CallUndeclared = <R>(
  library: object,
  name: string,
  result: TypeHandle<R> | CheckedResult<R>,
  values?: readonly SelfTyped[],
) => Out<R>
