/** Floating types and their constants (C11 6.4.4.2): which format a type has on a target, and what a constant's text is in it. */
import type { FloatingName } from '../../ctype/scalar.ts'
import type { Target } from '../../ctype/target.ts'
import { binary64, divide, type Format, infinity, type Real, realOf, rounded, scaled } from './real.ts'

const binary16: Format = { precision: 11, leastExponent: -24, limit: 16 }
const bfloat16: Format = { precision: 8, leastExponent: -133, limit: 128 }
const binary32: Format = { precision: 24, leastExponent: -149, limit: 128 }
const x87: Format = { precision: 64, leastExponent: -16445, limit: 16384 }
const binary128: Format = { precision: 113, leastExponent: -16494, limit: 16384 }

const formats: Readonly<Record<Exclude<FloatingName, 'long double' | '_Float64x'>, Format>> = {
  float: binary32,
  double: binary64,
  _Float16: binary16,
  _Float32: binary32,
  _Float64: binary64,
  _Float128: binary128,
  _Float32x: binary64,
  __bf16: bfloat16,
}

/** Of `long double` and `_Float64x`, by the target. */
const longFormats: Readonly<Record<Target['name'], Format>> = {
  'x86_64-linux': x87,
  'x86_64-windows': x87,
  'aarch64-linux': binary128,
  'i386-linux': x87,
  'armhf-linux': binary64,
}

/** Of values of the type in memory. */
export const formatOf = (name: FloatingName, target: Target): Format =>
  name === 'long double' || name === '_Float64x' ? longFormats[target.name] : formats[name]

/**
 * Of constants and results of the type: GCC keeps those of `_Float16` as `float` until they are cast or stored
 * (`__FLT_EVAL_METHOD_TS_18661_3__`).
 */
export const evaluationFormatOf = (name: FloatingName, target: Target): Format =>
  name === '_Float16' ? binary32 : formatOf(name, target)

/** Beyond these powers of ten and of two, every value is zero or infinity in each of the formats. */
const EXPONENT_BOUND = 40_000

/** `text` without suffix: `1.5e3`, `.5`, `0x1.8p3`; or undefined where that is no floating constant. */
export function parseFloating(text: string, format: Format): Real | undefined {
  const hexadecimal = /^0[xX](?=\.?[0-9a-fA-F])([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/.exec(text)
  if (hexadecimal !== null) {
    const [, whole = '', fraction = '', exponent] = hexadecimal
    return fromHexadecimal(whole + fraction, Number(exponent) - 4 * fraction.length, format)
  }
  const decimal = /^(?=\.?[0-9])([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?$/.exec(text)
  if (decimal === null) return undefined
  const [, whole = '', fraction = '', exponent = '0'] = decimal
  return fromDecimal(whole + fraction, Number(exponent) - fraction.length, format)
}

function fromHexadecimal(digits: string, exponent: number, format: Format): Real {
  const significand = BigInt(`0x${digits}`)
  return (
    outOfRange(significand, exponent + 4 * digits.length, exponent) ?? rounded(scaled(significand, exponent), format)
  )
}

function fromDecimal(digits: string, power: number, format: Format): Real {
  const significand = BigInt(digits)
  const extreme = outOfRange(significand, power + digits.length, power)
  if (extreme !== undefined) return extreme
  return power < 0
    ? divide(realOf(significand), realOf(10n ** BigInt(-power)), format)
    : rounded(realOf(significand * 10n ** BigInt(power)), format)
}

/** Of a number below its base to the power of `above`, whose last digit counts `unit`. */
function outOfRange(significand: bigint, above: number, unit: number): Real | undefined {
  if (significand === 0n || above < -EXPONENT_BOUND) return realOf(0n)
  return unit > EXPONENT_BOUND ? infinity(false) : undefined
}
