/**
 * Arithmetic types on a target: the integer promotions, the usual arithmetic conversions (C11 6.3.1), and values in a type,
 * wrapped to it where C leaves it undefined or to the implementation (GCC wraps constants and warns).
 */
import { underlyingType } from '../../ctype/enumeration.ts'
import { basicInteger, integerShape } from '../../ctype/layout.ts'
import type { BasicInteger, FloatingName } from '../../ctype/scalar.ts'
import type { Target } from '../../ctype/target.ts'
import {
  type BareType,
  type BoolType,
  type EnumType,
  type FloatingType,
  type IntegerType,
  integerType,
} from '../../ctype/type.ts'
import { evaluationFormatOf, formatOf } from './floating.ts'
import type { Value } from './operand.ts'
import { isZero, type Real, realOf, rounded, truncated } from './real.ts'

export type IntegralType = IntegerType | BoolType | EnumType
export type ArithmeticType = IntegralType | FloatingType

export const intType: IntegerType = integerType('int')

export const isIntegral = (type: BareType): type is IntegralType =>
  type.kind === 'integer' || type.kind === 'bool' || type.kind === 'enum'

export const isArithmetic = (type: BareType): type is ArithmeticType => type.kind === 'floating' || isIntegral(type)

/** NaN is true. */
export const isTrue = (value: Value): boolean => (typeof value === 'bigint' ? value !== 0n : !isZero(value))

/** `value` as the integer type holds it (C11 6.3.1.3). */
export function wrapped(value: bigint, type: IntegerType, target: Target): bigint {
  const { size, signed } = integerShape(type, target)
  return signed ? BigInt.asIntN(size * 8, value) : BigInt.asUintN(size * 8, value)
}

/** Integer conversion ranks (C11 6.3.1.1 §1), each signed type's just below its unsigned one's. */
const ranks: readonly BasicInteger[] = [
  'int',
  'unsigned int',
  'long',
  'unsigned long',
  'long long',
  'unsigned long long',
  '__int128',
  'unsigned __int128',
]

const rank = (type: IntegerType, target: Target) => ranks.indexOf(basicInteger(type.name, target))

/** The integer promotions (C11 6.3.1.1 §2): everything narrower than `int` fits an `int`. */
export function promoted(type: IntegralType, target: Target): IntegerType {
  if (type.kind === 'bool') return intType
  const integer = type.kind === 'enum' ? (underlyingType(type, target) ?? intType) : type
  const basic = basicInteger(integer.name, target)
  return ranks.includes(basic) ? integerType(basic) : intType
}

/**
 * Of floating types with the same format the later one is the common type (TS 18661-3, 6.3.1.8). Formats count first.
 */
const floatingRanks: readonly FloatingName[] = [
  '_Float32x',
  '_Float64x',
  'float',
  'double',
  'long double',
  '_Float16',
  '_Float32',
  '_Float64',
  '_Float128',
]

/** The usual arithmetic conversions (C11 6.3.1.8). */
export function commonType(a: ArithmeticType, b: ArithmeticType, target: Target): IntegerType | FloatingType {
  if (a.kind === 'floating') return b.kind === 'floating' ? commonFloating(a, b, target) : a
  if (b.kind === 'floating') return b
  const [x, y] = [promoted(a, target), promoted(b, target)]
  const [low, high] = rank(x, target) <= rank(y, target) ? [x, y] : [y, x]
  const [lowShape, highShape] = [integerShape(low, target), integerShape(high, target)]
  // `long long` cannot hold every `unsigned long`: the result is its unsigned counterpart.
  const unsignedIsLost = !lowShape.signed && highShape.signed && lowShape.size === highShape.size
  return unsignedIsLost ? integerType(ranks[rank(high, target) + 1]!) : high
}

function commonFloating(a: FloatingType, b: FloatingType, target: Target): FloatingType {
  const difference = formatOf(a.name, target).precision - formatOf(b.name, target).precision
  if (difference !== 0) return difference > 0 ? a : b
  return floatingRanks.indexOf(a.name) >= floatingRanks.indexOf(b.name) ? a : b
}

/** What an operator does with an operand: like a cast, but more precise where GCC is (`evaluationFormatOf`). */
export function operandIn(value: Value, type: IntegerType | FloatingType, target: Target): Value {
  if (type.kind === 'floating') return rounded(real(value), evaluationFormatOf(type.name, target))
  return wrapped(value as bigint, type, target)
}

/** A cast; undefined where a floating value's integer part is out of range (C11 6.3.1.4 §1). */
export function castTo(type: ArithmeticType, value: Value, target: Target): Value | undefined {
  switch (type.kind) {
    case 'bool':
      return isTrue(value) ? 1n : 0n
    case 'floating':
      return rounded(real(value), formatOf(type.name, target))
    case 'enum': {
      const underlying = underlyingType(type, target)
      return underlying && castTo(underlying, value, target)
    }
    case 'integer': {
      if (typeof value === 'bigint') return wrapped(value, type, target)
      const whole = truncated(value)
      return whole !== undefined && wrapped(whole, type, target) === whole ? whole : undefined
    }
  }
}

const real = (value: Value): Real => (typeof value === 'bigint' ? realOf(value) : value)
