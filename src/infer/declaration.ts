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
import type { AfterLast, Before, Blank, Close, Trim, TrimEnd, TrimStart } from './text.ts'

export type Entry = readonly [kind: string, name: string, text: string]

export type Index<E extends Entry> = { [D in E as `${D[0]} ${D[1]}`]: D[2] }

/** One declaration without its `;`, as entries. */
export type EntriesOf<Text extends string> =
  Stripped<Text> extends infer S extends string
    ? S extends `${infer Head}{${infer Body}`
      ? WithBody<Start<Head>, Body>
      : WithoutBody<Start<S>>
    : never

/** Drops white space, and the brace that ends `extern "C" {`. */
type Start<S extends string> =
  TrimStart<S> extends infer T extends string ? (T extends `}${infer Rest}` ? Start<Rest> : T) : never

type WithoutBody<S extends string> = S extends `typedef${Blank}${infer Rest}`
  ? Each<'t', NamesIn<Rest>, Rest>
  : S extends `${UnderIf}${infer Rest}`
    ? MarkedUnderIf<WithoutBody<Start<Rest>>>
    : S extends `${'struct' | 'union' | 'enum'}${Blank}${infer Rest}`
      ? TrimEnd<Rest> extends `${string}${Blank | '*'}${string}`
        ? Each<'v', NamesIn<S>, S>
        : ['o', S extends `${infer Keyword}${Blank}${string}` ? `${Keyword} ${Trim<Rest>}` : never, S]
      : S extends '' | `${'_Static_assert' | 'static_assert'}${string}`
        ? never
        : Each<'v', NamesIn<S>, S>

type Each<Kind extends string, Name extends string, Text extends string> = Name extends ''
  ? never
  : Name extends Name
    ? [Kind, Name, Text]
    : never

type MarkedUnderIf<E extends Entry> = E extends E ? [E[0], E[1], `${UnderIf}${E[2]}`] : never

/** A tag's definition with what it declares, or a function's body, which is skipped. */
type WithBody<Head extends string, S extends string> = Head extends `${UnderIf}${infer Rest}`
  ? MarkedUnderIf<WithBody<Start<Rest>, S>>
  : Close<S, '{', '}'> extends [infer Body extends string, infer Rest extends string]
    ? KeywordAndTag<Head> extends [infer Storage extends string, infer Keyword extends string, infer Tag extends string]
      ? (Tag extends '' ? Unnamed<NamesIn<Rest>> : Tag) extends infer Name extends string
        ?
            | ['s', `${Keyword} ${Name}`, Body]
            | (Keyword extends 'enum' ? Enumerators<Body> : Inner<Body>)
            | (Trim<Rest> extends '' ? never : WithoutBody<`${Storage}${Keyword} ${Name} ${Rest}`>)
        : never
      : Head extends `${string}=${string}` | `${string}=`
        ? WithoutBody<Head>
        : WithoutBody<Head> | EntriesOf<Rest>
    : never

/** A type without a tag goes by its first name here; `<` keeps it apart from real tags. */
type Unnamed<Name extends string> = `<${Name}>`

/** `[typedef or nothing, keyword, tag]` in front of a brace; 0 where it opens something else. */
type KeywordAndTag<Head extends string, Storage extends string = ''> = Head extends `typedef${Blank}${infer Rest}`
  ? KeywordAndTag<TrimStart<Rest>, 'typedef '>
  : Head extends `${'extern' | 'static' | 'const' | 'volatile' | '__extension__'}${Blank}${infer Rest}`
    ? KeywordAndTag<TrimStart<Rest>, Storage>
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
      | (Tag extends '' ? never : ['s', `${Keyword} ${Tag}`, Body])
      | (Keyword extends 'enum' ? Enumerators<Body> : Inner<Body>)
  : never

/** Without attributes and assembler names. */
type Stripped<S extends string> = S extends `${string}${'__' | '[[' | 'asm' | '_Pragma'}${string}`
  ? S extends `${string}vector_size${string}`
    ? S
    : WithoutBrackets<
        Without<
          Without<
            Without<Without<Without<Without<S, '__attribute__'>, '__attribute'>, '__declspec'>, '__asm__'>,
            '__asm'
          >,
          ' asm'
        >
      >
  : S

type Without<S extends string, Word extends string> = S extends `${infer Before}${Word}${infer Rest}`
  ? TrimStart<Rest> extends `(${infer Inner}`
    ? Close<Inner, '(', ')'> extends [string, infer After extends string]
      ? Without<`${Before} ${After}`, Word>
      : S
    : S
  : S

type WithoutBrackets<S extends string> = S extends `${infer Before}[[${infer Rest}`
  ? Rest extends `${string}]]${infer After}`
    ? WithoutBrackets<`${Before} ${After}`>
    : S
  : S
