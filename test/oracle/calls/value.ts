/** Values of a call: what JavaScript gives, the 64 bits that C has to see, and what has to come back. */
import { inspect } from 'node:util'
import { voidType } from '../../../src/ctype/type.ts'
import { Pointer, pointerAt } from '../../../src/memory/pointer.ts'
import type { Random } from '../random.ts'
import type { Kind, Scalar } from './scalar.ts'

export interface Value {
  readonly given: unknown
  /** Of an integer the value in 64 bits, of a `float` 32 bits, of a string its hash. */
  readonly bits: bigint
}

const edges = [0n, 1n, 0x7fn, 0x80n, 0xffn, 0x7fffn, 0x8000n, 0xffffn, 0x7fff_ffffn, 0x8000_0000n, 0xffff_ffffn].concat(
  [1n << 32n, (1n << 53n) - 1n, 1n << 53n, (1n << 63n) - 1n, 1n << 63n, (1n << 63n) + 1n, (1n << 64n) - 1n],
)

const realEdges = [0, -0, 1, -1.5, 5e-324, 1e-45, 2 ** -126, 2 ** 128 - 2 ** 104, Number.MAX_VALUE].concat([
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
  Math.PI,
  16777217,
])

export const randomBits = (random: Random): bigint => (BigInt(random(2 ** 32)) << 32n) | BigInt(random(2 ** 32))

/** Mostly distinct, sometimes an edge, sometimes small. */
function somewhere(random: Random): bigint {
  const bits = randomBits(random)
  if (random(5) === 0) return edges[random(edges.length)]!
  return random(4) === 0 ? bits >> BigInt(random(64)) : bits
}

const view = new DataView(new ArrayBuffer(8))

export function bitsOfDouble(value: number): bigint {
  view.setFloat64(0, value)
  return view.getBigUint64(0)
}

function bitsOfFloat(value: number): bigint {
  view.setFloat32(0, value)
  return BigInt(view.getUint32(0))
}

function doubleOfBits(bits: bigint): number {
  view.setBigUint64(0, BigInt.asUintN(64, bits))
  return view.getFloat64(0)
}

function floatOfBits(bits: bigint): number {
  view.setUint32(0, Number(BigInt.asUintN(32, bits)))
  return view.getFloat32(0)
}

const integerOfBits = ({ bits, signed }: Pick<Scalar, 'bits' | 'signed'>, pattern: bigint): bigint =>
  signed ? BigInt.asIntN(bits, pattern) : BigInt.asUintN(bits, pattern)

/** A value for a parameter of this type. */
export function randomValue(scalar: Scalar, random: Random): Value {
  switch (scalar.kind) {
    case 'void':
      throw new Error('void has no values')
    case 'bool': {
      const given = random(2) === 1
      return { given, bits: given ? 1n : 0n }
    }
    case 'integer':
      return integerValue(scalar, random)
    case 'float': {
      const edge = realEdges[random(4 * realEdges.length)]
      // Of the doubles that no float is: those are rounded.
      const given = edge !== undefined && edge !== Number.MAX_VALUE ? edge : randomFloat(random)
      return { given, bits: bitsOfFloat(given) }
    }
    case 'double': {
      const given = realEdges[random(4 * realEdges.length)] ?? doubleOfBits(randomBits(random))
      return { given, bits: bitsOfDouble(given) }
    }
    case 'pointer': {
      const bits = somewhere(random)
      return { given: bits === 0n ? null : pointerAt(voidType, bits), bits }
    }
    case 'string':
      return stringValue(random)
  }
}

function integerValue(scalar: Scalar, random: Random): Value {
  const integer = integerOfBits(scalar, somewhere(random))
  const bits = BigInt.asUintN(64, integer)
  const number = Number(integer)
  const asBigint = scalar.bits === 64 && (!Number.isSafeInteger(number) || random(2) === 0)
  return { given: asBigint ? integer : number, bits }
}

/** A float, or a double near one. */
function randomFloat(random: Random): number {
  const float = floatOfBits(randomBits(random))
  const near = float * (1 + 2 ** -30)
  return random(2) === 0 && Number.isFinite(Math.fround(near)) ? near : float
}

const letters = ['a', 'Z', '9', ' ', '%', 'é', '€', '漢', '😀']

function stringValue(random: Random): Value {
  if (random(12) === 0) return { given: null, bits: 0n }
  const length = random(10) === 0 ? random(3000) : random(60)
  // Half of the strings are ASCII.
  const from = random(2) === 0 ? 5 : letters.length
  const text = Array.from({ length }, () => letters[random(from)]!).join('')
  const bytes = new TextEncoder().encode(text)
  const bits = hash(bytes)
  const form = random(4)
  if (form === 0) return { given: bytes, bits }
  if (form === 1) return { given: Uint8Array.of(...bytes, 0, 1, 2), bits }
  return { given: text, bits }
}

/** FNV-1a, as the callees compute it. */
export function hash(bytes: Uint8Array): bigint {
  let hash = 0xcbf29ce484222325n
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash
}

/** What functions with a string result return; null after the last. */
export const texts: readonly string[] = ['', 'hello', 'naïve 漢字 😀', 'x'.repeat(31), 'y'.repeat(32), 'z'.repeat(1000)]

/** What a callee leaves in its result register: garbage around the value, which for `bool` is 0 or 1. */
export function randomAnswer(kind: Kind, random: Random): bigint {
  const bits = kind === 'void' ? 0n : kind === 'integer' ? somewhere(random) : randomBits(random)
  const above = random(2) === 0 ? 0n : randomBits(random)
  if (kind === 'bool') return (above & ~0xffn) | (bits & 1n)
  if (kind === 'string') return bits % BigInt(texts.length + 1)
  if (kind === 'float') return bitsOfFloat(realEdges[random(3 * realEdges.length)] ?? floatOfBits(bits))
  if (kind === 'double') return bitsOfDouble(realEdges[random(3 * realEdges.length)] ?? doubleOfBits(bits))
  return bits
}

/** What a call has to come to, in words. `raw`: nothing is lost. */
export function expectedResult(scalar: Pick<Scalar, 'kind'> | Scalar, answer: bigint, raw: boolean): string {
  if (!('bits' in scalar)) return show(undefined)
  switch (scalar.kind) {
    case 'bool':
      return show((answer & 1n) === 1n)
    case 'float':
      return show(floatOfBits(answer))
    case 'double':
      return show(doubleOfBits(answer))
    case 'pointer':
      return answer === 0n ? show(null) : pointerText(answer)
    case 'string': {
      const text = texts[Number(answer)] ?? null
      return raw && text !== null ? 'a pointer' : show(text)
    }
    default:
      return expectedInteger(scalar, integerOfBits(scalar, answer), raw)
  }
}

function expectedInteger({ bits, out }: Scalar, integer: bigint, raw: boolean): string {
  const number = Number(integer)
  if (bits < 64) return show(number)
  if (raw || out === 'bigint') return show(integer)
  return Number.isSafeInteger(number) ? show(number) : rangeText(integer)
}

const pointerText = (bits: bigint) => `Pointer 0x${bits.toString(16)}`
const rangeText = (exact: unknown) => `ERR_CABI_RESULT_RANGE ${show(exact)}`

/** What a call came to, in the same words. */
export function shownResult(scalar: Pick<Scalar, 'kind'>, result: unknown, raw: boolean): string {
  if (Pointer.isPointer(result)) return raw && scalar.kind === 'string' ? 'a pointer' : pointerText(result.bits)
  return show(result)
}

export function shownError(error: unknown): string {
  const { code, result, message } = error as { code?: string; result?: unknown; message?: string }
  return code === 'ERR_CABI_RESULT_RANGE' ? rangeText(result) : `an error: ${message ?? inspect(error)}`
}

const show = (value: unknown) => inspect(value, { maxStringLength: 50 })
