/** What C values are in JavaScript: the table of the documents. */
import type { ArrayOf, Const, Enum, Fn, Struct, Variadic } from './ctype.ts'
import type { Equal } from './equal.test-d.ts'
import type { PointerTo } from './identity.ts'
import type { CArray, Pointer } from './pointer.ts'
import type { bool, char, double, int, int64_t, long } from './scalar.ts'
import type { CTypeError } from './type-error.ts'
import type { Callback, In, JsFunction, Out, Raw, RawFunction, VariableArgument, Written } from './value.ts'

type Point = Struct<'point', { x: double; y: double }>

// Strings come as strings where C may not write to them. `.raw` keeps the pointer.
true satisfies Equal<Out<Pointer<Const<char>>>, string | null>
true satisfies Equal<Out<Pointer<char>>, Pointer<char> | null>
true satisfies Equal<Raw<Pointer<Const<char>>>, Pointer<Const<char>> | null>
'text' satisfies In<Pointer<Const<char>>>
// @ts-expect-error: C may write there
'text' satisfies In<Pointer<char>>
new Uint8Array(1) satisfies In<Pointer<char>>
;['a', null] satisfies In<Pointer<Const<Pointer<char>>>>

// Views of that element type go where its pointer is wanted; any view where it is `void *`.
new Int32Array(1) satisfies In<Pointer<int>>
// @ts-expect-error
new Float64Array(1) satisfies In<Pointer<int>>
new Float64Array(1) satisfies In<Pointer<void>>
// An array of values is copied for the call, where C only reads it.
;[1, 2] satisfies In<Pointer<Const<int>>>
// @ts-expect-error
;[1, 2] satisfies In<Pointer<int>>
// A number is no pointer, and undefined is not null.
// @ts-expect-error
0 satisfies In<Pointer<void>>
// @ts-expect-error
undefined satisfies In<Pointer<void>>

// Structs: by value a plain object will do, some members of it too. By pointer only where C does not write.
declare const point: Out<Point>
point satisfies In<Point>
;({ x: 1 }) satisfies In<Point>
// @ts-expect-error
;({ z: 1 }) satisfies In<Point>
;({ x: 1 }) satisfies In<Pointer<Const<Point>>>
// @ts-expect-error
;({ x: 1 }) satisfies In<Pointer<Point>>
point satisfies PointerTo<Point>

true satisfies Equal<Out<Enum<'color'>>, number>
true satisfies Equal<Out<ArrayOf<char, 8>>, string>
true satisfies Equal<Out<ArrayOf<int, 8>>, Int32Array>
true satisfies Equal<Out<ArrayOf<long, 8>>, BigInt64Array>
true satisfies Equal<Out<ArrayOf<bool, 8>>, CArray<bool>>

// Functions.
true satisfies Equal<JsFunction<[x: double], int>, (x: number) => number>
true satisfies Equal<JsFunction<[], int64_t>, () => bigint>
true satisfies Equal<JsFunction<[], int64_t, number>, () => number>
true satisfies Equal<RawFunction<[], long>, () => bigint>
true satisfies Equal<Parameters<JsFunction<[n: int, Variadic], int>>, [n: number, ...rest: VariableArgument[]]>
true satisfies Equal<Parameters<Callback<[p: Pointer<Const<char>>], int>>, [p: string | null]>
;(n => n + 1) satisfies In<Pointer<Fn<[n: int], int>>>
// @ts-expect-error: its result is no int
;(() => 'text') satisfies In<Pointer<Fn<[n: int], int>>>

true satisfies Equal<Written<int>, number>
true satisfies Equal<Written<Const<int>>, CTypeError<'what is const is not assigned to'>>
