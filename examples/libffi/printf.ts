/**
 * libffi's way: a variadic function. The cif says how many arguments are declared and the types of all that are passed, so a
 * call with others needs another cif; `float` and what is narrower than `int` are refused, because C promotes them.
 *
 * What differs: nothing but the names. cabi's own `printf` reads the types from its format, and checks the values.
 */
import { alloc, c, open } from 'cabi'
import {
  call,
  FFI_BAD_ARGTYPE,
  FFI_DEFAULT_ABI,
  FFI_OK,
  ffi_arg,
  ffi_cif,
  ffi_type_double,
  ffi_type_float,
  ffi_type_pointer,
  ffi_type_sint,
  prepCifVar,
} from 'cabi/libffi'

const { printf, fflush } = open(null, 'int printf(const char *format, ...); int fflush(void *stream);')

const cif = new ffi_cif()
const format = alloc(c.string)
const name = alloc(c.string)
const count = alloc(c.int)
const price = alloc(c.double)
const written = alloc(ffi_arg)

const types = [ffi_type_pointer, ffi_type_sint, ffi_type_pointer, ffi_type_double]
if (prepCifVar(cif, FFI_DEFAULT_ABI, 1, types.length, ffi_type_sint, types) === FFI_OK) {
  format.value = '%d %s for %.2f\n'
  for (const [howMany, what, cost] of [
    [3, 'apples', 1.5],
    [12, 'eggs', 3.25],
  ] as const) {
    count.value = howMany
    name.value = what
    price.value = cost
    call(cif, printf, written, [format, count, name, price])
  }
}

const promoted = prepCifVar(cif, FFI_DEFAULT_ABI, 1, 2, ffi_type_sint, [ffi_type_pointer, ffi_type_float])
fflush(null)
// → 3 apples for 1.50
// → 12 eggs for 3.25
console.log('the last line has', written.value, 'bytes') // → the last line has 17 bytes
console.log('a float without a declaration is', promoted === FFI_BAD_ARGTYPE ? 'FFI_BAD_ARGTYPE' : 'accepted')
// → a float without a declaration is FFI_BAD_ARGTYPE
