/**
 * System V x86-64: gives each argument its registers or stack place.
 *
 *   f(int a, double b, struct { long l; float f; } c, long d, ...six more ints)
 *     a -> rdi, b -> xmm0, c -> rsi and xmm1, d -> rdx, then rcx r8 r9, and the last three on the stack at 0, 8 and 16
 */
import { printType } from '../../ctype/print.ts'
import type { CType } from '../../ctype/type.ts'
import { CabiError } from '../../error.ts'
import type { Aggregate } from '../aggregate.ts'
import type { ArgumentMove, BytesMove, CallPlan, CallSignature, Place, ResultMove } from '../plan.ts'
import type { ResultValue, ScalarValue } from '../slot.ts'
import { classify } from './classify.ts'
import type { Classes, EightbyteClass } from './eightbyte.ts'
import { isMisread } from './miscompiled.ts'
import {
  integerArguments,
  integerResults,
  stackAlignment,
  vectorArguments,
  vectorResults,
  x87Results,
} from './registers.ts'

export const convention = 'sysv-x64'

export function arrange(signature: CallSignature): CallPlan {
  const places = new Places()
  const { fixed } = signature
  const isInMemory = isMemory(signature.result)
  // "The caller provides space for the return value and passes the address of this storage in %rdi as if it were the
  // first argument to the function."
  const moves: ArgumentMove[] = isInMemory ? [{ kind: 'result address', to: places.integerRegister()! }] : []
  signature.parameters.forEach((value, slot) => {
    if (typeof value === 'string') moves.push(scalarMove(value, slot, places.scalar(value), fixed))
    else moves.push(...aggregateMoves(value, slot, places, fixed))
  })
  return {
    convention,
    moves,
    stackSize: roundUp(places.stackSize, places.stackAlignment),
    stackAlignment: places.stackAlignment,
    // "%al is used to indicate the number of vector arguments passed to a function requiring a variable number".
    vectorCount: fixed === undefined ? undefined : places.vectorsUsed,
    results: isInMemory ? [] : resultMoves(signature.result),
  }
}

/**
 * What is still free. "If the class is INTEGER, the next available register of the sequence %rdi, %rsi, %rdx, %rcx, %r8 and
 * %r9 is used. If the class is SSE, the next available vector register is used [...] Once registers are assigned, the
 * arguments passed in memory are pushed on the stack in reversed order" (psABI 3.2.3, "Passing").
 */
class Places {
  stackSize = 0
  stackAlignment: number = stackAlignment
  readonly #integers: string[] = [...integerArguments]
  readonly #vectors: string[] = [...vectorArguments]

  get vectorsUsed(): number {
    return vectorArguments.length - this.#vectors.length
  }

  integerRegister(): { readonly register: string } | undefined {
    return named(this.#integers.shift())
  }

  scalar(value: ScalarValue): Place {
    if (value === 'x87') return this.stack(16, 16)
    const isVector = value === 'float' || value === 'double'
    return (isVector ? named(this.#vectors.shift()) : this.integerRegister()) ?? this.stack(8, 8)
  }

  /** "If there are no registers available for any eightbyte of an argument, the whole argument is passed on the stack." */
  registers(classes: readonly EightbyteClass[]): readonly (Place | undefined)[] | undefined {
    const count = (wanted: EightbyteClass) => classes.filter(c => c === wanted).length
    if (count('INTEGER') > this.#integers.length || count('SSE') > this.#vectors.length) return undefined
    return classes.map(c => {
      if (c === 'INTEGER') return this.integerRegister()
      return c === 'SSE' ? named(this.#vectors.shift()) : undefined
    })
  }

  /** "The size of each argument gets rounded up to eightbytes", at an address that its alignment divides. */
  stack(size: number, align: number): Place {
    if (align > largestAlignment) throw tooAligned(align)
    const at = roundUp(this.stackSize, align)
    this.stackSize = roundUp(at + size, 8)
    this.stackAlignment = Math.max(this.stackAlignment, align)
    return { stack: at }
  }
}

/** A page of the stack's guard: realigning by more could step over it. */
const largestAlignment = 4096

const tooAligned = (align: number) =>
  new CabiError(
    'ERR_CABI_UNSUPPORTED',
    `an argument on the stack that is aligned to ${align} bytes is not supported, only to ${largestAlignment}`,
  )

/** GCC 12 pads the stack for it where it calls, and does not count that where va_arg begins to look. */
const alignedNothing = (align: number) =>
  new CabiError(
    'ERR_CABI_UNSUPPORTED',
    `an argument without bytes that is aligned to ${align} is not supported in a variadic call: compilers disagree about it`,
  )

/** GCC 12 counts them among the arguments on the stack when it looks for the first variable one: there are none then. */
const unnamedBitFields = (type: CType) =>
  new CabiError(
    'ERR_CABI_UNSUPPORTED',
    `'${printType(type)}', of unnamed bit-fields alone, is not supported in a variadic call: GCC looks for others elsewhere`,
  )

const misread = (type: CType) =>
  new CabiError(
    'ERR_CABI_UNSUPPORTED',
    `'${printType(type)}', aligned to 16, is not supported as a variable argument: GCC reads it from where it is not`,
  )

const named = (register: string | undefined) => (register === undefined ? undefined : { register })

const roundUp = (value: number, multiple: number) => Math.ceil(value / multiple) * multiple

/** Long doubles are passed in memory and returned in registers. */
const isPassedInMemory = (classes: Classes): classes is 'MEMORY' =>
  classes === 'MEMORY' || classes.some(c => c === 'X87' || c === 'COMPLEX_X87')

const isMemory = (value: ResultValue | undefined) =>
  typeof value === 'object' && !value.isEmpty && classify(value.type) === 'MEMORY'

/**
 * The psABI leaves the upper half of a 32-bit argument undefined. It is widened all the same in the variable part, where
 * C code often reads a `long` that the caller passed as an `int`, and on the stack, whose stale bytes nobody should see.
 */
function scalarMove(value: ScalarValue, slot: number, to: Place, fixed: number | undefined): ArgumentMove {
  const narrow = value === 'int32' || value === 'uint32'
  const variable = fixed !== undefined && slot >= fixed
  return { kind: 'scalar', slot, value, to, extended: narrow && (variable || 'stack' in to) }
}

function aggregateMoves(
  { type, size, align, isEmpty }: Aggregate,
  slot: number,
  places: Places,
  fixed: number | undefined,
): BytesMove[] {
  if (size === 0 && align > 8 && fixed !== undefined) throw alignedNothing(align)
  if (isEmpty && size > 0 && fixed !== undefined) throw unnamedBitFields(type)
  const classes = classify(type)
  if (fixed !== undefined && slot >= fixed && isMisread(type, classes)) throw misread(type)
  const registers = isPassedInMemory(classes) ? undefined : places.registers(classes)
  // What is empty takes up registers, if unnamed bit-fields have classes, but no stack.
  if (isEmpty) return []
  if (registers === undefined || registers.length === 0) {
    const to = places.stack(size, Math.max(align, 8))
    // Of a flexible array alone there is only the alignment.
    return size === 0 ? [] : [{ kind: 'bytes', slot, from: 0, end: size, to }]
  }
  return pieces(classes as readonly EightbyteClass[], size).flatMap(({ from, end }) => {
    const to = registers[from / 8]
    return to === undefined ? [] : [{ kind: 'bytes' as const, slot, from, end, to }]
  })
}

/** The bytes of each register: an eightbyte, or two where the second is SSEUP. */
function pieces(classes: readonly EightbyteClass[], size: number) {
  return classes.flatMap((c, i) => {
    if (c === 'SSEUP' || c === 'X87UP') return []
    const isWide = classes[i + 1] === 'SSEUP' || c === 'X87'
    return [{ class: c, from: 8 * i, end: Math.min(size, 8 * i + (isWide ? 16 : 8)) }]
  })
}

function resultMoves(value: ResultValue | undefined): ResultMove[] {
  if (value === undefined) return []
  if (typeof value === 'string') return [{ kind: 'scalar', value, register: scalarResult(value) }]
  if (value.isEmpty || value.size === 0) return []
  const classes = classify(value.type) as readonly EightbyteClass[]
  // "The real part of the value is returned in %st0 and the imaginary part in %st1."
  if (classes[0] === 'COMPLEX_X87') {
    return x87Results.map((register, i) => ({ kind: 'bytes', register, from: 16 * i, end: 16 * i + 16 }))
  }
  const integers: string[] = [...integerResults]
  const vectors: string[] = [...vectorResults]
  return pieces(classes, value.size).flatMap(({ class: c, from, end }) => {
    if (c === 'NO_CLASS') return []
    const register = c === 'INTEGER' ? integers.shift()! : c === 'SSE' ? vectors.shift()! : x87Results[0]
    return [{ kind: 'bytes' as const, register, from, end }]
  })
}

function scalarResult(value: Exclude<ResultValue, Aggregate>): string {
  if (value === 'x87') return x87Results[0]
  return value === 'float' || value === 'double' ? vectorResults[0] : integerResults[0]
}
