/**
 * Members of a struct by the rules of the System V psABIs and the AAPCS, as GCC has them: a bit-field lies within an integer
 * of its type at that type's alignment, and shares it with whatever is before it (x86-64 psABI 3.1.2, AAPCS32 8.1.7). GCC's
 * `packed` lets it start at any bit.
 */
import { type DesiredAlignment, desiredAlignment } from './desired-alignment.ts'
import type { MemberShape } from './member-shape.ts'
import type { OpenRecord } from './open-record.ts'

/** Moves the record's position to the member's. */
export function placeSystemV(record: OpenRecord, member: MemberShape): void {
  const desired = alignRecordSystemV(record, member)
  record.alignTo(desired.align)
  if (!member.isBitField || desired.isOrdinary || member.size === 0 || record.pack !== undefined) return
  if (member.isPacked) return
  if (member.typeIsExplicit) record.isExplicit = true
  if (spansTooMuch(member, record.position)) record.alignCount(member.memberAlign)
}

/** Whether it takes more units of its type's alignment than the type itself has. */
function spansTooMuch({ size, typeSize, memberAlign }: MemberShape, position: number): boolean {
  const units = Math.ceil(((position % memberAlign) + size) / memberAlign)
  return units > Math.floor(typeSize / memberAlign)
}

/** What the member does to the record's alignment, in structs and unions. */
export function alignRecordSystemV(record: OpenRecord, member: MemberShape): DesiredAlignment {
  const desired = desiredAlignment(member, record, true)
  if (desired.isExplicit) record.isExplicit = true
  if (!member.isBitField) {
    record.raise(desired.align)
  } else if (member.isNamed || record.target.unnamedBitFieldsAlign) {
    record.raise(desired.align)
    record.raise(typeAlignment(record, member))
    if (member.typeIsExplicit) record.isExplicit = true
  }
  return desired
}

/** A bit-field aligns the record as its type does. */
function typeAlignment(record: OpenRecord, { memberAlign, isPacked }: MemberShape): number {
  if (record.pack !== undefined) return Math.min(memberAlign, record.pack)
  return isPacked ? 8 : memberAlign
}
