/**
 * The way of a call that calls back, as it usually goes: C calls one function, as often as it likes, and is done. Written for V8, which
 * puts all of it into the marshaller: outside values are constants of an enclosing function (a private field costs 6 bytes of
 * bytecode for each use, a constant's name of an object 4; V8 inlines 920), and whatever else may happen is in
 * `run-any-callbacks.ts`.
 */
import { status } from '../machine/control-block.ts'
import type { Activation } from './activation.ts'
import type { ActivationStack } from './activation-stack.ts'
import { notResumed } from './callback-outcome.ts'
import { type Exchange, word } from './exchange.ts'
import { makeGoOn, type Otherwise, type RunCallbacks } from './run-any-callbacks.ts'
import type { Upcall } from './upcall.ts'

/** `upcalls` are by index of their stubs. */
export function makeRunCallbacks(
  exchange: Pick<Exchange, 'lent' | 'views'>,
  activations: ActivationStack,
  upcalls: readonly Upcall[],
  otherwise: Otherwise,
): RunCallbacks {
  const { callback, parkedStart, status: statusWord } = word
  const { done, callback: calledBack }: Readonly<Record<string, number>> = status
  const { lent } = exchange
  const { I32 } = exchange.views
  const goOn = makeGoOn(exchange.views, activations, upcalls, otherwise)

  return (thunk, floor, loans) => {
    let activation: Activation | undefined
    let upcall: Upcall | undefined
    let outcome = notResumed as number
    let thrown: readonly [unknown] | undefined
    try {
      if (I32[statusWord] !== calledBack && !otherwise.beginAgain(thunk, loans)) return I32[statusWord] !== done
      activation = activations.begin(I32[parkedStart], loans ?? lent.length)
      upcall = upcalls[I32[callback]!]!
      outcome = otherwise.running!(activation, upcall.shape.runAndResume, upcall)
    } catch (error) {
      thrown = [error]
    }
    // Where nothing is being unwound, only what has been caught here can have been thrown.
    if (outcome === done && activations.end(activation!)) return false
    return goOn(activation, upcall, outcome, thrown, floor, loans)
  }
}
