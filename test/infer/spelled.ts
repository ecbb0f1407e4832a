/** The static type of a declaration as text, one that `agreement.ts` can write of a type of the run time as well. */
import type { ArrayOf, Const, Enum, Fn, Opaque, Scalar, Struct, Union, Variadic } from '../../src/infer/ctype.ts'
import type { Entry, Index, Properties, WithoutTraps } from '../../src/infer/declaration.ts'
import type { TypeNamed, Value } from '../../src/infer/library.ts'
import type { Pointer } from '../../src/infer/pointer.ts'
import type { Entries } from '../../src/infer/split.ts'
import type { CTypeError } from '../../src/infer/type-error.ts'

export type IndexOf<Text extends string> = Entries<Text> extends infer E extends Entry ? Index<E> : never

/** What the text declares besides these names. */
export type Others<Text extends string, Names extends string> =
  Entries<Text> extends infer E extends Entry ? Exclude<Properties<E> | WithoutTraps<E['variable']>, Names> : never

/** `pointer to const char: number` */
export type Spelled<T> =
  T extends CTypeError<infer Message>
    ? `error: ${Message}`
    : [T] extends [void]
      ? 'void'
      : T extends Scalar<infer Name, infer Out, unknown, unknown>
        ? `${Name}: ${InJavaScript<Out>}`
        : T extends Pointer<infer Target>
          ? `pointer to ${Spelled<Target>}`
          : T extends Const<infer U>
            ? U extends ArrayOf<infer Element, infer Count>
              ? Spelled<ArrayOf<Element extends Const<unknown> ? Element : Const<Element>, Count>>
              : `const ${Spelled<U>}`
            : T extends Struct<infer Tag, unknown>
              ? `struct ${Tag}`
              : T extends Union<infer Tag, unknown>
                ? `union ${Tag}`
                : T extends Opaque<infer Name>
                  ? Name
                  : T extends Enum<infer Tag>
                    ? `enum ${Tag}`
                    : T extends ArrayOf<infer Element, infer Count>
                      ? `array of ${number extends Count ? '?' : Count} ${Spelled<Element>}`
                      : T extends Fn<infer Parameters, infer Result>
                        ? `function (${SpelledList<Parameters>}) giving ${Spelled<Result>}`
                        : 'no C type'

type SpelledList<T extends readonly unknown[], Done extends string = ''> = T extends readonly [
  infer First,
  ...infer Rest,
]
  ? SpelledList<Rest, `${Done}${First extends Variadic ? '...' : Spelled<First>}; `>
  : Done

type InJavaScript<Out> = Out extends boolean
  ? 'boolean'
  : Out extends number
    ? 'number'
    : Out extends bigint
      ? 'bigint'
      : 'complex'

export type Named<Names, Name extends string> = Spelled<TypeNamed<Names, Name>>

/** A member of the struct or union of that name, or of one within it. */
export type Member<Names, Name extends string, Path extends readonly string[]> = Spelled<
  MemberOf<TypeNamed<Names, Name>, Path>
>

type MemberOf<T, Path extends readonly string[]> = Path extends readonly [
  infer Name extends string,
  ...infer Rest extends readonly string[],
]
  ? T extends Struct<string, infer Members> | Union<string, infer Members>
    ? Name extends keyof Members
      ? MemberOf<Members[Name], Rest>
      : CTypeError<`no member '${Name}'`>
    : T extends Const<infer U> | ArrayOf<infer U, number> | Pointer<infer U>
      ? MemberOf<U, Path>
      : CTypeError<`no struct or union`>
  : T

export type MemberNames<Names, Name extends string> =
  TypeNamed<Names, Name> extends infer T
    ? T extends CTypeError<infer Message>
      ? `error: ${Message}`
      : T extends Struct<string, infer Members> | Union<string, infer Members>
        ? keyof Members
        : T extends
              | Const<Struct<string, infer Members> | Union<string, infer Members>>
              | ArrayOf<Struct<string, infer Members> | Union<string, infer Members>, number>
          ? keyof Members
          : 'error: no struct or union'
    : never

/** A constant: an enumerator or a macro. */
export type ConstantNamed<Names, Name extends string> = Value<Name, Names, bigint>

export type Agrees<Expected, Actual extends Expected> = Actual
