/**
 * Floating arithmetic as a C compiler does it on constants: each result is the exact one, rounded once to a format (IEEE 754
 * §4.3.1, ties to even). JavaScript has one of the formats; C has those of `_Float16`, `float`, `double`, the x87 and binary128.
 */

export interface Format {
  /** Bits of the significand, the leading one included. */
  readonly precision: number
  /** Of the smallest subnormal number, a power of two. */
  readonly leastExponent: number
  /** Every finite number is less than two to this power. */
  readonly limit: number
}

export interface Real {
  readonly kind: 'finite' | 'infinite' | 'nan'
  readonly negative: boolean
  /** The value is `significand * 2 ** exponent`. */
  readonly significand: bigint
  readonly exponent: number
}

/** JavaScript's own. */
export const binary64: Format = { precision: 53, leastExponent: -1074, limit: 1024 }

export const nan: Real = { kind: 'nan', negative: false, significand: 0n, exponent: 0 }

export const infinity = (negative: boolean): Real => ({ kind: 'infinite', negative, significand: 0n, exponent: 0 })

const finite = (negative: boolean, significand: bigint, exponent: number): Real => ({
  kind: 'finite',
  negative,
  significand,
  exponent,
})

export const realOf = (value: bigint): Real => finite(value < 0n, value < 0n ? -value : value, 0)

/** A significand that is not negative times a power of two. */
export const scaled = (significand: bigint, exponent: number): Real => finite(false, significand, exponent)

export const isZero = (value: Real): boolean => value.kind === 'finite' && value.significand === 0n

export const negated = (value: Real): Real => ({ ...value, negative: !value.negative })

export function bitLength(value: bigint): number {
  const digits = value.toString(16)
  return value === 0n ? 0 : 4 * digits.length - Math.clz32(Number.parseInt(digits[0]!, 16)) + 28
}

export function rounded(value: Real, format: Format): Real {
  if (value.kind !== 'finite') return value
  const { negative, significand, exponent } = value
  if (significand === 0n) return finite(negative, 0n, 0)
  const unit = Math.max(bitLength(significand) + exponent - format.precision, format.leastExponent)
  const result = unit <= exponent ? value : finite(negative, shiftedRight(significand, unit - exponent), unit)
  return bitLength(result.significand) + result.exponent > format.limit ? infinity(negative) : result
}

/** The nearest whole number, ties to even. */
function shiftedRight(value: bigint, bits: number): bigint {
  // Less than half of a unit.
  if (bits > bitLength(value) + 1) return 0n
  const below = value >> BigInt(bits)
  const rest = value - (below << BigInt(bits))
  const half = 1n << BigInt(bits - 1)
  return rest > half || (rest === half && below % 2n === 1n) ? below + 1n : below
}

export function add(a: Real, b: Real, format: Format): Real {
  if (a.kind === 'nan' || b.kind === 'nan') return nan
  if (a.kind === 'infinite') return b.kind === 'infinite' && a.negative !== b.negative ? nan : a
  if (b.kind === 'infinite') return b
  const exponent = Math.min(a.exponent, b.exponent)
  const sum = signed(a, exponent) + signed(b, exponent)
  // A sum of zero is positive unless both are negative (IEEE 754 §6.3).
  if (sum === 0n) return finite(a.negative && b.negative, 0n, 0)
  return rounded(finite(sum < 0n, sum < 0n ? -sum : sum, exponent), format)
}

/** As a multiple of a power of two that divides it. */
function signed({ negative, significand, exponent }: Real, unit: number): bigint {
  if (significand === 0n) return 0n
  const whole = significand << BigInt(exponent - unit)
  return negative ? -whole : whole
}

export const subtract = (a: Real, b: Real, format: Format): Real => add(a, negated(b), format)

export function multiply(a: Real, b: Real, format: Format): Real {
  if (a.kind === 'nan' || b.kind === 'nan') return nan
  const negative = a.negative !== b.negative
  if (a.kind === 'infinite' || b.kind === 'infinite') return isZero(a) || isZero(b) ? nan : infinity(negative)
  return rounded(finite(negative, a.significand * b.significand, a.exponent + b.exponent), format)
}

export function divide(a: Real, b: Real, format: Format): Real {
  if (a.kind === 'nan' || b.kind === 'nan' || (isZero(a) && isZero(b))) return nan
  const negative = a.negative !== b.negative
  if (a.kind === 'infinite') return b.kind === 'infinite' ? nan : infinity(negative)
  if (b.kind === 'infinite' || isZero(a)) return finite(negative, 0n, 0)
  if (isZero(b)) return infinity(negative)
  // Two bits more than the format has, and one that says whether anything is left: rounding needs no more.
  const shift = Math.max(0, format.precision + 2 + bitLength(b.significand) - bitLength(a.significand))
  const numerator = a.significand << BigInt(shift)
  const quotient = (numerator / b.significand) * 2n + (numerator % b.significand === 0n ? 0n : 1n)
  return rounded(finite(negative, quotient, a.exponent - b.exponent - shift - 1), format)
}

/** Negative, zero or positive; undefined where one is not a number. */
export function compare(a: Real, b: Real): number | undefined {
  if (a.kind === 'nan' || b.kind === 'nan') return undefined
  if (a.kind === 'infinite' || b.kind === 'infinite') return infiniteSign(a) - infiniteSign(b)
  const exponent = Math.min(a.exponent, b.exponent)
  const [x, y] = [signed(a, exponent), signed(b, exponent)]
  return x < y ? -1 : x > y ? 1 : 0
}

const infiniteSign = ({ kind, negative }: Real) => (kind === 'finite' ? 0 : negative ? -1 : 1)

/** Without its fraction; undefined for what is not finite. */
export function truncated({ kind, negative, significand, exponent }: Real): bigint | undefined {
  if (kind !== 'finite') return undefined
  const whole = exponent < 0 ? significand >> BigInt(-exponent) : significand << BigInt(exponent)
  return negative ? -whole : whole
}

/** The nearest double. */
export function toNumber(value: Real): number {
  const { kind, negative, significand, exponent } = rounded(value, binary64)
  if (kind === 'nan') return Number.NaN
  // Two steps, because 2 ** 1024 is infinite where half the significand times 2 ** 1023 is not.
  const half = Math.trunc(exponent / 2)
  const magnitude =
    kind === 'infinite' ? Number.POSITIVE_INFINITY : Number(significand) * 2 ** half * 2 ** (exponent - half)
  return negative ? -magnitude : magnitude
}
