/**
 * Common Lisp's CFFI at home in cabi: a library for each platform, functions by the meaning of their types, foreign objects of
 * dynamic extent, and type translators.
 *
 * What differs: a declaration is checked by the compiler where it is used; what `with-foreign-object` gives cannot be used
 * after its scope; a translated type works in members and callbacks as in calls.
 */
import { fstatSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { arena, c, callback, open } from 'cabi'

// (define-foreign-library libz (:linux "libz.so.1") (:darwin "libz.dylib") (t (:default "z")))
const libz = open([{ linux: 'libz.so.1', darwin: 'libz.dylib', win32: 'zlib1.dll' }, 'z'], {
  crc32: c.fn(c.unsigned_long, [c.unsigned_long, c.pointer(c.const(c.uint8_t)), c.unsigned_int]),
})
console.log(libz.crc32(0, Buffer.from('123456789'), 9).toString(16)) // → cbf43926

// (defcfun "snprintf" :int (s :pointer) (n :size) (format :string) &rest): bare numbers are ints here.
const libc = open(null, {
  snprintf: c.fn(c.int, [c.pointer(c.char), c.size_t, c.string], { variadic: c.int }),
})
const text = Buffer.alloc(32)
const length = libc.snprintf(text, 32, '%d of %d', 3, 4)
console.log(text.toString('latin1', 0, length)) // → 3 of 4

// (defcenum seek :set :cur :end): a keyword for each value, by a translator.
const keywords = ['set', 'cur', 'end'] as const
const whence = c.convert(c.enum({ SEEK_SET: 0, SEEK_CUR: 1, SEEK_END: 2 }), {
  toC: (keyword: (typeof keywords)[number]) => keywords.indexOf(keyword),
  fromC: value => keywords[value] ?? 'set',
})
const { lseek } = open(null, { lseek: c.fn(c.long, [c.int, c.long, whence]) })
const file = openSync(fileURLToPath(import.meta.url), 'r')
console.log(lseek(file, 0, 'end') === fstatSync(file).size) // → true

// (with-foreign-object (exponent :int) ...): dynamic extent.
const libm = open('m', { frexp: c.fn(c.double, [c.double, c.pointer(c.int)]) })
{
  using scope = arena()
  const exponent = scope.alloc(c.int)
  console.log(libm.frexp(48, exponent), exponent.value) // → 0.75 6
}

// (define-foreign-type date () () (:actual-type :int64)) with translate-to-foreign and translate-from-foreign.
const date = c.convert(c.int64_t, {
  toC: (value: Date) => BigInt(value.getTime()) / 1000n,
  fromC: seconds => new Date(Number(seconds) * 1000),
})
const { llabs } = open(null, { llabs: c.fn(date, [date]) })
console.log(llabs(new Date(-1000)).toISOString()) // → 1970-01-01T00:00:01.000Z

// In a member, and in a callback, as in a call.
const event = c.struct({ at: date, kind: c.int }, { name: 'event' })
console.log(new event({ at: new Date('2001-09-09T01:46:40Z'), kind: 1 }).at.getUTCFullYear()) // → 2001
using later = callback(c.fn(date, [date]), given => new Date(given.getTime() + 60_000))
console.log(later.value(new Date(0)).toISOString()) // → 1970-01-01T00:01:00.000Z
