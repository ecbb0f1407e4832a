/** `addressOf`: C's `&`. */
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { exchange } from '../exchange/exchange.ts'
import { addressOfMemory, isBuffer } from './address.ts'
import { addressOfPlace, placeOf } from './object-place.ts'
import { type Pointer, pointerAt } from './pointer.ts'
import { elementTypeOf } from './typed-array.ts'

/**
 * A pointer to `value`, which it keeps alive: to an instance of a struct or union, the first element of an array or typed
 * array, what is in a box. Throws ERR_CABI_ARG_TYPE for what is not in memory.
 */
export function addressOf(value: unknown): Pointer {
  const place = placeOf(value)
  if (place !== undefined) return pointerAt(place.type, addressOfPlace(place), value)
  if (ArrayBuffer.isView(value) || isBuffer(value)) {
    const address = addressOfMemory(exchange(), value)
    if (address !== undefined) return pointerAt(elementTypeOf(value), address, value)
  }
  const expected = 'an instance, array or box of C, a typed array or an ArrayBuffer'
  throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', `addressOf: expected ${expected}, got ${show(value)}`, { value })
}
