/**
 * Views of the structs and unions at and around an address of C's memory. A pointer makes this when it is first read and
 * keeps it: a view costs 8 ns then, an object and an addition of small integers. Finding window and offset of an address,
 * in doubles, takes another 13.
 */
import { foreignAround, type Memory } from './memory.ts'
import type { Pointee } from './pointee.ts'
import type { RecordForm } from './record-class.ts'

/** Offsets below are small integers, with those of members added. */
const end = 2 ** 30

export class ForeignViews {
  readonly #memory: Memory
  readonly #offset: number
  readonly #size: number
  readonly #view: RecordForm['view']

  private constructor(memory: Memory, offset: number, size: number, view: RecordForm['view']) {
    this.#memory = memory
    this.#offset = offset
    this.#size = size
    this.#view = view
  }

  /** Undefined for what has no views of a class: those of records alone have to be fast. */
  static around(address: number, { access, size, view }: Pointee): ForeignViews | undefined {
    if (view === undefined) return undefined
    const memory = foreignAround(address)
    return new ForeignViews(access.isConst ? memory.asConst() : memory, address - memory.base, size, view)
  }

  /** Undefined for what is no index, and where it is too far away. */
  at(index: number): object | undefined {
    if ((index | 0) !== index) return undefined
    const offset = this.#offset + index * this.#size
    return offset >= 0 && offset < end ? this.#view(this.#memory, offset, undefined) : undefined
  }
}
