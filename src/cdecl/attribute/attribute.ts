/**
 * Attributes in their three forms, which may be mixed:
 *
 *   __attribute__((packed, aligned(8), __nothrow__))     GNU: names with and without underscores, keywords too, even none
 *   [[gnu::packed, deprecated("use g")]]                 C23 6.7.12: GNU's names behind `gnu::`, the standard's without
 *   __declspec(align(8) dllimport)                       Microsoft's
 *
 * What they say is gathered from all the places that belong to one thing (`Attributes`). Where they belong (GCC's manual,
 * "Attribute Syntax"):
 *
 *   struct HERE s { ... } HERE       the struct; a list before a tag without `{` says nothing, nor one before `struct`
 *   HERE int HERE f(void) HERE, g    f's declaration, the lists among the specifiers g's too; also of members and typedefs
 *   int * HERE p                     the pointer
 *   int (HERE *p)(void)              the function that p points to
 *   int f(int HERE a HERE)           the parameter
 *   enum { A HERE = 1 }              the enumerator
 *
 * From a declaration some attributes move on: those of function types to the function, or the one that is pointed to
 * (`function-attributes.ts`); `vector_size` to the type behind all pointers, arrays and results (`vector-size.ts`); `mode`
 * stays at the declared type (`machine-mode.ts`). Of several alignments a member takes the strictest, but the last one
 * counts for structs and typedef names, where GCC reads the lists among the specifiers after those of the declarator.
 *
 * GCC warns where an attribute is unknown or has no meaning, and goes on without it; so does this. What it refuses is
 * refused.
 */
import type { BitFieldRules, FormatAttribute } from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'
import { skipArguments } from './attribute-argument.ts'
import {
  clangAttribute,
  declspecAttribute,
  gnuAttribute,
  type Readers,
  standardAttribute,
} from './attribute-meaning.ts'
import type { ConventionName } from './calling-convention.ts'
import { ignoredAttributes } from './ignored-attributes.ts'
import type { MachineMode } from './machine-mode.ts'
import { isRefusedSomewhere } from './unsupported-attributes.ts'

/** Parameters counted from 0, or all pointers. */
export type Nonnull = readonly number[] | 'all'

/** What the attributes of one thing say. Offsets are of the attribute's name, where a later complaint belongs. */
export class Attributes {
  packed = false
  /** In bytes, the strictest of all: for members and variables. */
  align: number | undefined = undefined
  /** In bytes, the last one: for structs and typedef names. */
  lastAlign: number | undefined = undefined
  alignOffset = -1
  mode: MachineMode | undefined = undefined
  modeOffset = -1
  vectorBytes: number | undefined = undefined
  vectorOffset = -1
  bitFields: BitFieldRules | undefined = undefined
  transparent = false
  convention: ConventionName | undefined = undefined
  noreturn = false
  /** One for each attribute: GCC drops an attribute as a whole. */
  nonnull: readonly Nonnull[] | undefined = undefined
  nonnullOffset = -1
  returnsNonnull = false
  returnsNonnullOffset = -1
  format: FormatAttribute | undefined = undefined
  formatOffset = -1
  /** Empty where no reason is given. */
  deprecated: string | undefined = undefined
  threadLocal = false
}

export function startsAttribute(p: Parser): boolean {
  if (p.kind === '[') return doublesBracket(p.source.text, p.end)
  return p.kind === 'identifier' && p.identifier!.word?.kind === 'attribute'
}

/** What `__has_attribute` says of a name without underscores: a text that asks can do without what is not supported. */
export const isKnownAttribute = (name: string): boolean =>
  ignoredAttributes().has(name) || (gnuAttribute(name) !== undefined && !isRefusedSomewhere(name))

/** C has no other use for `[[`, so the two may stand apart, as GCC has it. */
function doublesBracket(text: string, from: number): boolean {
  let at = from
  for (let code = text.charCodeAt(at); code === 32 || (code >= 9 && code <= 13); ) code = text.charCodeAt(++at)
  return text[at] === '[' || text.startsWith('<:', at)
}

/** Adds what the lists from here on say. Undefined where nothing said so far has a meaning: most lists have none. */
export function parseAttributes(p: Parser, before: Attributes | undefined): Attributes | undefined {
  let into = before
  while (startsAttribute(p)) {
    if (p.kind === '[') into = parseStandard(p, into)
    else if (p.name === '__declspec') into = parseDeclspec(p, into)
    else into = parseGnu(p, into)
  }
  return into
}

function parseGnu(p: Parser, before: Attributes | undefined): Attributes | undefined {
  let into = before
  const word = p.name
  p.next()
  p.expect('(', `after '${word}'`)
  p.expect('(', `after '${word}('`)
  while (!p.at(')')) {
    if (p.accept(',')) continue
    into = parseAttribute(p, gnuAttribute, into)
    if (p.kind !== ',' && p.kind !== ')') p.unexpected(`',' or ')' after an attribute`)
  }
  p.next()
  p.expect(')', 'after attributes')
  return into
}

function parseStandard(p: Parser, before: Attributes | undefined): Attributes | undefined {
  let into = before
  p.next()
  p.next()
  while (!p.at(']')) {
    if (p.accept(',')) continue
    into = parseScoped(p, into)
    if (p.kind !== ',' && p.kind !== ']') p.unexpected(`',' or ']' after an attribute`)
  }
  p.next()
  p.expect(']', 'after attributes')
  return into
}

const none: Readers = () => undefined

/** Those of other vendors have no meaning here. */
function attributesOf(vendor: string): Readers {
  if (vendor === 'gnu' || vendor === '__gnu__') return gnuAttribute
  return vendor === 'clang' || vendor === '_Clang' ? clangAttribute : none
}

function parseScoped(p: Parser, into: Attributes | undefined): Attributes | undefined {
  const { name, start } = p
  if (!p.at('identifier')) p.unexpected('an attribute')
  p.next()
  if (!p.accept('::')) return readAttribute(p, standardAttribute, name, start, into)
  return parseAttribute(p, attributesOf(name), into)
}

/** Microsoft's compiler separates them by white space, others by commas. */
function parseDeclspec(p: Parser, before: Attributes | undefined): Attributes | undefined {
  let into = before
  p.next()
  p.expect('(', `after '__declspec'`)
  while (!p.at(')')) if (!p.accept(',')) into = parseAttribute(p, declspecAttribute, into)
  p.next()
  return into
}

function parseAttribute(p: Parser, readers: Readers, into: Attributes | undefined) {
  const { name, start } = p
  if (!p.at('identifier')) p.unexpected('an attribute')
  p.next()
  return readAttribute(p, readers, name, start, into)
}

function readAttribute(
  p: Parser,
  readers: Readers,
  name: string,
  offset: number,
  into: Attributes | undefined,
): Attributes | undefined {
  const read = readers(name)
  if (read === undefined) {
    if (p.kind === '(') skipArguments(p)
    return into
  }
  const attributes = into ?? new Attributes()
  read(p, attributes, name, offset)
  return attributes
}
