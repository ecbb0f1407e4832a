/**
 * Python's ctypes and cffi at home in cabi: libraries found by name, `atoi`, out-parameters, and results that are checked.
 *
 * What differs: `CDLL(None).atoi(1)` ends a Python process; here it is a TypeError, and where the declaration lies, an
 * exception. There is no `argtypes` to forget: without a declaration there is no function.
 */
import { alloc, c, find, open } from 'cabi'

// ctypes.util.find_library('m'), and CDLL of it.
const libm = open(find('m'), 'double frexp(double x, int *exp);')

// CDLL(None).atoi(b'1')
const { atoi } = open(null, 'int atoi(const char *nptr);')
console.log(atoi('1')) // → 1
try {
  // @ts-expect-error It does not compile either.
  atoi(1)
} catch (error) {
  console.log((error as Error).message)
  // → atoi: argument 1 (nptr) is 'const char *': expected a string, a Pointer to 'const char', a Uint8Array or null, got 1
}

// Forced through, by a declaration that lies: the segmentation fault is an exception.
const { atoi: liar } = open(null, 'int atoi(long nptr);')
try {
  liar(1)
} catch (error) {
  console.log((error as Error).message) // → atoi(1) was stopped by SIGSEGV: no access to memory at address 0x1
}

// exponent = c_int(); frexp(48, byref(exponent))
const exponent = alloc(c.int)
console.log(libm.frexp(48, exponent), exponent.value) // → 0.75 6

// restype and errcheck: what the check gives is what the call gives.
const { getenv } = open(null, {
  getenv: c.fn(
    c.check(c.string, (value, call) => {
      if (value === null) throw new Error(`${call.arguments[0]} is not set`)
      return value
    }),
    [c.string],
  ),
})
process.env['GREETING'] = 'hello'
console.log(getenv('GREETING').toUpperCase()) // → HELLO
try {
  getenv('NOT_SET_ANYWHERE')
} catch (error) {
  console.log((error as Error).message) // → NOT_SET_ANYWHERE is not set
}

// use_errno and ctypes.get_errno() in every caller; here, once: -1 is thrown as Node's own errors are.
const libc = open(null, { open: c.fn(c.errno(c.int), [c.string, c.int]) })
try {
  libc.open('/does/not/exist', 0)
} catch (error) {
  const { code, errno, syscall, message } = error as NodeJS.ErrnoException
  console.log(code, errno, syscall) // → ENOENT -2 open
  console.log(message) // → ENOENT: no such file or directory, open
}
