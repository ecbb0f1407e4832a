/** Binary operators (C11 6.5.5 to 6.5.14) on operands of which the type is known, and perhaps the value. */
import { integerShape } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import { bareType, type FloatingType, type IntegerType, integerType } from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'
import {
  type ArithmeticType,
  commonType,
  intType,
  isArithmetic,
  isIntegral,
  isTrue,
  operandIn,
  promoted,
  wrapped,
} from './arithmetic.ts'
import { evaluationFormatOf } from './floating.ts'
import { type Operand, refuse, rvalueOf, type Value, valueOperand } from './operand.ts'
import { comparePointers, offsetPointer, subtractPointers } from './pointer-arithmetic.ts'
import { add, compare, divide, type Format, multiply, type Real, subtract } from './real.ts'

type Kind = 'logical' | 'integer' | 'comparison' | 'shift' | 'additive' | 'multiplicative'

interface BinaryOperator {
  readonly precedence: number
  readonly kind: Kind
}

const operator = (precedence: number, kind: Kind): BinaryOperator => ({ precedence, kind })

/** By spelling; a higher precedence binds tighter. */
export const binaryOperators: ReadonlyMap<string, BinaryOperator> = new Map([
  ['||', operator(1, 'logical')],
  ['&&', operator(2, 'logical')],
  ['|', operator(3, 'integer')],
  ['^', operator(4, 'integer')],
  ['&', operator(5, 'integer')],
  ['==', operator(6, 'comparison')],
  ['!=', operator(6, 'comparison')],
  ['<', operator(7, 'comparison')],
  ['>', operator(7, 'comparison')],
  ['<=', operator(7, 'comparison')],
  ['>=', operator(7, 'comparison')],
  ['<<', operator(8, 'shift')],
  ['>>', operator(8, 'shift')],
  ['+', operator(9, 'additive')],
  ['-', operator(9, 'additive')],
  ['*', operator(10, 'multiplicative')],
  ['/', operator(10, 'multiplicative')],
  ['%', operator(10, 'integer')],
])

const onIntegers: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '&': (a, b) => a & b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
}

const onReals: Readonly<Record<string, (a: Real, b: Real, format: Format) => Real>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
}

/** Of a sign: negative, zero, positive. */
const comparisons: Readonly<Record<string, (sign: number) => boolean>> = {
  '==': sign => sign === 0,
  '!=': sign => sign !== 0,
  '<': sign => sign < 0,
  '>': sign => sign > 0,
  '<=': sign => sign <= 0,
  '>=': sign => sign >= 0,
}

export function evaluateBinary(p: Parser, spelling: string, left: Operand, right: Operand, offset: number): Operand {
  const { kind } = binaryOperators.get(spelling)!
  if (kind === 'logical') return evaluateLogical(p, spelling, left, right, offset)
  const a = operandOf(p, left, offset)
  const b = operandOf(p, right, offset)
  const isStrict = a.isStrict && b.isStrict
  const [x, y] = [bareType(a.type), bareType(b.type)]
  if (x.kind === 'pointer' || y.kind === 'pointer') return evaluatePointers(p, spelling, kind, a, b, offset)
  if (!isArithmetic(x) || !isArithmetic(y)) refuseOperands(p, spelling, a, b, offset)
  if ((kind === 'integer' || kind === 'shift') && !(isIntegral(x) && isIntegral(y))) {
    refuse(p, offset, `'${spelling}' takes integers`)
  }
  if (kind === 'comparison') {
    return valueOperand(truthType(p), comparisonOf(p, spelling, x, y, a.value, b.value), isStrict, left.offset)
  }
  // A shift has the type of its promoted left operand (C11 6.5.7 §3).
  const type = kind === 'shift' && isIntegral(x) ? promoted(x, p.target) : commonType(x, y, p.target)
  if (a.value === undefined || b.value === undefined) return valueOperand(type, undefined, false, left.offset)
  const value =
    type.kind === 'floating'
      ? evaluateReals(p, spelling, a.value, b.value, type)
      : evaluateIntegers(p, spelling, a.value as bigint, b.value as bigint, type, offset)
  return valueOperand(type, value, isStrict && value !== undefined && type.kind === 'integer', left.offset)
}

/** A string's address is not known, so that an operator has no use for it where it is evaluated. */
function operandOf(p: Parser, operand: Operand, offset: number): Operand {
  if (operand.kind === 'string' && p.unevaluated === 0)
    refuse(p, offset, 'expected a number as an operand, found a string')
  return rvalueOf(p, operand)
}

function evaluateReals(p: Parser, spelling: string, a: Value, b: Value, type: FloatingType): Real {
  const format = evaluationFormatOf(type.name, p.target)
  const [x, y] = [operandIn(a, type, p.target), operandIn(b, type, p.target)]
  return onReals[spelling]!(x as Real, y as Real, format)
}

function evaluateIntegers(
  p: Parser,
  spelling: string,
  a: bigint,
  b: bigint,
  type: IntegerType,
  offset: number,
): bigint | undefined {
  const isShift = spelling === '<<' || spelling === '>>'
  const [x, y] = [wrapped(a, type, p.target), isShift ? b : wrapped(b, type, p.target)]
  const fault = faultOf(spelling, y, 8 * integerShape(type, p.target).size)
  if (fault === undefined) return wrapped(onIntegers[spelling]!(x, y), type, p.target)
  return p.unevaluated > 0 ? undefined : p.raise(offset, fault)
}

function faultOf(spelling: string, right: bigint, bits: number): string | undefined {
  if ((spelling === '/' || spelling === '%') && right === 0n) return 'division by zero'
  const isShift = spelling === '<<' || spelling === '>>'
  return isShift && (right < 0n || right >= BigInt(bits)) ? `shift by ${right} in a type of ${bits} bits` : undefined
}

function comparisonOf(
  p: Parser,
  spelling: string,
  x: ArithmeticType,
  y: ArithmeticType,
  left: Value | undefined,
  right: Value | undefined,
): bigint | undefined {
  if (left === undefined || right === undefined) return undefined
  const type = commonType(x, y, p.target)
  const [a, b] = [operandIn(left, type, p.target), operandIn(right, type, p.target)]
  const sign = typeof a === 'bigint' ? signOf(a, b as bigint) : compare(a, b as Real)
  // Nothing compares with NaN but as different.
  return BigInt(sign === undefined ? spelling === '!=' : comparisons[spelling]!(sign))
}

const signOf = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)

/** What is to the right of what decides is not evaluated, and its value does not matter. */
function evaluateLogical(p: Parser, spelling: string, left: Operand, right: Operand, offset: number): Operand {
  const a = truthOf(p, left, offset)
  const decides = spelling === '||'
  if (a === decides) {
    truthOf(p, right, offset)
    return valueOperand(truthType(p), BigInt(decides), left.isStrict, left.offset)
  }
  const b = truthOf(p, right, offset)
  const value = a === undefined || b === undefined ? undefined : BigInt(b)
  return valueOperand(truthType(p), value, left.isStrict && right.isStrict, left.offset)
}

/** As a condition; undefined where that is not known. */
export function truthOf(p: Parser, operand: Operand, offset: number): boolean | undefined {
  const { type, value } = operandOf(p, operand, offset)
  const bare = bareType(type)
  if (bare.kind !== 'pointer' && !isArithmetic(bare)) refuse(p, offset, `a condition of type '${printType(type)}'`)
  if (value !== undefined) return isTrue(value)
  return p.unevaluated > 0 ? undefined : refuse(p, offset, 'expected a constant, found an address in a library')
}

function evaluatePointers(p: Parser, spelling: string, kind: Kind, a: Operand, b: Operand, offset: number): Operand {
  if (kind === 'comparison') {
    const sign = comparePointers(p, spelling, a, b, offset)
    const value = sign === undefined ? undefined : BigInt(comparisons[spelling]!(sign))
    return valueOperand(intType, value, false, a.offset)
  }
  const isPointer = (operand: Operand) => operand.type.kind === 'pointer'
  if (kind === 'additive' && isPointer(a) !== isPointer(b)) {
    const [pointer, index] = isPointer(a) ? [a, b] : [b, a]
    if (isIntegral(bareType(index.type)) && (spelling === '+' || pointer === a)) {
      return offsetPointer(p, pointer, index, spelling === '-', offset)
    }
  }
  if (spelling === '-' && isPointer(a) && isPointer(b)) return subtractPointers(p, a, b, offset)
  refuseOperands(p, spelling, a, b, offset)
}

export function refuseOperands(p: Parser, spelling: string, a: Operand, b: Operand, offset: number): never {
  const unsupported = [a, b].find(({ type: { kind } }) => kind === 'complex' || kind === 'vector')
  if (unsupported !== undefined) p.unsupported(offset, `a constant of type '${printType(unsupported.type)}'`)
  refuse(p, offset, `'${spelling}' of '${printType(a.type)}' and '${printType(b.type)}'`)
}

const intmaxType = integerType('long long')

/** Of what is true or false; in the condition of an `#if` every result is as wide as `intmax_t`. */
export const truthType = (p: Parser): IntegerType => (p.isCondition ? intmaxType : intType)
