/** A call in progress from which C has called back, or may. */
import { attachTo } from './suppressed.ts'

export class Activation {
  /** Counted from the first of the thread. */
  readonly number: number
  /** Lower half of the address on the call stack that it starts at; undefined for a call on the host stack. */
  readonly start: number | undefined
  /** The arguments: what C reaches through them lives as long as the call. */
  readonly values: ArrayLike<unknown>
  /** How much was lent to C before it. */
  readonly loans: number
  /** By its callbacks. */
  #thrown: unknown[] | undefined

  constructor(number: number, start: number | undefined, values: ArrayLike<unknown>, loans: number) {
    this.number = number
    this.start = start
    this.values = values
    this.loans = loans
  }

  /** To be thrown when C is done. */
  add(error: unknown): void {
    this.#thrown ??= []
    this.#thrown.push(error)
  }

  get hasThrown(): boolean {
    return this.#thrown !== undefined
  }

  /** The first that was thrown, to which the others are attached, if anything was. */
  throwAll(): void {
    if (this.#thrown === undefined) return
    const [first, ...others] = this.#thrown
    attachTo(first, others)
    throw first
  }
}
