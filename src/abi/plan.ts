/**
 * A call plan: the moves that perform a call, from slots to registers and stack, and from the result register back. It
 * is data: made by a calling convention, turned into machine code by `machine`, printed, and compared by tests.
 *
 *   double pow(double, double)          int printf(const char *, ...) called with ("%d", int)
 *     double slot 0 -> xmm0               int64  slot 0 -> rdi
 *     double slot 1 -> xmm1               int32  slot 1 -> rsi extended
 *     call                                call with 0 vector registers
 *     double xmm0 -> result               int32  rax -> result
 */
import type { ResultValue, SlotValue } from './slot.ts'

/** A register by its 64-bit name, or an offset in bytes into the stack arguments. */
export type Place = { readonly register: string } | { readonly stack: number }

export interface ArgumentMove {
  readonly slot: number
  readonly value: SlotValue
  readonly to: Place
  /** Widened to 64 bits: an argument of the variable part, or one on the stack. */
  readonly extended: boolean
}

export interface ResultMove {
  readonly value: ResultValue
  readonly register: string
}

export interface CallPlan {
  readonly convention: string
  readonly moves: readonly ArgumentMove[]
  /** Bytes of stack arguments, a multiple of the stack's alignment. */
  readonly stackSize: number
  /** Vector registers used, for a variadic call; undefined where the convention does not ask (psABI 3.2.3). */
  readonly vectorCount: number | undefined
  readonly result: ResultMove | undefined
}

/** What a calling convention is asked to arrange. */
export interface CallSignature {
  readonly parameters: readonly SlotValue[]
  readonly result: ResultValue | undefined
  /** Number of fixed parameters of a variadic function; undefined for others. */
  readonly fixed: number | undefined
}

/** One move a line. Two calls with the same text have the same machine code. */
export function printPlan(plan: CallPlan): string {
  const lines = plan.moves.map(move => {
    const to = 'register' in move.to ? move.to.register : `stack+${move.to.stack}`
    return `${move.value.padEnd(6)} slot ${move.slot} -> ${to}${move.extended ? ' extended' : ''}`
  })
  const stack = plan.stackSize > 0 ? ` with ${plan.stackSize} bytes of stack` : ''
  const vectors = plan.vectorCount === undefined ? '' : ` with ${plan.vectorCount} vector registers`
  lines.push(`call${stack}${vectors}`)
  if (plan.result) lines.push(`${plan.result.value.padEnd(6)} ${plan.result.register} -> result`)
  return lines.join('\n')
}
