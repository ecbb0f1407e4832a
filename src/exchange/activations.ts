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
import type { Call } from './call.ts'
import { type Exchange, type Views, word } from './exchange.ts'
import { carrier, Unwinding } from './unwinding.ts'
import { expiredError, refusalError, returnedError, type Upcall, type UpcallState } from './upcall.ts'
import { Upcalls } from './upcalls.ts'

export class Activations {
  readonly #exchange: Exchange
  readonly #views: Views
  #upcalls: Upcalls | undefined
  readonly #stack: Activation[] = []
  #count = 0
  readonly #state: UpcallState
  /** The call on the host stack that has just come back, if its callbacks threw. */
  #failedOnHost: Activation | undefined

  constructor(exchange: Exchange) {
    this.#exchange = exchange
    this.#views = exchange.views
    this.#state = exchange.upcallState
  }

  get upcalls(): Upcalls {
    this.#upcalls ??= new Upcalls(this.#exchange, inside => this.#enter(inside))
    return this.#upcalls
  }

  /**
   * Of a call that came back with a status other than done: returns when C is done, throws what went wrong. `loans` is how
   * much was lent before it.
   */
  leave(call: Call, values: ArrayLike<unknown>, loans: number): void {
    const { U32 } = this.#views
    if (U32[word.status] === status.callback) {
      this.#runCallbacks(call, values, loans)
    } else {
      const activation = this.#failedOnHost ?? new Activation(this.#count, U32[word.callStack], values, loans)
      this.#failedOnHost = undefined
      this.#finish(call, activation)
    }
  }

  /** Runs a thunk on the host stack, in a way that the engine can be entered from again. */
  invokeOnHost(thunk: number, values: ArrayLike<unknown>): void {
    const { I32 } = this.#views
    const activation = new Activation(this.#count++, undefined, values, this.#exchange.lent.length)
    this.#stack.push(activation)
    const enclosing = I32[word.reentrant]!
    I32[word.reentrant] = 1
    this.#exchange.invokeOrdinarily(thunk)
    I32[word.reentrant] = enclosing
    this.#end(activation)
    if (!activation.hasThrown) return
    this.#failedOnHost = activation
    if (I32[word.status] === status.done) I32[word.status] = status.report
  }

  #runCallbacks(call: Call, values: ArrayLike<unknown>, loans: number): void {
    const { I32, U32 } = this.#views
    const { invoke } = this.#exchange
    const upcalls = this.#upcalls!
    const start = U32[word.parkedStart]!
    if (U32[word.callStack]! > start) throw this.#unwind()
    const activation = this.#begin(start, values, loans)
    do {
      if (U32[word.callStack]! > start) this.#endUnwound(activation, this.#unwind())
      const upcall = upcalls.at(I32[word.callback]!)
      let isResumed = false
      try {
        if (upcall.isLive && !upcall.shape.neverReturns) {
          isResumed = upcall.shape.runAndResume(upcall, start)
        } else {
          this.#runOnce(upcall, activation)
        }
      } catch (error) {
        this.#catch(error, upcall, activation)
      }
      if (this.#state.unwinding?.concerns(activation)) {
        this.#unwindTo(activation)
      } else if (upcall.shape.neverReturns) {
        U32[word.callStack] = start
      } else if (!isResumed) {
        U32[word.callStack] = upcalls.parkedIn(start, U32[word.callStack]!)
        invoke(upcall.shape.resume)
      }
    } while (U32[word.status] === status.callback)
    this.#end(activation)
    if (U32[word.status] !== status.done || activation.hasThrown) this.#finish(call, activation)
  }

  /** A callback of C on the host stack, or outside of any call; without an argument, some have been refused. */
  #enter(inside: boolean | undefined): boolean {
    if (inside === undefined) {
      for (const error of this.#refusals()) process.emitWarning(error)
      return false
    }
    const { I32 } = this.#views
    const upcall = this.upcalls.at(I32[word.callback]!)
    if (!inside && !upcall.isLive) {
      process.emitWarning(expiredError(upcall.name))
      upcall.shape.zero()
      return false
    }
    // For C, if JavaScript is terminated inside.
    upcall.shape.zero()
    const around = inside ? this.#stack.findLast(({ start }) => start === undefined) : undefined
    const activation = around ?? new Activation(this.#count, undefined, [], 0)
    try {
      this.#runOnce(upcall, activation)
    } catch (error) {
      this.#catch(error, upcall, activation)
    }
    I32[word.status] = status.done
    I32[word.faultSignal] = 0
    if (around === undefined && activation.hasThrown) process.nextTick(() => activation.throwAll())
    return upcall.shape.neverReturns
  }

  #runOnce(upcall: Upcall, activation: Activation): void {
    if (upcall.isLive) {
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

  #begin(start: number, values: ArrayLike<unknown>, loans: number): Activation {
    const stack = this.#stack
    let before = loans
    // What is live starts above. Of others, the JavaScript was terminated.
    while (stack.length > 0 && stack[stack.length - 1]!.start! <= start) before = stack.pop()!.loans
    if (before < loans) for (const lent of this.#exchange.lent.splice(before, loans - before)) lent.giveBack()
    const activation = new Activation(this.#count++, start, values, before)
    stack.push(activation)
    return activation
  }

  #end(activation: Activation): void {
    const stack = this.#stack
    if (stack[stack.length - 1] === activation) stack.pop()
    else if (stack.includes(activation)) stack.splice(stack.indexOf(activation))
  }

  #endUnwound(activation: Activation, error: Error): never {
    this.#end(activation)
    throw error
  }

  /** C is where it will not go on: done, or stopped by a fault. */
  #finish(call: Call, activation: Activation): void {
    const { U32 } = this.#views
    const outcome = U32[word.status]
    if (outcome === status.unwound || (outcome === status.fault && this.#isFaultOutside(activation)))
      throw this.#unwind()
    // Without a signal, a callback on the host stack gave it up.
    if (outcome === status.fault && U32[word.faultSignal] !== 0) activation.add(call.fault(activation.values))
    U32[word.status] = status.done
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
    const { U32 } = this.#views
    const [low, high] = [U32[word.faultStack]!, U32[word.faultStack + 1]!]
    return start !== undefined && low > start && this.#upcalls?.isOnCallStack(high * 2 ** 32 + low) === true
  }

  /** What came back is not the innermost call's: to be thrown, up to the JavaScript of the right one. */
  #unwind(): Error {
    const { I32, U32 } = this.#views
    const outcome = U32[word.status]
    const at = U32[outcome === status.fault ? word.faultStack : word.callStack]!
    const owner = this.#stack.findLast(({ start }) => start !== undefined && start >= at)
    if (owner === undefined) {
      U32[word.status] = status.done
      return new CabiError('ERR_CABI_FAULT', 'C has jumped into a call that JavaScript has left')
    }
    if (outcome === status.callback) this.upcalls.setParkedStart(at, owner.start!)
    else U32[word.callStack] = owner.start!
    const slots = outcome === status.callback ? this.upcalls.at(I32[word.callback]!).shape.slotCount : 0
    this.#state.unwinding = new Unwinding(this.#views, owner, this.#count - 1, slots)
    U32[word.status] = status.done
    return carrier
  }

  /** Goes on to unwind, or back to where C waits for `activation`. */
  #unwindTo(activation: Activation): void {
    const unwinding = this.#state.unwinding!
    if (unwinding.owner !== activation) this.#endUnwound(activation, carrier)
    this.#state.unwinding = undefined
    unwinding.restore(this.#views)
  }
}
