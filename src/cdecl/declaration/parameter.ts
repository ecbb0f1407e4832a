/** Parameter lists (C11 6.7.6.3), and what parameters of array and function type are made to be. */
import { printType } from '../../ctype/print.ts'
import {
  bareType,
  type CType,
  isConst,
  type Parameter,
  pointerType,
  qualifiedType,
  typedefType,
} from '../../ctype/type.ts'
import { parseAttributes } from '../attribute/attribute.ts'
import { withAttributes } from '../attribute/attributed.ts'
import type { Parser } from '../parser.ts'
import { type Declarator, parseDeclarator } from './declarator.ts'
import type { FunctionDerivation, Identifier } from './derivation.ts'
import { parseSpecifiers, refuseOutsideFunctions, type Specifiers } from './specifier.ts'
import { unknownTypeName } from './unknown.ts'

/** C11 asks for 127. */
const MAX_PARAMETERS = 1000

/** Called after the `(`. Names of parameters are known to the rest of the list only (C11 6.2.1 §4). */
export function parseParameters(p: Parser, offset: number): FunctionDerivation {
  if (p.at(')')) {
    p.next()
    return {
      kind: 'function',
      offset,
      parameters: none,
      variadic: false,
      isPrototype: false,
      depth: 0,
      identifiers: undefined,
    }
  }
  if (startsIdentifiers(p)) return parseIdentifiers(p, offset)
  const { parameters: names } = p.scope
  const scope = names.length
  let parameters: Parameter[] | undefined
  let variadic = false
  let depth = 0
  do {
    variadic = p.accept('...')
    const d = variadic ? undefined : readParameter(p, parameters?.length ?? 0, scope)
    if (d === undefined) continue
    depth = Math.max(depth, d.depth)
    const parameter = { name: d.name, type: d.type! }
    // Most functions have one, and an array that grows takes room for sixteen more.
    if (parameters === undefined) parameters = [parameter]
    else parameters.push(parameter)
  } while (!variadic && p.accept(','))
  p.expect(')', "after '...'")
  names.length = scope
  return {
    kind: 'function',
    offset,
    parameters: Object.freeze(parameters ?? none),
    variadic,
    isPrototype: true,
    depth,
    identifiers: undefined,
  }
}

const none: readonly Parameter[] = Object.freeze([])

/** The declarator of parameter `index`; undefined for `void`, which is none. */
function readParameter(p: Parser, index: number, scope: number): Declarator | undefined {
  const offset = p.start
  const specifiers = parseSpecifiers(p, 'a parameter')
  checkSpecifiers(p, specifiers)
  const d = parseDeclarator(p, specifiers, 'parameter')
  if (p.kind === 'identifier' || p.kind === '[') d.attributes = parseAttributes(p, d.attributes)
  if (p.kind !== ')' && p.kind !== ',') p.unexpected(`')' or ',' after a parameter`)
  const written = d.type!
  if (bareType(written).kind === 'void') {
    // `(void)` is no parameter (C11 6.7.6.3 §10).
    if (index === 0 && p.at(')') && d.name === undefined && written.kind !== 'qualified') return undefined
    p.raise(offset, `a parameter of type '${printType(written)}'`)
  }
  if (index === MAX_PARAMETERS) p.raise(offset, `more than ${MAX_PARAMETERS} parameters`)
  declareName(p, d, scope)
  d.type = attributed(p, adjusted(written, p), specifiers, d)
  return d
}

function checkSpecifiers(p: Parser, specifiers: Specifiers): void {
  const { storage, storageOffset, threadOffset, alignOffset } = specifiers
  if (storage !== undefined && storage !== 'register') p.raise(storageOffset, `'${storage}' in a parameter`)
  if (threadOffset >= 0) p.raise(threadOffset, `'_Thread_local' in a parameter`)
  if (alignOffset >= 0) p.raise(alignOffset, `'_Alignas' in a parameter`)
  refuseOutsideFunctions(p, specifiers, 'a parameter')
}

function declareName(p: Parser, { name, offset }: Declarator, scope: number): void {
  if (name === undefined) return
  const { parameters } = p.scope
  if (parameters.indexOf(name, scope) >= 0) p.raise(offset, `parameter '${name}' is repeated`)
  parameters.push(name)
}

function attributed(p: Parser, type: CType, { attributes }: Specifiers, d: Declarator): CType {
  const offset = attributes?.align === undefined ? d.attributes?.alignOffset : attributes.alignOffset
  if (offset !== undefined && offset >= 0) p.raise(offset, 'an alignment of a parameter')
  const before = attributes === undefined ? type : withAttributes(p, type, attributes)
  return d.attributes === undefined ? before : withAttributes(p, before, d.attributes)
}

/** An array becomes a pointer to its first element, a function a pointer to it (C11 6.7.6.3 §7-8). */
export function adjusted(type: CType, p: Parser): CType {
  if (type.kind === 'pointer' || type.kind === 'integer') return type
  const bare = bareType(type)
  if (bare.kind === 'function') return pointerType(type)
  if (bare.kind !== 'array') return type
  const pointer = pointerType(isConst(type) ? qualifiedType(bare.element, { const: true }) : bare.element)
  // Its name is the only way to write the compiler's own `va_list`.
  const isPredefined = type.kind === 'typedef' && p.scope.predefined.get(type.name) === type
  return isPredefined ? typedefType(type.name, pointer) : pointer
}

/** A list of names without types, as in the definitions of old (C11 6.9.1 §6), or a misspelt type. */
const startsIdentifiers = (p: Parser) =>
  p.at('identifier') && p.identifier!.word === undefined && !p.scope.isTypeName(p.name)

function parseIdentifiers(p: Parser, offset: number): FunctionDerivation {
  const identifiers: Identifier[] = []
  do {
    const { name, start } = p
    if (!startsIdentifiers(p)) p.unexpected('the name of a parameter')
    p.next()
    if (!p.at(',') && !p.at(')')) unknownTypeName(p, name, start)
    if (identifiers.length === MAX_PARAMETERS) p.raise(start, `more than ${MAX_PARAMETERS} parameters`)
    if (identifiers.some(other => other.name === name)) p.raise(start, `parameter '${name}' is repeated`)
    identifiers.push({ name, offset: start })
  } while (p.accept(','))
  p.next()
  return { kind: 'function', offset, parameters: none, variadic: false, isPrototype: false, depth: 0, identifiers }
}
