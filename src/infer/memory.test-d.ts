/** Callbacks, pointers to what JavaScript has, and what is const in memory. */
import type { TypeConstructors } from './c.ts'
import type { Fn } from './ctype.ts'
import type { AddressOf, Alloc, CallbackPointer, Cast, MakeCallback } from './memory.ts'
import type { Open } from './open.ts'
import type { Pointer } from './pointer.ts'
import type { int } from './scalar.ts'
import type { CTypeError } from './type-error.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function equal<A, B>(same: Equal<A, B>): void
declare const open: Open
declare const c: TypeConstructors
declare const callback: MakeCallback
declare const addressOf: AddressOf
declare const alloc: Alloc
declare const cast: Cast

const lib = open(
  'x',
  `typedef int (*visit)(const char *name, void *data); void walk(visit f); typedef int plain(int n);
  struct table { visit each; int (*plain)(int); const unsigned char *bytes; };
  int (*hook)(int); void each(void (*f)(const struct table *item)); const struct table *first(void);`,
)

const visit = callback(lib.visit, (name, data) => {
  equal<typeof name, string | null>(true)
  equal<typeof data, Pointer<void> | null>(true)
  return 0
})
lib.walk(visit)
const plain = callback(lib.plain, n => n + 1)
equal<typeof plain, CallbackPointer<Fn<[n: int], int>>>(true)
callback(c.fn(c.void, []), () => {})[Symbol.dispose]()
// @ts-expect-error: the result is an int
callback(lib.plain, () => 'text')
// @ts-expect-error: the parameter is a number
callback(lib.plain, (n: string) => n.length)
// @ts-expect-error: a pointer to a function of another type
lib.walk(plain)
// @ts-expect-error: no function type
callback(c.int, () => 0)
// A variadic function is not called back: C does not say what it passes.
// @ts-expect-error
callback(c.fn(c.int, [c.int], { variadic: true }), () => 0)
type Variadic = Parameters<typeof callback<Fn<[n: int, { readonly variadic: true }], int>>>[1]
equal<Variadic, CTypeError<'C does not say what variable arguments it passes to a callback'>>(true)

// What is made for C to keep goes where C keeps it.
const table = new lib['struct table']({ each: visit, plain })
table.each = visit
table.plain = plain
lib.hook = plain
// @ts-expect-error: of another type
table.each = plain
// @ts-expect-error: C calls it, JavaScript has the function that it was made of
plain(1)

// Elements of a typed array are read as its own; the pointer goes wherever the run time lets it.
equal<ReturnType<ReturnType<typeof addressOf<Int32Array>>['array']>, Int32Array>(true)
const elements = addressOf(new Int32Array(4))
equal<typeof elements.value, number>(true)
equal<ReturnType<typeof elements.at>, number>(true)
const from: Int32Array = elements.add(1).array(3)
table.bytes = addressOf(new Uint8Array(3))
const big: bigint = addressOf(new BigUint64Array(1)).value
void from
void big

// `const`: nothing is assigned through such a pointer, to such a box, or to members of such a struct.
const constant = cast(c.const(c.int), addressOf(alloc(c.int)))
equal<typeof constant.value, number>(true)
// @ts-expect-error
constant.value = 1
// @ts-expect-error
constant.set(0, 1)
// @ts-expect-error
alloc(c.const(c.int)).value = 1
// @ts-expect-error
lib.first()!.value.plain = null
lib.each(item => {
  // @ts-expect-error
  item!.value.plain = null
})
