/** The calling conventions of x86-64, with the numbers of libffi's `ffi_abi` there. */

export const FFI_FIRST_ABI = 1
/** The System V psABI. */
export const FFI_UNIX64 = 2
export const FFI_WIN64 = 3
export const FFI_EFI64 = FFI_WIN64
export const FFI_GNUW64 = 4
export const FFI_LAST_ABI = 5
export const FFI_DEFAULT_ABI = FFI_UNIX64

/** One of the numbers above. Those that calls cannot be made by give FFI_BAD_ABI. */
export type ffi_abi = number

export const isSupported = (abi: ffi_abi): boolean => abi === FFI_UNIX64
