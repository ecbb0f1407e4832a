/**
 * An upcall plan: the moves that take what C passes to a callback into slots, and the callback's result back. It is the
 * plan of the same call read backwards, printed so:
 *
 *   int compare(const void *, const void *)       struct { double x, y; } f(signed char, struct { long a, b, c; })
 *     rdi -> int64 slot 0                           rdi -> int8 slot 0
 *     rsi -> int64 slot 1                           stack+0 -> bytes 0..24 of slot 2
 *     return                                        return
 *     result int32 -> rax                           bytes 0..8 of result -> xmm0
 *                                                   bytes 8..16 of result -> xmm1
 *
 * The bytes of an aggregate lie in the slots from the one that is named on, behind those of the parameters.
 */
import { CabiError } from '../error.ts'
import type { BytesMove, CallPlan, CallSignature, Place, ResultMove } from './plan.ts'
import { maxParameters, type ResultValue, type ScalarResult, slotSize, widened } from './slot.ts'

/** A scalar to its slot, from its own width on: C leaves the bits above undefined. */
export interface ScalarUpcallMove {
  readonly kind: 'scalar'
  readonly from: Place
  readonly value: ScalarResult
  readonly slot: number
}

/** Bytes `start` to `end` of the aggregate that lies from slot `slot` on. */
export interface BytesUpcallMove {
  readonly kind: 'bytes'
  readonly from: Place
  readonly start: number
  readonly end: number
  readonly slot: number
}

export type UpcallMove = ScalarUpcallMove | BytesUpcallMove

export interface UpcallPlan {
  readonly convention: string
  /** Registers before the stack. */
  readonly moves: readonly UpcallMove[]
  readonly results: readonly ResultMove[]
  /** Bytes of a result that C wants at an address of its own; undefined where it comes back in registers. */
  readonly memoryResult: number | undefined
  /** By parameter: the slot its scalar is in, or from which on its bytes are. */
  readonly slots: readonly number[]
  /** How many slots are used. */
  readonly slotCount: number
}

/** What C calls. */
export interface UpcallSignature {
  readonly parameters: readonly ResultValue[]
  readonly result: ResultValue | undefined
}

type Arrange = (signature: CallSignature) => CallPlan

/** The plan of an upcall under the convention that `arrange` knows. Throws ERR_CABI_UNSUPPORTED where slots do not suffice. */
export function arrangeUpcall({ parameters, result }: UpcallSignature, arrange: Arrange): UpcallPlan {
  const plan = arrange({ parameters: parameters.map(widened), result, fixed: undefined })
  const { slots, slotCount } = slotsOf(parameters)
  const moves = plan.moves.flatMap((move): UpcallMove[] => {
    if (move.kind === 'result address') return []
    const slot = slots[move.slot]!
    if (move.kind === 'bytes') return [bytesMove(move, slot)]
    return [{ kind: 'scalar', from: move.to, value: parameters[move.slot] as ScalarResult, slot }]
  })
  const isInMemory = plan.moves.some(move => move.kind === 'result address')
  return {
    convention: plan.convention,
    moves: [...moves.filter(({ from }) => 'register' in from), ...moves.filter(({ from }) => 'stack' in from)],
    results: plan.results,
    memoryResult: isInMemory && typeof result === 'object' ? result.size : undefined,
    slots,
    slotCount,
  }
}

const bytesMove = ({ from, end, to }: BytesMove, slot: number): BytesUpcallMove => ({
  kind: 'bytes',
  from: to,
  start: from,
  end,
  slot,
})

function slotsOf(parameters: readonly ResultValue[]) {
  let next = parameters.length
  const slots = parameters.map((value, slot) => {
    if (typeof value === 'string') return slot
    const first = next
    next += Math.ceil(value.size / slotSize)
    return first
  })
  if (next <= maxParameters) return { slots, slotCount: next }
  const message = `a callback whose parameters take more than ${maxParameters * slotSize} bytes is not supported`
  throw new CabiError('ERR_CABI_UNSUPPORTED', message)
}

/** One move a line. Two upcalls with the same text have the same machine code. */
export function printUpcallPlan({ moves, results, memoryResult }: UpcallPlan): string {
  return [
    ...moves.map(printMove),
    'return',
    ...results.map(printResult),
    ...(memoryResult === undefined ? [] : [`bytes 0..${memoryResult} of result -> the address in rdi`]),
  ].join('\n')
}

function printMove(move: UpcallMove): string {
  const from = 'register' in move.from ? move.from.register : `stack+${move.from.stack}`
  return move.kind === 'scalar'
    ? `${from} -> ${move.value} slot ${move.slot}`
    : `${from} -> bytes ${move.start}..${move.end} of slot ${move.slot}`
}

const printResult = (move: ResultMove): string =>
  move.kind === 'scalar'
    ? `result ${move.value} -> ${move.register}`
    : `bytes ${move.from}..${move.end} of result -> ${move.register}`
