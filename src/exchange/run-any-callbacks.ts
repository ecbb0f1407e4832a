/** The way of any call that calls back: one in another, of several callbacks, of some that throw. */
import { callStackGap, status } from '../machine/control-block.ts'
import type { Activation } from './activation.ts'
import type { ActivationStack } from './activation-stack.ts'
import { notResumed, notRun } from './callback-outcome.ts'
import { type Views, word } from './exchange.ts'
import type { Running } from './running.ts'
import type { Upcall } from './upcall.ts'

/**
 * Of a call that came back with a status other than done: runs what C calls, until C is done. True if that was not all, and
 * `leave` has to look at it. `thunk` is what was invoked; `floor` and `loans` are what the call found as the floor of scratch
 * and as lent, undefined where it has added nothing. What C reaches through the arguments lives as long as the frame of the
 * marshaller, which may have to say in an error what they were.
 */
export type RunCallbacks = (thunk: number, floor: number | undefined, loans: number | undefined) => boolean

/** What happens seldom. */
export interface Otherwise {
  /** There once there is a callback. */
  readonly running: Running | undefined
  /** If the call did not begin because the call stack was crowded, begins it once more. True if C has called back then. */
  beginAgain(thunk: number, loans: number | undefined): boolean
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
  restore(floor: number | undefined, loans: number | undefined): void
}

/**
 * From where a call has left the usual way: with `outcome`, a status or none, or with what was thrown. Without an activation
 * it had not begun that way.
 */
type GoOn = (
  activation: Activation | undefined,
  upcall: Upcall | undefined,
  outcome: number,
  thrown: readonly [unknown] | undefined,
  floor: number | undefined,
  loans: number | undefined,
) => boolean

interface Left {
  readonly upcall: Upcall
  readonly outcome: number
  readonly thrown: readonly [unknown] | undefined
}

/** `upcalls` are by index of their stubs. */
export function makeGoOn(
  { I32 }: Views,
  activations: ActivationStack,
  upcalls: readonly Upcall[],
  otherwise: Otherwise,
): GoOn {
  const { callStack, callback } = word
  const { done, callback: calledBack }: Readonly<Record<string, number>> = status

  /** Gives the status that C has come back with for good. */
  const runAll = (activation: Activation): number => {
    // What calls back from further up is not this call's C: see `callStackGap`.
    const highest = activation.start! - callStackGap
    let outcome: number
    do {
      if (I32[callStack]! > highest) otherwise.unwindFrom(activation)
      const upcall = upcalls[I32[callback]!]!
      outcome = notResumed
      try {
        const reached = upcall.shape.runAndResume(activation, upcall)
        if (reached !== notRun) outcome = reached
        else if (I32[callStack]! > highest) outcome = calledBack
        else otherwise.runOnce(upcall, activation)
      } catch (error) {
        otherwise.caught(error, upcall, activation)
      }
      if (outcome === notResumed) outcome = otherwise.resume(upcall, activation)
    } while (outcome === calledBack)
    return outcome
  }

  const runOn = (activation: Activation, { upcall, outcome, thrown }: Left): number => {
    if (thrown !== undefined) otherwise.caught(thrown[0], upcall, activation)
    const reached = outcome === notResumed ? otherwise.resume(upcall, activation) : outcome
    return reached === notRun || reached === calledBack ? runAll(activation) : reached
  }

  return (activation, upcall, outcome, thrown, floor, loans) => {
    try {
      if (activation === undefined || upcall === undefined) throw thrown![0]
      const last = otherwise.running!(activation, runOn, { upcall, outcome, thrown })
      const isEndedWell = last === done && !activation.hasThrown && activations.end(activation)
      return !isEndedWell && otherwise.endBadly(activation)
    } catch (error) {
      otherwise.restore(floor, loans)
      throw error
    }
  }
}
