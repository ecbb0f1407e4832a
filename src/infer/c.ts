/** The types of `c`, so that signatures made with it and those from C text are the same to the compiler. */
import type { CheckedCall } from '../exchange/conversion.ts'
import type { FunctionOptions } from '../library/c.ts'
import type { ArrayOf, Const, Converted, Enum, Fn, Struct, Union, Variadic } from './ctype.ts'
import type { AnyHandle, CheckedResult, RecordHandle, TypeHandle } from './handle.ts'
import type { Pointer } from './pointer.ts'
import type { char, Scalars } from './scalar.ts'
import type { In, Out } from './value.ts'

/** `c.bits(T, n)` */
export interface BitField<T> {
  readonly type: TypeHandle<T>
  readonly bits: number
}

type Members = { readonly [name: string]: AnyHandle | BitField<unknown> }
type TypeOfMember<M> = M extends TypeHandle<infer T> ? T : M extends BitField<infer T> ? T : never
type TypesOf<M> = { -readonly [Name in keyof M]: TypeOfMember<M[Name]> }
type ParameterTypes<P extends readonly AnyHandle[]> = {
  -readonly [I in keyof P]: P[I] extends TypeHandle<infer T> ? Decayed<T> : never
}
/** A parameter that is an array or a function is a pointer (C11 6.7.6.3 §7-8). */
type Decayed<T> =
  T extends ArrayOf<infer Element, number>
    ? Pointer<Element>
    : T extends Fn<readonly unknown[], unknown>
      ? Pointer<T>
      : T

/** What a program makes of the values of a type. */
export interface Conversion<T, Gives, Takes = Gives> {
  toC(value: Takes): In<T>
  fromC(value: Out<T>): Gives
  /** What messages call the type; its C spelling by default. */
  readonly name?: string
}

interface RecordOptions<Name extends string = string> {
  readonly packed?: boolean
  readonly align?: number
  readonly name?: Name
}

/** `struct`, `union`, `fn` and their kin as they are written in C text. */
export type TypeConstructors = { readonly [Name in keyof Scalars]: TypeHandle<Scalars[Name]> } & {
  /** `const char *` */
  readonly string: TypeHandle<Pointer<Const<char>>>
  pointer<T>(target: TypeHandle<T>): TypeHandle<Pointer<T>>
  const<T>(type: TypeHandle<T>): TypeHandle<Const<T>>
  /** `count` elements; without a count, an array of unknown size, or the last member of a struct. */
  array<T, const N extends number = number>(element: TypeHandle<T>, count?: N): TypeHandle<ArrayOf<T, N>>
  struct<const M extends Members, const Name extends string = ''>(
    members: M,
    options?: RecordOptions<Name>,
  ): RecordHandle<Struct<Name, TypesOf<M>>>
  union<const M extends Members, const Name extends string = ''>(
    members: M,
    options?: RecordOptions<Name>,
  ): RecordHandle<Union<Name, TypesOf<M>>>
  enum(values: { readonly [name: string]: number | bigint }): TypeHandle<Enum<''>>
  /** A member of `count` bits, for `struct` and `union`. */
  bits<T>(type: TypeHandle<T>, count: number): BitField<T>
  /** The type of a function. Throws ERR_CABI_ARG_TYPE for what is no type. */
  fn<R, const P extends readonly AnyHandle[]>(
    result: TypeHandle<R> | CheckedResult<R>,
    parameters: P,
    options: { readonly variadic: true | AnyHandle },
  ): TypeHandle<Fn<[...ParameterTypes<P>, Variadic], R>>
  fn<R, const P extends readonly AnyHandle[]>(
    result: TypeHandle<R> | CheckedResult<R>,
    parameters: P,
    options?: { readonly variadic?: false },
  ): TypeHandle<Fn<ParameterTypes<P>, R>>
  /** Whether it is variadic is not in the options' type. */
  fn(result: AnyHandle | CheckedResult, parameters: readonly AnyHandle[], options: FunctionOptions): TypeHandle
  /** `type`, whose values `toC` and `fromC` translate wherever they are given or got. */
  convert<T, Gives, Takes = Gives>(
    type: TypeHandle<T>,
    conversion: Conversion<T, Gives, Takes>,
  ): TypeHandle<Converted<T, Gives, Takes>>
  /** A result for `fn` that `check` sees first: what it gives is what the call gives. */
  check<T, Gives>(
    type: TypeHandle<T>,
    check: (result: Out<T>, call: CheckedCall) => Gives,
  ): CheckedResult<Converted<T, Gives>>
  /** A result for `fn`: -1 or null is thrown as a system error, with `code`, `errno` and `syscall`. */
  errno<T>(type: TypeHandle<T>): CheckedResult<T>
}
