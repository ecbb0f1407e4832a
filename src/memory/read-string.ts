/** `readString`: a C string, or a number of bytes, as a JavaScript string. */

import { constants, isUtf8 } from 'node:buffer'
import type { IntegerName } from '../ctype/scalar.ts'
import { bareType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { noOptions, requireOptions } from '../exchange/named-options.ts'
import { type NativeFunction, nativeFunction } from '../exchange/native.ts'
import { encodingNames } from './encode-string.ts'
import { type AccessSite, guardedAccess } from './guarded.ts'
import { Pointer } from './pointer.ts'
import { tooLong } from './string.ts'
import { decodeUtf32, isUtf32 } from './utf32.ts'
import { readGuarded, vouchedBytes } from './vouched.ts'

export type StringEncoding = 'utf8' | 'latin1' | 'utf16le' | 'utf32le'

export interface ReadStringOptions {
  /** In bytes; without it the string ends at the first NUL. */
  readonly length?: number
  /** What the pointer says: `utf32le` for `wchar_t` and `char32_t`, `utf16le` for `char16_t`; `utf8` for all else. */
  readonly encoding?: StringEncoding
}

const encodings: Readonly<Record<StringEncoding, Encoding>> = {
  utf8: { unit: 1, isValid: isUtf8, decode: bytes => bytes.toString('utf8') },
  latin1: { unit: 1, decode: bytes => bytes.toString('latin1') },
  // Lone surrogates stay what they are: JavaScript's strings have them too.
  utf16le: { unit: 2, decode: bytes => bytes.toString('utf16le') },
  utf32le: { unit: 4, isValid: isUtf32, decode: decodeUtf32 },
}

interface Encoding {
  /** Bytes of a NUL, and of whatever else is one unit. */
  readonly unit: 1 | 2 | 4
  readonly isValid?: (bytes: Buffer) => boolean
  readonly decode: (bytes: Buffer) => string
}

/** Types whose characters are of one encoding, by name: glibc's `wchar_t` is UTF-32. */
const encodingOf: Readonly<Partial<Record<IntegerName, StringEncoding>>> = {
  wchar_t: 'utf32le',
  char32_t: 'utf32le',
  char16_t: 'utf16le',
}

let strlen: NativeFunction | undefined

/**
 * The string that `pointer` points to; null for null. Throws ERR_CABI_FAULT where there is no memory, and
 * ERR_CABI_RESULT_RANGE for bytes that are not UTF-8, or not UTF-32.
 */
export function readString(pointer: Pointer | null, options: ReadStringOptions = noOptions): string | null {
  if (pointer === null) return null
  if (!Pointer.isPointer(pointer)) throw argumentError(`a Pointer or null, got ${show(pointer)}`, pointer)
  const { encoding = defaultEncoding(pointer), length } = requireOptions('readString', options, ['encoding', 'length'])
  const decoder = typeof encoding === 'string' && Object.hasOwn(encodings, encoding) ? encodings[encoding] : undefined
  if (decoder === undefined) throw argumentError(`encoding ${encodingNames()}, got ${show(encoding)}`, encoding)
  // Memory that is gone is not looked through for an end.
  Pointer.ownerOf(pointer)?.requireOpen()
  const count = length ?? lengthOf(pointer, decoder.unit)
  if (Number.isSafeInteger(count)) {
    if (count % decoder.unit !== 0) throw partOfUnit(encoding, decoder.unit, count)
    if (count > constants.MAX_STRING_LENGTH * decoder.unit) throw tooLong('readString', pointer, count)
  }
  const view = vouchedBytes(pointer, count, 'readString')
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.length)
  if (decoder.isValid?.(bytes) === false) throw invalid(pointer, encoding)
  return decoder.decode(bytes)
}

function defaultEncoding(pointer: Pointer): StringEncoding {
  const target = bareType(Pointer.targetOf(pointer))
  return (target.kind === 'integer' && encodingOf[target.name]) || 'utf8'
}

function invalid(pointer: Pointer, encoding: StringEncoding): RangeError {
  const hint = encoding === 'utf8' ? ": try { encoding: 'latin1' }" : ''
  const message = `readString: the string at ${pointer} is not ${encoding === 'utf8' ? 'UTF-8' : 'UTF-32'}${hint}`
  return codedError(RangeError, 'ERR_CABI_RESULT_RANGE', message, { result: pointer })
}

function partOfUnit(encoding: StringEncoding, unit: number, value: number): RangeError {
  const message = `readString: expected a length that is a multiple of ${unit}, as ${encoding} has it, got ${value}`
  return codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value })
}

/** Bytes before the NUL. */
const lengthOf = (pointer: Pointer, unit: 1 | 2 | 4): number =>
  readGuarded(pointer, 'readString', () => (unit === 1 ? bytesBefore(pointer) : bytesBeforeUnit(pointer, unit)))

function bytesBefore(pointer: Pointer): number {
  strlen ??= nativeFunction('strlen', 1, 'readString')
  return strlen(BigInt.asIntN(64, pointer.bits))
}

/** Page by page, so that nothing behind the string's last page is looked at. A unit may lie across two pages. */
function bytesBeforeUnit({ address }: Pointer, unit: 2 | 4): number {
  const guarded = guardedAccess()
  const page = new Uint8Array(pageSize)
  for (let length = 0; ; ) {
    const toPageEnd = pageSize - ((address + length) % pageSize)
    const chunk = page.subarray(0, Math.max(toPageEnd - (toPageEnd % unit), unit))
    guarded.copyIn(address + length, chunk, site)
    const nul = indexOfNul(chunk, unit)
    if (nul !== -1) return length + nul
    length += chunk.length
  }
}

/** In bytes; -1 if there is none. */
function indexOfNul(bytes: Uint8Array, unit: 2 | 4): number {
  const units =
    unit === 2 ? new Uint16Array(bytes.buffer, 0, bytes.length / 2) : new Uint32Array(bytes.buffer, 0, bytes.length / 4)
  const index = units.indexOf(0)
  return index === -1 ? -1 : index * unit
}

const pageSize = 4096
const site: AccessSite = { describe: () => 'a string' }

const argumentError = (expected: string, value: unknown) =>
  codedError(TypeError, 'ERR_CABI_ARG_TYPE', `readString: expected ${expected}`, { value })
