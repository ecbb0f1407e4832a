// Checked without the types of Node, which a user may not have.
import { alloc, c, open, type Pointer } from 'cabi'
import {
  call,
  closureAlloc,
  closureFree,
  FFI_DEFAULT_ABI,
  FFI_OK,
  FFI_TYPE_STRUCT,
  ffi_arg,
  ffi_cif,
  type ffi_type,
  ffi_type_pointer,
  ffi_type_sint,
  ffi_type_ulong,
  getStructOffsets,
  prepCif,
  prepClosureLoc,
} from 'cabi/libffi'

const { puts, fflush, strlen } = open(
  null,
  'int puts(const char *s); int fflush(void *stream); size_t strlen(const char *s);',
)
const cif = new ffi_cif()
const s = alloc(c.string)
const rc = alloc(ffi_arg)
if (prepCif(cif, FFI_DEFAULT_ABI, 1, ffi_type_sint, [ffi_type_pointer]) === FFI_OK) {
  s.value = 'Hello world!'
  call(cif, puts, rc, [s])
}
fflush(null)

// What cabi gives is known to cabi/libffi, a closure's errors are cabi's: there is one of it.
const closure = closureAlloc()
const length = (_cif: ffi_cif, ret: Pointer, [text]: readonly Pointer[], counter: { calls: number }) => {
  counter.calls++
  ret.value = strlen(text!.value.cast(c.char))
}
const counter = { calls: 0 }
const lengthCif = new ffi_cif()
prepCif(lengthCif, FFI_DEFAULT_ABI, 1, ffi_type_ulong, [ffi_type_pointer])
prepClosureLoc(closure, lengthCif, length, counter)
call(lengthCif, closure.code, rc, [s])
closureFree(closure)
if (rc.value !== 12 || counter.calls !== 1) throw new Error(`the closure gave ${rc.value}`)

const pair: ffi_type = { size: 0, alignment: 0, type: FFI_TYPE_STRUCT, elements: [ffi_type_sint, ffi_type_pointer] }
const offsets = new BigUint64Array(2)
if (getStructOffsets(FFI_DEFAULT_ABI, pair, offsets) !== FFI_OK || offsets[1] !== 8n) throw new Error(`${offsets}`)
