/** The attributes that have a meaning here: by name, what reads the arguments and notes what they say. */
import { alignmentInBytes } from '../declaration/alignment.ts'
import type { Parser } from '../parser.ts'
import type { Attributes } from './attribute.ts'
import {
  closeArguments,
  expectArguments,
  opensArguments,
  parseIndex,
  parseText,
  refuseArguments,
  skipArguments,
} from './attribute-argument.ts'
import { readConvention } from './calling-convention.ts'
import { readFormat } from './format-attribute.ts'
import { readMode } from './machine-mode.ts'
import { isRefusedSomewhere, isUnsupported } from './unsupported-attributes.ts'
import { readVectorSize } from './vector-size.ts'

/** Called after the name, which is at `offset`. */
export type Reader = (p: Parser, into: Attributes, name: string, offset: number) => void

/** What reads the attribute of a name, if it has a meaning. */
export type Readers = (spelling: string) => Reader | undefined

const gnu: ReadonlyMap<string, Reader> = new Map([
  ['packed', readPacked],
  ['aligned', readAligned],
  ['mode', readMode],
  ['vector_size', readVectorSize],
  ['ms_struct', readBitFields],
  ['gcc_struct', readBitFields],
  ['transparent_union', readTransparentUnion],
  ['ms_abi', readConvention],
  ['sysv_abi', readConvention],
  ['cdecl', readConvention],
  ['stdcall', readConvention],
  ['fastcall', readConvention],
  ['thiscall', readConvention],
  ['vectorcall', readConvention],
  ['noreturn', readNoreturn],
  ['nonnull', readNonnull],
  ['returns_nonnull', readReturnsNonnull],
  ['format', readFormat],
  ['deprecated', readDeprecated],
  ['unavailable', readDeprecated],
])

/** C23 6.7.12. */
const standard: ReadonlyMap<string, Reader> = new Map([
  ['deprecated', readDeprecated],
  ['noreturn', readNoreturn],
  ['_Noreturn', readNoreturn],
])

/** What only Clang has. */
const clang: ReadonlyMap<string, Reader> = new Map([
  ['vectorcall', readConvention],
  ['unavailable', readDeprecated],
])

/** What only Microsoft has. */
const declspec: ReadonlyMap<string, Reader> = new Map([
  ['align', readAlign],
  ['thread', readThread],
])

/** GNU's names may be written between underscores, out of the way of macros. */
const withoutUnderscores = (name: string) => (/^__.+__$/.test(name) ? name.slice(2, -2) : name)

const unsupported = (name: string) => (isRefusedSomewhere(name) ? readUnsupported : undefined)

export function gnuAttribute(spelling: string): Reader | undefined {
  const name = withoutUnderscores(spelling)
  return gnu.get(name) ?? unsupported(name)
}

export function clangAttribute(spelling: string): Reader | undefined {
  const name = withoutUnderscores(spelling)
  return clang.get(name) ?? unsupported(name)
}

export const standardAttribute: Readers = spelling => standard.get(withoutUnderscores(spelling))

/** GCC for Windows takes GNU's names here too. */
export const declspecAttribute: Readers = spelling => declspec.get(spelling) ?? gnuAttribute(spelling)

function readPacked(p: Parser, into: Attributes, name: string): void {
  refuseArguments(p, name)
  into.packed = true
}

function readAligned(p: Parser, into: Attributes, name: string, offset: number): void {
  if (!opensArguments(p)) align(into, p.target.biggestAlignment, offset)
  else finishAlignment(p, into, name, offset)
}

function readAlign(p: Parser, into: Attributes, name: string, offset: number): void {
  expectArguments(p, name)
  finishAlignment(p, into, name, offset)
}

function finishAlignment(p: Parser, into: Attributes, name: string, offset: number): void {
  const bytes = alignmentInBytes(p)
  closeArguments(p, name)
  if (bytes !== 0) align(into, bytes, offset)
}

function align(into: Attributes, bytes: number, offset: number): void {
  into.align = Math.max(into.align ?? 0, bytes)
  into.lastAlign = bytes
  into.alignOffset = offset
}

/** The first one counts. */
function readBitFields(p: Parser, into: Attributes, name: string): void {
  refuseArguments(p, name)
  into.bitFields ??= name.includes('ms_') ? 'microsoft' : 'system-v'
}

function readTransparentUnion(p: Parser, into: Attributes, name: string): void {
  refuseArguments(p, name)
  into.transparent = true
}

function readNoreturn(p: Parser, into: Attributes, name: string): void {
  refuseArguments(p, name)
  into.noreturn = true
}

/** Dropped as a whole where one of its numbers can be no parameter's. */
function readNonnull(p: Parser, into: Attributes, name: string, offset: number): void {
  into.nonnullOffset = offset
  if (!opensArguments(p)) {
    into.nonnull = [...(into.nonnull ?? []), 'all']
    return
  }
  const indexes: number[] = []
  let isValid = true
  do {
    const index = parseIndex(p)
    if (index === undefined || index === 0) isValid = false
    else indexes.push(index - 1)
  } while (p.accept(','))
  closeArguments(p, name)
  if (isValid) into.nonnull = [...(into.nonnull ?? []), indexes]
}

function readReturnsNonnull(p: Parser, into: Attributes, name: string, offset: number): void {
  refuseArguments(p, name)
  into.returnsNonnull = true
  into.returnsNonnullOffset = offset
}

function readDeprecated(p: Parser, into: Attributes, name: string): void {
  if (!opensArguments(p)) {
    into.deprecated ??= ''
    return
  }
  into.deprecated = parseText(p)
  closeArguments(p, name)
}

function readThread(p: Parser, into: Attributes, name: string): void {
  refuseArguments(p, name)
  into.threadLocal = true
}

/** Where the target's own compiler ignores it, or the argument asks for what is so already, there is nothing to refuse. */
function readUnsupported(p: Parser, _into: Attributes, spelling: string, offset: number): void {
  const name = withoutUnderscores(spelling)
  const from = p.end
  if (p.at('(')) skipArguments(p)
  const argument = p.source.text.slice(from, p.previousEnd - 1)
  if (isUnsupported(name, argument, p.target.name)) p.unsupported(offset, `the attribute '${name}'`)
}
