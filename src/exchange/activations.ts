/**
 * Calls in progress. Where C has called back, the callback runs here, as an ordinary JavaScript call, and C is resumed with
 * its result.
 *
 * A call that calls back is an *activation*: it starts at an address of the call stack, and one that is made while it is
 * parked starts below. C may jump over the inner ones (longjmp): then what comes back to the innermost JavaScript belongs
 * to an activation further out, to which JavaScript is unwound by an exception. What counts is `unwinding`, not that
 * exception: a program can catch any.
 */
import { CabiError } from '../error.ts'
import { leastRoom, scratchOffset, status } from '../machine/control-block.ts'
import { Activation } from './activation.ts'
import type { Call } from './call.ts'
import { connectCopies } from './copies.ts'
import { doubleword, type Exchange, type Views, word } from './exchange.ts'
import { endLoans, endLoansBelow } from './lending.ts'
import { makeRunning, type Running } from './running.ts'
import { carrier, Unwinding } from './unwinding.ts'
import { expiredError, refusalError, returnedError, type Upcall, type UpcallState } from './upcall.ts'
import { Upcalls } from './upcalls.ts'

/** Finding out what has become of them costs little. */
const fewActivations = 64

/** As deep as calls in calls usually are, several times: C that goes on inside of one call is not asked about for ever. */
const mostQuestions = 1000

export class Activations {
  readonly #exchange: Exchange
  readonly #views: Views
  #upcalls: Upcalls | undefined
  /** The outermost first; those from `#depth` on have ended, and are used again: making one for each call took 10 ns. */
  readonly #stack: Activation[] = []
  #depth = 0
  #count = 0
  readonly #state: UpcallState
  /** The callback declared `noreturn` that ran last for another copy. */
  #abandoned: Activation | undefined
  /** The call that has just ended, if that was not all. */
  #ended: Activation | undefined
  #running: Running | undefined
  /** So many may be in progress on the host stack, and so many bytes of the call stack used, before it is asked which are. */
  #limit = fewActivations
  #room = leastRoom
  #patience = mostQuestions

  constructor(exchange: Exchange) {
    this.#exchange = exchange
    this.#views = exchange.views
    this.#state = exchange.upcallState
  }

  get upcalls(): Upcalls {
    if (this.#upcalls === undefined) {
      this.#running ??= makeRunning()
      this.#upcalls = new Upcalls(this.#exchange, inside => this.#enter(inside))
      connectCopies()
    }
    return this.#upcalls
  }

  get hasUpcalls(): boolean {
    return this.#upcalls !== undefined
  }

  /**
   * Of a call that came back with a status other than done: runs what C calls, until C is done. True if that was not all, and
   * `leave` has to look at it. `thunk` is what was invoked; `floor` and `loans` are what the call found as the floor of scratch
   * and as lent, undefined where it has added nothing. What C reaches through the arguments lives as long as the frame of the
   * marshaller, which may have to say in an error what they were.
   */
  readonly runCallbacks = (thunk: number, floor: number | undefined, loans: number | undefined): boolean => {
    const { I32 } = this.#views
    try {
      if (I32[word.status] === status.crowded) {
        this.#dropTerminated(loans ?? this.#exchange.lent.length)
        this.#exchange.invoke(thunk)
      }
      if (I32[word.status] !== status.callback) return I32[word.status] !== status.done
      const start = I32[word.parkedStart]!
      if (I32[word.callStack]! > start) throw this.#unwind()
      const activation = this.#begin(start, loans ?? this.#exchange.lent.length)
      this.#running!(activation, this.#runAll)
      return this.#isEndedBadly(activation)
    } catch (error) {
      this.restore(floor, loans)
      throw error
    }
  }

  /** Of a call that is not done and will not go on: throws what went wrong, if anything did. */
  leave(call: Call, values: ArrayLike<unknown>): void {
    const { lent, views } = this.#exchange
    const activation = this.#ended ?? new Activation(this.#count, views.I32[word.callStack], lent.length)
    this.#ended = undefined
    this.#finish(call, values, activation)
  }

  /** Gives back the floor of scratch, and what a call was lent. */
  restore(floor: number | undefined, loans: number | undefined): void {
    if (floor !== undefined) this.#views.I32[word.scratchFloor] = floor
    if (loans !== undefined) endLoans(this.#exchange.lent, loans)
  }

  /** Runs a thunk on the host stack, in a way that the engine can be entered from again. */
  invokeOnHost(thunk: number): void {
    const { invokeReentrant, lent } = this.#exchange
    this.#running ??= makeRunning()
    if (this.#depth >= this.#limit) this.#dropTerminated(this.#stack[this.#depth - 1]!.loans)
    const activation = this.#begin(undefined, lent.length)
    this.#running(activation, () => invokeReentrant(thunk))
    // On the call stack, machine code looks.
    const { I32 } = this.#views
    if (I32[word.status] === status.done && I32[word.refusals] !== 0) I32[word.status] = status.report
    this.#isEndedBadly(activation)
  }

  readonly #runAll = (activation: Activation): void => {
    const { I32 } = this.#views
    const upcalls = this.#upcalls!
    const start = activation.start!
    do {
      if (I32[word.callStack]! > start) this.#discardUnwound(activation, this.#unwind())
      const upcall = upcalls.at(I32[word.callback]!)
      let isResumed = false
      try {
        if (upcall.holders > 0 && !upcall.shape.neverReturns) isResumed = upcall.shape.runAndResume(upcall, start)
        else this.#runOnce(upcall, activation)
      } catch (error) {
        this.#catch(error, upcall, activation)
      }
      // C waits still.
      if (!isResumed) this.#resume(upcall, activation, start)
    } while (I32[word.status] === status.callback)
  }

  #resume({ shape }: Upcall, activation: Activation, start: number): void {
    const { I32 } = this.#views
    if (this.#state.unwinding?.concerns(activation)) {
      this.#unwindTo(activation)
    } else if (shape.neverReturns) {
      I32[word.callStack] = start
      I32[word.status] = status.done
    } else {
      I32[word.callStack] = this.upcalls.parkedIn(start, I32[word.callStack]!)
      this.#exchange.invoke(shape.resume)
    }
  }

  /** A callback of C on the host stack, or outside of any call; without an argument, some have been refused. */
  #enter(inside: boolean | undefined): boolean {
    if (inside === undefined) {
      for (const error of this.#refusals()) process.emitWarning(error)
      return false
    }
    const { I32 } = this.#views
    const upcall = this.upcalls.at(I32[word.callback]!)
    if (!inside && upcall.holders === 0) {
      process.emitWarning(expiredError(upcall.name))
      upcall.shape.zero()
      return false
    }
    // For C, if JavaScript is terminated inside.
    upcall.shape.zero()
    const around = inside ? this.#innermost(({ start }) => start === undefined) : undefined
    const activation = around ?? new Activation(this.#count, undefined, 0)
    try {
      this.#runOnce(upcall, activation)
    } catch (error) {
      this.#catch(error, upcall, activation)
    }
    I32[word.status] = status.done
    I32[word.faultSignal] = 0
    if (around === undefined && activation.hasThrown) process.nextTick(() => activation.throwAll())
    return upcall.shape.neverReturns || this.#isJumpedOver(activation)
  }

  /** Whether C has jumped (longjmp) into a call around this one. */
  #isJumpedOver(activation: Activation): boolean {
    return this.#state.unwinding?.concerns(activation) === true
  }

  /** A callback that C calls in a call of another copy of cabi: gives 1 if C must not go on, throws what it threw otherwise. */
  runForCopy(): number {
    const { I32 } = this.#views
    const upcall = this.upcalls.at(I32[word.callback]!)
    const activation = new Activation(this.#count, undefined, 0)
    // For C, if JavaScript is terminated inside.
    upcall.shape.zero()
    try {
      this.#runOnce(upcall, activation)
    } catch (error) {
      this.#catch(error, upcall, activation)
    }
    const isJumpedOver = this.#isJumpedOver(activation)
    if (isJumpedOver) activation.add(carrier)
    if (!isJumpedOver && !upcall.shape.neverReturns) {
      activation.throwAll()
      return 0
    }
    this.#abandoned = activation
    return 1
  }

  /** Throws what the callback that ran last threw, after which C must not go on. */
  abandonForCopy(): void {
    this.#abandoned?.throwAll()
  }

  #runOnce(upcall: Upcall, activation: Activation): void {
    if (upcall.holders > 0) {
      upcall.shape.run(upcall)
      if (upcall.shape.neverReturns) activation.add(returnedError(upcall.name))
    } else {
      activation.add(expiredError(upcall.name))
      upcall.shape.zero()
    }
  }

  #catch(error: unknown, upcall: Upcall, activation: Activation): void {
    upcall.shape.zero()
    if (error === carrier) return
    const owner = this.#state.unwinding?.concerns(activation) ? this.#state.unwinding.owner : activation
    owner.add(error)
  }

  #begin(start: number | undefined, loans: number): Activation {
    const stack = this.#stack
    const depth = this.#depth
    // What C has jumped out of started below.
    if (start !== undefined && depth > 0 && stack[depth - 1]!.start! <= start) {
      const from = stack.findIndex((other, i) => i < depth && other.start! <= start)
      return this.#begin(start, this.#drop(from, loans))
    }
    const number = this.#count++
    // JavaScript can be terminated at any call: what is counted is there.
    if (depth === stack.length) stack.push(new Activation(number, start, loans))
    this.#depth = depth + 1
    return stack[depth]!.begin(number, start, loans)
  }

  /**
   * Drops the activations whose JavaScript was terminated, and gives back what of the call stack they hold. `loans` is how much
   * was lent before the call that begins now. Of those further out than the innermost that is in progress nothing is known:
   * then each further call looks, for one that is in no other is soon to come, if JavaScript was terminated.
   */
  #dropTerminated(loans: number): void {
    const innermost = this.#running?.arguments?.[0]
    // One that C has jumped out of is not among them, and says nothing of the others.
    const isKnown = innermost === undefined || this.#stack.includes(innermost)
    const live = isKnown ? this.#stack.indexOf(innermost!) + 1 : this.#depth
    const isFound = live < this.#depth
    if (isFound) {
      this.#drop(live, loans)
      setImmediate(() => this.#restoreAll())
    }
    const isAnswered = live === 0 || --this.#patience === 0
    if (isAnswered) {
      this.#patience = mostQuestions
      this.#room = isFound ? leastRoom : 2 * this.#room
    }
    this.#limit = isAnswered ? Math.max(fewActivations, 2 * live) : live + 1
    this.#upcalls?.startBelow(this.#innermost(({ start }) => start !== undefined)?.start, isAnswered ? this.#room : 0)
  }

  /** Drops the activations from the one at `from` on. Gives how much was lent before them. */
  #drop(from: number, loans: number): number {
    const before = this.#stack[from]!.loans
    this.#depth = from
    this.#stack.length = from
    endLoansBelow(this.#exchange.lent, before, loans)
    return before
  }

  /** In the event loop: what terminated calls have left in scratch cannot be given back while another is in progress. */
  #restoreAll(): void {
    if (this.#running?.arguments || this.#views.F64[doubleword.hostFrame] !== 0) return
    this.#depth = 0
    this.#stack.length = 0
    this.#state.unwinding = undefined
    this.restore(scratchOffset, 0)
    this.#upcalls?.startBelow(undefined, leastRoom)
  }

  /** Of a call that C has come back from for the last time. */
  #isEndedBadly(activation: Activation): boolean {
    const { I32 } = this.#views
    const last = this.#depth - 1
    if (I32[word.status] === status.done && !activation.hasThrown && this.#stack[last] === activation) {
      this.#depth = last
      return false
    }
    this.#discard(activation)
    this.#ended = activation
    if (I32[word.status] === status.done) I32[word.status] = status.report
    return true
  }

  /** Ends it and those in it, none of which is used again: what it has been thrown may run code, which makes calls. */
  #discard(activation: Activation): void {
    const at = this.#stack.indexOf(activation)
    if (at >= 0 && at < this.#depth) this.#depth = at
    this.#stack.length = this.#depth
  }

  #discardUnwound(activation: Activation, error: Error): never {
    this.#discard(activation)
    throw error
  }

  #innermost(matches: (activation: Activation) => boolean): Activation | undefined {
    return this.#stack.slice(0, this.#depth).findLast(matches)
  }

  /** C is where it will not go on: done, or stopped by a fault. */
  #finish(call: Call, values: ArrayLike<unknown>, activation: Activation): void {
    const { I32 } = this.#views
    const outcome = I32[word.status]
    if (outcome === status.unwound || (outcome === status.fault && this.#isFaultOutside(activation)))
      throw this.#unwind()
    // Without a signal, a callback on the host stack gave it up.
    const isGivenUp = outcome === status.fault && I32[word.faultSignal] === 0
    if (outcome === status.fault && !isGivenUp) activation.add(call.fault(values))
    I32[word.status] = status.done
    if (isGivenUp && this.#isJumpedOver(activation)) throw carrier
    if (outcome === status.report) for (const error of this.#refusals()) activation.add(error)
    activation.throwAll()
  }

  /** Of callbacks that C called where no JavaScript can run. */
  #refusals(): CabiError[] {
    const { kernel } = this.#exchange
    const errors = []
    for (let refused = kernel.refusedUpcall(); refused !== 0; refused = kernel.refusedUpcall()) {
      errors.push(refusalError(this.upcalls.at(refused % 2 ** 32).name, Math.floor(refused / 2 ** 32)))
    }
    return errors
  }

  /** Whether C faulted in a call around this one. */
  #isFaultOutside({ start }: Activation): boolean {
    const { I32, U32 } = this.#views
    if (start === undefined || I32[word.faultStack]! <= start) return false
    return this.#upcalls?.isOnCallStack(U32[word.faultStack + 1]! * 2 ** 32 + U32[word.faultStack]!) === true
  }

  /** What came back is not the innermost call's: to be thrown, up to the JavaScript of the right one. */
  #unwind(): Error {
    const { I32 } = this.#views
    const outcome = I32[word.status]
    const at = I32[outcome === status.fault ? word.faultStack : word.callStack]!
    const owner = this.#innermost(({ start }) => start !== undefined && start >= at)
    if (owner === undefined) {
      I32[word.status] = status.done
      return new CabiError('ERR_CABI_FAULT', 'C has jumped into a call that JavaScript has left')
    }
    if (outcome === status.callback) this.upcalls.setParkedStart(at, owner.start!)
    else I32[word.callStack] = owner.start!
    const slots = outcome === status.callback ? this.upcalls.at(I32[word.callback]!).shape.slotCount : 0
    this.#state.unwinding = new Unwinding(this.#views, owner, this.#count - 1, slots)
    I32[word.status] = status.done
    return carrier
  }

  /** Goes on to unwind, or back to where C waits for `activation`. */
  #unwindTo(activation: Activation): void {
    const unwinding = this.#state.unwinding!
    if (unwinding.owner !== activation) this.#discardUnwound(activation, carrier)
    this.#state.unwinding = undefined
    unwinding.restore(this.#views)
  }
}
