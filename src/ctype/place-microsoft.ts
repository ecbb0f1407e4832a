/**
 * Members of a struct by Microsoft's rules (`ms_struct`), as GCC has them: bit-fields one after another whose types have the
 * same size share integers of that size, a run of which the next member of another size ends. So `packed` leaves whole
 * integers too. A zero width counts only right after a bit-field.
 */
import { type DesiredAlignment, desiredAlignment } from './desired-alignment.ts'
import type { MemberShape } from './member-shape.ts'
import type { OpenRecord } from './open-record.ts'

export class MicrosoftPlacer {
  readonly #record: OpenRecord
  /** The bit-field that goes on with a run, or that ended one by having no width. */
  #previous: MemberShape | undefined
  /** Bits left of the integer that is being filled. */
  #remaining = 0

  constructor(record: OpenRecord) {
    this.#record = record
  }

  /** Moves the record's position to the member's. */
  place(member: MemberShape): void {
    const record = this.#record
    const { align } = alignRecordMicrosoft(record, member, this.#previous)
    let run: MemberShape | undefined
    if (this.#previous === undefined) record.alignTo(align)
    else run = this.#follow(this.#previous, member, align)
    if (!member.isBitField || (run === undefined ? member.size !== 0 : member.typeSize !== run.typeSize)) {
      this.#remaining = Math.max(0, member.typeSize - member.size)
      record.alignCount(record.limited(member.isPacked ? 8 : member.preferredAlign))
      this.#previous = undefined
    }
    if (member.isBitField) this.#previous ??= member
  }

  /** Places what comes after a bit-field; gives the bit-field if it had a width. */
  #follow(previous: MemberShape, member: MemberShape, align: number): MemberShape | undefined {
    const record = this.#record
    const hadWidth = previous.size !== 0
    const goesOn = member.isBitField && member.size !== 0 && hadWidth && member.typeSize === previous.typeSize
    if (goesOn && member.size <= this.#remaining) {
      this.#remaining -= member.size
      record.recount()
      return previous
    }
    const isAligned = record.position % align === 0
    if (hadWidth) record.position += this.#remaining
    if (goesOn) {
      this.#previous = member
      this.#remaining = Math.max(0, member.typeSize - member.size)
    } else if (!member.isBitField || member.size === 0) {
      this.#previous = undefined
    }
    if (!isAligned) record.alignTo(align)
    record.recount()
    return hadWidth ? previous : undefined
  }

  /** The last integer is all there, after a bit-field that is the last member. */
  finish(last: MemberShape | undefined): void {
    if (last?.isBitField && last.size !== 0) this.#record.position += this.#remaining
  }
}

/** What the member does to the record's alignment, in structs and unions. */
export function alignRecordMicrosoft(
  record: OpenRecord,
  member: MemberShape,
  previous: MemberShape | undefined,
): DesiredAlignment {
  const desired = desiredAlignment(member, record, false)
  if (desired.isExplicit) record.isExplicit = true
  if (counts(member, previous)) {
    const align = member.isPacked && !member.isBitField ? desired.align : Math.max(member.preferredAlign, desired.align)
    record.raise(record.limited(align))
  }
  return desired
}

function counts({ isBitField, isPacked, size }: MemberShape, previous: MemberShape | undefined): boolean {
  if (!isBitField) return true
  return size !== 0 ? !isPacked : previous !== undefined && previous.size !== 0
}
