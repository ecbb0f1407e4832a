/**
 * What a call does, for people: where each argument goes, where the result comes from, and the machine code in between.
 *
 *   double mix(int count, struct pair p, const char *name, long double x)    sysv-x64
 *     int count           rdi
 *     struct pair p       xmm0 (bytes 0..8), rsi (bytes 8..16)
 *     const char *name    rdx
 *     long double x       stack+0
 *     result              xmm0
 */
import { callSignature } from '../abi/call-signature.ts'
import type { ArgumentMove, CallPlan, Place, ResultMove } from '../abi/plan.ts'
import { arrange } from '../abi/sysv-x64/arrange.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import type { FunctionType } from '../ctype/type.ts'
import { argumentsOffset, controlBlock, resultOffset } from '../machine/control-block.ts'
import { emitBareCall } from '../machine/x86-64/downcall.ts'
import { refuseUncallable } from './uncallable.ts'

export interface Explained {
  readonly name: string | undefined
  /** As C declares it. */
  readonly declaration: string
  /** `rdi`; `stack+8`, in bytes from the first stack argument; of what goes to several places, `xmm0 (bytes 0..8)`. */
  readonly places: readonly string[]
}

export interface Explanation {
  readonly type: string
  readonly abi: string
  /** Empty places: there is nothing to pass of an empty struct. */
  readonly parameters: readonly Explained[]
  /** Where the result is when the function returns: empty for `void`. */
  readonly result: readonly string[]
  /** Bytes of stack arguments. */
  readonly stack: number
  /** What is in al: how many vector registers the call of a variadic function uses (psABI 3.2.3). */
  readonly vectors: number | undefined
  /** Offset, bytes and Intel syntax, an instruction a line; rbx is the exchange (control-block.ts). */
  readonly code: string
}

/** Throws ERR_CABI_UNSUPPORTED for what cannot be called. */
export function explainCall(type: FunctionType, name: string): Explanation {
  refuseUncallable(name || 'the function', type)
  const parameters = type.parameters.map(parameter => parameter.type)
  const plan = arrange(callSignature(type, parameters, type.variadic !== false, target))
  return {
    type: printType(type, name),
    abi: plan.convention,
    parameters: type.parameters.map(({ name, type }, slot) => ({
      name,
      declaration: printType(type, name),
      places: piecesOf(plan.moves.flatMap(move => pieceOf(move, slot))),
    })),
    result: resultPlaces(plan),
    stack: plan.stackSize,
    vectors: plan.vectorCount,
    code: emitBareCall(plan).listing(),
  }
}

/** What one move takes: bytes of an aggregate, or all of a scalar. */
interface Piece {
  readonly place: string
  readonly bytes: string
}

const placeName = (place: Place): string => ('register' in place ? place.register : `stack+${place.stack}`)

const bytesOf = (move: ArgumentMove | ResultMove): string =>
  move.kind === 'bytes' ? ` (bytes ${move.from}..${move.end})` : ''

function pieceOf(move: ArgumentMove, slot: number): Piece[] {
  if (move.kind === 'result address' || move.slot !== slot) return []
  return [{ place: placeName(move.to), bytes: bytesOf(move) }]
}

const piecesOf = (pieces: readonly Piece[]): string[] =>
  pieces.map(({ place, bytes }) => (pieces.length > 1 ? place + bytes : place))

function resultPlaces({ moves, results }: CallPlan): string[] {
  const address = moves.find(move => move.kind === 'result address')
  if (address !== undefined) return [`memory whose address is passed in ${placeName(address.to)}`]
  return piecesOf(results.map(move => ({ place: move.register, bytes: bytesOf(move) })))
}

const hex = (offset: number) => `[rbx+0x${offset.toString(16)}]`

/** Of an aggregate, a slot has the address, as a double. */
const legend = `${hex(argumentsOffset)}: slots of arguments, 8 bytes each; ${hex(controlBlock.target)}: the function; ${hex(resultOffset)}: the result`

/** A table, and the code. */
export function printExplanation({ type, abi, parameters, result, stack, vectors, code }: Explanation): string {
  const rows = [
    ...parameters.map(({ declaration, places }) => [declaration, places.join(', ') || 'nothing'] as const),
    ...(vectors === undefined ? [] : [['vector registers used', `${vectors} in al`] as const]),
    ...(stack === 0 ? [] : [['on the stack', `${stack} bytes`] as const]),
    ...(result.length === 0 ? [] : [['result', result.join(', ')] as const]),
  ]
  const width = Math.max(...rows.map(([what]) => what.length))
  const table = rows.map(([what, where]) => `  ${what.padEnd(width)}    ${where}\n`).join('')
  return `${type}    ${abi}\n${table}\n${legend}\n${code}`
}
