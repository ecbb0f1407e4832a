/**
 * The value of a floating constant (C11 6.4.4.2), rounded once: JavaScript rounds a decimal to `double` correctly, but has no
 * hexadecimal floats, and rounding a decimal to `double` and then to `float` can be off by one unit in the last place.
 */
import type { FloatingName } from '../ctype/scalar.ts'

/** IEEE 754: digits of the significand, and the exponent of the smallest subnormal number. */
const formats = {
  float: { precision: 24, leastExponent: -149 },
  double: { precision: 53, leastExponent: -1074 },
} as const

/** Beyond these powers of two, every value is zero or infinity in both formats. */
const EXPONENT_BOUND = 4096

/** `text` without suffix: `1.5e3`, `.5`, `0x1.8p3`; or undefined where that is no floating constant. */
export function parseFloating(text: string, name: FloatingName): number | undefined {
  const hexadecimal = /^0[xX](?=\.?[0-9a-fA-F])([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/.exec(text)
  if (hexadecimal !== null) {
    const [, whole = '', fraction = '', exponent] = hexadecimal
    return scaled(BigInt(`0x${whole}${fraction}`), Number(exponent) - 4 * fraction.length, name)
  }
  const decimal = /^(?=\.?[0-9])([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?$/.exec(text)
  if (decimal === null) return undefined
  const double = Number(text)
  if (name === 'double' || double === 0 || !Number.isFinite(double)) return double
  const [, whole = '', fraction = '', exponent = '0'] = decimal
  const power = Number(exponent) - fraction.length
  const digits = BigInt(whole + fraction)
  return power < 0 ? nearest(digits, 10n ** BigInt(-power), name) : nearest(digits * 10n ** BigInt(power), 1n, name)
}

/** `value` as C converts an integer to the type (C11 6.3.1.4 §2). */
export function floatingOf(value: bigint, name: FloatingName): number {
  return value < 0n ? -nearest(-value, 1n, name) : nearest(value, 1n, name)
}

function scaled(significand: bigint, exponent: number, name: FloatingName): number {
  const magnitude = exponent + bitLength(significand)
  if (significand === 0n || magnitude < -EXPONENT_BOUND) return 0
  if (magnitude > EXPONENT_BOUND) return Number.POSITIVE_INFINITY
  return exponent < 0
    ? nearest(significand, 1n << BigInt(-exponent), name)
    : nearest(significand << BigInt(exponent), 1n, name)
}

/** The floating number nearest to a non-negative fraction, ties to even (IEEE 754 §4.3.1). */
function nearest(numerator: bigint, denominator: bigint, name: FloatingName): number {
  const { precision, leastExponent } = formats[name]
  // The quotient has `precision` or `precision + 1` bits with this unit; the second case takes the next one.
  let unit = Math.max(bitLength(numerator) - bitLength(denominator) - precision, leastExponent)
  if (bitLength(quotient(numerator, denominator, unit)) > precision) unit++
  const rounded = roundedQuotient(numerator, denominator, unit)
  // Two steps, because 2 ** 1024 is infinite where half the significand times 2 ** 1023 is not.
  const value = Number(rounded) * 2 ** Math.trunc(unit / 2) * 2 ** (unit - Math.trunc(unit / 2))
  return name === 'float' ? Math.fround(value) : value
}

const bitLength = (value: bigint) => (value === 0n ? 0 : value.toString(2).length)

function operands(numerator: bigint, denominator: bigint, unit: number): [bigint, bigint] {
  return unit < 0 ? [numerator << BigInt(-unit), denominator] : [numerator, denominator << BigInt(unit)]
}

function quotient(numerator: bigint, denominator: bigint, unit: number): bigint {
  const [n, d] = operands(numerator, denominator, unit)
  return n / d
}

function roundedQuotient(numerator: bigint, denominator: bigint, unit: number): bigint {
  const [n, d] = operands(numerator, denominator, unit)
  const below = n / d
  const twiceRest = 2n * (n % d)
  return twiceRest > d || (twiceRest === d && below % 2n === 1n) ? below + 1n : below
}
