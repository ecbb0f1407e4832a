/** Declaration specifiers (C11 6.7): storage class, qualifiers, type words and attributes, in any order. */
import { integerAsNumber } from '../../ctype/int64.ts'
import { alignOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import { arrayType, bareType, type CType, qualifiedType } from '../../ctype/type.ts'
import { Attributes, parseAttributes, startsAttribute } from '../attribute/attribute.ts'
import { type ConventionName, withConvention } from '../attribute/calling-convention.ts'
import type { Parser } from '../parser.ts'
import { parseAlignment } from './alignment.ts'
import { parseTypeName } from './declarator.ts'
import { parseEnum } from './enumeration.ts'
import { RARE_TYPES, type StorageClass, typeOfSum, type Word } from './keyword.ts'
import { parseRecord } from './record.ts'
import { parseTypeof } from './typeof.ts'
import { unknownTypeName } from './unknown.ts'

export class Specifiers {
  /** Undefined until one is read; never after `parseSpecifiers`. */
  type: CType | undefined = undefined
  /** Of its first word. */
  typeOffset = 0
  /** Of the weights of its type words; zero for any other type. */
  sum = 0
  /** How many declarators deep the type is already, through a typedef. */
  depth = 0
  storage: StorageClass | undefined = undefined
  storageOffset = 0
  const = false
  volatile = false
  atomic = false
  restrictOffset = -1
  /** Of `inline` and `_Noreturn`. */
  functionOffset = -1
  isInline = false
  threadOffset = -1
  /** In bytes, from `_Alignas`; attributes are not included. */
  align: number | undefined = undefined
  alignOffset = -1
  attributes: Attributes | undefined = undefined
  /** Whether a `;` may follow: `struct point;` declares something, `int;` does not. */
  declaresTag = false
}

/** Whether the current token begins a type, here or in C at large. */
export function startsType(p: Parser): boolean {
  if (!p.at('identifier')) return false
  const { word } = p.identifier!
  return word === undefined ? p.scope.isTypeName(p.name) : startsSpecifiers.has(word.kind)
}

const startsSpecifiers: ReadonlySet<Word['kind']> = new Set([
  'type',
  'qualifier',
  'storage',
  'tag',
  'inline',
  'noreturn',
  'thread',
  'atomic',
  'alignas',
  'typeof',
  'ignored',
  'unsupported',
])

/** Reads specifiers; `what` names the thing that should start here. */
export function parseSpecifiers(p: Parser, what: string, into = new Specifiers()): Specifiers {
  for (;;) {
    if (p.kind === 'identifier') {
      const { word } = p.identifier!
      if (word !== undefined) takeWord(p, into, word)
      else if (into.type === undefined) takeTypeName(p, into)
      else break
    } else if (p.kind === '[' && startsAttribute(p)) into.attributes = parseAttributes(p, into.attributes)
    else break
  }
  finish(p, into, what)
  return into
}

/** Specifiers of which no storage class and no other property of a declared name may be part: of members and type names. */
export function parseTypeSpecifiers(p: Parser, what: string, where: string): Specifiers {
  const specifiers = parseSpecifiers(p, what)
  if (specifiers.storage !== undefined) p.raise(specifiers.storageOffset, `'${specifiers.storage}' in ${where}`)
  refuseOutsideFunctions(p, specifiers, where)
  if (specifiers.threadOffset >= 0) p.raise(specifiers.threadOffset, `'_Thread_local' in ${where}`)
  return specifiers
}

export function refuseOutsideFunctions(p: Parser, specifiers: Specifiers, where: string): void {
  if (specifiers.functionOffset < 0) return
  p.raise(specifiers.functionOffset, `'${specifiers.isInline ? 'inline' : '_Noreturn'}' in ${where}`)
}

function takeWord(p: Parser, s: Specifiers, word: Word): void {
  switch (word.kind) {
    case 'type':
      takeTypeWord(p, s, word.weight)
      break
    case 'qualifier':
      takeQualifier(p, s, word.name)
      break
    case 'storage':
      takeStorage(p, s, word.name as StorageClass)
      break
    case 'tag':
      takeTag(p, s, word.name as 'struct' | 'union' | 'enum')
      break
    case 'inline':
    case 'noreturn':
      takeFunctionSpecifier(p, s, word)
      break
    case 'thread':
      if (s.threadOffset >= 0) p.raise(p.start, `'${p.name}' is repeated`)
      s.threadOffset = p.start
      p.next()
      break
    case 'atomic':
      takeAtomic(p, s)
      break
    case 'alignas':
      s.alignOffset = p.start
      s.align = Math.max(s.align ?? 0, parseAlignment(p))
      break
    case 'typeof':
      takeTypeof(p, s)
      break
    case 'attribute':
      s.attributes = parseAttributes(p, s.attributes)
      break
    case 'convention':
      s.attributes = withConvention(p, word.name as ConventionName, s.attributes)
      break
    case 'ignored':
    case 'nullability':
      p.next()
      break
    case 'unsupported':
      p.refuseUnsupported()
      break
    case 'asm':
    case 'static assertion':
    case 'elsewhere':
      p.unexpected(s.type === undefined ? 'a type' : 'a name')
  }
}

function takeTypeWord(p: Parser, s: Specifiers, weight: number): void {
  const type = s.type === undefined || s.sum > 0 ? typeOfSum(s.sum + weight) : undefined
  if (type === undefined) refuseCombination(p, s)
  if (s.sum === 0) s.typeOffset = p.start
  s.type = type
  s.sum += weight
  p.next()
}

function refuseCombination(p: Parser, s: Specifiers): never {
  // A new declaration most likely, after a definition without its semicolon.
  if (p.source.text[p.previousEnd - 1] === '}')
    p.raise(p.previousEnd, `expected ';' after the definition of '${printType(s.type!)}'`)
  p.raise(p.start, `'${p.name}' cannot be combined with '${printType(s.type!)}'`)
}

function takeTypeName(p: Parser, s: Specifiers): void {
  const { scope, name } = p
  if (scope.parameters.length !== 0 && scope.parameters.includes(name)) unknownTypeName(p, name, p.start)
  const entry = scope.ordinary(name)
  if (entry === undefined) s.type = scope.predefined.get(name) ?? unknownTypeName(p, name, p.start)
  else if (entry.kind === 'typedef') {
    s.type = entry.type
    s.depth = entry.depth
  } else unknownTypeName(p, name, p.start)
  s.typeOffset = p.start
  p.next()
}

function takeQualifier(p: Parser, s: Specifiers, name: string): void {
  if (name === 'const') s.const = true
  else if (name === 'volatile') s.volatile = true
  else s.restrictOffset = p.start
  p.next()
}

function takeStorage(p: Parser, s: Specifiers, name: StorageClass): void {
  if (s.storage !== undefined) p.raise(p.start, `'${name}' cannot be combined with '${s.storage}'`)
  s.storage = name
  s.storageOffset = p.start
  p.next()
}

function takeFunctionSpecifier(p: Parser, s: Specifiers, word: Word): void {
  if (s.functionOffset < 0) s.functionOffset = p.start
  if (word.kind === 'inline') s.isInline = true
  else {
    s.attributes ??= new Attributes()
    s.attributes.noreturn = true
  }
  p.next()
}

function takeTag(p: Parser, s: Specifiers, keyword: 'struct' | 'union' | 'enum'): void {
  if (s.type !== undefined) refuseCombination(p, s)
  s.typeOffset = p.start
  s.type = keyword === 'enum' ? parseEnum(p) : parseRecord(p, keyword)
  s.declaresTag = true
}

/** `_Atomic` is a qualifier, and with parentheses a specifier (C11 6.7.2.4 §4). */
function takeAtomic(p: Parser, s: Specifiers): void {
  const offset = p.start
  p.next()
  if (!p.at('(')) {
    s.atomic = true
    return
  }
  if (s.type !== undefined) p.raise(offset, `'_Atomic' cannot be combined with '${printType(s.type)}'`)
  p.next()
  const type = parseTypeName(p)
  p.expect(')', 'after a type name')
  const isQualified = type.kind === 'qualified' && (type.const || type.volatile || type.atomic)
  if (isQualified) p.raise(offset, `'_Atomic' of the qualified type '${printType(type)}'`)
  checkAtomic(p, type, offset)
  s.typeOffset = offset
  s.type = qualifiedType(type, { atomic: true })
}

/** C11 6.7.2.4 §3, 6.7.3 §3. */
function checkAtomic(p: Parser, type: CType, offset: number): void {
  const { kind } = bareType(type)
  if (kind === 'array' || kind === 'function') p.raise(offset, `'_Atomic' of the ${kind} type '${printType(type)}'`)
}

function takeTypeof(p: Parser, s: Specifiers): void {
  if (s.type !== undefined) refuseCombination(p, s)
  s.typeOffset = p.start
  const { type, depth } = parseTypeof(p)
  s.type = type
  s.depth = depth
}

function finish(p: Parser, s: Specifiers, what: string): void {
  const { type } = s
  if (type === undefined) p.unexpected(what)
  if (s.sum >= RARE_TYPES) checkExists(p, type, s.typeOffset)
  if (p.scope.int64 === 'number' && type.kind === 'integer') s.type = integerAsNumber(type)
  if (s.restrictOffset >= 0) checkRestrict(p, type, s.restrictOffset)
  if (s.atomic) checkAtomic(p, type, s.typeOffset)
  if (s.const || s.volatile || s.atomic) s.type = qualified(s.type!, s)
}

/** Some targets have no `__int128`, some no `_Float16`. */
function checkExists(p: Parser, type: CType, offset: number): void {
  const element = type.kind === 'complex' ? type.element : type
  const { name } = element as { name: keyof typeof p.target.size }
  if (p.target.size[name] === undefined) p.unsupported(offset, `'${name}', which ${p.target.name} does not have,`)
}

/** Only pointers to objects have `restrict` (C11 6.7.3 §2). */
export function checkRestrict(p: Parser, type: CType, offset: number): void {
  const bare = bareType(type)
  if (bare.kind === 'pointer' && bareType(bare.target).kind !== 'function') return
  p.raise(offset, `'restrict' qualifies pointers to objects, not '${printType(type)}'`)
}

interface Qualifiers {
  readonly const: boolean
  readonly volatile: boolean
  readonly atomic: boolean
}

/** Qualifiers of an array belong to its elements (C11 6.7.3 §9). One whose typedef has an alignment keeps that. */
export function qualified(type: CType, qualifiers: Qualifiers): CType {
  const bare = type.kind === 'typedef' ? bareType(type) : type
  if (bare.kind !== 'array' || hasAlignment(type)) return qualifiedType(type, qualifiers)
  return arrayType(qualified(bare.element, qualifiers), bare.count)
}

function hasAlignment(type: CType): boolean {
  for (let t = type; t.kind === 'typedef' || t.kind === 'qualified'; t = t.type) {
    if (t.kind === 'typedef' && t.align !== undefined) return true
  }
  return false
}

/** `_Alignas` may only make alignment stricter, and only of objects (C11 6.7.5 §2, §4). */
export function checkAlignas(p: Parser, s: Specifiers, type: CType): void {
  const own = alignOf(type, p.target)
  if (s.align === undefined || s.align === 0 || own === undefined || s.align >= own) return
  p.raise(s.alignOffset, `'_Alignas(${s.align})' of a type that is aligned to ${own}`)
}
