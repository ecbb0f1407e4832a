/**
 * Pony's FFI at home in cabi: `@fwrite[USize](data.cpointer(), USize(1), data.size(), file)`, a call of what nothing declares,
 * with every type given at the call; and the declared form beside it.
 *
 * What differs: a bare number is refused, since C reads 1 and 1.0 from different registers. The declared form is the safer one:
 * the declaration is written once, and each call is checked against it.
 */
import { c, call, open } from 'cabi'

const libc = open(null, '')
const data = Buffer.from('written by fwrite\n')
const file = call(libc, 'fdopen', c.pointer(c.void), [c.int(1), 'w'])
call(libc, 'fwrite', c.size_t, [data, c.size_t(1), c.size_t(data.length), file])
call(libc, 'fflush', c.int, [file]) // → written by fwrite

// The same, declared: use @fwrite[USize](...)
const { fwrite, fflush } = open(
  null,
  'size_t fwrite(const void *ptr, size_t size, size_t n, void *stream); int fflush(void *stream);',
)
fwrite(data, 1, data.length, file)
fflush(file) // → written by fwrite

// What the first form cannot catch. ldexp takes a double and an int, and gives 3 × 2 = 6. Given an int and a double, each is
// in a register that ldexp looks into for the other: it computes 1 × 2 × 2 × 2.
const libm = open('m', 'double ldexp(double x, int exp);')
console.log(call(libm, 'ldexp', c.double, [c.int(3), c.double(1)])) // → 8
console.log(libm.ldexp(3, 1)) // → 6

// What both catch: a number without a type, and a value that its type does not hold.
for (const wrong of [() => call(libc, 'abs', c.int, [c.int(2 ** 31)]), () => libm.ldexp(3, 1.5)]) {
  try {
    wrong()
  } catch (error) {
    console.log((error as Error).message)
  }
}
// → abs: argument 1 is 'int': expected an integer from -2147483648 to 2147483647, got 2147483648
// → ldexp: argument 2 (exp) is 'int': expected an integer from -2147483648 to 2147483647, got 1.5
