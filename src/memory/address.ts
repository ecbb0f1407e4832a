/** Addresses of JavaScript's own memory: typed arrays, DataViews, Buffers, ArrayBuffers. */

import type { Exchange } from '../exchange/exchange.ts'
import { scratchOffset } from '../machine/control-block.ts'

/**
 * The specification's own getters: what a subclass or another prototype says of the same is not asked. As functions that
 * are bound, which V8 need not look at to know them, as it has to for the `call` of a getter.
 */
const getterOf = <T>(prototype: object, name: string | symbol): ((value: unknown) => T) =>
  Function.prototype.call.bind(Object.getOwnPropertyDescriptor(prototype, name)!.get!)

const typedArray = Object.getPrototypeOf(Uint8Array.prototype)
const typedArrayName = getterOf<string | undefined>(typedArray, Symbol.toStringTag)
const typedArrayBytes = getterOf<number>(typedArray, 'byteLength')
const typedArrayOffset = getterOf<number>(typedArray, 'byteOffset')
const typedArrayBuffer = getterOf<ArrayBuffer>(typedArray, 'buffer')
const dataViewBytes = getterOf<number>(DataView.prototype, 'byteLength')
const arrayBufferBytes = getterOf<number>(ArrayBuffer.prototype, 'byteLength')
const sharedBytes = getterOf<number>(SharedArrayBuffer.prototype, 'byteLength')

/** `'Uint8Array'` and so on, of a typed array of any realm and any subclass; undefined for anything else. */
export const elementsOf = (value: unknown): string | undefined => typedArrayName(value)

/** Bytes of a typed array, whatever its class says; 0 for a detached one, or one that its buffer no longer reaches. */
export const bytesOf = (array: unknown): number => typedArrayBytes(array)

/** The same memory as a typed array has, whatever its class, as plain bytes. */
export const plainBytes = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(typedArrayBuffer(array), typedArrayOffset(array), bytesOf(array))

export const isBuffer = (value: unknown): value is ArrayBuffer | SharedArrayBuffer =>
  typeof value === 'object' && value !== null && (hasLength(arrayBufferBytes, value) || hasLength(sharedBytes, value))

function hasLength(getter: (value: unknown) => number, value: object): boolean {
  try {
    getter(value)
    return true
  } catch {
    return false
  }
}

/**
 * Stores the address of a typed array's memory into a slot; false where it has none: it is empty, or its buffer is gone.
 * Small arrays are moved off the JavaScript heap.
 */
export function arrayStore({
  kernel,
  fast,
  base,
  views: { I32 },
}: Exchange): (array: unknown, word: number) => boolean {
  if (fast !== undefined) {
    return (array, word) => {
      const stored = fast.storeAddress(array, base + 4 * word)
      return stored === 1 || (stored === 0 && fast.moveOffHeap(array, base + 4 * word) === 1)
    }
  }
  return (array, word) => {
    if (bytesOf(array) === 0) return false
    const address = kernel.addressOf(array)
    I32[word] = address
    I32[word + 1] = address / 2 ** 32
    return true
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
    if (elementsOf(memory) === undefined) return dataViewBytes(memory)
    Uint8Array.prototype.keys.call(memory as Uint8Array)
    return bytesOf(memory)
  } catch {
    return undefined
  }
}
