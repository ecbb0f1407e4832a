/**
 * Views of the structs and unions at and around an address of C's memory. A pointer makes this when it is first read, and
 * keeps it: finding the window of an address takes longer than reading there. The views of the first elements are kept too:
 * making one takes 7 ns.
 */
import { foreignAround, Memory } from './memory.ts'
import type { Pointee } from './pointee.ts'
import type { RecordForm } from './record-class.ts'
import { offsetAround } from './window-table.ts'

/** Offsets below are small integers, with those of members added. */
const end = 2 ** 30

/** So many are kept, or 50 KB of them. The views of more are made each time. */
const most = 1024

/** By index; undefined before they are asked for. Only as long as twice the elements that were asked for in a row. */
export type KeptViews = (object | undefined)[]

export class ForeignViews {
  /** Always the same array, and never empty, for V8 to see one of objects. Public: it saves a call where views are read. */
  readonly kept: KeptViews = [undefined]
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

  /** Of pointers that have not been read, and of those to something else. */
  static readonly none = new ForeignViews(Memory.nowhere(), 0, 0, () => ({}))

  /** `view` is that of the pointee: what is no record has none. */
  static around(low: number, high: number, { access, size }: Pointee, view: RecordForm['view']): ForeignViews {
    const memory = foreignAround(low, high)
    return new ForeignViews(access.isConst ? memory.asConst() : memory, offsetAround(low), size, view)
  }

  /** Undefined for what is no index, and where it is too far away. */
  at(index: number): object | undefined {
    if ((index | 0) !== index) return undefined
    const offset = this.#offset + index * this.#size
    if (offset < 0 || offset >= end) return undefined
    const view = this.#view(this.#memory, offset, undefined)
    const kept = this.kept
    if (index >= kept.length && index < 2 * kept.length) this.#grow()
    if (index >= 0 && index < kept.length) kept[index] = view
    return view
  }

  /** To twice as much, so that it is rare. */
  #grow(): void {
    for (let count = this.kept.length; count > 0 && this.kept.length < most; count--) this.kept.push(undefined)
  }
}
