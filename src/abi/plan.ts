/**
 * A call plan: the moves that perform a call, from slots to registers and stack, and from the result registers back. It
 * is data: made by a calling convention, turned into machine code by `machine`, printed, and compared by tests.
 *
 *   double pow(double, double)          struct { long a; float b; } f(struct { char s[24]; }, long double)
 *     double slot 0 -> xmm0               result address -> rdi
 *     double slot 1 -> xmm1               bytes 0..24 of slot 0 -> stack+0
 *     call                                x87    slot 1 -> stack+32
 *     double xmm0 -> result               call with 48 bytes of stack
 *
 * `bytes a..b of slot n` are those of the aggregate whose address is in the slot, b not included.
 */
import type { ResultValue, ScalarResult, ScalarValue, SlotValue } from './slot.ts'

/** A register by its name, or an offset in bytes into the stack arguments. */
export type Place = { readonly register: string } | { readonly stack: number }

/** A scalar of its slot. */
export interface ScalarMove {
  readonly kind: 'scalar'
  readonly slot: number
  readonly value: ScalarValue
  readonly to: Place
  /** Widened to 64 bits: an argument of the variable part, or one on the stack. */
  readonly extended: boolean
}

/** Bytes `from` to `end` of the aggregate that a slot points to. */
export interface BytesMove {
  readonly kind: 'bytes'
  readonly slot: number
  readonly from: number
  readonly end: number
  readonly to: Place
}

/** Where the result is wanted, as a hidden argument. */
export interface ResultAddressMove {
  readonly kind: 'result address'
  readonly to: { readonly register: string }
}

export type ArgumentMove = ScalarMove | BytesMove | ResultAddressMove

export interface ScalarResultMove {
  readonly kind: 'scalar'
  readonly value: ScalarResult
  readonly register: string
}

/** A register's bytes to bytes `from` to `end` of the place that the result is wanted in. */
export interface BytesResultMove {
  readonly kind: 'bytes'
  readonly register: string
  readonly from: number
  readonly end: number
}

export type ResultMove = ScalarResultMove | BytesResultMove

export interface CallPlan {
  readonly convention: string
  readonly moves: readonly ArgumentMove[]
  /** Bytes of stack arguments, a multiple of the stack's alignment. */
  readonly stackSize: number
  /** Of the stack arguments, in bytes: more than the convention's own where an argument asks for it. */
  readonly stackAlignment: number
  /** Vector registers used, for a variadic call; undefined where the convention does not ask (psABI 3.2.3). */
  readonly vectorCount: number | undefined
  /** None where there is no result, or where the callee writes it itself. */
  readonly results: readonly ResultMove[]
}

/** What a calling convention is asked to arrange. */
export interface CallSignature {
  readonly parameters: readonly SlotValue[]
  readonly result: ResultValue | undefined
  /** Number of fixed parameters of a variadic function; undefined for others. */
  readonly fixed: number | undefined
}

/** Whether the call puts its result, or lets the callee put it, at an address that is given. */
export const needsResultAddress = ({ moves, results }: CallPlan): boolean =>
  moves.some(move => move.kind === 'result address') || results.some(move => move.kind === 'bytes')

/** One move a line. Two calls with the same text have the same machine code. */
export function printPlan(plan: CallPlan): string {
  const alignment = plan.stackAlignment > 16 ? ` aligned to ${plan.stackAlignment}` : ''
  const stack = plan.stackSize > 0 ? ` with ${plan.stackSize} bytes of stack${alignment}` : ''
  const vectors = plan.vectorCount === undefined ? '' : ` with ${plan.vectorCount} vector registers`
  return [...plan.moves.map(printArgument), `call${stack}${vectors}`, ...plan.results.map(printResult)].join('\n')
}

function printArgument(move: ArgumentMove): string {
  const to = 'register' in move.to ? move.to.register : `stack+${move.to.stack}`
  switch (move.kind) {
    case 'scalar':
      return `${move.value.padEnd(6)} slot ${move.slot} -> ${to}${move.extended ? ' extended' : ''}`
    case 'bytes':
      return `bytes ${move.from}..${move.end} of slot ${move.slot} -> ${to}`
    case 'result address':
      return `result address -> ${to}`
  }
}

export const printResult = (move: ResultMove): string =>
  move.kind === 'scalar'
    ? `${move.value.padEnd(6)} ${move.register} -> result`
    : `${move.register} -> bytes ${move.from}..${move.end} of result`
