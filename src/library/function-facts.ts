/** Which JavaScript functions are functions of C. */
import type { FunctionsOfC } from '../callback/lent-function.ts'
import { pointsWhereWanted } from '../ctype/compatible.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import type { FunctionType } from '../ctype/type.ts'
import { describeWith } from '../exchange/argument-error.ts'
import type { BoundFunction } from './bound-function.ts'

export const facts = new WeakMap<object, BoundFunction>()

/** Undefined for anything but a function of C. */
export const boundFunctionOf = (value: unknown): BoundFunction | undefined =>
  typeof value === 'function' ? facts.get(value) : undefined

describeWith(value => {
  const bound = facts.get(value)
  return bound && `the function '${printType(bound.type, bound.name)}' of C`
})

/** For where a function of `type` is wanted. */
export const functionsOfC = (type: FunctionType): FunctionsOfC => ({
  isOfC: value => facts.has(value),
  addressOfC(value) {
    const bound = boundFunctionOf(value)
    return bound !== undefined && pointsWhereWanted(bound.type, type, target) ? bound.address : undefined
  },
})
