/** Constant expressions (C11 6.6): expressions of which the value is known. */
import { underlyingType } from '../../ctype/enumeration.ts'
import { printType } from '../../ctype/print.ts'
import { bareType } from '../../ctype/type.ts'
import type { Constant, IntegerConstant } from '../declarations.ts'
import type { Parser } from '../parser.ts'
import { castTo, intType, isArithmetic } from './arithmetic.ts'
import { parseConditional } from './conditional-expression.ts'
import { type Operand, refuse, rvalueOf } from './operand.ts'
import { type Real, toNumber } from './real.ts'

export { parseExpressionType } from './conditional-expression.ts'

/** A conditional-expression, of any constant type. */
export function parseConstant(p: Parser): Constant {
  const offset = p.start
  return constantOf(p, parseConditional(p), offset)
}

export function parseIntegerConstant(p: Parser): IntegerConstant {
  const offset = p.start
  const constant = parseConstant(p)
  if (constant.kind !== 'integer') p.raise(offset, `expected an integer constant, found a ${constant.kind} constant`)
  return constant
}

function constantOf(p: Parser, operand: Operand, offset: number): Constant {
  if (operand.kind === 'string') {
    if (operand.text === undefined) p.unsupported(operand.offset, 'a string that is no Unicode text')
    return { kind: 'string', value: operand.text }
  }
  const { type, value } = rvalueOf(p, operand)
  const bare = bareType(type)
  if (bare.kind === 'complex' || bare.kind === 'vector')
    p.unsupported(offset, `a constant of type '${printType(type)}'`)
  if (!isArithmetic(bare) && bare.kind !== 'pointer') {
    refuse(p, offset, `expected a constant, found a value of type '${printType(type)}'`)
  }
  if (value === undefined) {
    const found = bare.kind === 'pointer' ? 'an address in a library' : 'a value that only running the program gives'
    refuse(p, offset, `expected a constant, found ${found}`)
  }
  switch (bare.kind) {
    case 'pointer':
      return { kind: 'pointer', value: value as bigint, type: bare }
    case 'floating':
      return { kind: 'floating', value: toNumber(castTo(bare, value, p.target) as Real), type: bare }
    case 'integer':
      return { kind: 'integer', value: value as bigint, type: bare }
    case 'bool':
      return { kind: 'integer', value: value as bigint, type: intType }
    case 'enum':
      return { kind: 'integer', value: value as bigint, type: underlyingType(bare, p.target)! }
  }
}
