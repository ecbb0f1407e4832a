/** `sizeof` and `alignof`: C's operators, for the target that a type was declared for. */
import { alignOf, sizeOf } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { type TargetedType, type TypeHandle, targetedTypeOf } from '../memory/type-handle.ts'
import { wrongArgument } from './wrong-argument.ts'

/** Size in bytes. Throws ERR_CABI_ARG_TYPE for what is no type, and for a type that has no size: `void`, an incomplete one. */
export function sizeof(type: TypeHandle): number {
  const found = targetedTypeOf(type, 'sizeof')
  return sizeOf(found.type, found.target) ?? none('sizeof', 'size', found)
}

/** Alignment in bytes, as `_Alignof` has it: that of a member of a struct. Throws as `sizeof` does. */
export function alignof(type: TypeHandle): number {
  const found = targetedTypeOf(type, 'alignof')
  return alignOf(found.type, found.target) ?? none('alignof', 'alignment', found)
}

function none(use: string, what: string, { type, target }: TargetedType): never {
  throw wrongArgument(`${use}: '${printType(type)}' has no ${what} on ${target.name}`, type)
}
