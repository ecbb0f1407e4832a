import assert from 'node:assert/strict'
import { alloc, c, open } from 'cabi'
import * as ffi from 'cabi/libffi'

const { puts, fflush } = open(null, 'int puts(const char *s); int fflush(void *stream);')
const cif = new ffi.ffi_cif()
const s = alloc(c.string)
const rc = alloc(ffi.ffi_arg)
assert.equal(ffi.prepCif(cif, ffi.FFI_DEFAULT_ABI, 1, ffi.ffi_type_sint, [ffi.ffi_type_pointer]), ffi.FFI_OK)
s.value = 'Hello world!'
ffi.call(cif, puts, rc, [s])
assert.equal(rc.value, 13)
fflush(null)
assert.throws(() => ffi.call(cif, puts, rc, []), { name: 'TypeError', code: 'ERR_CABI_ARG_COUNT' })
