/** When a pointer may stand where another is wanted: what `src/ctype/compatible.ts` decides as the program runs. */
import type { ArrayOf, Const, Enum, Fn, Opaque, Scalar, Struct, Union } from './ctype.ts'
import type { Pointer } from './pointer.ts'

/** What a pointer, an instance, a box or an array points to, for comparison. */
export declare const points: unique symbol

/** Anything with an address that may stand for a `T *`. */
export interface PointerTo<T> {
  readonly [points]: Wanted<T>
}

export type Pointee<T> = IsAny<T> extends true ? LooseType : { readonly const: IsConst<T>; readonly type: Identity<T> }

// biome-ignore lint/suspicious/noExplicitAny: of a type that the program does not say
export type LooseType = any

type IsAny<T> = 0 extends 1 & T ? true : false

/** Const may be added, and `void` stands for any type in both directions. */
type Wanted<T> = { readonly const: IsConst<T> extends true ? boolean : false; readonly type: WantedIdentity<T> }

type WantedIdentity<T> =
  Unqualified<T> extends infer U ? ([U] extends [void] ? unknown : Identity<U> | AlsoWanted<U> | 'void') : never

/** An enumeration and its underlying type, `int` or `unsigned int`, are compatible (C11 6.7.2.2 §4). */
type AlsoWanted<T> =
  T extends Enum<string>
    ? 'int' | 'unsigned int'
    : T extends Scalar<'int' | 'unsigned int', unknown, unknown, unknown>
      ? `enum ${string}`
      : never

/** Qualifiers of an array are its element's (C11 6.7.3 §9). */
type IsConst<T> = T extends Const<unknown> ? true : T extends ArrayOf<infer Element, number> ? IsConst<Element> : false

export type Unqualified<T> = T extends Const<infer U> ? U : T

/** The same for compatible types: typedefs are their basic type, a tag decides (C11 6.2.7 §1). */
type Identity<T> =
  IsAny<T> extends true
    ? LooseType
    : [T] extends [void]
      ? 'void'
      : T extends Scalar<infer Name, unknown, unknown, unknown>
        ? Name
        : T extends Const<infer U>
          ? Identity<U>
          : T extends Pointer<infer U>
            ? Pointee<U>
            : T extends Struct<infer Tag, unknown>
              ? ByTag<'struct', Tag, T>
              : T extends Union<infer Tag, unknown>
                ? ByTag<'union', Tag, T>
                : T extends Opaque<infer Name>
                  ? Name
                  : T extends Enum<infer Tag>
                    ? `enum ${Tag}`
                    : T extends ArrayOf<infer Element, infer N>
                      ? // Without a count it fits any (C11 6.7.6.2 §6).
                        { readonly array: Identity<Element>; readonly count: number extends N ? LooseType : N }
                      : T extends Fn<infer P, infer R>
                        ? { readonly result: Pointee<R>; readonly parameters: { [I in keyof P]: Identity<P[I]> } }
                        : T

type ByTag<Keyword extends string, Tag extends string, T> = Tag extends '' ? T : `${Keyword} ${Tag}`
