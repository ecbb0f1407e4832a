/**
 * The activations in progress. One that is made while another is parked starts below it on the call stack: what starts at the
 * same address or above has been jumped out of by C (longjmp) when a new one begins. Those on the host stack have no start.
 */
import { Activation } from './activation.ts'
import { endLoansBelow, type Lent } from './lending.ts'

export class ActivationStack {
  readonly #lent: Lent[]
  /** The outermost first; those from `depth` on have ended, and are used again: making one for each call took 10 ns. */
  readonly #activations: Activation[] = []
  depth = 0
  /** How many have ever begun: the number of the next. */
  count = 0

  constructor(lent: Lent[]) {
    this.#lent = lent
  }

  /** `loans` is how much was lent before it. Short, as `run-callbacks.ts` is. */
  begin(start: number | undefined, loans: number): Activation {
    const activations = this.#activations
    const { depth } = this
    if (depth === activations.length) activations.push(new Activation(0, undefined, 0))
    if (depth > 0 && start !== undefined && activations[depth - 1]!.start! <= start)
      return this.#beginAbove(start, loans)
    // JavaScript can be terminated at any call: what is counted is there.
    this.depth = depth + 1
    return activations[depth]!.begin(this.count++, start, loans)
  }

  #beginAbove(start: number, loans: number): Activation {
    const from = this.#activations.findIndex((other, i) => i < this.depth && other.start! <= start)
    return this.begin(start, this.drop(from, loans))
  }

  /** False if that is not the innermost: then nothing ends. */
  end(activation: Activation): boolean {
    const last = this.depth - 1
    if (this.#activations[last] !== activation) return false
    this.depth = last
    return true
  }

  /** Ends it and those in it, none of which is used again: what it has been thrown may run code, which makes calls. */
  discard(activation: Activation): void {
    const at = this.#activations.indexOf(activation)
    if (at >= 0 && at < this.depth) this.depth = at
    this.#activations.length = this.depth
  }

  /**
   * Ends those from the one at index `from` on, whose JavaScript will not, and what they were lent; `loans` is how much was
   * lent before a call that begins now. Gives how much was lent before them.
   */
  drop(from: number, loans: number): number {
    const before = this.#activations[from]!.loans
    this.depth = from
    this.#activations.length = from
    endLoansBelow(this.#lent, before, loans)
    return before
  }

  clear(): void {
    this.depth = 0
    this.#activations.length = 0
  }

  at(index: number): Activation {
    return this.#activations[index]!
  }

  /** -1 if it has been dropped or discarded. */
  indexOf(activation: Activation): number {
    return this.#activations.indexOf(activation)
  }

  innermost(matches: (activation: Activation) => boolean): Activation | undefined {
    return this.#activations.slice(0, this.depth).findLast(matches)
  }
}
