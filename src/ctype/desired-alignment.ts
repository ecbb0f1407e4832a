/** What alignment a member asks for where its record stands, before the rules for bit-fields (GCC's `layout_decl`). */
import type { MemberShape } from './member-shape.ts'
import type { OpenRecord } from './open-record.ts'

export interface DesiredAlignment {
  readonly align: number
  readonly isExplicit: boolean
  /** A bit-field that fills an integer on its boundary: from here on an ordinary member. */
  readonly isOrdinary: boolean
}

export function desiredAlignment(member: MemberShape, record: OpenRecord, zeroWidthAligns: boolean): DesiredAlignment {
  const { ownAlign, isBitField, isPacked } = member
  if (isBitField) return bitFieldAlignment(member, record, zeroWidthAligns)
  // What is asked for can be less than the type's only where it is packed.
  if (isPacked) {
    return {
      align: record.limited(ownAlign ?? 8),
      isExplicit: ownAlign !== undefined || member.typeIsExplicit,
      isOrdinary: true,
    }
  }
  const isOwn = ownAlign !== undefined && ownAlign >= member.preferredAlign
  const align = isOwn ? ownAlign : member.memberAlign
  return { align: record.limited(align), isExplicit: isOwn || member.typeIsExplicit, isOrdinary: true }
}

function bitFieldAlignment(member: MemberShape, record: OpenRecord, zeroWidthAligns: boolean): DesiredAlignment {
  const { ownAlign, size, isPacked } = member
  const own = ownAlign ?? 1
  if (size === 0 && zeroWidthAligns) {
    // Neither `packed` nor `#pragma pack` touches the alignment of a zero width.
    const isOwn = own >= member.preferredAlign
    return { align: isOwn ? own : member.memberAlign, isExplicit: isOwn || member.typeIsExplicit, isOrdinary: false }
  }
  const isOrdinary = !isPacked && fillsInteger(size) && record.position % size === 0
  const most = 8 * (record.target.integerMemberAlign ?? Infinity)
  const align = !isOrdinary ? own : ownAlign === undefined ? Math.min(size, most) : Math.max(size, ownAlign)
  return { align: record.limited(align), isExplicit: ownAlign !== undefined, isOrdinary }
}

const fillsInteger = (bits: number): boolean => bits === 8 || bits === 16 || bits === 32 || bits === 64 || bits === 128
