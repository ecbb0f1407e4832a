/**
 * Expressions (C11 6.5), by precedence climbing: `parseBinary(p, m)` reads operands joined by operators of precedence `m` and
 * more, and its right operands with one more, which makes every operator group to the left.
 *
 *   1 + 2 * 3 << 4     ((1 + (2 * 3)) << 4)
 *
 * An operand that C does not evaluate is parsed and typed all the same: `0 ? 1 / 0 : 2u` is 2u.
 */
import { sameUnqualified } from '../../ctype/compatible.ts'
import { printType } from '../../ctype/print.ts'
import { bareType, type CType, type PointerType, pointerType, voidType } from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'
import { commonType, isArithmetic, operandIn } from './arithmetic.ts'
import { binaryOperators, evaluateBinary, refuseOperands, truthOf } from './binary.ts'
import { type Operand, refuse, rvalueOf, unevaluated, valueOperand } from './operand.ts'
import { isNullPointerConstant } from './pointer-arithmetic.ts'
import { qualifiedLike } from './qualifiers.ts'
import { parseUnary } from './unary.ts'

/** With commas, which no constant expression has where it is evaluated (C11 6.6 §3). */
export function parseExpression(p: Parser): Operand {
  let operand = parseConditional(p)
  while (p.at(',')) {
    if (p.unevaluated === 0 && !p.isCondition) refuse(p, p.start, `',' in a constant expression`)
    p.next()
    operand = rvalueOf(p, parseConditional(p))
    operand = valueOperand(operand.type, operand.value, false, operand.offset)
  }
  return operand
}

export function parseConditional(p: Parser): Operand {
  p.enterExpression()
  const condition = parseBinary(p, 1)
  const operand = p.at('?') ? parseArms(p, condition) : condition
  p.leaveExpression()
  return operand
}

function parseBinary(p: Parser, least: number): Operand {
  let left = parseUnary(p)
  for (;;) {
    const { kind, start } = p
    const operator = binaryOperators.get(kind)
    if (operator === undefined || operator.precedence < least) return left
    const truth = operator.kind === 'logical' ? truthOf(p, left, start) : undefined
    p.next()
    const isDecided = truth !== undefined && truth === (kind === '||')
    const right = unevaluated(p, isDecided, q => parseBinary(q, operator.precedence + 1))
    // What the left operand decides does not ask the right one for its value.
    left = unevaluated(p, isDecided, q => evaluateBinary(q, kind, left, right, start))
  }
}

/** GNU's `a ?: b` is `a ? a : b`. */
function parseArms(p: Parser, operand: Operand): Operand {
  const offset = p.start
  const condition = truthOf(p, operand, offset)
  p.next()
  const isOmitted = p.at(':') && !p.isCondition
  const first = isOmitted ? operand : unevaluated(p, condition === false, parseExpression)
  const colon = p.start
  p.expect(':', 'in a conditional expression')
  const second = unevaluated(p, condition === true, parseConditional)
  const a = unevaluated(p, condition === false, q => armOf(q, first, offset))
  const b = unevaluated(p, condition === true, q => armOf(q, second, colon))
  const type = conditionalType(p, a, b, colon)
  if (condition === undefined) return valueOperand(type, undefined, false, operand.offset)
  const { value, isStrict } = condition ? a : b
  const isNumber = value !== undefined && (type.kind === 'integer' || type.kind === 'floating')
  const result = isNumber ? operandIn(value, type, p.target) : value
  return valueOperand(type, result, isStrict && operand.isStrict && type.kind === 'integer', operand.offset)
}

function armOf(p: Parser, operand: Operand, offset: number): Operand {
  if (operand.kind === 'string' && p.unevaluated === 0)
    refuse(p, offset, 'expected a number as an operand, found a string')
  return rvalueOf(p, operand)
}

/** The common type of both arms, whichever is chosen (C11 6.5.15 §5-6). */
function conditionalType(p: Parser, a: Operand, b: Operand, offset: number): CType {
  const [x, y] = [bareType(a.type), bareType(b.type)]
  if (isArithmetic(x) && isArithmetic(y)) return commonType(x, y, p.target)
  if (x.kind === 'pointer' && isNullPointerConstant(b)) return x
  if (y.kind === 'pointer' && isNullPointerConstant(a)) return y
  if (x.kind === 'pointer' && y.kind === 'pointer') {
    const target = commonTarget(p, x, y)
    if (target !== undefined) return pointerType(qualifiedLike(qualifiedLike(target, x.target), y.target))
  } else if (x === y && (x.kind === 'void' || x.kind === 'record')) return x
  refuseOperands(p, '?:', a, b, offset)
}

function commonTarget(p: Parser, { target: a }: PointerType, { target: b }: PointerType): CType | undefined {
  if (bareType(a).kind === 'void' || bareType(b).kind === 'void') return voidType
  return sameUnqualified(a, b, p.target) ? a : undefined
}

/** The type of an expression that is not evaluated: what `typeof` asks for. */
export function parseExpressionType(p: Parser): CType {
  const { start } = p
  const { type, bits } = unevaluated(p, true, parseExpression)
  if (bits !== undefined) refuse(p, start, `'typeof' of a bit-field of type '${printType(type)}'`)
  return type
}
