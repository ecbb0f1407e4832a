/** A call in progress from which C has called back, or may. */
import { attachTo } from './suppressed.ts'

export class Activation {
  /** How often JavaScript had been unwound before it (unwinding.ts). */
  unwindings: number
  /** Lower half of the address on the call stack that it starts at, as an int32; undefined for a call on the host stack. */
  start: number | undefined
  /** How much was lent to C before it. */
  loans: number
  /** Index of the callback that it runs, where it runs many. */
  running = 0
  /** By its callbacks. */
  #thrown: unknown[] | undefined

  constructor(unwindings: number, start: number | undefined, loans: number) {
    this.unwindings = unwindings
    this.start = start
    this.loans = loans
  }

  /** It is used again for another call. */
  begin(unwindings: number, start: number | undefined, loans: number): this {
    this.unwindings = unwindings
    this.start = start
    this.loans = loans
    return this
  }

  /** To be thrown when C is done. */
  add(error: unknown): void {
    this.#thrown ??= []
    this.#thrown.push(error)
  }

  /** C has jumped out of this call into the other, whose end is the next to be seen. */
  giveTo(other: Activation): void {
    for (const error of this.#thrown ?? []) other.add(error)
    this.#thrown = undefined
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
