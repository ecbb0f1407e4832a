/**
 * Declarators (C11 6.7.6), which are written around their name and read from it outwards:
 *
 *   char *(*f)(int)     f is: a pointer to, a function (int) returning, a pointer to, char
 *
 * Reading leaves derivations in that order, inside out (`derivation.ts`); `derive` applies them to the specifiers' type.
 * Pointers come before the name in the text and after its suffixes in the list.
 */
import { alignOf } from '../../ctype/layout.ts'
import type { CType } from '../../ctype/type.ts'
import { Attributes, parseAttributes, startsAttribute } from '../attribute/attribute.ts'
import { withAttributes } from '../attribute/attributed.ts'
import { type ConventionName, withConvention } from '../attribute/calling-convention.ts'
import type { Parser } from '../parser.ts'
import { parseArray } from './array.ts'
import {
  deriveArray,
  deriveAttributes,
  deriveFunction,
  derivePointer,
  type FunctionDerivation,
  type Identifier,
  type PointerDerivation,
  plainPointer,
} from './derivation.ts'
import { parseParameters } from './parameter.ts'
import { parseTypeSpecifiers, type Specifiers, startsType } from './specifier.ts'
import { unknownTypeName } from './unknown.ts'

/** Which declarators may stand: with a name, without one, or (in parameters) both. */
export type Form = 'named' | 'abstract' | 'parameter'

export class Declarator {
  /** Undefined for an abstract declarator (C11 6.7.7). */
  name: string | undefined = undefined
  /** Of the name, or of where it would stand. */
  offset: number
  /** Undefined while it is read. */
  type: CType | undefined = undefined
  /** How many declarators deep the type is, counting those of its typedefs and parameters. */
  depth = 0
  /** Of the thing declared: those at the end, and those that follow a name or a suffix. */
  attributes: Attributes | undefined = undefined
  /** Of a definition in the old style (K&R). */
  identifiers: readonly Identifier[] | undefined = undefined
  /** Whether its own suffix makes it a function, so that a body may follow. */
  isFunction = false

  constructor(offset: number) {
    this.offset = offset
  }
}

export function parseDeclarator(p: Parser, specifiers: Specifiers, form: Form): Declarator {
  const d = new Declarator(p.start)
  const base = p.derivations.length
  readDeclarator(p, d, form)
  d.type = derive(p, d, specifiers, base, form)
  p.checkDepth(d.depth, d.offset)
  return d
}

/** `const char *`, as in a cast or after `sizeof`. */
export function parseTypeName(p: Parser): CType {
  return parseTypeNameWithDepth(p).type!
}

export function parseTypeNameWithDepth(p: Parser): Declarator {
  // `typeof(typeof(...` has its depth before its declarators.
  p.enterDeclarator()
  const specifiers = parseTypeSpecifiers(p, 'a type', 'a type name')
  const d = parseDeclarator(p, specifiers, 'abstract')
  if (startsAttribute(p)) d.attributes = parseAttributes(p, d.attributes)
  if (specifiers.attributes !== undefined) takeTypeAttributes(p, d, specifiers.attributes)
  if (d.attributes !== undefined) takeTypeAttributes(p, d, d.attributes)
  p.leaveDeclarator()
  return d
}

/** A type without a name has no place for an alignment of its own. */
function takeTypeAttributes(p: Parser, d: Declarator, attributes: Attributes): void {
  if (attributes.align !== undefined) p.unsupported(attributes.alignOffset, 'an alignment in a type name')
  d.type = withAttributes(p, d.type!, attributes)
}

function readDeclarator(p: Parser, d: Declarator, form: Form): void {
  p.enterDeclarator()
  if (p.at('*')) {
    const pointer = readPointer(p)
    const attributes = readAttributes(p)
    readDeclarator(p, d, form)
    if (attributes !== undefined) p.derivations.push({ kind: 'attributes', attributes })
    p.derivations.push(pointer)
  } else readDirect(p, d, form)
  p.leaveDeclarator()
}

/** A `*` and its qualifiers. */
function readPointer(p: Parser): PointerDerivation {
  p.next()
  let pointer = plainPointer
  for (; p.at('identifier'); p.next()) {
    const qualified = withQualifier(p, pointer)
    if (qualified === undefined) break
    pointer = qualified
  }
  return pointer
}

/** With what the current word adds; undefined if it is no qualifier. */
export function withQualifier(p: Parser, pointer: PointerDerivation): PointerDerivation | undefined {
  const { word } = p.identifier!
  switch (word?.kind) {
    case 'qualifier':
      if (word.name === 'const') return { ...pointer, const: true }
      return word.name === 'volatile' ? { ...pointer, volatile: true } : { ...pointer, restrictOffset: p.start }
    case 'atomic':
      return { ...pointer, atomic: true }
    case 'nullability':
    case 'ignored':
      return pointer
    default:
      return undefined
  }
}

/** Attributes and the keywords of calling conventions, among which nullability may stand. */
function readAttributes(p: Parser): Attributes | undefined {
  let attributes: Attributes | undefined
  for (;;) {
    if (startsAttribute(p)) attributes = parseAttributes(p, attributes)
    else {
      const word = p.at('identifier') ? p.identifier!.word : undefined
      if (word?.kind === 'convention') attributes = withConvention(p, word.name as ConventionName, attributes)
      else if (word?.kind === 'nullability') p.next()
      else return attributes
    }
  }
}

/** A name or a declarator in parentheses, if any, and the suffixes. */
function readDirect(p: Parser, d: Declarator, form: Form): void {
  if (p.kind === 'identifier') {
    if (form === 'abstract' || p.identifier!.word !== undefined) {
      if (form === 'named') p.unexpected('a name')
    } else {
      d.name = p.name
      d.offset = p.start
      p.next()
    }
  } else if (p.kind === '(') {
    readParentheses(p, d, form)
  } else if (form === 'named') {
    p.unexpected('a name')
  }
  readSuffixes(p, d, form)
}

/** Where no name is needed, `(` before a type starts parameters: `int (int)`, `int (size_t)` (C11 6.7.6.3 §11). */
function readParentheses(p: Parser, d: Declarator, form: Form): void {
  const { start } = p
  p.next()
  if (form !== 'named' && (p.at(')') || p.at('...') || startsType(p))) {
    p.derivations.push(parseParameters(p, start))
    return
  }
  const attributes = readAttributes(p)
  readDeclarator(p, d, form)
  p.expect(')', 'after a declarator')
  if (attributes !== undefined) p.derivations.push({ kind: 'attributes', attributes })
}

function readSuffixes(p: Parser, d: Declarator, form: Form): void {
  for (;;) {
    const { start } = p
    if (p.kind === '(') {
      p.next()
      p.derivations.push(parseParameters(p, start))
    } else if (p.kind === '[') {
      if (startsAttribute(p)) d.attributes = parseAttributes(p, d.attributes)
      else p.derivations.push(parseArray(p, form))
    } else return
    p.checkDepth(p.derivations.length, start)
  }
}

function derive(p: Parser, d: Declarator, specifiers: Specifiers, base: number, form: Form): CType {
  let type = specifiers.type!
  let { depth } = specifiers
  for (let i = p.derivations.length - 1; i >= base; i--) {
    const derivation = p.derivations.pop()!
    switch (derivation.kind) {
      case 'pointer':
        type = derivePointer(p, type, derivation)
        depth++
        break
      case 'array':
        type = deriveArray(p, type, derivation, form === 'parameter' && i === base)
        depth++
        break
      case 'function':
        if (derivation.identifiers !== undefined) takeIdentifiers(p, d, derivation, i === base && form === 'named')
        d.isFunction = i === base
        type = deriveFunction(p, type, derivation)
        depth = Math.max(depth, derivation.depth) + 1
        break
      case 'attributes':
        type = deriveAttributes(p, type, derivation)
        if (i === base) takeAlignment(p, d, type, derivation.attributes)
    }
  }
  d.depth = depth
  return type
}

/** `int *__attribute__((aligned(16))) p` aligns the pointer, as far as that can be told from aligning `p`. */
function takeAlignment(p: Parser, d: Declarator, type: CType, { lastAlign, alignOffset }: Attributes): void {
  if (lastAlign === undefined) return
  if (lastAlign < (alignOf(type, p.target) ?? 0))
    p.unsupported(alignOffset, 'less alignment of a type inside a declarator')
  const attributes = d.attributes ?? new Attributes()
  attributes.align = Math.max(attributes.align ?? 0, lastAlign)
  attributes.lastAlign ??= lastAlign
  attributes.alignOffset = alignOffset
  d.attributes = attributes
}

/** Parameters without types are allowed in a definition only (C11 6.7.6.3 §3). */
function takeIdentifiers(p: Parser, d: Declarator, { identifiers }: FunctionDerivation, mayDefine: boolean): void {
  const [first] = identifiers!
  if (!mayDefine) unknownTypeName(p, first!.name, first!.offset)
  d.identifiers = identifiers
}
