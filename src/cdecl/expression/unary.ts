/** Unary expressions (C11 6.5.3), casts (6.5.4) and what stands in parentheses. */
import { printType } from '../../ctype/print.ts'
import { bareType, pointerType } from '../../ctype/type.ts'
import { parseTypeName } from '../declaration/declarator.ts'
import { startsType } from '../declaration/specifier.ts'
import type { Parser } from '../parser.ts'
import { parseAlignof } from './alignof.ts'
import { isArithmetic, isIntegral, operandIn, promoted } from './arithmetic.ts'
import { truthOf, truthType } from './binary.ts'
import { castOperand } from './cast.ts'
import { parseCompoundLiteral } from './compound-literal.ts'
import { parseExpression } from './conditional-expression.ts'
import { type Operand, objectOperand, refuse, rvalueOf, valueOperand } from './operand.ts'
import { parsePostfix } from './postfix.ts'
import { parsePrimary } from './primary.ts'
import { negated, type Real } from './real.ts'
import { parseSizeof } from './sizeof.ts'

export function parseUnary(p: Parser): Operand {
  switch (p.kind) {
    case '+':
    case '-':
    case '~':
    case '!':
      return parseArithmetic(p)
    case '&':
    case '*':
      return p.isCondition ? p.unexpected('an expression') : parseIndirection(p)
    case '(':
      return parseParenthesised(p)
    case 'identifier':
      return parseKeyword(p)
    default:
      return parsePostfix(p, parsePrimary(p))
  }
}

/** What follows a prefix. */
function parseOperand(p: Parser): Operand {
  p.enterExpression()
  p.next()
  const operand = parseUnary(p)
  p.leaveExpression()
  return operand
}

function parseKeyword(p: Parser): Operand {
  if (p.isCondition) return parsePrimary(p)
  switch (p.name) {
    case 'sizeof':
      return parseSizeof(p)
    case '_Alignof':
    case 'alignof':
    case '__alignof':
    case '__alignof__':
      return parseAlignof(p)
    case '__extension__':
      return parseOperand(p)
    default:
      return parsePostfix(p, parsePrimary(p))
  }
}

function parseArithmetic(p: Parser): Operand {
  const { kind, start } = p
  return evaluateUnary(p, kind, parseOperand(p), start)
}

function evaluateUnary(p: Parser, spelling: string, operand: Operand, offset: number): Operand {
  if (spelling === '!') {
    const truth = truthOf(p, operand, offset)
    return valueOperand(truthType(p), truth === undefined ? undefined : BigInt(!truth), operand.isStrict, offset)
  }
  if (operand.kind === 'string' && p.unevaluated === 0)
    refuse(p, offset, 'expected a number as an operand, found a string')
  const { type, value, isStrict } = rvalueOf(p, operand)
  const bare = bareType(type)
  if (!isArithmetic(bare)) {
    if (bare.kind === 'complex' || bare.kind === 'vector')
      p.unsupported(offset, `a constant of type '${printType(type)}'`)
    refuse(p, offset, `'${spelling}' of '${printType(type)}'`)
  }
  if (!isIntegral(bare)) {
    if (spelling === '~') refuse(p, offset, `'~' takes integers`)
    const isNegated = spelling === '-' && value !== undefined
    return valueOperand(bare, isNegated ? negated(value as Real) : value, false, offset)
  }
  const result = promoted(bare, p.target)
  if (value === undefined) return valueOperand(result, undefined, false, offset)
  const whole = value as bigint
  const changed = spelling === '-' ? -whole : spelling === '~' ? ~whole : whole
  return valueOperand(result, operandIn(changed, result, p.target), isStrict, offset)
}

/** `&` and `*`, which reads nothing yet (C11 6.5.3.2 §3). */
function parseIndirection(p: Parser): Operand {
  const { kind, start } = p
  const operand = parseOperand(p)
  return kind === '&' ? addressOf(p, operand, start) : dereference(p, operand, start)
}

function addressOf(p: Parser, { kind, type, value, bits }: Operand, offset: number): Operand {
  if (kind === 'value') refuse(p, offset, `'&' of a value of type '${printType(type)}'`)
  if (bits !== undefined) refuse(p, offset, `'&' of a bit-field`)
  return valueOperand(pointerType(type), value, false, offset)
}

export function dereference(p: Parser, operand: Operand, offset: number): Operand {
  const { type, value } = rvalueOf(p, operand)
  const bare = bareType(type)
  if (bare.kind !== 'pointer') refuse(p, offset, `'*' of '${printType(type)}', which is no pointer`)
  return objectOperand(bare.target, value, offset)
}

/** A cast, a compound literal, or an expression in parentheses. */
function parseParenthesised(p: Parser): Operand {
  const offset = p.start
  p.next()
  if (p.isCondition || !startsType(p)) return parsePostfix(p, parseGroup(p, offset))
  const type = parseTypeName(p)
  p.expect(')', 'after a type name')
  if (p.at('{')) return parsePostfix(p, parseCompoundLiteral(p, type, offset))
  p.enterExpression()
  const operand = parseUnary(p)
  p.leaveExpression()
  return castOperand(p, type, operand, offset)
}

/** After the `(`. */
export function parseGroup(p: Parser, offset: number): Operand {
  if (p.at('{')) p.unsupported(offset, 'a statement expression')
  const operand = parseExpression(p)
  p.expect(')', 'after an expression')
  return operand
}
