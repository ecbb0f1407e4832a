/** `T *`: what `Pointer` of the run time is to types. Its `T` is a C type, so that `sqlite3 *` is no `sqlite3_stmt *`. */
import type { ArrayOf } from './ctype.ts'
import type { TypeHandle } from './handle.ts'
import type { LooseType, Pointee, points } from './identity.ts'
import type { Out, Written } from './value.ts'

declare const pointee: unique symbol
declare const boxed: unique symbol
declare const elements: unique symbol

/** A pointer to anything, and to nothing known. */
export interface AnyPointer {
  readonly [pointee]: unknown
  readonly [points]: LooseType
  /** Negative for marks such as `(void *)-1`. */
  readonly address: number
  readonly bits: bigint
  cast<U>(type: TypeHandle<U>): Pointer<U>
  bytes(count: number): Uint8Array
  toString(): string
}

export interface Pointer<T> extends AnyPointer {
  readonly [pointee]: T
  readonly [points]: Pointee<T>
  get value(): Out<T>
  set value(value: Written<T>)
  at(index: number): Out<T>
  set(index: number, value: Written<T>): void
  /** `p + count` */
  add(count: number): Pointer<T>
  /** Your word that so many elements are there. */
  array(count: number): Out<ArrayOf<T, number>>
}

/** A box: memory of one value. */
export interface AnyBox {
  readonly [boxed]: unknown
}

export interface Box<T> extends AnyBox {
  readonly [boxed]: T
  readonly [points]: Pointee<T>
  get value(): Out<T>
  set value(value: Written<T>)
  readonly pointer: Pointer<T>
}

/** An array whose elements no typed array has. */
export interface AnyArray {
  readonly [elements]: unknown
  readonly length: number
}

export interface CArray<T> extends AnyArray, Iterable<Out<T>> {
  readonly [elements]: T
  readonly [points]: Pointee<T>
  [index: number]: Out<T>
  at(index: number): Out<T>
  set(index: number, value: Written<T>): void
  readonly pointer: Pointer<T>
  // biome-ignore lint/suspicious/noExplicitAny: the member's type is known by its name alone
  column(name: string): any
}
