/** What preparing gives, with the numbers of libffi's `ffi_status`. */

export const FFI_OK = 0
/** A type is malformed, or cannot be where it is. */
export const FFI_BAD_TYPEDEF = 1
/** No calling convention, or one that calls cannot be made by. */
export const FFI_BAD_ABI = 2
/** A variable argument of a type that C promotes: `float`, integers narrower than `int`. */
export const FFI_BAD_ARGTYPE = 3

export type ffi_status = typeof FFI_OK | typeof FFI_BAD_TYPEDEF | typeof FFI_BAD_ABI | typeof FFI_BAD_ARGTYPE
