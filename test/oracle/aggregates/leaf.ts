/** What JavaScript has for single values, from their bits: worked out here by nothing that cabi reads with. */
import { underlyingType } from '../../../src/ctype/enumeration.ts'
import { integerShape, sizeOf } from '../../../src/ctype/layout.ts'
import { type FloatingName, integers } from '../../../src/ctype/scalar.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import { type BareType, type CType, type FloatingType, integerType, type VectorType } from '../../../src/ctype/type.ts'

/** Integers and pointers as bigints, whatever cabi makes of them. */
export type Leaf = boolean | bigint | number

export const isLeaf = ({ kind }: BareType): boolean => ['bool', 'integer', 'enum', 'floating', 'pointer'].includes(kind)

/** Of `char` a vector has numbers, and no text. */
export const laneType = ({ element }: VectorType): CType =>
  element.kind === 'integer' && element.name === 'char' ? integerType('signed char') : element

/** Bytes that have a value: not the padding of a `long double`. */
export const leafSize = (type: BareType): number =>
  type.kind === 'floating' && formatOf(type)?.leadingBit === 'stored' ? 10 : sizeOf(type, target)!

export function leafAt(type: BareType, bytes: Uint8Array, at: number): Leaf {
  const bits = bitsAt(bytes, 8 * at, 8 * leafSize(type))
  if (type.kind === 'floating') return floatingValue(bits, type)
  return fieldValue(type, bits, 8 * leafSize(type))
}

/** Of an integer type, or of a bit-field of one. */
export function fieldValue(type: BareType, bits: bigint, count: number): boolean | bigint {
  const { kind, signed } = integerFacts(type)
  if (kind === 'boolean') return bits !== 0n
  return signed ? BigInt.asIntN(count, bits) : bits
}

/** How cabi gives values of an integer type out of memory, and their sign. Pointers are unsigned. */
export function integerFacts(type: BareType): { kind: 'boolean' | 'number' | 'bigint'; signed: boolean } {
  const integer = type.kind === 'enum' ? underlyingType(type, target)! : type
  if (integer.kind === 'bool') return { kind: 'boolean', signed: false }
  if (integer.kind !== 'integer') return { kind: 'bigint', signed: false }
  return { kind: integers[integer.name], signed: integerShape(integer, target).signed }
}

/** The lowest bit of a byte is the first. */
export function bitsAt(bytes: Uint8Array, start: number, count: number): bigint {
  let all = 0n
  const first = start >> 3
  for (let i = (start + count - 1) >> 3; i >= first; i--) all = (all << 8n) | BigInt(bytes[i]!)
  return BigInt.asUintN(count, all >> BigInt(start & 7))
}

export function setBits(bytes: Uint8Array, start: number, count: number, bits: bigint): void {
  for (let i = 0; i < count; i++) {
    const [byte, mask] = [(start + i) >> 3, 1 << ((start + i) & 7)]
    bytes[byte]! = (bits >> BigInt(i)) & 1n ? bytes[byte]! | mask : bytes[byte]! & ~mask
  }
}

interface Format {
  readonly exponent: number
  readonly fraction: number
  readonly leadingBit: 'implied' | 'stored'
}

/** IEEE 754 table 3.5; Intel SDM vol. 1, 4.2.2. */
const binary = {
  16: { exponent: 5, fraction: 10, leadingBit: 'implied' },
  32: { exponent: 8, fraction: 23, leadingBit: 'implied' },
  64: { exponent: 11, fraction: 52, leadingBit: 'implied' },
  128: { exponent: 15, fraction: 112, leadingBit: 'implied' },
  x87: { exponent: 15, fraction: 63, leadingBit: 'stored' },
} as const satisfies Record<string, Format>

const formats: Readonly<Partial<Record<FloatingName, Format>>> = {
  float: binary[32],
  double: binary[64],
  'long double': binary.x87,
  _Float16: binary[16],
  _Float32: binary[32],
  _Float64: binary[64],
  _Float128: binary[128],
  _Float32x: binary[64],
  _Float64x: binary.x87,
}

const formatOf = ({ name }: FloatingType): Format | undefined => formats[name]

/** The nearest double. */
function floatingValue(bits: bigint, type: FloatingType): number {
  const { exponent, fraction, leadingBit } = formatOf(type)!
  const all = bitCount(fraction, leadingBit)
  const most = 2 ** exponent - 1
  const stored = Number((bits >> BigInt(all)) & BigInt(most))
  const sign = bits >> BigInt(all + exponent) ? -1 : 1
  const behind = BigInt.asUintN(fraction, bits)
  if (stored === most) return behind === 0n ? sign * Number.POSITIVE_INFINITY : Number.NaN
  const leading = leadingBit === 'implied' && stored > 0 ? 1n << BigInt(fraction) : 0n
  const significand = BigInt.asUintN(all, bits) | leading
  return sign * nearest(significand, Math.max(stored, 1) - (most >> 1) - fraction)
}

const bitCount = (fraction: number, leadingBit: Format['leadingBit']) => fraction + (leadingBit === 'stored' ? 1 : 0)

/** significand * 2^exponent, rounded once, where a double's last bit is: ties to even. */
function nearest(significand: bigint, exponent: number): number {
  const length = significand.toString(2).length
  const dropped = Math.max(length - 53, -1074 - exponent, 0)
  const unit = 1n << BigInt(dropped)
  const [kept, rest] = [significand / unit, (significand % unit) * 2n]
  const rounded = kept + (rest > unit || (rest === unit && kept % 2n === 1n) ? 1n : 0n)
  return rounded === 0n ? 0 : Number(rounded) * 2 ** (exponent + dropped)
}

/** Changes bytes so that JavaScript has a value with exactly these bits: no NaN (its bits are lost), no bit a double lacks. */
export function makeExact(type: BareType, bytes: Uint8Array, at: number): void {
  if (type.kind === 'bool') bytes[at]! &= 1
  if (type.kind !== 'floating') return
  const { exponent, fraction, leadingBit } = formatOf(type)!
  const start = 8 * at
  const all = bitCount(fraction, leadingBit)
  if (fraction > 52) {
    setBits(bytes, start, fraction - 52, 0n)
    const bias = BigInt(2 ** (exponent - 1) - 1)
    // Within a double's normal ones.
    setBits(bytes, start + all, exponent, bias - 1000n + bitsAt(bytes, start + all, 10))
  }
  if (leadingBit === 'stored') setBits(bytes, start + fraction, 1, 1n)
  if (Number.isNaN(leafAt(type, bytes, at))) setBits(bytes, start + all, 1, 0n)
}
