/** A library's function: callable, with facts about it. */
import type { Fn } from './ctype.ts'
import type { TypeHandle } from './handle.ts'
import type { JsFunction, RawFunction } from './value.ts'

export interface FunctionFacts<T> {
  /** The same call with nothing lost: a bigint for every 64-bit integer, a `Pointer` for every pointer. */
  readonly raw: T extends Fn<infer P, infer R> ? RawFunction<P, R> : never
  /** Address of its code. */
  readonly address: number
  readonly type: TypeHandle<T>
  toString(): string
}

export type CFunction<T, Int64 = bigint> =
  T extends Fn<infer P, infer R> ? JsFunction<P, R, Int64> & FunctionFacts<T> : never
