/** Numbers: what each takes and gives, and which of them are one type. */
import type { Complex } from './ctype.ts'
import type { Equal } from './equal.test-d.ts'
import type { PointerTo } from './identity.ts'
import type { Pointer } from './pointer.ts'
import type { Scalars } from './scalar.ts'
import type { In, Out, Raw } from './value.ts'

type Gives<Name extends keyof Scalars> = Out<Scalars[Name]>
type Takes<Name extends keyof Scalars> = In<Scalars[Name]>

true satisfies Equal<[Takes<'bool'>, Gives<'bool'>], [boolean, boolean]>
true satisfies Equal<[Takes<'int'>, Gives<'int'>], [number, number]>
true satisfies Equal<[Takes<'char'>, Gives<'char'>], [number | string, number]>
// `long` and its kin are numbers, checked; 64 bits by name are bigints; `.raw` gives bigints for both.
true satisfies Equal<Gives<'long' | 'size_t' | 'ssize_t' | 'off_t' | 'time_t' | 'intptr_t'>, number>
true satisfies Equal<Gives<'long_long' | 'int64_t' | 'uint64_t' | 'unsigned_long_long'>, bigint>
true satisfies Equal<Takes<'long' | 'int64_t'>, number | bigint>
true satisfies Equal<Raw<Scalars['long']> | Raw<Scalars['int64_t']>, bigint>
true satisfies Equal<[Takes<'int128'>, Gives<'int128'>], [number | bigint, bigint]>
true satisfies Equal<Gives<'double' | 'float' | 'long_double'>, number>
true satisfies Equal<Complex, { readonly re: number; readonly im: number }>

// Typedefs of one basic type are one type, on x86-64 Linux; `long` and `long long` are two, and so are `char` and `signed char`.
declare const size: Pointer<Scalars['size_t']>
declare const long: Pointer<Scalars['long']>
size satisfies PointerTo<Scalars['unsigned_long']>
long satisfies PointerTo<Scalars['int64_t']>
// @ts-expect-error
long satisfies PointerTo<Scalars['long_long']>
declare const signed: Pointer<Scalars['int8_t']>
// @ts-expect-error
signed satisfies PointerTo<Scalars['char']>
