/** Conversions, checks and undeclared calls. */
import type { TypeConstructors } from './c.ts'
import type { CallUndeclared } from './call.ts'
import type { Open } from './open.ts'
import type { AnyPointer, Pointer } from './pointer.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function equal<A, B>(same: Equal<A, B>): void
declare const c: TypeConstructors
declare const open: Open
declare const call: CallUndeclared

const date = c.convert(c.int64_t, {
  toC: (value: Date) => value.getTime(),
  fromC: value => new Date(Number(value satisfies bigint)),
})
const span = c.struct({ from: date, marks: c.array(date, 2) }, { name: 'span' })
const lib = open('m', {
  same: c.fn(date, [date]),
  spanned: c.fn(span, [span, c.pointer(c.fn(date, [date]))]),
  checked: c.fn(
    c.check(c.int, (result, { errno }) => (result < 0 ? { failed: errno } : result)),
    [],
  ),
  opened: c.fn(c.errno(c.pointer(c.void)), [c.string], { variadic: true }),
})

equal<Parameters<typeof lib.same>, [Date]>(true)
equal<ReturnType<typeof lib.same>, Date>(true)
equal<ReturnType<typeof lib.same.raw>, bigint>(true)
equal<ReturnType<typeof lib.checked>, number | { failed: number }>(true)
equal<ReturnType<typeof lib.checked.raw>, number>(true)
equal<ReturnType<typeof lib.opened>, Pointer<void> | null>(true)
lib.spanned({ from: new Date() }, given => new Date(given satisfies Date))
lib.spanned(new span({ from: new Date() }), null).from satisfies Date
// @ts-expect-error a number is no Date
lib.same(5)
// @ts-expect-error nor is one in a member
lib.spanned({ from: 5 }, null)
// @ts-expect-error what toC gives has to be what the type takes
c.convert(c.int, { toC: (value: string) => value, fromC: value => `${value}` })
// @ts-expect-error a checked result is a result and no parameter
c.fn(c.void, [c.errno(c.int)])

call(lib, 'strlen', c.size_t, ['text']) satisfies number
call(lib, 'malloc', c.pointer(c.void), [c.size_t(5)]) satisfies AnyPointer | null
call(lib, 'close', c.errno(c.int), [c.int(-1)]) satisfies number
// @ts-expect-error a bare number has no type
call(lib, 'abs', c.int, [1])
