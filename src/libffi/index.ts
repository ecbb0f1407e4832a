/**
 * `cabi/libffi`: libffi's own interface, for interpreters that describe functions when they run. The names of types, structs
 * and constants are libffi's; its functions are without the prefix, `ffi_prep_cif` is `prepCif`. They take and do what
 * libffi's manual says, with these differences:
 *
 * - A `void *` is memory of cabi: a box or array of `alloc`, an instance, a typed array, a Pointer. What is too small, closed
 *   or nowhere is an error, and so is all that the manual leaves undefined.
 * - A closure's address is known when it is prepared: `closure.code`.
 * - `_Complex long double` is no result, and calls are made by FFI_UNIX64 alone.
 */
export {
  FFI_DEFAULT_ABI,
  FFI_EFI64,
  FFI_FIRST_ABI,
  FFI_GNUW64,
  FFI_LAST_ABI,
  FFI_UNIX64,
  FFI_WIN64,
  type ffi_abi,
} from './abi.ts'
export { call, type FunctionAddress } from './call.ts'
export { ffi_cif, prepCif, prepCifVar } from './cif.ts'
export { type ClosureFunction, closureAlloc, closureFree, type ffi_closure, prepClosureLoc } from './closure.ts'
export type { MemoryOfC } from './memory.ts'
export { FFI_BAD_ABI, FFI_BAD_ARGTYPE, FFI_BAD_TYPEDEF, FFI_OK, type ffi_status } from './status.ts'
export { getStructOffsets } from './struct-offsets.ts'
export {
  FFI_TYPE_COMPLEX,
  FFI_TYPE_DOUBLE,
  FFI_TYPE_FLOAT,
  FFI_TYPE_LONGDOUBLE,
  FFI_TYPE_POINTER,
  FFI_TYPE_SINT8,
  FFI_TYPE_SINT16,
  FFI_TYPE_SINT32,
  FFI_TYPE_SINT64,
  FFI_TYPE_STRUCT,
  FFI_TYPE_UINT8,
  FFI_TYPE_UINT16,
  FFI_TYPE_UINT32,
  FFI_TYPE_UINT64,
  FFI_TYPE_VOID,
  ffi_arg,
  ffi_sarg,
  type ffi_type,
  ffi_type_complex_double,
  ffi_type_complex_float,
  ffi_type_complex_longdouble,
  ffi_type_double,
  ffi_type_float,
  ffi_type_longdouble,
  ffi_type_pointer,
  ffi_type_schar,
  ffi_type_sint,
  ffi_type_sint8,
  ffi_type_sint16,
  ffi_type_sint32,
  ffi_type_sint64,
  ffi_type_slong,
  ffi_type_sshort,
  ffi_type_uchar,
  ffi_type_uint,
  ffi_type_uint8,
  ffi_type_uint16,
  ffi_type_uint32,
  ffi_type_uint64,
  ffi_type_ulong,
  ffi_type_ushort,
  ffi_type_void,
} from './type.ts'
