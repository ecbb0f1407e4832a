/** The way of any call that calls back: one in another, of several callbacks, of some that throw. */
import { callStackGap, status } from '../machine/control-block.ts'
import type { Activation } from './activation.ts'
import type { ActivationStack } from './activation-stack.ts'
import { notResumed, notRun, threw } from './callback-outcome.ts'
import { type Views, word } from './exchange.ts'
import type { Running } from './running.ts'
import type { Upcall } from './upcall.ts'

/**
 * Of a call that came back with a status other than done: runs what C calls, until C is done. True if that was not all, and
 * `leave` has to look at it. `thunk` is what was invoked; `loans` and `floor` are what the call found as lent, and as the floor
 * of scratch, undefined where it has added nothing there. What C reaches through the arguments lives as long as the frame of
 * the marshaller, which may have to say in an error what they were.
 */
export type RunCallbacks = (thunk: number, loans: number, floor?: number) => boolean

/** What happens seldom. */
export interface Otherwise {
  /** There once there is a callback. */
  readonly running: Running | undefined
  /** If the call did not begin because the call stack was crowded, begins it once more. True if C has called back then. */
  beginAgain(thunk: number, loans: number): boolean
  /** C waits in a call further out: throws. */
  unwindFrom(activation: Activation): void
  /** A callback that C may not call or must not go on after. */
  runOnce(upcall: Upcall, activation: Activation): void
  caught(error: unknown, upcall: Upcall, activation: Activation): void
  /** C waits still: for the callback, or in a call further out. Gives the status that it has come back with then. */
  resume(upcall: Upcall, activation: Activation): number
  /** Gives true. */
  endBadly(activation: Activation): true
  /** Gives back the floor of scratch, and what a call was lent. */
  restore(loans: number, floor: number | undefined): void
}

/** From where a call has left the usual way: with `outcome`, a status or none, or with what its first callback has thrown. */
type GoOn = (
  activation: Activation,
  upcall: Upcall,
  outcome: number,
  thrown: unknown,
  floor: number | undefined,
) => boolean

interface Left {
  readonly upcall: Upcall
  readonly outcome: number
  readonly thrown: unknown
}

/** `upcalls` are by index of their stubs. */
export function makeRunAny(
  { I32 }: Views,
  activations: ActivationStack,
  upcalls: readonly Upcall[],
  otherwise: Otherwise,
): { readonly goOn: GoOn; readonly runAny: RunCallbacks } {
  const { callStack, callback, parkedStart, status: statusWord } = word
  const { done, callback: calledBack }: Readonly<Record<string, number>> = status

  /** Gives the status that C has come back with for good. */
  const runAll = (activation: Activation): number => {
    // What calls back from further up is not this call's C: see `callStackGap`.
    const highest = activation.start! - callStackGap
    let outcome: number
    do {
      if (I32[callStack]! > highest) otherwise.unwindFrom(activation)
      activation.running = I32[callback]!
      outcome = notResumed
      try {
        const upcall = upcalls[activation.running]!
        const reached = upcall.shape.runOn(activation, upcall)
        if (reached !== notRun) outcome = reached
        else if (I32[callStack]! > highest) outcome = calledBack
        else otherwise.runOnce(upcalls[activation.running]!, activation)
      } catch (error) {
        otherwise.caught(error, upcalls[activation.running]!, activation)
      }
      if (outcome === notResumed) outcome = otherwise.resume(upcalls[activation.running]!, activation)
    } while (outcome === calledBack)
    return outcome
  }

  const runOn = (activation: Activation, { upcall, outcome, thrown }: Left): number => {
    if (outcome === threw) otherwise.caught(thrown, upcall, activation)
    const isWaiting = outcome === threw || outcome === notResumed
    const reached = isWaiting ? otherwise.resume(upcall, activation) : outcome
    return reached === notRun || reached === calledBack ? runAll(activation) : reached
  }

  const goOn: GoOn = (activation, upcall, outcome, thrown, floor) => {
    const { loans } = activation
    try {
      const last = otherwise.running!(activation, undefined, { upcall, outcome, thrown }, runOn)
      const isEndedWell = last === done && !activation.hasThrown && activations.end(activation)
      return !isEndedWell && otherwise.endBadly(activation)
    } catch (error) {
      otherwise.restore(loans, floor)
      throw error
    }
  }

  const runAny: RunCallbacks = (thunk, loans, floor) => {
    let activation: Activation | undefined
    let upcall: Upcall | undefined
    let outcome = threw as number
    let thrown: unknown
    try {
      // Where it is done all the same, there is nothing left to look at.
      if (I32[statusWord] !== calledBack && !otherwise.beginAgain(thunk, loans)) return true
      activation = activations.begin(I32[parkedStart]!, loans)
      upcall = upcalls[I32[callback]!]!
      outcome = otherwise.running!(activation, upcall.shape.runAndResume, upcall)
    } catch (error) {
      thrown = error
    }
    if (activation === undefined || upcall === undefined) {
      otherwise.restore(loans, floor)
      throw thrown
    }
    // Where nothing is being unwound, only what has been caught here can have been thrown.
    if (outcome === done && activations.end(activation)) return false
    return goOn(activation, upcall, outcome, thrown, floor)
  }

  return { goOn, runAny }
}
