/**
 * C has jumped over callbacks (longjmp) into a call further out: what the exchange then says is meant for that call's
 * JavaScript, and is saved here until it is reached.
 */
import { CabiError } from '../error.ts'
import { argumentsOffset, controlBlock, resultOffset, status } from '../machine/control-block.ts'
import type { Activation } from './activation.ts'
import { type Views, word } from './exchange.ts'

/** Carries JavaScript there. A program that catches it delays it until its callback is done, and no longer. */
export function carrier(): CabiError {
  made ??= new CabiError('ERR_CABI_FAULT', 'C has jumped out of this call (longjmp)')
  return made
}

let made: CabiError | undefined

export class Unwinding {
  readonly owner: Activation
  /** What goes on after it: a program that catches `carrier` may make calls, in which C jumps as well. */
  readonly around: Unwinding | undefined
  /** How often JavaScript had been unwound before. Activations that begin later know of one more, and are not concerned. */
  readonly #before: number
  readonly #saved: readonly { readonly at: number; readonly words: Int32Array }[]

  /** `slots`: how many of them hold arguments of a callback. `pending`: what JavaScript was being unwound by already. */
  constructor({ I32 }: Views, owner: Activation, before: number, slots: number, pending: Unwinding | undefined) {
    this.owner = owner
    this.around = pending
    // Those that C has now jumped out of, too.
    while (this.around?.concerns(owner)) this.around = this.around.around
    this.#before = before
    this.#saved = savedRanges(slots).map(({ from, to }) => ({ at: from, words: I32.slice(from, to) }))
  }

  concerns(activation: Activation): boolean {
    return activation.unwindings <= this.#before
  }

  restore({ I32, U32 }: Views): void {
    for (const { at, words } of this.#saved) I32.set(words, at)
    if (U32[word.status] === status.unwound) U32[word.status] = status.done
  }
}

/** In 32-bit words: what says how C came back, and with what. */
function savedRanges(slots: number) {
  const range = (from: number, to: number) => ({ from: from / 4, to: to / 4 })
  return [
    range(controlBlock.callStack, controlBlock.owner),
    range(controlBlock.errorNumber, controlBlock.mxcsr),
    range(controlBlock.faultAddress, controlBlock.thunk),
    range(controlBlock.callback, controlBlock.refusals),
    range(controlBlock.faultStack, resultOffset + 16),
    range(argumentsOffset, argumentsOffset + 8 * slots),
  ]
}
