/**
 * Arithmetic on constants as the compiler does it: integer promotions and usual arithmetic conversions (C11 6.3.1), values
 * wrapped to their type (C leaves signed overflow undefined; GCC wraps constants and warns).
 */
import { integerShape } from '../ctype/layout.ts'
import { type BasicInteger, integers } from '../ctype/scalar.ts'
import { x86_64_linux } from '../ctype/target.ts'
import { type FloatingType, floatingType, type IntegerType, integerType } from '../ctype/type.ts'
import type { FloatingConstant, IntegerConstant } from './declarations.ts'
import { floatingOf } from './floating.ts'

export type ArithmeticConstant = IntegerConstant | FloatingConstant

const intType = integerType('int')

export const intConstant = (value: bigint): IntegerConstant => ({ kind: 'integer', value, type: intType })

/** NaN is true. */
export const isTrue = (operand: ArithmeticConstant) =>
  operand.kind === 'integer' ? operand.value !== 0n : operand.value !== 0

const shapeOf = (type: IntegerType) => integerShape(type, x86_64_linux)

/** `value` as the integer type holds it (C11 6.3.1.3). */
export function wrapped(value: bigint, type: IntegerType): IntegerConstant {
  const { size, signed } = shapeOf(type)
  return { kind: 'integer', value: signed ? BigInt.asIntN(size * 8, value) : BigInt.asUintN(size * 8, value), type }
}

const rounded = (value: number, type: FloatingType): FloatingConstant => ({
  kind: 'floating',
  value: type.name === 'float' ? Math.fround(value) : value,
  type,
})

/** Integer conversion ranks (C11 6.3.1.1 §1), each signed type's just below its unsigned one's. */
const ranks: readonly BasicInteger[] = [
  'int',
  'unsigned int',
  'long',
  'unsigned long',
  'long long',
  'unsigned long long',
]

/** The integer promotions (C11 6.3.1.1 §2): everything narrower than `int` fits an `int`. */
export function promoted(type: IntegerType): IntegerType {
  const basic = integers[type.name].same
  return ranks.includes(basic) ? integerType(basic) : intType
}

/** The usual arithmetic conversions (C11 6.3.1.8). */
export function commonType(a: ArithmeticConstant['type'], b: ArithmeticConstant['type']): ArithmeticConstant['type'] {
  if (a.kind === 'floating' || b.kind === 'floating') {
    return [a, b].some(t => t.kind === 'floating' && t.name === 'double')
      ? floatingType('double')
      : floatingType('float')
  }
  const [low, high] = [promoted(a), promoted(b)].sort((x, y) => rank(x) - rank(y)) as [IntegerType, IntegerType]
  // `long long` cannot hold every `unsigned long`: the result is its unsigned counterpart.
  const unsignedIsLost = !shapeOf(low).signed && shapeOf(high).signed && shapeOf(low).size === shapeOf(high).size
  return unsignedIsLost ? integerType(ranks[rank(high) + 1]!) : high
}

const rank = (type: IntegerType) => ranks.indexOf(integers[type.name].same)

/** The operand in a type; undefined where a floating value's integer part is out of range (C11 6.3.1.4 §1). */
export function converted(
  operand: ArithmeticConstant,
  type: ArithmeticConstant['type'],
): ArithmeticConstant | undefined {
  if (type.kind === 'floating') {
    return operand.kind === 'floating'
      ? rounded(operand.value, type)
      : { kind: 'floating', value: floatingOf(operand.value, type.name), type }
  }
  if (operand.kind === 'integer') return wrapped(operand.value, type)
  if (!Number.isFinite(operand.value)) return undefined
  const whole = BigInt(Math.trunc(operand.value))
  const result = wrapped(whole, type)
  return result.value === whole ? result : undefined
}

type Operation<T> = (a: T, b: T) => T | boolean

export interface BinaryOperator {
  readonly precedence: number
  readonly integer: Operation<bigint>
  /** Undefined: for integers only. */
  readonly floating?: Operation<number>
}

const operator = (precedence: number, integer: Operation<bigint>, floating?: Operation<number>): BinaryOperator =>
  floating === undefined ? { precedence, integer } : { precedence, integer, floating }

/** By spelling; a higher precedence binds tighter (C11 6.5.5 to 6.5.14). */
export const binaryOperators: ReadonlyMap<string, BinaryOperator> = new Map([
  [
    '||',
    operator(
      1,
      (a, b) => a !== 0n || b !== 0n,
      (a, b) => a !== 0 || b !== 0,
    ),
  ],
  [
    '&&',
    operator(
      2,
      (a, b) => a !== 0n && b !== 0n,
      (a, b) => a !== 0 && b !== 0,
    ),
  ],
  ['|', operator(3, (a, b) => a | b)],
  ['^', operator(4, (a, b) => a ^ b)],
  ['&', operator(5, (a, b) => a & b)],
  [
    '==',
    operator(
      6,
      (a, b) => a === b,
      (a, b) => a === b,
    ),
  ],
  [
    '!=',
    operator(
      6,
      (a, b) => a !== b,
      (a, b) => a !== b,
    ),
  ],
  [
    '<',
    operator(
      7,
      (a, b) => a < b,
      (a, b) => a < b,
    ),
  ],
  [
    '>',
    operator(
      7,
      (a, b) => a > b,
      (a, b) => a > b,
    ),
  ],
  [
    '<=',
    operator(
      7,
      (a, b) => a <= b,
      (a, b) => a <= b,
    ),
  ],
  [
    '>=',
    operator(
      7,
      (a, b) => a >= b,
      (a, b) => a >= b,
    ),
  ],
  ['<<', operator(8, (a, b) => a << b)],
  ['>>', operator(8, (a, b) => a >> b)],
  [
    '+',
    operator(
      9,
      (a, b) => a + b,
      (a, b) => a + b,
    ),
  ],
  [
    '-',
    operator(
      9,
      (a, b) => a - b,
      (a, b) => a - b,
    ),
  ],
  [
    '*',
    operator(
      10,
      (a, b) => a * b,
      (a, b) => a * b,
    ),
  ],
  [
    '/',
    operator(
      10,
      (a, b) => a / b,
      (a, b) => a / b,
    ),
  ],
  ['%', operator(10, (a, b) => a % b)],
])

const isShift = (spelling: string) => spelling === '<<' || spelling === '>>'

/**
 * The value, or in words why there is none. Where it is not evaluated (`0 && 1 / 0`), only its type matters and no value is
 * at fault.
 */
export function evaluateBinary(
  spelling: string,
  left: ArithmeticConstant,
  right: ArithmeticConstant,
  evaluated: boolean,
): ArithmeticConstant | string {
  const { integer, floating } = binaryOperators.get(spelling)!
  const type = resultType(spelling, left, right)
  if (type.kind === 'floating') {
    if (floating === undefined) return `'${spelling}' takes integers`
    const [a, b] = [converted(left, type)!.value as number, converted(right, type)!.value as number]
    const value = floating(a, b)
    return typeof value === 'boolean' ? intConstant(BigInt(value)) : rounded(value, type)
  }
  const a = wrapped(left.value as bigint, type).value
  const b = isShift(spelling) ? (right.value as bigint) : wrapped(right.value as bigint, type).value
  const fault = integerFault(spelling, b, shapeOf(type).size * 8)
  if (fault !== undefined) return evaluated ? fault : wrapped(0n, type)
  const value = integer(a, b)
  return typeof value === 'boolean' ? intConstant(BigInt(value)) : wrapped(value, type)
}

/** What the operation is done in; a comparison's own result is `int`. */
function resultType(spelling: string, left: ArithmeticConstant, right: ArithmeticConstant) {
  // A shift has the type of its promoted left operand (C11 6.5.7 §3).
  if (isShift(spelling) && left.kind === 'integer' && right.kind === 'integer') return promoted(left.type)
  return commonType(left.type, right.type)
}

function integerFault(spelling: string, right: bigint, bits: number): string | undefined {
  if ((spelling === '/' || spelling === '%') && right === 0n) return 'division by zero'
  if (isShift(spelling) && (right < 0n || right >= BigInt(bits))) return `shift by ${right} in a type of ${bits} bits`
  return undefined
}

const unaryOperators: ReadonlyMap<string, (value: bigint) => bigint> = new Map([
  ['+', value => value],
  ['-', value => -value],
  ['~', value => ~value],
])

export const isUnaryOperator = (spelling: string) => spelling === '!' || unaryOperators.has(spelling)

export function evaluateUnary(spelling: string, operand: ArithmeticConstant): ArithmeticConstant | string {
  if (spelling === '!') return intConstant(BigInt(!isTrue(operand)))
  if (operand.kind === 'integer') {
    return wrapped(unaryOperators.get(spelling)!(operand.value), promoted(operand.type))
  }
  if (spelling === '~') return `'~' takes integers`
  return spelling === '-' ? { ...operand, value: -operand.value } : operand
}
