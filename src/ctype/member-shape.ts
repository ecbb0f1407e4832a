/** What placing a member asks of it, in bits. */
import { alignmentOf, memberAlignOf } from './alignment.ts'
import { sizeOf } from './layout.ts'
import type { Target } from './target.ts'
import { bareType, type Member, type RecordDefinition } from './type.ts'

export interface MemberShape {
  readonly isBitField: boolean
  readonly isNamed: boolean
  /** Of a bit-field its width. */
  readonly size: number
  readonly typeSize: number
  /** As `__alignof__` says. */
  readonly preferredAlign: number
  /** As members of the type have it. */
  readonly memberAlign: number
  readonly typeIsExplicit: boolean
  /** What `aligned` or `_Alignas` asks for, of the member itself. */
  readonly ownAlign: number | undefined
  /** By itself or by the record. */
  readonly isPacked: boolean
}

/** Undefined where the type has no size. A flexible array member has no elements. */
export function memberShape(member: Member, { packed }: RecordDefinition, target: Target): MemberShape | undefined {
  const { type, bits, align } = member
  const bare = bareType(type)
  const typeSize = bare.kind === 'array' && bare.count === undefined ? 0 : sizeOf(type, target)
  const alignment = alignmentOf(type, target)
  if (typeSize === undefined || alignment === undefined) return undefined
  return {
    isBitField: bits !== undefined,
    isNamed: member.name !== undefined,
    size: bits ?? 8 * typeSize,
    typeSize: 8 * typeSize,
    preferredAlign: 8 * alignment.align,
    memberAlign: 8 * memberAlignOf(type, target)!,
    typeIsExplicit: alignment.isExplicit,
    ownAlign: align === undefined ? undefined : 8 * align,
    isPacked: packed || member.packed,
  }
}
