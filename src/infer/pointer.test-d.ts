/** Pointers, boxes and arrays. */
import type { ArrayOf, Const, Opaque, Struct } from './ctype.ts'
import type { Equal } from './equal.test-d.ts'
import type { AnyPointer, Box, CArray, Pointer } from './pointer.ts'
import type { char, double, int } from './scalar.ts'

type Point = Struct<'point', { x: double }>
declare const p: Pointer<int>
declare const points: Pointer<Point>
declare const db: Pointer<Opaque<'struct sqlite3'>>
declare const strings: Pointer<Pointer<Const<char>>>
declare const matrix: Pointer<ArrayOf<double, 3>>

true satisfies Equal<typeof p.value, number>
p.value = 3
true satisfies Equal<ReturnType<typeof p.add>, Pointer<int>>
true satisfies Equal<ReturnType<typeof p.array>, Int32Array>
true satisfies Equal<typeof strings.value, string | null>
true satisfies Equal<ReturnType<typeof matrix.at>, Float64Array>
// What is read is an instance; what is written may be plain data.
true satisfies Equal<typeof points.value.x, number>
points.value = { x: 1 }
points.set(1, { x: 2 })
// @ts-expect-error
points.value = { z: 1 }
true satisfies Equal<ReturnType<typeof points.array>, CArray<Point>>

// Each is a pointer, and none is another.
p satisfies AnyPointer
// @ts-expect-error
p satisfies Pointer<double>
// @ts-expect-error: opaque types have names
db satisfies Pointer<Opaque<'struct sqlite3_stmt'>>

declare const box: Box<Pointer<Opaque<'struct sqlite3'>>>
true satisfies Equal<typeof box.value, Pointer<Opaque<'struct sqlite3'>> | null>
// @ts-expect-error: a box is no pointer; it has one
box satisfies AnyPointer
box.pointer satisfies AnyPointer

declare const array: CArray<Point>
for (const each of array) true satisfies Equal<typeof each.x, number>
