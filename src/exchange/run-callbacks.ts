/**
 * The way of a call that calls back, as it usually goes: in no other, C calls one function and is done. Written for V8, which
 * puts all of it into the marshaller, and that into the program's loop if the two have no more than 766 bytes of bytecode: a
 * call of `int f(int (*)(int), int)` has 749 then, 762 on Node 26. So outside values are constants of an enclosing function (a
 * private field costs 6 bytes for each use, a constant's name of an object 4), and whatever else may happen is in
 * `run-any-callbacks.ts`.
 */
import { status } from '../machine/control-block.ts'
import type { ActivationStack } from './activation-stack.ts'
import { threw } from './callback-outcome.ts'
import { type Exchange, word } from './exchange.ts'
import { makeRunAny, type Otherwise, type RunCallbacks } from './run-any-callbacks.ts'
import type { Upcall } from './upcall.ts'

export interface RunsCallbacks {
  /** Of a call that was lent nothing. */
  readonly runCallbacks: (thunk: number, floor?: number) => boolean
  readonly runCallbacksWithLoans: RunCallbacks
}

/** `upcalls` are by index of their stubs. */
export function makeRunCallbacks(
  exchange: Pick<Exchange, 'lent' | 'views'>,
  activations: ActivationStack,
  upcalls: readonly Upcall[],
  otherwise: Otherwise,
): RunsCallbacks {
  const { callback, parkedStart, status: statusWord } = word
  const { done, callback: calledBack }: Readonly<Record<string, number>> = status
  const { lent, views } = exchange
  const { I32: i32 } = views
  const { goOn, runAny } = makeRunAny(views, activations, upcalls, otherwise)

  const runCallbacksWithLoans: RunCallbacks = (thunk, loans, floor) => {
    const I32 = i32
    if (I32[statusWord] !== calledBack || activations.depth) return runAny(thunk, loans, floor)
    // As `activations.begin` and `end` do it: V8 counts their bytes, and those of calling them.
    const activation = activations.outermost
    activation.start = I32[parkedStart]!
    activation.loans = loans
    activations.depth = 1
    const upcall = upcalls[I32[callback]!]!
    let outcome = threw as number
    let thrown: unknown
    try {
      outcome = otherwise.running!(activation, upcall.shape.runAndResume, upcall)
    } catch (error) {
      thrown = error
    }
    // Where nothing is being unwound, only what has been caught here can have been thrown.
    if (outcome === done && activations.depth === 1 && activations.outermost === activation) {
      activations.depth = 0
      return false
    }
    return goOn(activation, upcall, outcome, thrown, floor)
  }
  return { runCallbacks: (thunk, floor) => runCallbacksWithLoans(thunk, lent.length, floor), runCallbacksWithLoans }
}
