/**
 * Floating formats that no typed array has, as their bits. A value of JavaScript is a double: what has more bits is rounded
 * to the nearest, ties to even, as a conversion in C is (IEEE 754 4.3.1, C11 F.3).
 */

export interface FloatingFormat {
  readonly exponentBits: number
  /** Of the fraction, as stored; x87's has the leading 1 too. */
  readonly fractionBits: number
  readonly leadingBit: 'stored' | 'implied'
}

/** IEEE 754 table 3.5; Intel SDM vol. 1, 4.2.2. */
export const formats = {
  binary16: { exponentBits: 5, fractionBits: 10, leadingBit: 'implied' },
  binary128: { exponentBits: 15, fractionBits: 112, leadingBit: 'implied' },
  x87: { exponentBits: 15, fractionBits: 64, leadingBit: 'stored' },
} as const satisfies Record<string, FloatingFormat>

const doubleBits = new BigUint64Array(1)
const double = new Float64Array(doubleBits.buffer)

const binary64: FloatingFormat = { exponentBits: 11, fractionBits: 52, leadingBit: 'implied' }

/** The nearest double. */
export function decodeFloating(bits: bigint, format: FloatingFormat): number {
  doubleBits[0] = convert(bits, format, binary64)
  return double[0]!
}

/** The nearest value of the format; infinity beyond its range. */
export function encodeFloating(value: number, format: FloatingFormat): bigint {
  double[0] = value
  return convert(doubleBits[0]!, binary64, format)
}

/** The value is significand * 2^exponent, or no finite number. */
function convert(bits: bigint, from: FloatingFormat, to: FloatingFormat): bigint {
  const fraction = bits & mask(from.fractionBits)
  const stored = Number((bits >> BigInt(from.fractionBits)) & mask(from.exponentBits))
  const negative = (bits >> BigInt(from.fractionBits + from.exponentBits)) & 1n
  const sign = negative << BigInt(to.fractionBits + to.exponentBits)
  if (stored === 2 ** from.exponentBits - 1) return sign | special(fraction, from, to)
  const implied = from.leadingBit === 'implied' && stored !== 0 ? 1n << BigInt(from.fractionBits) : 0n
  const exponent = Math.max(stored, 1) - bias(from) - point(from)
  return sign | finite(fraction | implied, exponent, to)
}

const mask = (bits: number): bigint => (1n << BigInt(bits)) - 1n
const bias = ({ exponentBits }: FloatingFormat): number => 2 ** (exponentBits - 1) - 1
/** Bits of the fraction behind the binary point. */
const point = ({ fractionBits, leadingBit }: FloatingFormat): number => fractionBits - (leadingBit === 'stored' ? 1 : 0)

/** Infinity, or NaN: a quiet one. */
function special(fraction: bigint, from: FloatingFormat, to: FloatingFormat): bigint {
  const isInfinity = (fraction & mask(point(from))) === 0n
  const leading = to.leadingBit === 'stored' ? 1n << BigInt(point(to)) : 0n
  const quiet = isInfinity ? 0n : 1n << BigInt(point(to) - 1)
  return (mask(to.exponentBits) << BigInt(to.fractionBits)) | leading | quiet
}

function finite(significand: bigint, exponent: number, to: FloatingFormat): bigint {
  if (significand === 0n) return 0n
  const length = significand.toString(2).length
  // Of the leading bit; a subnormal's is that of the least normal value.
  const least = 1 - bias(to)
  const leading = Math.max(exponent + length - 1, least)
  const rounded = shiftRounding(significand, leading - point(to) - exponent)
  // Rounding up may have carried into one more bit.
  const carried = rounded >> BigInt(point(to) + 1) ? 1 : 0
  const kept = rounded >> BigInt(carried)
  const normal = kept >> BigInt(point(to))
  const stored = normal ? leading + carried + bias(to) : 0
  if (stored >= 2 ** to.exponentBits - 1) return special(0n, to, to)
  return (
    (BigInt(stored) << BigInt(to.fractionBits)) | (to.leadingBit === 'stored' ? kept : kept & mask(to.fractionBits))
  )
}

/** To the right, to the nearest, ties to even; to the left if negative. */
function shiftRounding(value: bigint, by: number): bigint {
  if (by <= 0) return value << BigInt(-by)
  const floor = value >> BigInt(by)
  const twiceRest = (value & mask(by)) * 2n
  const unit = 1n << BigInt(by)
  const roundsUp = twiceRest > unit || (twiceRest === unit && (floor & 1n) === 1n)
  return roundsUp ? floor + 1n : floor
}
