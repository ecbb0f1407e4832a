/**
 * A text as an index of its declarations: their names and texts, cut apart and not yet parsed. Each is parsed when its name
 * is used, so that a library of thousands costs little, and what is wrong in one declaration harms no other.
 *
 *   'double cos(double x); struct p { int x; };'  ─▶  { 'v cos': 'double cos(double x)'; 's struct p': ' int x; ' }
 *
 * Kinds: `v` functions and variables, `t` typedefs, `s` tags (their bodies), `o` tags without one, `c` enumerators (their values), `m` macros.
 */
import type { UnderIf } from './declared.ts'
import type { Enumerators } from './enumeration.ts'
import type { LastWord, NamesIn } from './name.ts'
import type { AfterLast, Before, Blank, Close, Trim, TrimEnd, TrimStart, Unusual } from './text.ts'

export type Entry = readonly [key: string, property: string, text: string]

/**
 * A look-up is `Names extends { readonly [K in Key]: infer Text }`: `keyof Names` would make all keys again each time. So would
 * anything asked of the mapped type with `as`: the plain one in front of it is asked instead.
 */
export type Index<E extends Entry, Int64 = bigint> = Plain<{ [D in E | Option<Int64> as D[0]]: D[2] }>

/** `int64: 'number'` is a property of a library's types. */
type Option<Int64> = Int64 extends number ? ['int64', never, 'number'] : never

type Plain<T> = { [Key in keyof T]: T[Key] }

/** The names that are properties: all but types without a tag, empty macros, and what JavaScript would trip over. */
export type Properties<E extends Entry> = 'then' extends E[1] ? Exclude<E[1], 'then' | '__proto__'> : E[1]

/** One declaration without its `;`, as entries. */
export type EntriesOf<Text extends string> = Text extends `${string}${'__' | '[[' | 'asm' | '_Pragma'}${string}`
  ? EntriesIn<Stripped<Text>>
  : EntriesIn<Text>

type EntriesIn<S extends string> = S extends `${string}{${string}`
  ? S extends `${infer Head}{${infer Body}`
    ? WithBody<Start<Head>, Body>
    : never
  : WithoutBody<Start<S>>

/** Drops white space, `extern "C"`, and the brace that ends `extern "C" {`. */
type Start<S extends string> =
  TrimStart<S> extends infer T extends string
    ? T extends `${'}' | 'extern "C"' | '__extension__'}${string}`
      ? T extends `${'}' | 'extern "C"' | '__extension__'}${infer Rest}`
        ? Start<Rest>
        : never
      : T
    : never

type WithoutBody<S extends string> = S extends
  | ''
  | `${'typedef' | 'struct' | 'union' | 'enum' | '_Static_assert' | 'static_assert' | UnderIf}${string}`
  ? Special<S>
  : Each<'v', NamesIn<S>, S>

type Special<S extends string> = S extends `typedef${Blank}${infer Rest}`
  ? Each<'t', NamesIn<Rest>, Rest>
  : S extends `${UnderIf}${infer Rest}`
    ? MarkedUnderIf<WithoutBody<Start<Rest>>>
    : S extends `${'struct' | 'union' | 'enum'}${Blank}${infer Rest}`
      ? Trim<Before<Rest, ':'>> extends `${string}${Blank | '*'}${string}`
        ? Each<'v', NamesIn<S>, S>
        : S extends `${infer Keyword}${Blank}${string}`
          ? Tagged<'o', `${Keyword} ${Trim<Before<Rest, ':'>>}`, S>
          : never
      : S extends '' | `${'_Static_assert' | 'static_assert'}${string}`
        ? never
        : Each<'v', NamesIn<S>, S>

/** Distributes over the names. */
type Each<Kind extends string, Name extends string, Text extends string> = Name extends ''
  ? never
  : [`${Kind} ${Name}`, Name, Text]

type Tagged<Kind extends string, Name extends string, Text extends string> = [`${Kind} ${Name}`, Name, Text]

type MarkedUnderIf<E extends Entry> = E extends E ? [E[0], E[1], `${UnderIf}${E[2]}`] : never

/** A tag's definition with what it declares, or a function's body, which is skipped. */
type WithBody<Head extends string, S extends string> = Head extends `${UnderIf}${infer Rest}`
  ? MarkedUnderIf<WithBody<Start<Rest>, S>>
  : Close<S, '{', '}'> extends [infer Body extends string, infer Rest extends string]
    ? KeywordAndTag<Head> extends [infer Storage extends string, infer Keyword extends string, infer Tag extends string]
      ? (Tag extends '' ? Unnamed<NamesIn<Before<Rest, ','>>> : Tag) extends infer Name extends string
        ?
            | [`s ${Keyword} ${Name}`, Name extends `<${string}` ? never : `${Keyword} ${Name}`, Body]
            | (Keyword extends 'enum' ? Enumerators<Body> : Inner<Body>)
            | (Trim<Rest> extends '' ? never : WithoutBody<`${Storage}${Keyword} ${Name} ${Rest}`>)
        : never
      : Head extends `${string}=${string}`
        ? WithoutBody<`${Head}0${Emptied<Rest>}`>
        : WithoutBody<Head> | EntriesIn<Rest>
    : never

/** Initialisers without their braces. */
type Emptied<S extends string> = S extends `${infer Head}{${infer Body}`
  ? Close<Body, '{', '}'> extends [string, infer Rest extends string]
    ? `${Head}0${Emptied<Rest>}`
    : S
  : S

/** A type without a tag goes by its first name here; `<` keeps it apart from real tags. */
type Unnamed<Name extends string> = `<${Name}>`

/** `[typedef or nothing, keyword, tag]` in front of a brace; 0 where it opens something else. */
type KeywordAndTag<Head extends string, Storage extends string = ''> = Head extends `typedef${Blank}${infer Rest}`
  ? KeywordAndTag<TrimStart<Rest>, 'typedef '>
  : Head extends `${'extern' | 'static' | 'volatile' | '__extension__'}${Blank}${infer Rest}`
    ? KeywordAndTag<TrimStart<Rest>, Storage>
    : Head extends `const${Blank}${infer Rest}`
      ? KeywordAndTag<TrimStart<Rest>, `${Storage}const `>
      : Head extends `struct${infer Tag}`
        ? TagOf<Storage, 'struct', Tag>
        : Head extends `union${infer Tag}`
          ? TagOf<Storage, 'union', Tag>
          : Head extends `enum${infer Tag}`
            ? TagOf<Storage, 'enum', Tag>
            : 0

type TagOf<
  Storage extends string,
  Keyword extends string,
  Tag extends string,
> = Tag extends `${string}${'(' | '='}${string}`
  ? 0
  : Tag extends '' | `${Blank | ':'}${string}`
    ? [Storage, Keyword, LastWord<Before<Tag, ':'>>]
    : 0

/** Tags and enumerators inside of a body belong to the text as well (C11 6.2.1 §4). */
type Inner<Body extends string> = Body extends `${infer Head}{${infer Rest}`
  ? Close<Rest, '{', '}'> extends [infer Nested extends string, infer After extends string]
    ? InnerTag<KeywordAndTag<TrimStart<AfterLast<Head, ';'>>>, Nested> | Inner<After>
    : never
  : never

type InnerTag<Found, Body extends string> = Found extends [
  string,
  infer Keyword extends string,
  infer Tag extends string,
]
  ?
      | (Tag extends '' ? never : Tagged<'s', `${Keyword} ${Tag}`, Body>)
      | (Keyword extends 'enum' ? Enumerators<Body> : Inner<Body>)
  : never

/** Without attributes, assembler names and pragmas. */
type Stripped<S extends string> = WithoutBrackets<
  Without<
    Without<
      Without<Without<Without<Without<Without<S, '__attribute__'>, '__attribute'>, '__declspec'>, '__asm__'>, '__asm'>,
      ' asm'
    >,
    '_Pragma'
  >
>

type Without<S extends string, Word extends string> = S extends `${infer Before}${Word}${infer Rest}`
  ? TrimStart<Rest> extends `(${infer Inner}`
    ? Close<Inner, '(', ')'> extends [infer Said extends string, infer After extends string]
      ? Without<
          `${TrimEnd<Before>}${Said extends `${string}${'vector_size' | 'mode'}${string}` ? Unusual : ''} ${TrimStart<After>}`,
          Word
        >
      : S
    : S
  : S

type WithoutBrackets<S extends string> = S extends `${infer Before}[[${infer Rest}`
  ? Rest extends `${string}]]${infer After}`
    ? WithoutBrackets<`${Before} ${After}`>
    : S
  : S
