/** `ffi_get_struct_offsets`. */
import { c, offsetof, sizeof } from '../index.ts'
import { type ffi_abi, isSupported } from './abi.ts'
import { carrierOf, isType, memberName } from './carrier.ts'
import { type MemoryOfC, pointerTo } from './memory.ts'
import { FFI_BAD_ABI, FFI_BAD_TYPEDEF, FFI_OK, type ffi_status } from './status.ts'
import { FFI_TYPE_STRUCT, type ffi_type } from './type.ts'
import { typeError } from './wrong-use.ts'

/**
 * Lays out a struct, and puts the offset of each element into `offsets`: memory of as many `size_t`, a `BigUint64Array` say;
 * null for no offsets. Gives FFI_BAD_ABI as `prepCif` does, FFI_BAD_TYPEDEF for what is no struct, or malformed. Throws
 * ERR_CABI_ARG_TYPE and ERR_CABI_ARG_RANGE for what is no type and no memory, or too little.
 */
export function getStructOffsets(abi: ffi_abi, struct_type: ffi_type, offsets: MemoryOfC | null): ffi_status {
  if (!isType(struct_type)) throw typeError('getStructOffsets: struct_type: expected an ffi_type', struct_type)
  if (!isSupported(abi)) return FFI_BAD_ABI
  const carrier = struct_type.type === FFI_TYPE_STRUCT ? carrierOf(struct_type) : undefined
  if (carrier === undefined) return FFI_BAD_TYPEDEF
  if (offsets === null) return FFI_OK
  const { count } = carrier
  const places = pointerTo(offsets, count * sizeof(c.size_t), 'getStructOffsets: offsets').cast(c.size_t)
  for (let i = 0; i < count; i++) places.set(i, offsetof(carrier.handle, memberName(i)))
  return FFI_OK
}
