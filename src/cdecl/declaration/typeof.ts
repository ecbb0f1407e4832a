/** `typeof` (GNU 6.7, C23 6.7.3.6): of a type or of an expression. */
import { bareType, type CType } from '../../ctype/type.ts'
import { parseExpressionType } from '../expression/constant.ts'
import type { Parser } from '../parser.ts'
import { parseTypeNameWithDepth } from './declarator.ts'
import { startsType } from './specifier.ts'

/** Declarators, members and enumerators of a type that is written out wherever it is printed: a chain of them doubles each time. */
const MAX_TYPEOF_PARTS = 1000

/** The type, and how many declarators deep it is. */
export function parseTypeof(p: Parser): { readonly type: CType; readonly depth: number } {
  const { name, start } = p
  const isUnqualified = p.identifier!.word!.name === 'typeof_unqual'
  p.next()
  p.expect('(', `after '${name}'`)
  const { type, depth } = startsType(p) ? ofType(p) : ofExpression(p)
  p.expect(')', `after '${name}(...'`)
  const named = isUnqualified ? unqualified(type) : type
  if (countParts(named, MAX_TYPEOF_PARTS) > MAX_TYPEOF_PARTS) {
    p.raise(start, `'${name}' of a type of more than ${MAX_TYPEOF_PARTS} parts`)
  }
  return { type: named, depth }
}

function ofType(p: Parser) {
  const { type, depth } = parseTypeNameWithDepth(p)
  return { type: type!, depth }
}

function ofExpression(p: Parser) {
  const type = parseExpressionType(p)
  return { type, depth: depthOf(type) }
}

function unqualified(type: CType): CType {
  return type.kind === 'qualified' || (type.kind === 'typedef' && bareType(type) !== type.type) ? bareType(type) : type
}

/** How many declarators deep a type is; a declaration that made it deeper than allowed was refused. */
function depthOf(type: CType, known = new Map<CType, number>()): number {
  switch (type.kind) {
    case 'typedef':
      return depthOf(type.type, known) + (type.type.kind === 'typedef' || type.type.kind === 'qualified' ? 1 : 0)
    case 'qualified':
      return depthOf(type.type, known)
    case 'pointer':
      return 1 + depthOf(type.target, known)
    case 'array':
      return 1 + depthOf(type.element, known)
    case 'function': {
      // Met once: by their names, types may contain the same one 2^100 times.
      let depth = known.get(type)
      if (depth === undefined) {
        depth = 1 + Math.max(depthOf(type.result, known), ...type.parameters.map(p => depthOf(p.type, known)))
        known.set(type, depth)
      }
      return depth
    }
    default:
      return 0
  }
}

/** Of a type as it is printed. Stops counting where there are more than `most`. */
function countParts(type: CType, most: number): number {
  switch (type.kind) {
    case 'pointer':
      return 1 + countParts(type.target, most)
    case 'array':
      return 1 + countParts(type.element, most)
    case 'qualified':
      return 1 + countParts(type.type, most)
    case 'function':
      return countAll([type.result, ...type.parameters.map(p => p.type)], most)
    case 'record':
      return type.tag === undefined && type.definition !== undefined
        ? countAll(
            type.definition.members.map(member => member.type),
            most,
          )
        : 1
    case 'enum':
      return type.tag === undefined && type.definition !== undefined ? 1 + type.definition.enumerators.length : 1
    default:
      return 1
  }
}

function countAll(types: readonly CType[], most: number): number {
  let count = 1
  for (const type of types) {
    if (count > most) break
    count += countParts(type, most - count)
  }
  return count
}
