/** Primary expressions (C11 6.5.1): literals, names, generic selections, and what GNU C has built in. */
import { pointerType, voidType } from '../../ctype/type.ts'
import { startsType } from '../declaration/specifier.ts'
import type { Parser } from '../parser.ts'
import { parseConditionName } from '../preprocessor/condition.ts'
import { intType } from './arithmetic.ts'
import { builtinExpression } from './builtin-expression.ts'
import { parseCharacter, parseStrings } from './literal.ts'
import { parseNumber } from './number.ts'
import { constantOperand, type Operand, objectOperand, refuse } from './operand.ts'

export function parsePrimary(p: Parser): Operand {
  switch (p.kind) {
    case 'number':
      return read(p, parseNumber(p))
    case 'character':
      return read(p, parseCharacter(p))
    case 'string':
      return parseStrings(p)
    case 'identifier':
      return p.isCondition ? parseNameInCondition(p) : parseName(p)
    default:
      p.unexpected('an expression')
  }
}

/** Goes on after the one token of an operand. */
function read(p: Parser, operand: Operand): Operand {
  p.next()
  return operand
}

function parseNameInCondition(p: Parser): Operand {
  const { start } = p
  const { type, value } = parseConditionName(p)
  return constantOperand(type, value, start)
}

function parseName(p: Parser): Operand {
  const { name, start } = p
  if (p.scope.parameters.length !== 0 && p.scope.parameters.includes(name)) {
    refuse(p, start, `expected a constant, found the parameter '${name}'`)
  }
  const entry = p.scope.ordinary(name)
  switch (entry?.kind) {
    case 'enumerator':
      return read(p, constantOperand(entry.constant.type, entry.constant.value, start))
    case 'function':
    case 'variable':
      return read(p, objectOperand(entry.type, undefined, start))
    default:
      return entry === undefined ? parseUndeclared(p, name, start) : p.unexpected('an expression')
  }
}

function parseUndeclared(p: Parser, name: string, offset: number): Operand {
  const parseBuiltin = builtinExpression(name)
  if (parseBuiltin !== undefined) return parseBuiltin(p)
  switch (name) {
    // Keywords in C23, macros of <stdbool.h> before.
    case 'true':
    case 'false':
      return read(p, constantOperand(intType, BigInt(name === 'true'), offset))
    // What g++ makes of NULL.
    case '__null':
      return read(p, constantOperand(pointerType(voidType), 0n, offset))
    default:
      if (startsType(p) || p.definition !== undefined) p.unexpected('an expression')
      p.raise(offset, `unknown constant '${name}'`)
  }
}
