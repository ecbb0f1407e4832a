/** Character constants and string literals (C11 6.4.4.4, 6.4.5): the source character set is Unicode, the narrow one UTF-8. */
import { basicInteger, integerShape } from '../../ctype/layout.ts'
import type { Target } from '../../ctype/target.ts'
import { arrayType, type IntegerType, integerType } from '../../ctype/type.ts'
import type { Source } from '../lexer/source.ts'
import type { Parser } from '../parser.ts'
import { constantOperand, type Operand } from './operand.ts'

type Prefix = '' | 'L' | 'u8' | 'u' | 'U'

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

/** One character of a literal: a character, or a code unit that an octal or hexadecimal escape gives. */
type Element = string | number

const INT_BITS = 32
const MAX_CHARACTERS = 4

/** The character constant that is the current token. */
export function parseCharacter(p: Parser): Operand {
  const { spelling, start } = p
  const prefix = prefixOf(spelling)
  const element = elementType(prefix, p.target)
  const { size, signed } = integerShape(element, p.target)
  const units = unitsOf(parseElements(p.source, spelling, prefix, size, start), size)
  if (units.length === 0) p.raise(start, 'an empty character constant')
  if (prefix === 'u8' && units.length > 1) p.raise(start, `${spelling} does not fit a char`)
  const isNarrow = prefix === ''
  // GCC: of several characters the last ones count, as many as an `int` holds; of several wide ones the last.
  let value = 0n
  const counted = isNarrow ? units.slice(-MAX_CHARACTERS) : units.slice(-1)
  for (const unit of counted) value = (value << BigInt(8 * size)) | BigInt(unit)
  const isSigned = signed || units.length > 1
  const bits = isNarrow && units.length > 1 ? INT_BITS : 8 * size
  const result = isSigned && !(units.length > 1 && !isNarrow && !signed) ? BigInt.asIntN(bits, value) : value
  if (p.isCondition) return constantOperand(conditionType(isNarrow ? isSigned : signed), result, start)
  return constantOperand(isNarrow ? integerType('int') : element, result, start)
}

/** To the preprocessor a character of an unsigned type is unsigned. */
const conditionType = (signed: boolean): IntegerType => integerType(signed ? 'long long' : 'unsigned long long')

/** The string literals from the current token on: adjacent ones are one (C11 5.1.1.2 §1, phase 6). */
export function parseStrings(p: Parser): Operand {
  const offset = p.start
  if (p.isCondition) p.raise(offset, `the string ${p.spelling} in a condition`)
  const pieces: { readonly spelling: string; readonly start: number }[] = []
  let prefix: Prefix = ''
  for (; p.at('string'); p.next()) {
    const { spelling, start } = p
    const own = prefixOf(spelling)
    if (own !== '' && prefix !== '' && own !== prefix)
      p.raise(start, `a string with '${own}' after one with '${prefix}'`)
    if (own !== '') prefix = own
    pieces.push({ spelling, start })
  }
  const element = prefix === '' || prefix === 'u8' ? integerType('char') : elementType(prefix, p.target)
  const { size } = integerShape(element, p.target)
  const units: number[] = []
  for (const { spelling, start } of pieces) {
    for (const unit of unitsOf(parseElements(p.source, spelling, prefix, size, start), size)) units.push(unit)
  }
  const type = arrayType(element, units.length + 1)
  return { kind: 'string', type, value: undefined, isStrict: false, text: textOf(units, size), bits: undefined, offset }
}

/** The bytes of one string literal without a prefix. */
export const parseString = (source: Source, spelling: string, offset: number): readonly number[] =>
  unitsOf(parseElements(source, spelling, '', 1, offset), 1)

const prefixOf = (spelling: string): Prefix => /^(?:L|u8?|U)?/.exec(spelling)![0] as Prefix

/** C11 6.4.4.4 §9-11; in C23 `u8'a'` is an `unsigned char`. */
function elementType(prefix: Prefix, target: Target): IntegerType {
  switch (prefix) {
    case '':
      return integerType('char')
    case 'u8':
      return integerType('unsigned char')
    case 'L':
      return integerType(basicInteger('wchar_t', target))
    case 'u':
      return integerType(basicInteger('char16_t', target))
    case 'U':
      return integerType(basicInteger('char32_t', target))
  }
}

function parseElements(source: Source, spelling: string, prefix: Prefix, size: number, offset: number): Element[] {
  if (/\p{Cs}/u.test(spelling)) source.raise(offset, 'a literal with half a surrogate pair')
  const elements: Element[] = []
  const last = spelling.length - 1
  const type = prefix === '' || prefix === 'u8' ? 'char' : `${prefix === 'L' ? 'wchar_t' : `char${8 * size}_t`}`
  for (let at = prefixOf(spelling).length + 1; at < last; ) {
    const isEscape = spelling[at] === '\\'
    const length = isEscape ? escapeLength(source, spelling, at, offset) : spelling.codePointAt(at)! > 0xffff ? 2 : 1
    const text = spelling.slice(at, at + length)
    elements.push(isEscape ? escapeValue(source, text, offset + at, size, type) : text)
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

function escapeValue(source: Source, spelling: string, offset: number, size: number, type: string): Element {
  const simple = simpleEscapes.get(spelling[1]!)
  if (simple !== undefined) return simple
  if (/^\\[uU]/.test(spelling)) {
    const code = Number.parseInt(spelling.slice(2), 16)
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) source.raise(offset, `'${spelling}' is no character`)
    return String.fromCodePoint(code)
  }
  const unit = spelling[1] === 'x' ? Number.parseInt(spelling.slice(2), 16) : Number.parseInt(spelling.slice(1), 8)
  if (unit >= 2 ** (8 * size)) source.raise(offset, `'${spelling}' does not fit a ${type}`)
  return unit
}

/** UTF-8, UTF-16 or UTF-32, by the size of a unit in bytes. */
function unitsOf(elements: readonly Element[], size: number): number[] {
  return elements.flatMap(element => {
    if (typeof element === 'number') return [element]
    // ASCII, the same in each: reasons of deprecation alone took 6 % of the time of GTK's headers.
    if (element < '\x80') return [element.charCodeAt(0)]
    if (size === 1) return [...new TextEncoder().encode(element)]
    if (size === 4) return [element.codePointAt(0)!]
    return Array.from({ length: element.length }, (_, i) => element.charCodeAt(i))
  })
}

/** Undefined where the units are no text. */
function textOf(units: readonly number[], size: number): string | undefined {
  if (size === 4) {
    const isText = units.every(unit => unit <= 0x10ffff && !(unit >= 0xd800 && unit < 0xe000))
    return isText ? units.map(unit => String.fromCodePoint(unit)).join('') : undefined
  }
  const encoding = size === 1 ? 'utf-8' : 'utf-16le'
  const bytes = size === 1 ? Uint8Array.from(units) : Uint8Array.from(units.flatMap(unit => [unit & 0xff, unit >> 8]))
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
