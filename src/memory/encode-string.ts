/** JavaScript's strings as C's, with a NUL, in every encoding of `readString`. */
import { type CType, integerType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import type { StringEncoding } from './read-string.ts'
import { badString, stringExpected } from './string.ts'

interface Encoder {
  /** Of a character in C. */
  readonly character: CType
  /** In bytes; of a NUL too. */
  readonly unit: 1 | 2 | 4
  /** Undefined for what the encoding does not have. */
  readonly encode: (text: string) => Uint8Array | undefined
  readonly expected: string
}

const wellFormed = stringExpected(badString.surrogate)

const encoders: Readonly<Record<StringEncoding, Encoder>> = {
  utf8: { character: integerType('char'), unit: 1, encode: utf8, expected: wellFormed },
  latin1: {
    character: integerType('char'),
    unit: 1,
    encode: text => (/^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : undefined),
    expected: 'a string of Latin-1 characters, up to U+00FF',
  },
  utf16le: {
    character: integerType('char16_t'),
    unit: 2,
    encode: text => Buffer.from(text, 'utf16le'),
    expected: 'a string',
  },
  utf32le: { character: integerType('wchar_t'), unit: 4, encode: utf32, expected: wellFormed },
}

function utf8(text: string): Uint8Array | undefined {
  return text.isWellFormed() ? Buffer.from(text, 'utf8') : undefined
}

function utf32(text: string): Uint8Array | undefined {
  if (!text.isWellFormed()) return undefined
  const units = Array.from(text, character => character.codePointAt(0)!)
  return new Uint8Array(Uint32Array.from(units).buffer)
}

export interface EncodedString {
  readonly character: CType
  readonly unit: 1 | 2 | 4
  /** Without the NUL. */
  readonly bytes: Uint8Array
}

/** Throws for what is no string, has a NUL inside, or cannot be encoded; `use` says where it was wanted. */
export function encodeString(text: unknown, encoding: unknown, use: string): EncodedString {
  const encoder =
    typeof encoding === 'string' && Object.hasOwn(encoders, encoding) ? encoders[encoding as StringEncoding] : undefined
  if (encoder === undefined)
    throw wrongType(`${use}: expected encoding ${encodingNames()}, got ${show(encoding)}`, encoding)
  if (typeof text !== 'string') throw wrongType(`${use}: expected a string, got ${show(text)}`, text)
  if (text.includes('\0'))
    throw wrongRange(`${use}: expected ${stringExpected(badString.nul)}, got ${show(text)}`, text)
  const bytes = encoder.encode(text)
  if (bytes === undefined) throw wrongRange(`${use}: expected ${encoder.expected}, got ${show(text)}`, text)
  return { character: encoder.character, unit: encoder.unit, bytes }
}

/** For messages. */
export const encodingNames = (): string =>
  Object.keys(encoders)
    .join(', ')
    .replace(/, (\w+)$/, ' or $1')

const wrongType = (message: string, value: unknown) => codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value })
const wrongRange = (message: string, value: unknown) => codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value })
