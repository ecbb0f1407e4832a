/**
 * System V x86-64: gives each argument its register or stack place.
 *
 *   f(int a, double b, long c, ...six more ints)
 *     a -> rdi, b -> xmm0, c -> rsi, then rdx rcx r8 r9, and the last two on the stack at 0 and 8
 */
import type { ArgumentMove, CallPlan, CallSignature, Place, ResultMove } from '../plan.ts'
import type { ResultValue, SlotValue } from '../slot.ts'
import { classify } from './classify.ts'
import { integerArguments, integerResult, stackAlignment, vectorArguments, vectorResult } from './registers.ts'

export const convention = 'sysv-x64'

export function arrange(signature: CallSignature): CallPlan {
  const integers = [...integerArguments]
  const vectors = [...vectorArguments]
  let stack = 0

  // "If the class is INTEGER, the next available register of the sequence %rdi, %rsi, %rdx, %rcx, %r8 and %r9 is used.
  // If the class is SSE, the next available vector register is used [...] Once registers are assigned, the arguments
  // passed in memory are pushed on the stack in reversed order", each in its own eightbyte (psABI 3.2.3, "Passing").
  const place = (value: SlotValue): Place => {
    const register = classify(value) === 'INTEGER' ? integers.shift() : vectors.shift()
    if (register !== undefined) return { register }
    stack += 8
    return { stack: stack - 8 }
  }
  const moves = signature.parameters.map((value, slot) => move(value, slot, place(value), signature.fixed))
  return {
    convention,
    moves,
    stackSize: Math.ceil(stack / stackAlignment) * stackAlignment,
    // "%al is used to indicate the number of vector arguments passed to a function requiring a variable number".
    vectorCount: signature.fixed === undefined ? undefined : vectorArguments.length - vectors.length,
    result: resultMove(signature.result),
  }
}

/**
 * The psABI leaves the upper half of a 32-bit argument undefined. It is widened all the same in the variable part, where
 * C code often reads a `long` that the caller passed as an `int`, and on the stack, whose stale bytes nobody should see.
 */
function move(value: SlotValue, slot: number, to: Place, fixed: number | undefined): ArgumentMove {
  const narrow = value === 'int32' || value === 'uint32'
  const variable = fixed !== undefined && slot >= fixed
  return { slot, value, to, extended: narrow && (variable || 'stack' in to) }
}

function resultMove(value: ResultValue | undefined): ResultMove | undefined {
  if (value === undefined) return undefined
  return { value, register: classify(value) === 'INTEGER' ? integerResult : vectorResult }
}
