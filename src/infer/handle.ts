/** Types as values of the program: `c.int`, `lib.point_t`. */
import type { Struct, Union } from './ctype.ts'
import type { Instance, MembersIn } from './instance.ts'
import type { In } from './value.ts'

declare const handled: unique symbol
declare const typed: unique symbol
declare const checked: unique symbol

export interface AnyHandle {
  readonly [handled]: unknown
  toString(): string
}

// biome-ignore lint/suspicious/noExplicitAny: of a type that the program does not say
export interface TypeHandle<T = any> extends AnyHandle {
  readonly [handled]: T
  /** A value with its type, for variable arguments. */
  (value: In<T>): TypedValue<T>
  /** C spelling. */
  toString(): string
}

export interface AnyTypedValue {
  readonly [typed]: unknown
}

export interface TypedValue<T> extends AnyTypedValue {
  readonly [typed]: T
  readonly value: unknown
  toString(): string
}

/** What `c.check` and `c.errno` give: the result of a function. */
// biome-ignore lint/suspicious/noExplicitAny: of a type that the program does not say
export interface CheckedResult<T = any> {
  readonly [checked]: T
  readonly type: AnyHandle
}

/** The class of a struct or union. */
export interface RecordHandle<T> extends TypeHandle<T> {
  /** Zeroed memory, or a copy of members or of an instance. */
  new (init?: MembersIn<T> | Instance<T>): Instance<T>
  /** From now on what C gives is an instance of `Subclass`, whose constructor is not run for it. */
  adopt<Subclass>(Subclass: Subclass): Subclass
}

export type HandleOf<T> = T extends Struct<string, unknown> | Union<string, unknown> ? RecordHandle<T> : TypeHandle<T>
