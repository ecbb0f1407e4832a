/** `sizeof` (C11 6.5.3.4); GNU has it of `void` and of functions too, which is 1. */
import { basicInteger } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import type { Target } from '../../ctype/target.ts'
import { type CType, type IntegerType, integerType } from '../../ctype/type.ts'
import { parseTypeName } from '../declaration/declarator.ts'
import { startsType } from '../declaration/specifier.ts'
import type { Parser } from '../parser.ts'
import { parseCompoundLiteral } from './compound-literal.ts'
import { constantOperand, type Operand, refuse, unevaluated } from './operand.ts'
import { sizeOfObject } from './pointer-arithmetic.ts'
import { parsePostfix } from './postfix.ts'
import { parseGroup, parseUnary } from './unary.ts'

export const sizeType = (target: Target): IntegerType => integerType(basicInteger('size_t', target))

export function parseSizeof(p: Parser): Operand {
  const offset = p.start
  p.enterExpression()
  p.next()
  const type = unevaluated(p, true, () => parseTypeOrOperand(p, 'sizeof', offset))
  p.leaveExpression()
  const size = sizeOfObject(type, p.target)
  if (size === undefined) refuse(p, offset, `'${printType(type)}' has no size`)
  return constantOperand(sizeType(p.target), BigInt(size), offset)
}

function parseTypeOrOperand(p: Parser, name: string, offset: number): CType {
  const operand = parseAfterSizeof(p)
  if (!('offset' in operand)) return operand
  if (operand.bits !== undefined) refuse(p, offset, `'${name}' of a bit-field`)
  return operand.type
}

/** A type in parentheses, or an operand, which may itself start with a compound literal or with parentheses. */
function parseAfterSizeof(p: Parser): CType | Operand {
  if (!p.at('(')) return parseUnary(p)
  const { start } = p
  p.next()
  if (!startsType(p)) return parsePostfix(p, parseGroup(p, start))
  const type = parseTypeName(p)
  p.expect(')', 'after a type name')
  return p.at('{') ? parsePostfix(p, parseCompoundLiteral(p, type, start)) : type
}
