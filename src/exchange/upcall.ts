/** A callback as the exchange knows it, and what is said when C may not call it. */
import { CabiError } from '../error.ts'
import type { Activation } from './activation.ts'
import type { Unwinding } from './unwinding.ts'

/** What callbacks look at between two calls. */
export interface UpcallState {
  unwinding: Unwinding | undefined
}

/** How callbacks are run. */
export interface UpcallRuns {
  /** Takes the arguments from the slots, calls, stores the result; throws what JavaScript threw. */
  run(upcall: Upcall): void
  /**
   * The same, and resumes C. The status that C has come back with; `notResumed` if C is not where it waited any more, or
   * JavaScript is being unwound; `notRun` if what C waits for is not for this way.
   */
  runAndResume(activation: Activation, upcall: Upcall): number
  /** The same for as long as C calls it again, or others that are run alike: `activation.running` is the last of them. */
  runOn(activation: Activation, upcall: Upcall): number
}

/** What callbacks of one type share. */
export interface UpcallKind extends UpcallRuns {
  /** Stores a result of zero. */
  zero(): void
  /** Code that gives the result to parked C. */
  readonly resume: number
  /** Declared `noreturn`: C must not go on after it. */
  readonly neverReturns: boolean
  /** Slots that arguments are in. */
  readonly slotCount: number
}

export interface Upcall {
  /** For messages. */
  readonly name: string
  /** Of its stub. */
  readonly index: number
  readonly shape: UpcallKind
  /** C may call it while there are any: who keeps it, or calls that it is lent to. */
  readonly holders: number
}

/** Of kernel/upcall.c. */
const reasons = { foreignThread: 1, signalHandler: 2, expired: 3, otherStack: 4 } as const

const givenZero = 'C was given zero'

/** Of a callback that could not run where C called it. */
export function refusalError(name: string, reason: number): CabiError {
  if (reason === reasons.expired) return expiredError(name)
  const where =
    reason === reasons.signalHandler
      ? 'as a signal handler'
      : reason === reasons.otherStack
        ? "on a stack that C has made, as a coroutine's is"
        : 'on a thread that is not its own'
  return new CabiError('ERR_CABI_THREAD', `${name}: C called it ${where}; ${givenZero}`, { callback: name })
}

export function expiredError(name: string): CabiError {
  const message = `${name}: C called it after the call that it was lent to, or after its release; ${givenZero}. callback() makes one that lives until it is released`
  return new CabiError('ERR_CABI_CALLBACK_EXPIRED', message, { callback: name })
}

/** Of one that C waits for no more. */
export function overwrittenError(name: string): CabiError {
  const message = `${name}: C has overwritten the stack that it was to go on with after it: the call of C was given up`
  return new CabiError('ERR_CABI_FAULT', message, { callback: name })
}

/** Of one that C cannot go on after. */
export function returnedError(name: string): CabiError {
  const message = `${name}: it is declared noreturn, and returned: the call of C was given up`
  return new CabiError('ERR_CABI_FAULT', message, { callback: name })
}
