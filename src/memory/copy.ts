/** `copy` and `fill`: C's `memmove` and `memset`, within the objects they are given. */
import { isConst } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { bytesOf, isBuffer } from './address.ts'
import { addressOf } from './address-of.ts'
import { copyBytes, fillBytes, type Place } from './copy-bytes.ts'
import { foreign } from './memory.ts'
import { placeOf } from './object-place.ts'
import { Pointer } from './pointer.ts'
import { siteOf } from './site.ts'

/** What has bytes: instances, arrays and boxes of C, typed arrays, DataViews, ArrayBuffers, pointers. */
export type Bytes = object

/** Bytes, and how many are known to be there: of a pointer nobody knows. */
interface Extent extends Place {
  readonly size: number | undefined
  readonly isConst: boolean
}

/**
 * Copies `size` bytes from the start of `from` to the start of `to`: all of `from` if not given. They may overlap. Throws
 * ERR_CABI_ARG_RANGE beyond the end of either, ERR_CABI_FAULT where a pointer points to no memory.
 */
export function copy(to: Bytes, from: Bytes, size?: number): void {
  const [target, source] = [extentOf(to, 'copy'), extentOf(from, 'copy')]
  const count = checkedCount(size ?? source.size, 'copy', size)
  requireWritable(target, to, 'copy')
  requireWithin(count, source, from, 'copy')
  requireWithin(count, target, to, 'copy')
  copyBytes(target, source, count, siteOf('copy', typeOfPlace(to)))
}

/** Sets `size` bytes from the start of `to`, all if not given, to `byte`. Throws as `copy` does. */
export function fill(to: Bytes, byte: number, size?: number): void {
  const target = extentOf(to, 'fill')
  if (!Number.isInteger(byte) || byte < 0 || byte > 255) throw wrong('fill', 'a byte from 0 to 255', byte)
  const count = checkedCount(size ?? target.size, 'fill', size)
  requireWritable(target, to, 'fill')
  requireWithin(count, target, to, 'fill')
  fillBytes(target, byte, count, siteOf('fill', typeOfPlace(to)))
}

function extentOf(value: unknown, use: string): Extent {
  const place = placeOf(value)
  if (place !== undefined) return { ...place, isConst: place.memory.isConst }
  if (Pointer.isPointer(value)) {
    return {
      memory: foreign(),
      offset: value.address,
      root: undefined,
      size: undefined,
      isConst: isConst(Pointer.targetOf(value)),
    }
  }
  if (!ArrayBuffer.isView(value) && !isBuffer(value)) throw wrong(use, 'an object of C, memory or a Pointer', value)
  const size = ArrayBuffer.isView(value) ? value.byteLength : bytesOf(new Uint8Array(value))
  return { memory: foreign(), offset: addressOf(value).address, root: undefined, size, isConst: false }
}

const typeOfPlace = (value: object) => Pointer.targetOf(Pointer.isPointer(value) ? value : addressOf(value))

function requireWritable({ isConst }: Extent, value: unknown, use: string): void {
  if (isConst) throw wrong(use, 'memory that is not const', value)
}

function requireWithin(count: number, { size }: Extent, value: unknown, use: string): void {
  if (size === undefined || count <= size) return
  const message = `${use}: ${count} bytes are more than the ${size} of ${show(value)}`
  throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: count })
}

function checkedCount(count: number | undefined, use: string, given: unknown): number {
  if (count !== undefined && Number.isSafeInteger(count) && count >= 0) return count
  throw wrong(use, 'a number of bytes (a pointer does not say how many there are)', given)
}

const wrong = (use: string, expected: string, value: unknown) => {
  const message = `${use}: expected ${expected}, got ${show(value)}`
  return typeof value === 'number'
    ? codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value })
    : codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value })
}
