/** What libffi takes a `void *` for: memory, of whatever type. */
import { types } from 'node:util'
import { addressOf, Pointer, sizeof, typeOf } from '../index.ts'
import { rangeError, typeError } from './wrong-use.ts'

/** A box, an instance, an array of C or JavaScript, a Pointer: where there are bytes. */
export type MemoryOfC = object

/**
 * A pointer to the first byte of `memory`, which it keeps alive. Of a Pointer nobody knows how many bytes there are: using
 * it throws ERR_CABI_FAULT where there are none. `use` begins messages.
 */
export function pointerTo(memory: unknown, size: number, use: string): Pointer {
  if (Pointer.isPointer(memory)) return memory
  const known = bytesOf(memory)
  if (known === undefined) throw typeError(`${use}: expected memory: a box, instance, array or Pointer`, memory)
  if (known < size) throw rangeError(`${use}: expected memory of ${size} bytes, got ${known}`, memory)
  return addressOf(memory)
}

function bytesOf(memory: unknown): number | undefined {
  if (ArrayBuffer.isView(memory) || types.isAnyArrayBuffer(memory)) return memory.byteLength
  if (typeof memory !== 'object' || memory === null) return undefined
  const type = typeOf(memory)
  return type && sizeof(type)
}
