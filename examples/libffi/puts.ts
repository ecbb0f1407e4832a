/**
 * libffi's way: the first program of its manual. `puts` is called twice through one `ffi_cif`, with the value of its argument
 * changed in between.
 *
 * What differs: `&ffi_type_pointer` is the object itself, and what C has in a variable whose address it takes is a box here.
 * A `const char *` box takes a string, and keeps it as long as it is its value.
 */
import { alloc, c, open } from 'cabi'
import { call, FFI_DEFAULT_ABI, FFI_OK, ffi_arg, ffi_cif, ffi_type_pointer, ffi_type_sint, prepCif } from 'cabi/libffi'

const { puts, fflush } = open(null, 'int puts(const char *s); int fflush(void *stream);')

const cif = new ffi_cif()
const s = alloc(c.string)
const rc = alloc(ffi_arg)

// The argument info vectors.
const args = [ffi_type_pointer]
const values = [s]

if (prepCif(cif, FFI_DEFAULT_ABI, 1, ffi_type_sint, args) === FFI_OK) {
  s.value = 'Hello World!'
  call(cif, puts, rc, values)
  // rc holds the result of the call to puts.

  // values holds where the argument is: to call puts again, all there is to do is to change the value of s.
  s.value = 'This is cool!'
  call(cif, puts, rc, values)
}

// C keeps what it prints until its buffer is full, unless it writes to a terminal.
fflush(null)
// → Hello World!
// → This is cool!
console.log('puts gave', rc.value) // → puts gave 14
