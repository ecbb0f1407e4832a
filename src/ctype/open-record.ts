import type { Target } from './target.ts'
import type { RecordDefinition } from './type.ts'

/**
 * A struct or union while its members are placed. Everything is in bits, since packed bit-fields start at any of them.
 *
 * GCC counts the bits from a byte that has the largest alignment it knows of at the beginning of the record. Where a type is
 * aligned to more than that, only the count gets a multiple of the alignment (`alignCount`).
 */
export class OpenRecord {
  readonly target: Target
  /** `#pragma pack`. */
  readonly pack: number | undefined
  align: number
  isExplicit: boolean
  /** Where the next member may start. */
  position = 0
  /** Where bits are counted from: a multiple of this. */
  readonly #unit: number
  #counted = 0

  constructor({ align, pack }: RecordDefinition, target: Target) {
    this.target = target
    this.pack = pack === undefined ? undefined : 8 * pack
    this.align = align === undefined ? 8 : 8 * align
    this.isExplicit = align !== undefined
    this.#unit = Math.max(this.align, 8 * target.biggestAlignment)
  }

  raise(align: number): void {
    if (align > this.align) this.align = align
  }

  /** No more than `#pragma pack` allows. */
  limited(align: number): number {
    return this.pack === undefined ? align : Math.min(align, this.pack)
  }

  alignTo(align: number): void {
    if (this.position % align === 0) return
    this.position = roundUp(this.position, align)
    if (align >= this.#unit) this.#counted = this.position
  }

  alignCount(align: number): void {
    this.position = this.#counted + roundUp(this.position - this.#counted, align)
  }

  /** Takes the place of a member. */
  advance(size: number): void {
    this.position += size
    this.recount()
  }

  /** Counts from the last multiple of the unit. */
  recount(): void {
    this.#counted = this.position - (this.position % this.#unit)
  }
}

export const roundUp = (position: number, align: number): number => Math.ceil(position / align) * align
