/**
 * Calls in progress. Where C has called back, the callback runs here, as an ordinary JavaScript call, and C is resumed with
 * its result.
 *
 * A call that calls back is an *activation*: it starts at an address of the call stack, and one that is made while it is
 * parked starts below. C may jump over the inner ones (longjmp): then what comes back to the innermost JavaScript belongs
 * to an activation further out, to which JavaScript is unwound by an exception. What counts is `#unwinding`, not that
 * exception: a program can catch any.
 */
import { CabiError } from '../error.ts'
import { argumentsOffset, controlBlock, resultOffset, status } from '../machine/control-block.ts'
import type { Call } from './call.ts'
import { type Exchange, word } from './exchange.ts'
import { expiredError, refusalError, returnedError, type Upcall } from './upcall.ts'
import { Upcalls } from './upcalls.ts'

interface Activation {
  /** Counted from the first. */
  readonly number: number
  /** Lower half of the address that it starts at; undefined for a call on the host stack. */
  readonly start: number | undefined
  /** The arguments: what C reaches through them lives as long as the call. */
  readonly values: ArrayLike<unknown>
  /** How much was lent before it. */
  readonly loans: number
  /** By its callbacks. */
  readonly thrown: unknown[]
}

/** C has jumped into `owner`, whose JavaScript is to find in the exchange what is saved here. */
interface Unwinding {
  readonly owner: Activation
  /** Activations with a higher number began later, and have nothing to do with it. */
  readonly since: number
  readonly saved: readonly { readonly at: number; readonly words: Int32Array }[]
}

/** Carries the unwinding. A program that catches it delays it until the callback is done. */
const carrier = new CabiError('ERR_CABI_FAULT', 'C has jumped out of this call (longjmp)')

export class Activations {
  readonly #exchange: Exchange
  #upcalls: Upcalls | undefined
  readonly #stack: Activation[] = []
  #count = 0
  #unwinding: Unwinding | undefined
  /** Of the call on the host stack that has just come back. */
  #thrownOnHost: unknown[] | undefined

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  get upcalls(): Upcalls {
    this.#upcalls ??= new Upcalls(this.#exchange, inside => this.#enter(inside))
    return this.#upcalls
  }

  /** Of a call that came back with a status other than done: returns when C is done, throws what went wrong. */
  leave(call: Call, values: ArrayLike<unknown>, loans: number): void {
    const { U32 } = this.#exchange.views
    if (U32[word.status] === status.callback) this.#runCallbacks(call, values, loans)
    else this.#finish(call, values, U32[word.callStack]!, this.#thrownOnHost ?? [])
  }

  /** Runs a thunk on the host stack, in a way that the engine can be entered from again. */
  invokeOnHost(thunk: number, values: ArrayLike<unknown>): void {
    const { I32 } = this.#exchange.views
    const activation = this.#begin(undefined, values, this.#exchange.lent.length)
    const enclosing = I32[word.reentrant]!
    I32[word.reentrant] = 1
    this.#exchange.invokeOrdinarily(thunk)
    I32[word.reentrant] = enclosing
    this.#end(activation)
    if (activation.thrown.length === 0) return
    this.#thrownOnHost = activation.thrown
    if (I32[word.status] === status.done) I32[word.status] = status.report
  }

  #runCallbacks(call: Call, values: ArrayLike<unknown>, loans: number): void {
    const { I32, U32 } = this.#exchange.views
    const { invoke } = this.#exchange
    const { upcalls } = this
    const start = U32[word.parkedStart]!
    if (U32[word.callStack]! > start) throw this.#unwind()
    const activation = this.#begin(start, values, loans)
    do {
      if (U32[word.callStack]! > start) this.#endUnwound(activation, this.#unwind())
      const parked = U32[word.callStack]!
      const upcall = upcalls.at(I32[word.callback]!)
      I32[word.status] = status.done
      this.#run(upcall, activation.thrown)
      const unwinding = this.#unwinding
      if (unwinding !== undefined && activation.number <= unwinding.since) {
        if (unwinding.owner !== activation) this.#endUnwound(activation, carrier)
        this.#restore(unwinding)
      } else if (upcall.neverReturns) {
        U32[word.callStack] = start
        break
      } else {
        // Whatever became of calls that were terminated inside.
        U32[word.callStack] = parked
        invoke(upcall.resume)
      }
    } while (U32[word.status] === status.callback)
    this.#end(activation)
    this.#finish(call, values, start, activation.thrown)
  }

  #run(upcall: Upcall, thrown: unknown[]): void {
    try {
      if (upcall.isLive) {
        upcall.run()
        if (upcall.neverReturns) thrown.push(returnedError(upcall.name))
        return
      }
      thrown.push(expiredError(upcall.name))
    } catch (error) {
      if (error !== carrier) (this.#unwinding?.owner.thrown ?? thrown).push(error)
    }
    upcall.zero()
  }

  /** A callback of C on the host stack, or outside of any call; without an argument, some have been refused. */
  #enter(inside: boolean | undefined): boolean {
    if (inside === undefined) {
      for (const error of this.#refusals()) process.emitWarning(error)
      return false
    }
    const { I32 } = this.#exchange.views
    const upcall = this.upcalls.at(I32[word.callback]!)
    const thrown = inside ? this.#stack.findLast(activation => activation.start === undefined)!.thrown : []
    this.#run(upcall, thrown)
    I32[word.status] = status.done
    if (inside) I32[word.faultSignal] = 0
    else if (thrown.length > 0) process.nextTick(throwAll, thrown)
    return upcall.neverReturns
  }

  #begin(start: number | undefined, values: ArrayLike<unknown>, loans: number): Activation {
    const left = start === undefined ? undefined : this.#dropTerminated(start)
    if (left !== undefined) {
      // Below those of this call.
      for (const lent of this.#exchange.lent.splice(left, loans - left)) lent.giveBack()
    }
    const activation = { number: this.#count++, start, values, loans: left ?? loans, thrown: [] }
    this.#stack.push(activation)
    return activation
  }

  /** Activations whose JavaScript was terminated: what is live starts above `start`. Gives what was lent before them. */
  #dropTerminated(start: number): number | undefined {
    let loans: number | undefined
    while (this.#stack.length > 0 && this.#stack.at(-1)!.start! <= start) ({ loans } = this.#stack.pop()!)
    return loans
  }

  #end(activation: Activation): void {
    const index = this.#stack.lastIndexOf(activation)
    if (index >= 0) this.#stack.length = index
  }

  #endUnwound(activation: Activation, error: unknown): never {
    this.#end(activation)
    throw error
  }

  /** C is where it will not go on: done, or stopped by a fault. */
  #finish(call: Call, values: ArrayLike<unknown>, start: number, thrown: unknown[]): void {
    const { U32 } = this.#exchange.views
    this.#thrownOnHost = undefined
    const outcome = U32[word.status]
    if (outcome === status.unwound || (outcome === status.fault && this.#faultedAbove(start))) throw this.#unwind()
    if (outcome === status.fault && U32[word.faultSignal] !== 0) thrown.push(call.fault(values))
    U32[word.status] = status.done
    if (outcome === status.report) thrown.push(...this.#refusals())
    if (thrown.length > 0) throwAll(thrown)
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

  /** Whether it was the C of an activation that started above. */
  #faultedAbove(start: number): boolean {
    const { U32 } = this.#exchange.views
    const [low, high] = [U32[word.faultStack]!, U32[word.faultStack + 1]!]
    return this.#upcalls?.isOnCallStack(high * 2 ** 32 + low) === true && low > start
  }

  /** What came back is not the innermost call's: to be thrown, up to the JavaScript of the right one. */
  #unwind(): Error {
    const { I32, U32 } = this.#exchange.views
    const outcome = U32[word.status]
    const at = U32[outcome === status.fault ? word.faultStack : word.callStack]!
    const owner = this.#stack.findLast(({ start }) => start !== undefined && start >= at)
    const saved = savedRanges(outcome === status.callback ? this.upcalls.at(I32[word.callback]!).slotCount : 0)
    if (outcome === status.callback && owner !== undefined) this.upcalls.setParkedStart(at, owner.start!)
    if (outcome === status.fault && owner !== undefined) U32[word.callStack] = owner.start!
    const words = saved.map(({ from, to }) => ({ at: from, words: I32.slice(from, to) }))
    U32[word.status] = status.done
    if (owner === undefined) return new CabiError('ERR_CABI_FAULT', 'C has jumped into a call that JavaScript has left')
    this.#unwinding = { owner, since: this.#count - 1, saved: words }
    return carrier
  }

  #restore({ saved }: Unwinding): void {
    const { I32, U32 } = this.#exchange.views
    this.#unwinding = undefined
    for (const { at, words } of saved) I32.set(words, at)
    if (U32[word.status] === status.unwound) U32[word.status] = status.done
  }
}

/** In 32-bit words: what says how C came back, and with what. */
function savedRanges(slotCount: number) {
  const range = (from: number, to: number) => ({ from: from / 4, to: to / 4 })
  return [
    range(controlBlock.callStack, controlBlock.owner),
    range(controlBlock.errorNumber, controlBlock.mxcsr),
    range(controlBlock.faultAddress, controlBlock.thunk),
    range(controlBlock.callback, resultOffset + 16),
    range(argumentsOffset, argumentsOffset + 8 * slotCount),
  ]
}

/** The first, to which the others are attached. */
function throwAll([first, ...others]: readonly unknown[]): never {
  if (others.length > 0 && !attach(first, others)) for (const error of others) process.emitWarning(asError(error))
  throw first
}

/** False where it cannot carry them: a primitive, a frozen object. */
const attach = (first: unknown, others: unknown[]): boolean =>
  typeof first === 'object' &&
  first !== null &&
  Reflect.defineProperty(first, 'suppressed', { value: others, configurable: true, writable: true })

const asError = (value: unknown): Error => (value instanceof Error ? value : new Error(String(value)))
