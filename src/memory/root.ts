/**
 * What an allocation keeps alive. All views of it (the instance, its nested members, an array's elements) share one root,
 * made when there is something to keep: the memory itself is kept by every view.
 */
export class Root {
  /** What must live as long as the memory is in use: what owns it, where that is not the collector. */
  readonly owner: unknown
  /** Elements of the flexible array member, where it has been said how many there are. */
  readonly flexibleCount: number | undefined
  /** What the pointers in the memory point to, by their offsets. */
  #kept: Map<number, unknown> | undefined

  constructor(owner?: unknown, flexibleCount?: number) {
    this.owner = owner
    this.flexibleCount = flexibleCount
  }

  /** The pointer at `offset` now points into `value`; into nothing of JavaScript's where that is undefined. */
  keep(offset: number, value: unknown): void {
    if (value === undefined) this.#kept?.delete(offset)
    else {
      this.#kept ??= new Map()
      this.#kept.set(offset, value)
    }
  }

  /** What the pointer at `offset` keeps. */
  keptAt(offset: number): unknown {
    return this.#kept?.get(offset)
  }

  /** What the pointers in `size` bytes at `at` keep, by their offsets. */
  keptWithin(at: number, size: number): [offset: number, value: unknown][] {
    if (this.#kept === undefined) return []
    return [...this.#kept].filter(([offset]) => offset >= at && offset < at + size)
  }

  /** The pointers in `size` bytes at `from` of `source` have been copied to `to`. */
  copyKept(to: number, source: Root | undefined, from: number, size: number): void {
    const copied = source?.keptWithin(from, size) ?? []
    this.forget(to, size)
    for (const [offset, value] of copied) this.keep(offset - from + to, value)
  }

  /** The pointers in `size` bytes at `at` are overwritten. */
  forget(at: number, size: number): void {
    for (const [offset] of this.keptWithin(at, size)) this.#kept!.delete(offset)
  }
}
