/** Definitions in the style of K&R (C11 6.9.1 §6): `int f(a, b) int a; char b; { ... }`. */
import { integerShape } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import { bareType, type CType, type FunctionType, floatingType, functionType, integerType } from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'
import { isComplete } from './complete.ts'
import { type Declarator, parseDeclarator } from './declarator.ts'
import { adjusted } from './parameter.ts'
import { parseSpecifiers, startsType } from './specifier.ts'

/** Reads the declarations up to `{`, and completes the function's type with what callers pass. */
export function parseOldParameters(p: Parser, d: Declarator): void {
  const types = new Map<string, CType | undefined>(d.identifiers!.map(({ name }) => [name, undefined]))
  while (startsType(p)) parseDeclaration(p, types)
  const parameters = d.identifiers!.map(({ name, offset }) => {
    const type = types.get(name) ?? p.raise(offset, `parameter '${name}' has no type`)
    return { name, type: promoted(type, p) }
  })
  const { result, variadic, attributes } = bareType(d.type!) as FunctionType
  d.type = functionType(result, parameters, { variadic, isPrototype: false, attributes })
}

function parseDeclaration(p: Parser, types: Map<string, CType | undefined>): void {
  const specifiers = parseSpecifiers(p, 'a parameter')
  const { storage, storageOffset } = specifiers
  if (storage !== undefined && storage !== 'register') p.raise(storageOffset, `'${storage}' in a parameter`)
  do {
    const { name, offset, type } = parseDeclarator(p, specifiers, 'named')
    if (!types.has(name!)) p.raise(offset, `'${name}' is no parameter`)
    if (types.get(name!) !== undefined) p.raise(offset, `parameter '${name}' is repeated`)
    const value = adjusted(type!, p)
    if (!isComplete(value)) {
      p.raise(offset, `parameter '${name}' of type '${printType(value)}', which is incomplete`)
    }
    types.set(name!, value)
  } while (p.accept(','))
  p.expect(';', 'after the declaration of a parameter')
}

/** Without a prototype, callers promote their arguments (C11 6.5.2.2 §6). */
function promoted(type: CType, p: Parser): CType {
  const bare = bareType(type)
  if (bare.kind === 'floating') return bare.name === 'float' ? floatingType('double') : type
  if (bare.kind === 'bool') return integerType('int')
  if (bare.kind !== 'integer') return type
  return integerShape(bare, p.target).size < p.target.size.int! ? integerType('int') : type
}
