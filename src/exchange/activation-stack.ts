/**
 * The activations in progress. One that is made while another is parked starts below it on the call stack: what starts at the
 * same address or above has been jumped out of by C (longjmp) when a new one begins. Those on the host stack have no start.
 */
import { Activation } from './activation.ts'
import { endLoansBelow, type Lent } from './lending.ts'

export class ActivationStack {
  readonly #lent: Lent[]
  /**
   * The outermost first; those from `depth` on have ended, and are used again: making one for each call took 10 ns. There is
   * always one.
   */
  readonly #activations: Activation[] = []
  /**
   * The first of them, by itself: most calls that call back are in no other (run-callbacks.ts). It need not learn how often
   * JavaScript has been unwound: where none is in progress it is not being unwound, unless it was terminated, and then the
   * first is another.
   */
  outermost = this.#add()
  depth = 0
  /** How often JavaScript has been unwound. */
  unwindings = 0

  constructor(lent: Lent[]) {
    this.#lent = lent
  }

  /** `loans` is how much was lent before it. */
  begin(start: number | undefined, loans: number): Activation {
    const activations = this.#activations
    const { depth } = this
    if (depth > 0 && start !== undefined && activations[depth - 1]!.start! <= start)
      return this.#beginAbove(start, loans)
    const activation = (activations[depth] ?? this.#add()).begin(this.unwindings, start, loans)
    // JavaScript can be terminated at any call: what is counted is there, and is what it says.
    this.depth = depth + 1
    return activation
  }

  #add(): Activation {
    const activation = new Activation(0, undefined, 0)
    this.#activations.push(activation)
    return activation
  }

  /** Those from the one at index `from` on are used for no other. No call in between: see above. */
  #remove(from: number): void {
    const outermost = from === 0 ? new Activation(this.unwindings, undefined, 0) : this.outermost
    this.depth = from
    this.#activations.length = from
    this.#activations[0] = outermost
    this.outermost = outermost
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
    this.#remove(at >= 0 && at < this.depth ? at : this.depth)
  }

  /**
   * Ends those from the one at index `from` on, whose JavaScript will not, and what they were lent; `loans` is how much was
   * lent before a call that begins now. Gives how much was lent before them.
   */
  drop(from: number, loans: number): number {
    const before = this.#activations[from]!.loans
    this.#remove(from)
    endLoansBelow(this.#lent, before, loans)
    return before
  }

  clear(): void {
    this.#remove(0)
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
