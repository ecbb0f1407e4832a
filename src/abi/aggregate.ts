/**
 * Values that one slot cannot hold: structs, unions, complex numbers, 128-bit integers, vectors. Their slot has the address
 * of their bytes instead, as a double, and the thunk takes those bytes to where the convention wants them. So a slot stays
 * a slot on every platform, and JavaScript stores one number whatever the size.
 *
 * How an aggregate is passed depends on what is in it, by rules of each convention's own: it keeps its type.
 */
import { preferredAlignOf, sizeOf } from '../ctype/layout.ts'
import type { Target } from '../ctype/target.ts'
import { type BareType, bareType, type CType } from '../ctype/type.ts'

export interface Aggregate {
  readonly kind: 'aggregate'
  /** What it is passed as. */
  readonly type: BareType
  /** In bytes, as in arrays. */
  readonly size: number
  /** Of an argument that of the type itself, whatever a typedef or `_Atomic` adds (GCC passes the "main variant"). */
  readonly align: number
  /** It has no members, or only unnamed bit-fields and members that are empty: GCC passes and returns nothing. */
  readonly isEmpty: boolean
}

/** Undefined for a type that is not complete, or that the target does not have. */
export function aggregateOf(type: BareType, target: Target): Aggregate | undefined {
  const size = sizeOf(type, target)
  const align = preferredAlignOf(type, target)
  if (size === undefined || align === undefined) return undefined
  return { kind: 'aggregate', type, size, align, isEmpty: isEmpty(type) }
}

/** "The argument is passed to the function as if it had the type of the first member of the union" (GCC 6.33.1). */
export function passedAs(type: BareType): BareType {
  let bare = type
  while (bare.kind === 'record' && bare.definition?.transparent) bare = bareType(bare.definition.members[0]!.type)
  return bare
}

/** As GCC has it (`default_is_empty_type`): a flexible array has what its element has. */
function isEmpty(type: CType): boolean {
  const bare = bareType(type)
  if (bare.kind === 'array') return bare.count === 0 || isEmpty(bare.element)
  if (bare.kind !== 'record') return false
  const members = bare.definition?.members ?? []
  return members.every(({ name, type, bits }) => (bits === undefined ? isEmpty(type) : name === undefined))
}
