/**
 * A direct plan: the moves of a call whose arguments do not come from slots but in registers, as a C compiler of the same
 * convention passes them to `enter(receiver, arguments..., double target)`. The engine calls that by itself; what JavaScript
 * has for `this` goes nowhere, and the function's address comes as the double of its bits.
 *
 * It gives a `float` or `double` as it is, of which NaN says that the status is to be looked at, and the result in the
 * exchange; for all others, whose results are left in the exchange, the status.
 *
 *   double ldexp(double, int)
 *     double xmm0 -> xmm0
 *     int32  rsi -> rdi
 *     call xmm1
 *     double xmm0
 */
import { type CallPlan, type CallSignature, type Place, printResult, type ResultMove } from './plan.ts'

/** What an engine passes as it is: its numbers are doubles, and integers of 32 bits. */
export type DirectValue = 'int32' | 'uint32' | 'float' | 'double'

export interface DirectMove {
  readonly value: DirectValue
  /** As the engine passes it; `stack` counts from the first argument there. */
  readonly from: Place
  readonly to: Place
}

export interface DirectPlan {
  /** By parameter. One register after the other: none is read after it has been written. */
  readonly moves: readonly DirectMove[]
  /** The vector register that the function's address comes in: no argument is passed in it. */
  readonly target: string
  /** Bytes of stack arguments. */
  readonly stackSize: number
  readonly results: readonly ResultMove[]
  readonly returns: DirectReturn
}

export type DirectReturn = 'status' | 'float' | 'double'

/** More would be pushed one by one by the engine, and again by the thunk. */
const maxDirect = 16

/** Under the convention that `arrange` knows; undefined for calls that have to go by slots. */
export function arrangeDirect(
  signature: CallSignature,
  arrange: (signature: CallSignature) => CallPlan,
): DirectPlan | undefined {
  const { parameters, result, fixed } = signature
  if (parameters.length > maxDirect || !parameters.every(isDirect)) return undefined
  if (typeof result === 'object' || fixed !== undefined) return undefined
  const plan = arrange(signature)
  const passed = arrange({ parameters: ['int64', ...parameters, 'double'], result: 'int32', fixed: undefined })
  const places = passed.moves.map(({ to }) => to)
  const target = places.at(-1)!
  if (!('register' in target)) return undefined
  return {
    moves: parameters.map((value, i) => ({ value, from: places[i + 1]!, to: plan.moves[i]!.to })),
    target: target.register,
    stackSize: plan.stackSize,
    results: plan.results,
    returns: result === 'float' || result === 'double' ? result : 'status',
  }
}

const isDirect = (value: CallSignature['parameters'][number]): value is DirectValue =>
  value === 'int32' || value === 'uint32' || value === 'float' || value === 'double'

/** One move a line. Two calls with the same text have the same machine code. */
export function printDirectPlan({ moves, target, stackSize, results, returns }: DirectPlan): string {
  const stack = stackSize > 0 ? ` with ${stackSize} bytes of stack` : ''
  return [
    ...moves.map(({ value, from, to }) => `${value.padEnd(6)} ${placeName(from)} -> ${placeName(to)}`),
    `call ${target}${stack}`,
    ...(returns === 'status' ? results.map(printResult) : [`${returns.padEnd(6)} ${results[0]!.register}`]),
  ].join('\n')
}

const placeName = (place: Place) => ('register' in place ? place.register : `stack+${place.stack}`)
