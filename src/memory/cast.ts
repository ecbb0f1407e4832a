/** `cast`: a pointer from a pointer to something else, or from an address. */
import { bareType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { functionValues } from './function-value.ts'
import { Pointer, pointerAt } from './pointer.ts'
import { ctypeOf, type TypeHandle } from './type-handle.ts'

/**
 * A pointer to `type` at the same address, which goes on keeping alive what the pointer does; null for null and for
 * address 0. An address is a number, negative near 2^64, or a bigint of up to 64 bits. For a function type it is a function
 * that calls what is there; that keeps nothing alive.
 */
export function cast(type: TypeHandle, pointer: Pointer): Pointer
export function cast(type: TypeHandle, address: Pointer | number | bigint | null): Pointer | null
export function cast(type: TypeHandle, address: Pointer | number | bigint | null): Pointer | null {
  const target = ctypeOf(type, 'cast')
  if (address === null) return null
  const called = bareType(target)
  if (Pointer.isPointer(address) && called.kind !== 'function') return address.cast(type)
  const bits = Pointer.isPointer(address) ? address.bits : requireBits(address)
  if (bits === 0n) return null
  if (called.kind === 'function') return functionValues.callable(called, Number(bits)) as Pointer
  return pointerAt(target, bits)
}

function requireBits(address: unknown): bigint {
  if (typeof address !== 'number' && typeof address !== 'bigint') {
    const message = `cast: expected a Pointer, an address or null, got ${show(address)}`
    throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: address })
  }
  if (typeof address === 'number' ? Number.isSafeInteger(address) : hasBits(address)) return BigInt(address)
  const message = `cast: expected an address, an integer of 64 bits (a bigint beyond ${Number.MAX_SAFE_INTEGER}), got ${show(address)}`
  throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: address })
}

const hasBits = (address: bigint) => address >= -(2n ** 63n) && address < 2n ** 64n
