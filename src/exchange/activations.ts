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
import { status } from '../machine/control-block.ts'
import { Activation } from './activation.ts'
import { ActivationStack } from './activation-stack.ts'
import type { Call } from './call.ts'
import { connectCopies } from './copies.ts'
import { type Exchange, type Views, word } from './exchange.ts'
import { Jumps } from './jumps.ts'
import { endLoans } from './lending.ts'
import type { Otherwise } from './run-any-callbacks.ts'
import { makeRunCallbacks, type RunsCallbacks } from './run-callbacks.ts'
import type { Running } from './running.ts'
import { Terminated } from './terminated.ts'
import { carrier, Unwinding } from './unwinding.ts'
import { expiredError, overwrittenError, refusalError, returnedError, type Upcall, type UpcallState } from './upcall.ts'
import { Upcalls } from './upcalls.ts'

export class Activations implements Otherwise {
  readonly #exchange: Exchange
  readonly #views: Views
  readonly #state: UpcallState
  readonly #stack: ActivationStack
  /** By index of their stubs. */
  readonly #byIndex: Upcall[] = []
  readonly runCallbacks: RunsCallbacks['runCallbacks']
  readonly runCallbacksWithLoans: RunsCallbacks['runCallbacksWithLoans']
  #upcalls: Upcalls | undefined
  #terminated: Terminated | undefined
  #jumps: Jumps | undefined
  running: Running | undefined
  /** The callback declared `noreturn` that ran last for another copy. */
  #abandoned: Activation | undefined
  /** The call that has just ended, if that was not all. */
  #ended: Activation | undefined

  constructor(exchange: Exchange) {
    this.#exchange = exchange
    this.#views = exchange.views
    this.#state = exchange.upcallState
    this.#stack = new ActivationStack(exchange.lent)
    const runs = makeRunCallbacks(exchange, this.#stack, this.#byIndex, this)
    this.runCallbacks = runs.runCallbacks
    this.runCallbacksWithLoans = runs.runCallbacksWithLoans
  }

  get upcalls(): Upcalls {
    if (this.#upcalls === undefined) {
      this.#prepareTermination()
      this.#upcalls = new Upcalls(this.#exchange, this.#byIndex, inside => this.#enter(inside))
      connectCopies()
    }
    return this.#upcalls
  }

  get hasUpcalls(): boolean {
    return this.#upcalls !== undefined
  }

  /** For the first activation. */
  #prepareTermination(): Terminated {
    this.#terminated ??= new Terminated(this.#exchange, this.#stack, () => this.#upcalls)
    this.running = this.#terminated.running
    return this.#terminated
  }

  beginAgain(thunk: number, loans: number): boolean {
    const { I32 } = this.#views
    // Of a call whose JavaScript was terminated before it was left.
    this.#ended = undefined
    if (I32[word.status] !== status.crowded) return false
    this.#terminated!.drop(loans)
    this.#exchange.invoke(thunk)
    return I32[word.status] === status.callback
  }

  /** Of a call that is not done and will not go on: throws what went wrong, if anything did. */
  leave(call: Call, values: ArrayLike<unknown>): void {
    const { lent, views } = this.#exchange
    const activation = this.#ended ?? new Activation(this.#stack.unwindings, views.I32[word.callStack], lent.length)
    this.#ended = undefined
    this.#finish(call, values, activation)
  }

  restore(loans: number | undefined, floor: number | undefined): void {
    if (floor !== undefined) this.#views.I32[word.scratchFloor] = floor
    if (loans !== undefined) endLoans(this.#exchange.lent, loans)
  }

  /** Runs a thunk on the host stack, in a way that the engine can be entered from again. */
  invokeOnHost(thunk: number): void {
    const { invokeReentrant, lent } = this.#exchange
    this.#prepareTermination().dropIfMany()
    const activation = this.#stack.begin(undefined, lent.length)
    this.running!(activation, undefined, thunk, (_, code) => invokeReentrant(code))
    // On the call stack, machine code looks.
    const { I32 } = this.#views
    if (I32[word.status] === status.done && I32[word.refusals] !== 0) I32[word.status] = status.report
    const isEnded = I32[word.status] === status.done && !activation.hasThrown && this.#stack.end(activation)
    if (!isEnded) this.endBadly(activation)
  }

  resume({ name, shape }: Upcall, activation: Activation): number {
    const { I32 } = this.#views
    const start = activation.start!
    if (this.#state.unwinding?.concerns(activation)) {
      this.#unwindTo(activation)
      return I32[word.status]!
    }
    const below = shape.neverReturns ? undefined : this.upcalls.parkedIn(start, I32[word.callStack]!)
    if (below === undefined) {
      if (!shape.neverReturns) activation.add(overwrittenError(name))
      I32[word.callStack] = start
      I32[word.status] = status.done
    } else {
      I32[word.callStack] = below
      this.#exchange.invoke(shape.resume)
    }
    return I32[word.status]!
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
    const around = inside ? this.#stack.innermost(({ start }) => start === undefined) : undefined
    const activation = around ?? new Activation(this.#stack.unwindings, undefined, 0)
    try {
      this.runOnce(upcall, activation)
    } catch (error) {
      this.caught(error, upcall, activation)
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
    const activation = new Activation(this.#stack.unwindings, undefined, 0)
    // For C, if JavaScript is terminated inside.
    upcall.shape.zero()
    try {
      this.runOnce(upcall, activation)
    } catch (error) {
      this.caught(error, upcall, activation)
    }
    const isJumpedOver = this.#isJumpedOver(activation)
    if (isJumpedOver) activation.add(carrier())
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

  runOnce(upcall: Upcall, activation: Activation): void {
    if (upcall.holders > 0) {
      upcall.shape.run(upcall)
      if (upcall.shape.neverReturns) activation.add(returnedError(upcall.name))
    } else {
      activation.add(expiredError(upcall.name))
      upcall.shape.zero()
    }
  }

  caught(error: unknown, upcall: Upcall, activation: Activation): void {
    upcall.shape.zero()
    if (!this.#isJumpedOver(activation)) activation.add(error)
    // A program may have caught the carrier and throw it later: then it is an error as any.
    else if (error !== carrier()) this.#state.unwinding!.owner.add(error)
  }

  endBadly(activation: Activation): true {
    const { I32 } = this.#views
    this.#stack.discard(activation)
    this.#ended = activation
    if (I32[word.status] === status.done) I32[word.status] = status.report
    return true
  }

  unwindFrom(activation: Activation): never {
    this.#discardUnwound(activation, this.#unwind(activation))
  }

  #discardUnwound(activation: Activation, error: Error): never {
    this.#stack.discard(activation)
    throw error
  }

  /** C is where it will not go on: done, or stopped by a fault. */
  #finish(call: Call, values: ArrayLike<unknown>, activation: Activation): void {
    const { I32 } = this.#views
    const outcome = I32[word.status]
    if (outcome === status.unwound || (outcome === status.fault && this.#jumpsOfC().isFaultOutside(activation)))
      throw this.#unwind(activation)
    // Without a signal, a callback on the host stack gave it up.
    const isGivenUp = outcome === status.fault && I32[word.faultSignal] === 0
    if (outcome === status.fault && !isGivenUp) activation.add(call.fault(values))
    I32[word.status] = status.done
    if (isGivenUp && this.#isJumpedOver(activation)) {
      activation.giveTo(this.#state.unwinding!.owner)
      throw carrier()
    }
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

  #jumpsOfC(): Jumps {
    this.#jumps ??= new Jumps(this.#views, this.#stack, () => this.#upcalls)
    return this.#jumps
  }

  /** What came back is not the innermost call's, `from`: to be thrown, up to the JavaScript of the right one. */
  #unwind(from: Activation): Error {
    const { I32 } = this.#views
    const outcome = I32[word.status]
    const owner = this.#jumpsOfC().owner(from)
    if (owner === undefined) {
      I32[word.status] = status.done
      return new CabiError('ERR_CABI_FAULT', 'C has jumped into a call that JavaScript has left')
    }
    from.giveTo(owner)
    if (outcome === status.callback) this.upcalls.setParkedStart(I32[word.callStack]!, owner.start!)
    else I32[word.callStack] = owner.start!
    const slots = outcome === status.callback ? this.upcalls.at(I32[word.callback]!).shape.slotCount : 0
    const pending = this.#state.unwinding
    this.#state.unwinding = new Unwinding(this.#views, owner, this.#stack.unwindings++, slots, pending)
    I32[word.status] = status.done
    return carrier()
  }

  /** Goes on to unwind, or back to where C waits for `activation`. */
  #unwindTo(activation: Activation): void {
    const unwinding = this.#state.unwinding!
    if (unwinding.owner !== activation) {
      activation.giveTo(unwinding.owner)
      this.#discardUnwound(activation, carrier())
    }
    this.#state.unwinding = unwinding.around
    // If that one's JavaScript was terminated, it would stay for good.
    if (unwinding.around !== undefined) this.#terminated!.restoreSoon()
    unwinding.restore(this.#views)
  }
}
