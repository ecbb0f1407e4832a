/** What a C type is in JavaScript: what it gives (`Out`), what it takes (`In`), what `.raw` gives. */
import type { ArrayOf, Const, Converted, Enum, Exact, Fn, Long, Scalar, Struct, Union, Variadic } from './ctype.ts'
import type { AnyTypedValue } from './handle.ts'
import type { PointerTo, Unqualified } from './identity.ts'
import type { AnyInstance, ConstInstance, Instance, MembersIn } from './instance.ts'
import type { AnyArray, AnyBox, AnyPointer, CArray, Pointer } from './pointer.ts'
import type { char } from './scalar.ts'
import type { CTypeError } from './type-error.ts'

export type Out<T> =
  T extends Scalar<string, infer Value, unknown, unknown>
    ? Value
    : T extends Pointer<infer U>
      ? PointerOut<U>
      : T extends Const<infer U>
        ? U extends Struct<string, unknown> | Union<string, unknown>
          ? ConstInstance<U>
          : Out<U>
        : T extends Struct<string, unknown> | Union<string, unknown>
          ? Instance<T>
          : T extends Enum<string>
            ? number
            : T extends ArrayOf<infer Element, number>
              ? ArrayOut<Element>
              : T extends Fn<infer P, infer R>
                ? JsFunction<P, R>
                : T

type PointerOut<T> =
  T extends Const<char>
    ? string | null
    : T extends Fn<infer P, infer R>
      ? (Pointer<T> & JsFunction<P, R>) | null
      : Pointer<T> | null

type ArrayOut<Element> =
  Element extends Const<infer U>
    ? ArrayOut<U>
    : Element extends char
      ? string
      : Element extends Scalar<string, unknown, unknown, infer Array>
        ? [Array] extends [never]
          ? CArray<Element>
          : First<Array>
        : CArray<Element>

/** Of the typed arrays that may stand for elements, what an array is. */
type First<Array> = Array extends Uint8ClampedArray ? never : Array

/** The result of a call. `int64` as the library was opened. */
export type Result<T, Int64> = T extends Exact<string, unknown> ? Int64 : Out<T>

/** The result of `.raw`. */
export type Raw<T> =
  T extends Pointer<infer U>
    ? Pointer<U> | null
    : T extends Long<string, unknown> | Exact<string, unknown>
      ? bigint
      : T extends Converted<infer U, unknown, unknown>
        ? Raw<U>
        : Out<T>

export type In<T> =
  T extends Scalar<string, unknown, infer Value, unknown>
    ? Value
    : T extends Pointer<infer U>
      ? PointerIn<U>
      : T extends Const<infer U>
        ? In<U>
        : T extends Struct<string, unknown> | Union<string, unknown>
          ? Instance<T> | MembersIn<T>
          : T extends Enum<string>
            ? number
            : T extends ArrayOf<infer Element, number>
              ? ArrayIn<Unqualified<Element>>
              : T

/** What may be assigned through a pointer or to a box. */
export type Written<T> = T extends Const<unknown> ? CTypeError<'what is const is not assigned to'> : In<T>

type ArrayIn<Element> = Element extends char
  ? string | Uint8Array
  : readonly In<Element>[] | CArray<Element> | (ArrayBufferView & Iterable<number | bigint>)

/** What a parameter `T *` takes. */
type PointerIn<T> =
  | PointerTo<T>
  | null
  | (T extends Fn<infer P, infer R> ? Callback<P, R> : T extends Const<infer U> ? Views<U> | Copied<U> : Views<T>)

type Views<T> = [T] extends [void] ? ArrayBufferView | ArrayBufferLike : Elements<T>

/** The typed arrays of such elements. */
type Elements<T> =
  T extends Scalar<string, unknown, unknown, infer Array>
    ? Array
    : T extends Enum<string>
      ? Int32Array | Uint32Array
      : never

/** What is copied for the call, because C may not write to it. */
type Copied<T> = T extends char
  ? string
  : T extends Pointer<char> | Pointer<Const<char>>
    ? readonly (string | Pointer<char> | Pointer<Const<char>> | Uint8Array | null)[]
    : [T] extends [void]
      ? never
      : readonly In<T>[] | (T extends Struct<string, unknown> | Union<string, unknown> ? MembersIn<T> : never)

/** A value for `...`: bare numbers go only where a format says their type. */
export type VariableArgument =
  | number
  | bigint
  | string
  | boolean
  | null
  | AnyTypedValue
  | AnyPointer
  | AnyArray
  | AnyBox
  | AnyInstance
  | ArrayBufferView
  | ArrayBufferLike

type ParametersIn<P extends readonly unknown[]> = { [I in keyof P]: In<P[I]> }
type ParametersOut<P extends readonly unknown[]> = { [I in keyof P]: Out<P[I]> }

/**
 * A JavaScript function that C may call. As a method, so that its parameters may leave out what the program knows C not to
 * give: `(a: Pointer, b: Pointer) => number`, where null is possible too.
 */
export type Callback<P extends readonly unknown[], R> = {
  call(...values: ParametersOut<Fixed<P>>): In<R>
}['call']

/** Variadic functions are given by C alone, and what they take besides does not matter there. */
type Fixed<P extends readonly unknown[]> = P extends readonly [...infer First, Variadic] ? First : P

/** A function of C as one of JavaScript. */
export type JsFunction<P extends readonly unknown[], R, Int64 = bigint> = P extends readonly [...infer Fixed, Variadic]
  ? (...values: [...ParametersIn<Fixed>, ...rest: VariableArgument[]]) => Result<R, Int64>
  : (...values: ParametersIn<P>) => Result<R, Int64>

export type RawFunction<P extends readonly unknown[], R> = P extends readonly [...infer Fixed, Variadic]
  ? (...values: [...ParametersIn<Fixed>, ...rest: VariableArgument[]]) => Raw<R>
  : (...values: ParametersIn<P>) => Raw<R>
