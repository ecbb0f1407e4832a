/** Addresses of JavaScript's own memory: typed arrays, DataViews, Buffers, ArrayBuffers. */

import type { Exchange } from '../exchange/exchange.ts'
import { scratchOffset } from '../machine/control-block.ts'

const typedArrayName = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!
  .get as (this: unknown) => string | undefined

/** `'Uint8Array'` and so on, of a typed array of any realm and any subclass; undefined for anything else. */
export const elementsOf = (value: unknown): string | undefined => typedArrayName.call(value)

const typedArrayBytes = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'byteLength')!
  .get as (this: unknown) => number

/** Bytes of a typed array, whatever its class says; 0 for a detached one, or one that its buffer no longer reaches. */
export const bytesOf = (array: unknown): number => typedArrayBytes.call(array)

export const isBuffer = (value: unknown): value is ArrayBuffer | SharedArrayBuffer =>
  typeof value === 'object' && value !== null && (hasLength(arrayBufferLength, value) || hasLength(sharedLength, value))

const lengthGetter = (prototype: object) =>
  Object.getOwnPropertyDescriptor(prototype, 'byteLength')!.get as (this: unknown) => number

const arrayBufferLength = lengthGetter(ArrayBuffer.prototype)
const sharedLength = lengthGetter(SharedArrayBuffer.prototype)

function hasLength(getter: (this: unknown) => number, value: object): boolean {
  try {
    getter.call(value)
    return true
  } catch {
    return false
  }
}

/**
 * Address of the first byte of a view or buffer, where the fast way had no answer; undefined for a detached buffer, or a
 * view that its buffer no longer reaches. What is empty gets an address all the same: C may refuse a null pointer.
 */
export function addressOfMemory({ kernel, base }: Exchange, memory: ArrayBufferView | ArrayBufferLike): number | undefined {
  if (elementsOf(memory) !== undefined && bytesOf(memory) > 0) return kernel.addressOf(memory)
  const bytes = viewOf(memory)
  if (bytes === undefined) return undefined
  if (bytes.byteLength === 0) return base + scratchOffset
  return kernel.addressOf(bytes)
}

/** Undefined where the specification's own operations find it detached or out of bounds: they throw a TypeError. */
function viewOf(memory: ArrayBufferView | ArrayBufferLike): ArrayBufferView | undefined {
  try {
    if (!ArrayBuffer.isView(memory)) return new Uint8Array(memory)
    if (elementsOf(memory) === undefined) void memory.byteLength
    else Uint8Array.prototype.keys.call(memory as Uint8Array)
    return memory
  } catch {
    return undefined
  }
}
