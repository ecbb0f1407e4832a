/**
 * The way of a call that calls back, as it usually goes: C calls, the function runs, C goes on, and is done. Written for V8,
 * which puts all of it into the caller of the marshaller: outside values are constants of an enclosing function (a private
 * field costs 6 bytes of bytecode for each use, a constant's name of an object 4), and what happens seldom is a call of
 * `Otherwise`. As methods of one class it was 1,100 bytes, of which V8 inlined a third, and the call took 15 ns more.
 */
import { callStackGap, status } from '../machine/control-block.ts'
import type { Activation } from './activation.ts'
import type { ActivationStack } from './activation-stack.ts'
import { type Exchange, word } from './exchange.ts'
import type { Running } from './running.ts'
import type { Upcall } from './upcall.ts'

/**
 * Of a call that came back with a status other than done: runs what C calls, until C is done. True if that was not all, and
 * `leave` has to look at it. `thunk` is what was invoked; `floor` and `loans` are what the call found as the floor of scratch
 * and as lent, undefined where it has added nothing. What C reaches through the arguments lives as long as the frame of the
 * marshaller, which may have to say in an error what they were.
 */
export type RunCallbacks = (thunk: number, floor: number | undefined, loans: number | undefined) => boolean

/** No status: C waits still. */
export const notResumed = -1

/** What happens seldom. */
export interface Otherwise {
  /** There once there is a callback. */
  readonly running: Running | undefined
  /** If the call did not begin because the call stack was crowded, begins it once more. True if C has called back then. */
  beginAgain(thunk: number, loans: number | undefined): boolean
  /** C waits in a call further out: throws. */
  unwindFrom(activation: Activation): void
  /** A callback that C may not call or must not go on after. */
  runOnce(upcall: Upcall, activation: Activation): typeof notResumed
  caught(error: unknown, upcall: Upcall, activation: Activation): void
  /** C waits still: for the callback, or in a call further out. Gives the status that it has come back with then. */
  resume(upcall: Upcall, activation: Activation): number
  /** Gives true. */
  endBadly(activation: Activation): true
  /** Gives back the floor of scratch, and what a call was lent. */
  restore(floor: number | undefined, loans: number | undefined): void
}

/** `upcalls` are by index of their stubs. */
export function makeRunCallbacks(
  { lent, views: { I32 } }: Pick<Exchange, 'lent' | 'views'>,
  activations: ActivationStack,
  upcalls: readonly Upcall[],
  otherwise: Otherwise,
): RunCallbacks {
  const { callStack, callback, parkedStart, status: statusWord } = word
  const { done, callback: calledBack }: Readonly<Record<string, number>> = status

  /** Gives the status that C has come back with for good. */
  const runAll = (activation: Activation): number => {
    // What calls back from further up is not this call's C: see `callStackGap`.
    const highest = activation.start! - callStackGap
    let outcome: number
    do {
      if (I32[callStack]! > highest) otherwise.unwindFrom(activation)
      const upcall = upcalls[I32[callback]!]!
      const { shape } = upcall
      outcome = notResumed
      try {
        outcome =
          upcall.holders > 0 && !shape.neverReturns
            ? shape.runAndResume(upcall, highest)
            : otherwise.runOnce(upcall, activation)
      } catch (error) {
        otherwise.caught(error, upcall, activation)
      }
      if (outcome === notResumed) outcome = otherwise.resume(upcall, activation)
    } while (outcome === calledBack)
    return outcome
  }

  return (thunk, floor, loans) => {
    try {
      if (I32[statusWord] !== calledBack && !otherwise.beginAgain(thunk, loans)) return I32[statusWord] !== done
      const activation = activations.begin(I32[parkedStart], loans ?? lent.length)
      const outcome = otherwise.running!(activation, runAll)
      if (outcome === done && !activation.hasThrown && activations.end(activation)) return false
      return otherwise.endBadly(activation)
    } catch (error) {
      otherwise.restore(floor, loans)
      throw error
    }
  }
}
