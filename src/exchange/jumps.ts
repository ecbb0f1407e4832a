/**
 * Which call C is in that has come back: not always the innermost, for C may jump (longjmp) out of calls and go on further
 * out. Where it stands tells, as long as it needs no more of the call stack than `callStackGap`; behind that, what it has
 * overwritten.
 */
import { callStackGap, status } from '../machine/control-block.ts'
import type { Activation } from './activation.ts'
import type { ActivationStack } from './activation-stack.ts'
import { type Views, word } from './exchange.ts'
import type { Upcalls } from './upcalls.ts'

export class Jumps {
  readonly #views: Views
  readonly #stack: ActivationStack
  readonly #upcalls: () => Pick<Upcalls, 'isOnCallStack' | 'isStart' | 'parkedOver'> | undefined

  /** `upcalls` gives the callbacks of this thread, if there are any. */
  constructor(
    views: Views,
    stack: ActivationStack,
    upcalls: () => Pick<Upcalls, 'isOnCallStack' | 'isStart' | 'parkedOver'> | undefined,
  ) {
    this.#views = views
    this.#stack = stack
    this.#upcalls = upcalls
  }

  /** Whether C faulted in a call around the innermost one. */
  isFaultOutside({ start }: Activation): boolean {
    const { I32, U32 } = this.#views
    const upcalls = this.#upcalls()
    if (start === undefined || upcalls === undefined) return false
    const at = U32[word.faultStack + 1]! * 2 ** 32 + U32[word.faultStack]!
    return (I32[word.faultStack]! > start && upcalls.isOnCallStack(at)) || this.#isOverwritten(start)
  }

  /** The call that C is in, having come back to the innermost one, `from`. Undefined if JavaScript has left it. */
  owner(from: Activation): Activation | undefined {
    const at = this.#standsAt()
    return this.#stack.innermost(
      activation =>
        activation !== from &&
        activation.start !== undefined &&
        activation.start >= at &&
        !this.#isOverwritten(activation.start),
    )
  }

  #standsAt(): number {
    const { I32 } = this.#views
    if (I32[word.status] === status.fault) return I32[word.faultStack]!
    return I32[word.callStack]! + (I32[word.status] === status.callback ? callStackGap : 0)
  }

  /** Whether C is no more parked as it was over calls that start at `below`. */
  #isOverwritten(below: number): boolean {
    if (!this.#stack.innermost(({ start }) => start !== undefined && start > below)) return false
    const upcalls = this.#upcalls()!
    const parked = upcalls.parkedOver(below)
    return parked === undefined || !upcalls.isStart(parked)
  }
}
