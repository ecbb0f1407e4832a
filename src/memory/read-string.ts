/** `readString`: a C string, or a number of bytes, as a JavaScript string. */
import { constants, isUtf8 } from 'node:buffer'
import { integerType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { type NativeFunction, nativeFunction } from '../exchange/native.ts'
import { Pointer, pointerAt } from './pointer.ts'
import { tooLong } from './string.ts'
import { readGuarded, vouchedBytes } from './vouched.ts'

export type StringEncoding = 'utf8' | 'latin1' | 'utf16le'

export interface ReadStringOptions {
  /** In bytes; without it the string ends at the first NUL. */
  readonly length?: number
  /** Default `utf8`. */
  readonly encoding?: StringEncoding
}

const encodings: Readonly<Record<StringEncoding, Encoding>> = {
  utf8: { unit: 1, decode: bytes => bytes.toString('utf8') },
  latin1: { unit: 1, decode: bytes => bytes.toString('latin1') },
  utf16le: { unit: 2, decode: bytes => bytes.toString('utf16le') },
}

interface Encoding {
  /** Bytes of a NUL. */
  readonly unit: 1 | 2
  readonly decode: (bytes: Buffer) => string
}

let strlen: NativeFunction | undefined

/**
 * The string that `pointer` points to; null for null. Throws ERR_CABI_FAULT where there is no memory, and
 * ERR_CABI_RESULT_RANGE for bytes that are not UTF-8.
 */
export function readString(pointer: Pointer | null, options: ReadStringOptions = {}): string | null {
  if (pointer === null) return null
  if (!Pointer.isPointer(pointer)) throw argumentError(`a Pointer or null, got ${show(pointer)}`, pointer)
  const { encoding = 'utf8', length } = requireOptions(options)
  const decoder = typeof encoding === 'string' && Object.hasOwn(encodings, encoding) ? encodings[encoding] : undefined
  if (decoder === undefined) throw argumentError(`encoding utf8, latin1 or utf16le, got ${show(encoding)}`, encoding)
  const count = length ?? lengthOf(pointer, decoder.unit)
  if (Number.isSafeInteger(count) && count > constants.MAX_STRING_LENGTH * decoder.unit)
    throw tooLong('readString', pointer, count)
  const bytes = vouchedBytes(pointer, count, 'readString')
  if (encoding === 'utf8' && !isUtf8(bytes)) {
    const message = `readString: the string at ${pointer} is not UTF-8: try { encoding: 'latin1' }`
    throw codedError(RangeError, 'ERR_CABI_RESULT_RANGE', message, { result: pointer })
  }
  return decoder.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
}

/** Bytes before the NUL. */
const lengthOf = (pointer: Pointer, unit: 1 | 2): number =>
  readGuarded(pointer, 'readString', () => (unit === 1 ? bytesBefore(pointer) : bytesBeforePair(pointer)))

function bytesBefore(pointer: Pointer): number {
  strlen ??= nativeFunction('strlen', 1, 'readString')
  return strlen(BigInt.asIntN(64, pointer.bits))
}

/** Page by page, so that nothing behind the string's last page is looked at. */
function bytesBeforePair({ address }: Pointer): number {
  for (let length = 0; ; ) {
    const toPageEnd = pageSize - ((address + length) % pageSize)
    const chunk = vouchedBytes(pointerAt(byteType, address + length), Math.max(toPageEnd & ~1, 2), 'readString')
    for (let i = 0; i < chunk.length; i += 2) if (chunk[i] === 0 && chunk[i + 1] === 0) return length + i
    length += chunk.length
  }
}

const pageSize = 4096
const byteType = integerType('uint8_t')

function requireOptions(options: ReadStringOptions): ReadStringOptions {
  if (typeof options === 'object' && options !== null) return options
  throw argumentError(`options as an object, got ${show(options)}`, options)
}

const argumentError = (expected: string, value: unknown) =>
  codedError(TypeError, 'ERR_CABI_ARG_TYPE', `readString: expected ${expected}`, { value })
