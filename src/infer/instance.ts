/** Structs and unions as classes of JavaScript. An instance is known by its type, not by its members: a plain object is none. */
import type { ArrayOf, Const, Fn, Struct, Union } from './ctype.ts'
import type { Pointee, points } from './identity.ts'
import type { Pointer } from './pointer.ts'
import type { Callback, In, Out } from './value.ts'

declare const instance: unique symbol

export interface AnyInstance {
  readonly [instance]: unknown
}

export interface InstanceOf<T> extends AnyInstance {
  readonly [instance]: T
  readonly [points]: Pointee<T>
}

type MembersOf<T> =
  T extends Struct<string, infer Members> ? Members : T extends Union<string, infer Members> ? Members : never

type ReadOnly = Const<unknown> | ArrayOf<Const<unknown>, number>

/** `const` members are read-only: a modifier is a matter of a whole mapped type, so that there are two. */
export type Instance<T> = {
  [Name in keyof MembersOf<T> as MembersOf<T>[Name] extends ReadOnly ? never : Name]: Field<MembersOf<T>[Name]>
} & {
  readonly [Name in keyof MembersOf<T> as MembersOf<T>[Name] extends ReadOnly ? Name : never]: Field<MembersOf<T>[Name]>
} & InstanceOf<T>

/** Of a `const` struct or union, which C or a pointer to `const` gives: nothing is assigned to it. */
export type ConstInstance<T> = { readonly [Name in keyof MembersOf<T>]: Field<MembersOf<T>[Name]> } & InstanceOf<
  Const<T>
>

/**
 * What is read from a field, because a mapped type has one type for both directions; all that can be assigned has a spelling of
 * that type (`addressOf(x)`, `new point_t({ x: 1 })`). A function field takes functions of JavaScript too, and is called as one.
 */
export type Field<T> = T extends Pointer<Fn<infer P, infer R>> | Const<Pointer<Fn<infer P, infer R>>>
  ? Callback<P, R> | null
  : Out<T>

/** Plain data for a struct: members that are not given are zero. */
export type MembersIn<T> = { readonly [Name in keyof MembersOf<T>]?: In<MembersOf<T>[Name]> }
