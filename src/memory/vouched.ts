/** Bytes at an address the user vouches for, as a typed array over that very memory. */
import { kMaxLength } from 'node:buffer'
import { CabiError, codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { exchange } from '../exchange/exchange.ts'
import { type NativeFunction, nativeFunction } from '../exchange/native.ts'
import { exchangeSize } from '../machine/control-block.ts'
import type { Pointer } from './pointer.ts'

const pageSize = 4096

let memcpy: NativeFunction | undefined

/** `use` says who asks, for messages. */
export function vouchedBytes(pointer: Pointer, count: number, use: string): Uint8Array {
  if (!Number.isSafeInteger(count) || count < 0 || count > kMaxLength) throw wrongCount(count, use)
  if (count === 0) return new Uint8Array(0)
  const { address } = pointer
  // JavaScript that reads unmapped memory dies where nothing can catch it: look first, through a guarded call.
  readGuarded(pointer, use, () => {
    for (let at = address; at < address + count; at = nextPage(at)) touch(at)
    touch(address + count - 1)
  })
  return new Uint8Array(exchange().kernel.bufferAt(address, count))
}

function wrongCount(count: unknown, use: string): TypeError | RangeError {
  const message = `${use}: expected a number of bytes from 0 to ${kMaxLength}, got ${show(count)}`
  return typeof count === 'number'
    ? codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: count })
    : codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: count })
}

/** What `read` gives, which reads through `pointer`; a fault of it as an error that names the pointer. */
export function readGuarded<T>(pointer: Pointer, use: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof CabiError) || error.code !== 'ERR_CABI_FAULT') throw error
    const { signal, address } = error as CabiError & { signal?: string; address?: number }
    const message = `${use}: ${pointer} points to no readable memory (${signal})`
    throw new CabiError('ERR_CABI_FAULT', message, { function: use, signal, address, arguments: [pointer] })
  }
}

const nextPage = (address: number) => Math.floor(address / pageSize) * pageSize + pageSize

/** Reads a byte of C memory, to where no string can be. */
function touch(address: number): void {
  memcpy ??= nativeFunction('memcpy', 3, 'bytes')
  memcpy(exchange().base + exchangeSize - 1, address, 1)
}
