/** Addresses of JavaScript's own memory: typed arrays, DataViews, Buffers, ArrayBuffers. */

import type { Exchange } from '../exchange/exchange.ts'
import { scratchOffset } from '../machine/control-block.ts'

/** The specification's own getters: what a subclass or another prototype says of the same is not asked. */
const getterOf = <T>(prototype: object, name: string | symbol) =>
  Object.getOwnPropertyDescriptor(prototype, name)!.get as (this: unknown) => T

const typedArray = Object.getPrototypeOf(Uint8Array.prototype)
const typedArrayName = getterOf<string | undefined>(typedArray, Symbol.toStringTag)
const typedArrayBytes = getterOf<number>(typedArray, 'byteLength')
const typedArrayOffset = getterOf<number>(typedArray, 'byteOffset')
const typedArrayBuffer = getterOf<ArrayBuffer>(typedArray, 'buffer')
const dataViewBytes = getterOf<number>(DataView.prototype, 'byteLength')
const arrayBufferBytes = getterOf<number>(ArrayBuffer.prototype, 'byteLength')
const sharedBytes = getterOf<number>(SharedArrayBuffer.prototype, 'byteLength')

/** `'Uint8Array'` and so on, of a typed array of any realm and any subclass; undefined for anything else. */
export const elementsOf = (value: unknown): string | undefined => typedArrayName.call(value)

/** Bytes of a typed array, whatever its class says; 0 for a detached one, or one that its buffer no longer reaches. */
export const bytesOf = (array: unknown): number => typedArrayBytes.call(array)

/** The same memory as a typed array has, whatever its class, as plain bytes. */
export const plainBytes = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(typedArrayBuffer.call(array), typedArrayOffset.call(array), bytesOf(array))

export const isBuffer = (value: unknown): value is ArrayBuffer | SharedArrayBuffer =>
  typeof value === 'object' && value !== null && (hasLength(arrayBufferBytes, value) || hasLength(sharedBytes, value))

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
export function addressOfMemory(
  { kernel, base }: Exchange,
  memory: ArrayBufferView | ArrayBufferLike,
): number | undefined {
  const bytes = sizeOf(memory)
  if (bytes === undefined) return undefined
  if (bytes === 0) return base + scratchOffset
  return kernel.addressOf(ArrayBuffer.isView(memory) ? memory : new Uint8Array(memory))
}

/** Of any view or buffer. */
export const isDetached = (memory: ArrayBufferView | ArrayBufferLike): boolean => sizeOf(memory) === undefined

/** In bytes. Undefined where the specification's own operations find it detached or out of bounds: they throw a TypeError. */
function sizeOf(memory: ArrayBufferView | ArrayBufferLike): number | undefined {
  try {
    if (!ArrayBuffer.isView(memory)) return new Uint8Array(memory).byteLength
    if (elementsOf(memory) === undefined) return dataViewBytes.call(memory)
    Uint8Array.prototype.keys.call(memory as Uint8Array)
    return bytesOf(memory)
  } catch {
    return undefined
  }
}
