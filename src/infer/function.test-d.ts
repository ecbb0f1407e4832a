/** A function of a library, and what is known of it. */
import type { Const, Fn, Variadic } from './ctype.ts'
import type { Equal } from './equal.test-d.ts'
import type { CFunction } from './function.ts'
import type { TypeHandle } from './handle.ts'
import type { Pointer } from './pointer.ts'
import type { char, int, int64_t, long } from './scalar.ts'

declare const strtol: CFunction<Fn<[text: Pointer<Const<char>>, end: Pointer<Pointer<char>>, base: int], long>>
true satisfies Equal<ReturnType<typeof strtol>, number>
true satisfies Equal<ReturnType<typeof strtol.raw>, bigint>
true satisfies Equal<typeof strtol.address, number>
strtol.type satisfies TypeHandle
// @ts-expect-error
strtol('1', null)
// @ts-expect-error
strtol('1', null, 10, 10)
// @ts-expect-error
strtol.raw('1', null, '10')

// `int64: 'number'` is for the call; `.raw` loses nothing.
declare const checked: CFunction<Fn<[], int64_t>, number>
true satisfies Equal<[ReturnType<typeof checked>, ReturnType<typeof checked.raw>], [number, bigint]>

declare const printf: CFunction<Fn<[format: Pointer<Const<char>>, Variadic], int>>
printf('%d %s', 1, 'text')
// @ts-expect-error: nothing that C knows
printf('%d', {})
