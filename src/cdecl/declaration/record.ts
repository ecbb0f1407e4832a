/** Structs and unions (C11 6.7.2.1), with what GNU C and C11 allow: none, anonymous and flexible members. */
import { printType } from '../../ctype/print.ts'
import {
  bareType,
  type CType,
  defineRecord,
  type Member,
  pointerType,
  type RecordType,
  recordType,
} from '../../ctype/type.ts'
import { type Attributes, parseAttributes, startsAttribute } from '../attribute/attribute.ts'
import { withAttributes } from '../attribute/attributed.ts'
import { canBeTransparent } from '../attribute/transparent-union.ts'
import { MAX_RECORD_DEPTH, type Parser } from '../parser.ts'
import { parseWidth } from './bit-field.ts'
import { isComplete } from './complete.ts'
import { Declarator, parseDeclarator } from './declarator.ts'
import { checkRecordSize, largeSize } from './size-limit.ts'
import { checkAlignas, parseTypeSpecifiers, type Specifiers } from './specifier.ts'
import { atStaticAssertion, parseStaticAssertion } from './static-assertion.ts'

/** C11 asks for 1,023. */
const MAX_MEMBERS = 1 << 16

/** How many structs deep a struct is; those of depth 1 are not here. */
const depths = new WeakMap<CType, number>()

type Keyword = 'struct' | 'union'

/** `struct tag`, declared by being named (C11 6.7.2.3 §8), or a definition. */
export function parseRecord(p: Parser, keyword: Keyword): RecordType {
  p.next()
  const attributes = startsAttribute(p) ? parseAttributes(p, undefined) : undefined
  const { start } = p
  const tag = p.at('identifier') && p.identifier!.word === undefined ? p.name : undefined
  if (tag !== undefined) p.next()
  if (p.at('{')) return parseDefinition(p, keyword, tag, start, attributes)
  if (tag === undefined) p.unexpected(`a tag or '{' after '${keyword}'`)
  return p.scope.record(keyword, tag, start)
}

function parseDefinition(
  p: Parser,
  keyword: Keyword,
  tag: string | undefined,
  offset: number,
  before: Attributes | undefined,
): RecordType {
  const type = tag === undefined ? recordType(keyword, tag) : p.scope.defineRecord(keyword, tag, offset)
  p.enterRecord(offset)
  p.next()
  const body = new Body(keyword, offset)
  while (!p.at('}')) parseMembers(p, body)
  const { pack } = p
  p.next()
  p.leaveRecord()
  const attributes = startsAttribute(p) ? parseAttributes(p, before) : before
  const definition = {
    members: Object.freeze(body.members),
    packed: attributes?.packed ?? false,
    pack,
    align: attributes?.lastAlign,
    bitFields: attributes?.bitFields,
    transparent: false,
  }
  const isTransparent =
    attributes?.transparent === true && canBeTransparent(recordType(keyword, tag, definition), p.target)
  defineRecord(type, isTransparent ? { ...definition, transparent: true } : definition)
  if (body.depth > 1) depths.set(type, body.depth)
  if (tag !== undefined) p.scope.complete(type)
  return type
}

/** What has been read of a definition. */
class Body {
  readonly keyword: Keyword
  readonly offset: number
  readonly members: Member[] = []
  /** With those of anonymous members. */
  readonly names = new Set<string>()
  /** The flexible array, which has to be the last member, and where it is. */
  flexible: string | undefined = undefined
  flexibleOffset = -1
  depth = 1
  /** In bytes, of the members that may be large. */
  size = 0
  /** Of members, with those of anonymous ones. */
  count = 0

  constructor(keyword: Keyword, offset: number) {
    this.keyword = keyword
    this.offset = offset
  }
}

function parseMembers(p: Parser, body: Body): void {
  if (p.accept(';')) return
  if (atStaticAssertion(p)) {
    parseStaticAssertion(p)
    return
  }
  const offset = p.start
  const specifiers = parseTypeSpecifiers(p, 'a member', 'a member')
  if (p.at(';')) parseAnonymous(p, body, specifiers, offset)
  else {
    do parseMember(p, body, specifiers)
    while (p.accept(','))
  }
  if (!p.at(';')) p.unexpected(`';' after a member`, p.previousEnd)
  p.next()
}

/**
 * A struct without a tag gives its members away (C11 6.7.2.1 §13); with a tag it is declared, and no member. To Windows'
 * compilers every complete one gives its members away, by a typedef name too (GCC's -fms-extensions, on by default there).
 */
function parseAnonymous(p: Parser, body: Body, specifiers: Specifiers, offset: number): void {
  const type = specifiers.type!
  const bare = bareType(type)
  const isMember =
    bare.kind === 'record' &&
    (p.target.name === 'x86_64-windows'
      ? bare.definition !== undefined
      : bare.tag === undefined && specifiers.declaresTag)
  if (!isMember && !specifiers.declaresTag) p.raise(offset, 'a declaration that declares nothing')
  if (bare.kind === 'enum' && bare.tag === undefined) p.scope.complete(bare)
  if (!isMember) return
  const d = new Declarator(offset)
  d.type = type
  addMember(p, body, specifiers, undefined, d, undefined)
}

function parseMember(p: Parser, body: Body, specifiers: Specifiers): void {
  const before = startsAttribute(p) ? parseAttributes(p, undefined) : undefined
  const d = p.at(':') ? unnamed(p, specifiers) : parseDeclarator(p, specifiers, 'named')
  let bits: number | undefined
  if (p.accept(':')) {
    if (specifiers.alignOffset >= 0) p.raise(specifiers.alignOffset, `'_Alignas' of a bit-field`)
    bits = parseWidth(p, d.type!, d.name, d.offset)
  } else checkAlignas(p, specifiers, d.type!)
  if (startsAttribute(p)) d.attributes = parseAttributes(p, d.attributes)
  addMember(p, body, specifiers, before, d, bits)
}

/** `int : 3`, which only makes room. */
function unnamed(p: Parser, specifiers: Specifiers): Declarator {
  const d = new Declarator(p.start)
  d.type = specifiers.type
  return d
}

function addMember(
  p: Parser,
  body: Body,
  { attributes, align }: Specifiers,
  before: Attributes | undefined,
  d: Declarator,
  bits: number | undefined,
): void {
  let type = d.type!
  if (attributes !== undefined) type = withAttributes(p, type, attributes)
  if (before !== undefined) type = withAttributes(p, type, before)
  if (d.attributes !== undefined) type = withAttributes(p, type, d.attributes)
  checkType(p, body, d, type)
  addNames(p, body, d.name, type, d.offset)
  takeSize(p, body, largeSize(p, type), d.offset)
  body.members.push({
    name: d.name,
    type,
    bits,
    packed: attributes?.packed || before?.packed || d.attributes?.packed || false,
    align: most(align, most(attributes?.align, most(before?.align, d.attributes?.align))),
  })
}

function takeSize(p: Parser, body: Body, size: number, offset: number): void {
  if (size === 0) return
  body.size = body.keyword === 'struct' ? body.size + size : Math.max(body.size, size)
  checkRecordSize(p, body.keyword, body.size, offset)
}

const most = (a: number | undefined, b: number | undefined) =>
  a === undefined || a === 0 ? b : b === undefined ? a : Math.max(a, b)

/** C11 6.7.2.1 §3: complete, but for a flexible array at the end. */
function checkType(p: Parser, body: Body, { name, offset }: Declarator, type: CType): void {
  const bare = bareType(type)
  if (body.flexible !== undefined)
    p.raise(body.flexibleOffset, `the flexible array '${body.flexible}' is not the last member`)
  if (bare.kind === 'function')
    p.raise(offset, `member '${name}' is a function: a pointer to it is '${printType(pointerType(type))}'`)
  if (bare.kind === 'array' && bare.count === undefined) takeFlexible(p, body, name!, offset)
  else if (!isComplete(type)) p.raise(offset, `member '${name}' of type '${printType(type)}', which is incomplete`)
  body.depth = Math.max(body.depth, 1 + depthOf(type))
  if (body.depth > MAX_RECORD_DEPTH) p.raise(body.offset, `more than ${MAX_RECORD_DEPTH} structs inside one another`)
}

function takeFlexible(p: Parser, body: Body, name: string, offset: number): void {
  if (body.keyword === 'union') p.raise(offset, `the flexible array '${name}' in a union`)
  if (!body.members.some(member => member.name !== undefined || member.bits === undefined)) {
    p.raise(offset, `the flexible array '${name}' in a struct without other members`)
  }
  body.flexible = name
  body.flexibleOffset = offset
}

function depthOf(type: CType): number {
  let bare = bareType(type)
  while (bare.kind === 'array') bare = bareType(bare.element)
  return bare.kind === 'record' ? (depths.get(bare) ?? 1) : 0
}

function addNames(p: Parser, body: Body, name: string | undefined, type: CType, offset: number): void {
  if (++body.count > MAX_MEMBERS) p.raise(offset, `more than ${MAX_MEMBERS} members`)
  if (name !== undefined) {
    if (body.names.has(name)) p.raise(offset, `member '${name}' is repeated`)
    body.names.add(name)
    return
  }
  const bare = bareType(type)
  if (bare.kind !== 'record') return
  for (const member of bare.definition!.members) addNames(p, body, member.name, member.type, offset)
}
