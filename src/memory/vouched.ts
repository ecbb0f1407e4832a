/** Bytes at an address the user vouches for, as a typed array over that very memory. */
import { kMaxLength } from 'node:buffer'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { exchange, word } from '../exchange/exchange.ts'
import { type NativeFunction, nativeFunction } from '../exchange/native.ts'
import type { Pointer } from './pointer.ts'

const pageSize = 4096

let memcpy: NativeFunction | undefined

export function vouchedBytes(pointer: Pointer, count: number): Uint8Array {
  if (!Number.isSafeInteger(count) || count < 0 || count > kMaxLength) {
    const message = `bytes: expected a number of bytes from 0 to ${kMaxLength}, got ${show(count)}`
    throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: count })
  }
  if (count === 0) return new Uint8Array(0)
  const { address } = pointer
  // JavaScript that reads unmapped memory dies where nothing can catch it: look first, through a guarded call.
  for (let at = address; at < address + count; at = nextPage(at)) touch(at)
  touch(address + count - 1)
  return new Uint8Array(exchange().kernel.bufferAt(address, count))
}

const nextPage = (address: number) => Math.floor(address / pageSize) * pageSize + pageSize

/** Reads a byte of C memory. */
function touch(address: number): void {
  memcpy ??= nativeFunction('memcpy', 3, 'bytes')
  const { base, views } = exchange()
  memcpy(base + views.I32[word.scratchFloor]!, address, 1)
}
