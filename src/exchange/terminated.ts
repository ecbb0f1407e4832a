/**
 * JavaScript that was terminated (timeouts of `vm`, the inspector) leaves activations behind, and what they hold: the call
 * stack below them, what C was lent, scratch. Nobody is told of it, so it is looked for when much of the call stack is used
 * (status *crowded*), or many calls are in progress on the host stack.
 */
import { leastRoom, scratchOffset } from '../machine/control-block.ts'
import type { ActivationStack } from './activation-stack.ts'
import { doubleword, type Exchange, word } from './exchange.ts'
import { endLoans } from './lending.ts'
import { makeRunning, type Running } from './running.ts'
import type { Upcalls } from './upcalls.ts'

/** Finding out what has become of them costs little. */
const fewActivations = 64

/** As deep as calls in calls usually are, several times: C that goes on inside of one call is not asked about for ever. */
const mostQuestions = 1000

export class Terminated {
  readonly running: Running = makeRunning()
  readonly #exchange: Exchange
  readonly #activations: ActivationStack
  readonly #upcalls: () => Upcalls | undefined
  /** So many may be in progress on the host stack, and so many bytes of the call stack used, before it is asked which are. */
  #limit = fewActivations
  #room = leastRoom
  #patience = mostQuestions

  /** `upcalls` gives the callbacks of this thread, if there are any. */
  constructor(exchange: Exchange, activations: ActivationStack, upcalls: () => Upcalls | undefined) {
    this.#exchange = exchange
    this.#activations = activations
    this.#upcalls = upcalls
  }

  /** Before a call on the host stack. */
  dropIfMany(): void {
    const { depth } = this.#activations
    if (depth >= this.#limit) this.drop(this.#activations.at(depth - 1).loans)
  }

  /**
   * Drops the activations whose JavaScript was terminated, and gives back what of the call stack they hold. `loans` is how much
   * was lent before the call that begins now. Of those further out than the innermost that is in progress nothing is known:
   * then each further call looks, for one that is in no other is soon to come, if JavaScript was terminated.
   */
  drop(loans: number): void {
    const activations = this.#activations
    const innermost = this.running.arguments?.[0]
    const index = innermost === undefined ? -1 : activations.indexOf(innermost)
    // One that C has jumped out of is not among them, and says nothing of the others.
    const live = innermost !== undefined && index < 0 ? activations.depth : index + 1
    const isFound = live < activations.depth
    if (isFound) {
      activations.drop(live, loans)
      this.restoreSoon()
    }
    const isAnswered = live === 0 || --this.#patience === 0
    if (isAnswered) {
      this.#patience = mostQuestions
      this.#room = isFound ? leastRoom : 2 * this.#room
    }
    this.#limit = isAnswered ? Math.max(fewActivations, 2 * live) : live + 1
    const parked = activations.innermost(({ start }) => start !== undefined)
    this.#upcalls()?.startBelow(parked?.start, isAnswered ? this.#room : 0)
  }

  /**
   * When no JavaScript runs: what terminated calls have left in scratch cannot be given back while another is in progress. By a
   * promise, which is the engine's: if Node's own JavaScript in `setImmediate` is terminated, Node can wait for it for ever.
   */
  restoreSoon(): void {
    void Promise.resolve().then(() => this.#restoreAll())
  }

  #restoreAll(): void {
    const { views, upcallState, lent } = this.#exchange
    if (this.running.arguments || views.F64[doubleword.hostFrame] !== 0) return
    this.#activations.clear()
    upcallState.unwinding = undefined
    views.I32[word.scratchFloor] = scratchOffset
    endLoans(lent, 0)
    this.#upcalls()?.startBelow(undefined, leastRoom)
  }
}
