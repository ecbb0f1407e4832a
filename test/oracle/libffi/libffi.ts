/** libffi itself, opened by cabi. */
import { open } from '../../../src/index.ts'

export const libffi = open(
  'libffi.so.8',
  `
  typedef struct _ffi_type {
    size_t size;
    unsigned short alignment;
    unsigned short type;
    struct _ffi_type **elements;
  } ffi_type;
  typedef struct {
    int abi;
    unsigned nargs;
    ffi_type **arg_types;
    ffi_type *rtype;
    unsigned bytes;
    unsigned flags;
  } ffi_cif;
  extern ffi_type ffi_type_void, ffi_type_uint8, ffi_type_sint8, ffi_type_uint16, ffi_type_sint16, ffi_type_uint32;
  extern ffi_type ffi_type_sint32, ffi_type_uint64, ffi_type_sint64, ffi_type_float, ffi_type_double, ffi_type_pointer;
  extern ffi_type ffi_type_longdouble, ffi_type_complex_float, ffi_type_complex_double, ffi_type_complex_longdouble;
  int ffi_prep_cif(ffi_cif *cif, int abi, unsigned nargs, ffi_type *rtype, ffi_type **argtypes);
  int ffi_prep_cif_var(ffi_cif *cif, int abi, unsigned nfixed, unsigned ntotal, ffi_type *rtype, ffi_type **argtypes);
  int ffi_get_struct_offsets(int abi, ffi_type *struct_type, size_t *offsets);
  void ffi_call(ffi_cif *cif, void (*fn)(void), void *rvalue, void **avalues);
`,
)
