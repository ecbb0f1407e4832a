/**
 * Structs, unions and enumerations. The names of members are found in the text at once, their types when they are looked at:
 * so a struct may point to itself. (The constraint of a mapped type is evaluated as soon as the type is made.)
 */
import type { Enum, Opaque, Struct, Union } from './ctype.ts'
import type { TypeOfDeclared, UnderIf } from './declared.ts'
import type { LastWord, NamesIn } from './name.ts'
import type { Close, TrimStart } from './text.ts'
import type { DeclaredUnderIf } from './type-error.ts'

/** Behind `struct`, `union` or `enum`: `[type, tokens behind]`. */
export type Tagged<Keyword extends string, S extends string, Names> = S extends `{ ${infer Body}`
  ? Defined<Keyword, '', Body, Names>
  : S extends `${infer Tag} ${infer Rest}`
    ? Rest extends `{ ${infer Body}`
      ? Defined<Keyword, Tag, Body, Names>
      : [ByTag<Keyword, Tag, Names>, Rest]
    : 0

type Defined<Keyword extends string, Tag extends string, S extends string, Names> =
  Close<S, '{ ', '} '> extends [infer Body extends string, infer Rest extends string]
    ? [RecordOf<Keyword, Tag, Body, Names>, Rest]
    : 0

export type ByTag<Keyword extends string, Tag extends string, Names> = Names extends {
  readonly [K in `s ${Keyword} ${Tag}`]: infer Body extends string
}
  ? RecordOf<Keyword, Tag extends `<${infer Name}>` ? Name : Tag, Body, Names>
  : Keyword extends 'enum'
    ? Enum<Tag>
    : Opaque<`${Keyword} ${Tag}`>

type RecordOf<
  Keyword extends string,
  Tag extends string,
  Body extends string,
  Names,
> = Body extends `${string}${UnderIf}${string}`
  ? DeclaredUnderIf<`${Keyword} ${Tag}`>
  : Keyword extends 'struct'
    ? Struct<Tag, { [M in MemberNames<Body> as M[0]]: TypeOfDeclared<M[1], M[0], Names> }>
    : Keyword extends 'union'
      ? Union<Tag, { [M in MemberNames<Body> as M[0]]: TypeOfDeclared<M[1], M[0], Names> }>
      : Enum<Tag>

/** A body's members as a union of `[name, text]`. Those of anonymous structs and unions belong to the enclosing one. */
type MemberNames<S extends string, Done extends [string, string] = never> = S extends `${infer Text};${infer Rest}`
  ? Text extends `${infer Head}{${string}`
    ? S extends `${string}{${infer Inner}`
      ? Close<Inner, '{', '}'> extends [infer Body extends string, `${infer Declarators};${infer After}`]
        ? MemberNames<
            After,
            | Done
            | (TrimStart<Declarators> extends ''
                ? LastWord<Head> extends 'struct' | 'union'
                  ? MemberNames<Body>
                  : never
                : EachName<`_ ${Declarators}`, `${Head}{${Body}}${Declarators}`>)
          >
        : Done
      : never
    : MemberNames<Rest, Done | EachName<Text, Text>>
  : Done

type EachName<Declarators extends string, Text extends string> =
  NamesIn<Declarators> extends infer Name extends string
    ? Name extends ''
      ? never
      : Name extends Name
        ? [Name, Text]
        : never
    : never
