/** Where the types of C text come from: what they are on another target, only their text tells (`char pad[sizeof(long)]`). */
import type { Declarations } from '../cdecl/declarations.ts'
import { printType } from '../ctype/print.ts'
import type { Target } from '../ctype/target.ts'
import { type TargetedType, type TypeHandle, targetedTypeOf } from '../memory/type-handle.ts'
import { wrongArgument } from './wrong-argument.ts'

interface Origin {
  readonly declarations: Declarations
  /** Of a typedef, or a tag with its keyword. */
  readonly name: string
}

const origins = new WeakMap<TypeHandle, Origin>()
/** Types made with `c` are the same on every target, if the types they are made of are. */
const portables = new WeakSet<TypeHandle>()

export function fromText(handle: TypeHandle, declarations: Declarations, name: string): TypeHandle {
  if (!origins.has(handle)) origins.set(handle, { declarations, name })
  return handle
}

/** A type that `c` made of `parts`. */
export function madeOf(handle: TypeHandle, parts: readonly TypeHandle[]): TypeHandle {
  if (parts.every(part => portables.has(part))) portables.add(handle)
  return handle
}

/**
 * The type as it is on another target. Throws as parsing does where the text is wrong there, and ERR_CABI_ARG_TYPE for a
 * type that has no name in its text.
 */
export function onTarget(handle: TypeHandle, target: Target, use: string): TargetedType {
  const own = targetedTypeOf(handle, use)
  if (own.target === target) return own
  if (portables.has(handle)) return { type: own.type, target }
  const origin = origins.get(handle)
  if (origin !== undefined) {
    const { types, tags } = origin.declarations.forTarget(target)
    const type = types.get(origin.name) ?? tags.get(origin.name)
    if (type !== undefined) return { type, target }
  }
  throw wrongArgument(
    `${use}: what '${printType(own.type)}' is on ${target.name} is not known: ask for a type by its name`,
    handle,
  )
}
