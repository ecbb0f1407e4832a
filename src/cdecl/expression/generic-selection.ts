/** Generic selections (C11 6.5.1.1): by the type that the first operand has as a value. */
import { sameType } from '../../ctype/compatible.ts'
import { sizeOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import type { Target } from '../../ctype/target.ts'
import { bareType, type CType } from '../../ctype/type.ts'
import { parseTypeName } from '../declaration/declarator.ts'
import type { Parser } from '../parser.ts'
import { parseConditional } from './conditional-expression.ts'
import { type Operand, rvalueOf, unevaluated } from './operand.ts'
import { isQualified, qualifiersOf } from './qualifiers.ts'

export function parseGeneric(p: Parser): Operand {
  const { start } = p
  p.next()
  p.expect('(', `after '_Generic'`)
  const { type } = unevaluated(p, true, q => rvalueOf(q, parseConditional(q)))
  if (!p.at(',')) p.unexpected(`',' in '_Generic'`)
  const types: CType[] = []
  let chosen: Operand | undefined
  let otherwise: Operand | undefined
  while (p.accept(',')) {
    const offset = p.start
    if (p.at('identifier') && p.name === 'default') {
      if (otherwise !== undefined) p.raise(offset, `'default' is repeated`)
      p.next()
      otherwise = parseAssociated(p, false)
      continue
    }
    const associated = parseAssociatedType(p, types, offset)
    types.push(associated)
    const isMatch = !isQualified(associated) && isCompatible(type, associated, p.target)
    const operand = parseAssociated(p, isMatch)
    if (isMatch) chosen = operand
  }
  p.expect(')', `after '_Generic(...'`)
  return chosen ?? otherwise ?? p.raise(start, `no type in '_Generic' fits '${printType(type)}'`)
}

function parseAssociatedType(p: Parser, types: readonly CType[], offset: number): CType {
  const type = parseTypeName(p)
  if (bareType(type).kind === 'function' || sizeOf(type, p.target) === undefined) {
    p.raise(offset, `'${printType(type)}' in '_Generic', which is no type of values`)
  }
  const before = types.find(t => isCompatible(t, type, p.target))
  if (before !== undefined) p.raise(offset, `'${printType(type)}' in '_Generic' after '${printType(before)}'`)
  return type
}

function parseAssociated(p: Parser, isChosen: boolean): Operand {
  p.expect(':', `after a type in '_Generic'`)
  return unevaluated(p, !isChosen, parseConditional)
}

/** Compatible types (C11 6.2.7), `volatile` included. */
export function isCompatible(a: CType, b: CType, target: Target): boolean {
  return sameType(a, b, target) && isAsVolatile(a, b)
}

function isAsVolatile(a: CType, b: CType): boolean {
  if (qualifiersOf(a).volatile !== qualifiersOf(b).volatile) return false
  const [x, y] = [bareType(a), bareType(b)]
  if (x.kind === 'pointer' && y.kind === 'pointer') return isAsVolatile(x.target, y.target)
  return x.kind !== 'array' || y.kind !== 'array' || isAsVolatile(x.element, y.element)
}
