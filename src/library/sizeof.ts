/** `sizeof` and `alignof`: C's operators, for the target that a type was declared for. */
import { alignOf, sizeOf } from '../ctype/layout.ts'
import { noAlignment, noSize } from '../memory/no-size.ts'
import { type TypeHandle, targetedTypeOf } from '../memory/type-handle.ts'
import { wrongArgument } from './wrong-argument.ts'

/** Size in bytes. Throws ERR_CABI_ARG_TYPE for what is no type, and for a type that has no size: `void`, an incomplete one. */
export function sizeof(handle: TypeHandle): number {
  const { type, target } = targetedTypeOf(handle, 'sizeof')
  const size = sizeOf(type, target)
  if (size === undefined) throw wrongArgument(`sizeof: ${noSize(type, T => `sizeof(${T})`, target)}`, handle)
  return size
}

/** Alignment in bytes, as `_Alignof` has it: that of a member of a struct. Throws as `sizeof` does. */
export function alignof(handle: TypeHandle): number {
  const { type, target } = targetedTypeOf(handle, 'alignof')
  const align = alignOf(type, target)
  if (align === undefined) throw wrongArgument(`alignof: ${noAlignment(type, T => `alignof(${T})`, target)}`, handle)
  return align
}
