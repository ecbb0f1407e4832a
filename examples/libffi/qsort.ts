/**
 * libffi's way: a closure, a function of C that is made when the program runs. `qsort` gets it as its comparison, and what it
 * is called with comes as a list of pointers, whatever its type.
 *
 * What differs: the address of the code is `closure.code`, known when the closure is prepared; the function gets pointers
 * that know their type and can be cast; and what it throws comes out of the call of `qsort`. With cabi's own interface a
 * function given to `qsort` is all it takes.
 */
import { alloc, c, open, type Pointer } from 'cabi'
import {
  call,
  closureAlloc,
  closureFree,
  FFI_DEFAULT_ABI,
  FFI_OK,
  ffi_cif,
  ffi_type_pointer,
  ffi_type_sint,
  ffi_type_ulong,
  ffi_type_void,
  prepCif,
  prepClosureLoc,
} from 'cabi/libffi'

const { qsort } = open(null, 'void qsort(void *base, size_t count, size_t size, void *compare);')

const calls = { count: 0 }

/** Compares what the two arguments, pointers to int, point to. */
function compare(_cif: ffi_cif, ret: Pointer, args: readonly Pointer[], counted: { count: number }): void {
  const [a, b] = args.map(argument => argument.value.cast(c.int).value)
  ret.value = a - b
  counted.count++
}

const compareCif = new ffi_cif()
const sortCif = new ffi_cif()
const closure = closureAlloc()
const pointers = [ffi_type_pointer, ffi_type_pointer]
const sortTypes = [ffi_type_pointer, ffi_type_ulong, ffi_type_ulong, ffi_type_pointer]

if (
  prepCif(compareCif, FFI_DEFAULT_ABI, 2, ffi_type_sint, pointers) === FFI_OK &&
  prepCif(sortCif, FFI_DEFAULT_ABI, 4, ffi_type_void, sortTypes) === FFI_OK &&
  prepClosureLoc(closure, compareCif, compare, calls) === FFI_OK
) {
  const numbers = new Int32Array([5, -3, 9, 0, 2])
  const base = alloc(c.pointer(c.int))
  const count = alloc(c.size_t)
  const size = alloc(c.size_t)
  const code = alloc(c.pointer(c.void))
  base.value = numbers
  count.value = numbers.length
  size.value = numbers.BYTES_PER_ELEMENT
  code.value = closure.code.cast(c.void)
  call(sortCif, qsort, null, [base, count, size, code])
  console.log(numbers.join(' ')) // → -3 0 2 5 9
  console.log('compared:', calls.count > 0) // → compared: true
}
closureFree(closure)
