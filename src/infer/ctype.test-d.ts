/** C types are never values: they say what values are. */
import type { Const, Enum, Exact, Long, Opaque, Scalar, Struct, Union } from './ctype.ts'
import type { Equal } from './equal.test-d.ts'
import type { int, int64_t, long } from './scalar.ts'

// A basic type is known by its name, whatever interface it has.
true satisfies Equal<int extends Scalar<'int', number, number, Int32Array> ? true : false, true>
true satisfies Equal<int extends Scalar<'short', number, number, Int32Array> ? true : false, false>
// What .raw gives as a bigint, and what the call itself does.
true satisfies Equal<[long extends Long<string, unknown> ? 1 : 0, long extends Exact<string, unknown> ? 1 : 0], [1, 0]>
true satisfies Equal<int64_t extends Exact<string, unknown> ? true : false, true>
// The kinds are apart, also where they have one name.
type AreStructs<T extends readonly unknown[]> = { [I in keyof T]: T[I] extends Struct<string, unknown> ? true : false }
type Kinds = [Struct<'s', object>, Union<'s', object>, Enum<'s'>, Opaque<'s'>, Const<int>]
true satisfies Equal<AreStructs<Kinds>, [true, false, false, false, false]>
