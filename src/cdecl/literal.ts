/** Character constants and string literals (C11 6.4.4.4, 6.4.5), in the source and execution character set UTF-8. */
import { integerType } from '../ctype/type.ts'
import type { IntegerConstant } from './declarations.ts'
import type { Source } from './source.ts'

/** Also GNU's `\e`. */
const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ['"', '"'],
  ['?', '?'],
  ['\\', '\\'],
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
])

/** One character of a literal: a character, or a byte that an octal or hexadecimal escape gives. */
type Element = string | number

/** The constant spelled by `spelling`, quotes included: an `int` with the value of a (signed) `char`. */
export function parseCharacter(source: Source, spelling: string, offset: number): IntegerConstant {
  const elements = parseElements(source, spelling, offset)
  if (elements.length === 0) source.raise(offset, 'an empty character constant')
  const bytes = bytesOf(elements)
  if (bytes.length > 1) source.unsupported(offset, 'a character constant of more than one byte')
  return { kind: 'integer', value: BigInt.asIntN(8, BigInt(bytes[0]!)), type: integerType('int') }
}

/** The text of one string literal, quotes included, as its UTF-8 bytes read. */
export function parseString(source: Source, spelling: string, offset: number): Uint8Array {
  return bytesOf(parseElements(source, spelling, offset))
}

function parseElements(source: Source, spelling: string, offset: number): Element[] {
  if (/\p{Cs}/u.test(spelling)) source.raise(offset, 'a literal with half a surrogate pair')
  const elements: Element[] = []
  const last = spelling.length - 1
  for (let at = 1; at < last; ) {
    const isEscape = spelling[at] === '\\'
    const length = isEscape ? escapeLength(source, spelling, at, offset) : spelling.codePointAt(at)! > 0xffff ? 2 : 1
    const text = spelling.slice(at, at + length)
    elements.push(isEscape ? escapeValue(source, text, offset + at) : text)
    at += length
  }
  return elements
}

function escapeLength(source: Source, spelling: string, at: number, offset: number): number {
  const known = /\\(?:[0-7]{1,3}|x[0-9a-fA-F]+|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|['"?\\abefnrtv])/y
  known.lastIndex = at
  if (!known.test(spelling)) source.raise(offset + at, `unknown escape '${spelling.slice(at, at + 2)}'`)
  return known.lastIndex - at
}

function escapeValue(source: Source, spelling: string, offset: number): Element {
  const simple = simpleEscapes.get(spelling[1]!)
  if (simple !== undefined) return simple
  if (/^\\[uU]/.test(spelling)) {
    const code = Number.parseInt(spelling.slice(2), 16)
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) source.raise(offset, `'${spelling}' is no character`)
    return String.fromCodePoint(code)
  }
  const byte = spelling[1] === 'x' ? Number.parseInt(spelling.slice(2), 16) : Number.parseInt(spelling.slice(1), 8)
  if (byte > 0xff) source.raise(offset, `'${spelling}' does not fit a char`)
  return byte
}

function bytesOf(elements: readonly Element[]): Uint8Array {
  const encoder = new TextEncoder()
  return Uint8Array.from(elements.flatMap(e => (typeof e === 'number' ? [e] : [...encoder.encode(e)])))
}
