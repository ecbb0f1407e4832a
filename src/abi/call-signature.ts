/** What a call of a C function asks of a calling convention. */
import type { Target } from '../ctype/target.ts'
import type { CType, FunctionType } from '../ctype/type.ts'
import type { CallSignature } from './plan.ts'
import { resultValue, slotValue } from './slot.ts'

/**
 * `parameters` are the types of all arguments: those that are declared, and in a variadic call the variable ones. Throws
 * ERR_CABI_UNSUPPORTED for types that are not passed or returned by value.
 */
export function callSignature(
  { parameters: declared, result, isPrototype }: FunctionType,
  parameters: readonly CType[],
  isVariadic: boolean,
  target: Target,
): CallSignature {
  return {
    parameters: parameters.map(type => slotValue(type, target)),
    result: resultValue(result, target),
    // What `int f()` declares may be variadic where it is defined: GCC calls it as if it were.
    fixed: isVariadic || !isPrototype ? declared.length : undefined,
  }
}
