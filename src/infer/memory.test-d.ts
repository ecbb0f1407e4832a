/** `callback`. */
import type { TypeConstructors } from './c.ts'
import type { Fn } from './ctype.ts'
import type { CallbackPointer, MakeCallback } from './memory.ts'
import type { Open } from './open.ts'
import type { Pointer } from './pointer.ts'
import type { int } from './scalar.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function equal<A, B>(same: Equal<A, B>): void
declare const open: Open
declare const c: TypeConstructors
declare const callback: MakeCallback

const lib = open(
  'x',
  'typedef int (*visit)(const char *name, void *data); void walk(visit f); typedef int plain(int n);',
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
