/** Functions on memory, pointers and types, with types that follow from those of their arguments. */
import type { Explanation } from '../library/explain.ts'
import type { Layout, Layouts } from '../library/layout.ts'
import type { OwnOptions } from '../library/own.ts'
import type { AllocOptions } from '../memory/alloc.ts'
import type { ArenaStringOptions } from '../memory/arena.ts'
import type { ReadStringOptions } from '../memory/read-string.ts'
import type { ArrayOf, Const, Fn, Struct, Union, Variadic } from './ctype.ts'
import type { AnyHandle, TypedValue, TypeHandle } from './handle.ts'
import type { LooseType } from './identity.ts'
import type { Instance, InstanceOf } from './instance.ts'
import type { AnyPointer, Box, CArray, Pointer } from './pointer.ts'
import type { char } from './scalar.ts'
import type { CTypeError } from './type-error.ts'
import type { Callback, Out } from './value.ts'

/** What `alloc` makes of a type: an instance, an array, or a box with `.value`. */
// biome-ignore lint/suspicious/noExplicitAny: a type that is not known, of a loose library, gives an object that is not
export type Allocated<T> = unknown extends T ? any : Known<T>

type Known<T> =
  T extends ArrayOf<infer Element, number>
    ? Element extends char
      ? Uint8Array
      : Out<T>
    : T extends Struct<string, unknown> | Union<string, unknown>
      ? Instance<T>
      : Box<T>

/**
 * An instance of a struct or union, an array (numbers: a typed array), or a box with `.value`. It is collected when nothing
 * refers to it. Throws ERR_CABI_ARG_TYPE for what has no size, ERR_CABI_ARG_RANGE for more than there can be.
 */
export type Alloc = <T>(type: TypeHandle<T>, options?: AllocOptions) => Allocated<T>

/** Memory that is freed together. */
export interface Arena extends Disposable {
  alloc<T>(type: TypeHandle<T>, options?: AllocOptions): Allocated<T>
  string(text: string, options?: ArenaStringOptions): Pointer<char>
  close(): void
}

/**
 * A pointer to `type` at the same address, which goes on keeping alive what the pointer does; null for null and for
 * address 0. An address is a number, negative near 2^64, or a bigint of up to 64 bits.
 */
export interface Cast {
  <T>(type: TypeHandle<T>, pointer: AnyPointer): NonNullable<Out<Pointer<T>>>
  <T>(type: TypeHandle<T>, address: AnyPointer | number | bigint | null): Out<Pointer<T>>
}

export interface OwnedPointer<T> extends Pointer<T>, Disposable {}

/**
 * Owns what `pointer` points to: `free` is called with it once, by `release`, at the end of `using`, or some time after
 * the last use of it. Throws ERR_CABI_ARG_TYPE where `free` does not take such a pointer.
 */
export type Own = <T>(
  pointer: Pointer<T> | null,
  // biome-ignore lint/suspicious/noExplicitAny: it takes a pointer to T, or to what T is cast to
  free: (pointer: any) => unknown,
  options?: OwnOptions,
) => OwnedPointer<T>

/** A function of JavaScript for a function type, or a pointer to one. */
type FunctionFor<T> = unknown extends T
  ? (...values: LooseType[]) => unknown
  : T extends Fn<infer P, infer R>
    ? P extends readonly [...unknown[], Variadic]
      ? CTypeError<'C does not say what variable arguments it passes to a callback'>
      : Callback<P, R>
    : T extends Pointer<infer F> | Const<infer F>
      ? FunctionFor<F>
      : CTypeError<'a callback is of a function type, or a pointer to one'>

type FunctionTypeOf<T> = unknown extends T ? T : T extends Pointer<infer F> | Const<infer F> ? FunctionTypeOf<F> : T

/**
 * A pointer to a callback, for wherever C wants one of that type. Fields and variables of function pointers have the type of what
 * is read from them, a function: to be assigned there it has its signature, although C alone calls it.
 */
export type CallbackPointer<T = LooseType> = KeptCallback<T> &
  (T extends Fn<infer P, infer R> ? CalledByC<Callback<P, R>> : unknown)

interface KeptCallback<T> extends Pointer<T>, Disposable {}

type CalledByC<F> = F extends (...values: infer Values) => infer Result
  ? (this: CTypeError<'a callback is called by C'>, ...values: Values) => Result
  : never

/**
 * A pointer to `fn` as a function of C of `type`, a function type or a pointer to one. C may call it until it is released,
 * by `release` or at the end of `using`: C has the address, whatever becomes of this pointer. Throws ERR_CABI_UNSUPPORTED for
 * what cannot be called back, a variadic function say.
 *
 * What it throws is thrown by the call of C that called it, after C was given zero; outside of any call it is an uncaught
 * exception.
 */
export type MakeCallback = <T>(type: TypeHandle<T>, fn: FunctionFor<NoInfer<T>>) => CallbackPointer<FunctionTypeOf<T>>

/** A pointer to an instance, the first element of an array or typed array, what is in a box. */
export interface AddressOf {
  <T>(value: InstanceOf<T> | Box<T> | CArray<T>): Pointer<T>
  <A extends TypedArray>(value: A): ElementPointer<A>
  (value: unknown): Pointer<LooseType>
}

/**
 * A pointer to elements of a typed array. What is read has their type; where it goes is for the run time to say, because fields
 * of `const unsigned char *` and `uint8_t *` want pointers of two types.
 */
export interface ElementPointer<A extends TypedArray> extends Pointer<LooseType> {
  get value(): A[number]
  set value(value: A[number])
  at(index: number): A[number]
  add(count: number): ElementPointer<A>
  array(count: number): A
}

type TypedArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array

/** The C type that a value has; undefined for one of JavaScript's own. */
export interface TypeOfValue {
  <T>(value: InstanceOf<T> | Box<T>): TypeHandle<T>
  <T>(value: TypedValue<T>): TypeHandle<T>
  (value: unknown): AnyHandle | undefined
}

/** The string that `pointer` points to; null for null. */
export type ReadString = <P extends AnyPointer | null>(
  pointer: P,
  options?: ReadStringOptions,
) => P extends null ? null : string

/** Functions that take any type. */
export type OfType<Arguments extends readonly unknown[], Result> = (type: AnyHandle, ...rest: Arguments) => Result

export type IsType = (value: unknown, type: AnyHandle) => boolean

export type Explain = (
  type: AnyHandle | { readonly type: AnyHandle; readonly address: number },
  options?: { readonly abi?: string },
) => Explanation

export type { Layout, Layouts }
