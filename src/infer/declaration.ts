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
import type { Declared } from './prototype.ts'
import type { AfterLast, Before, Blank, Close, Trim, TrimEnd, TrimStart, Unusual } from './text.ts'

/**
 * What a text says of one name. The name stands again as what a program does with it, `never` where it does not: it reads or calls
 * a `value`, assigns a `variable`, and reads what is `named` without a library too. So that a union of thousands gives the names
 * of one sort by a property, and an interface because to look at a tuple makes all the methods of an array.
 */
export interface Entry<Key = string, Text = string, Value = string, Variable = string, Named = string> {
  readonly key: Key
  readonly text: Text
  readonly value: Value
  readonly variable: Variable
  readonly named: Named
}

/**
 * A look-up is `Names extends { readonly [K in Key]: infer Text }`: `keyof Names` would make all keys again each time. So would
 * anything asked of the mapped type with `as`: the plain one in front of it is asked instead.
 */
export type Index<E extends Entry, Int64 = bigint> = Plain<{ [D in E | Option<Int64> as D['key']]: D['text'] }>

/** `int64: 'number'` is a property of a library's types. */
type Option<Int64> = Int64 extends number ? Entry<'int64', 'number', never, never, never> : never

type Plain<T> = { [Key in keyof T]: T[Key] }

/** The names that are properties and may not be assigned to: no types without a tag, no empty macros. */
export type Properties<E extends Entry> = WithoutTraps<E['value'] | E['named']>

/** Without what JavaScript would trip over. */
export type WithoutTraps<Name> = 'then' extends Name ? Exclude<Name, 'then' | '__proto__'> : Name

/** What stands only in declarations that are more than one function or variable. */
export type Uncommon =
  | Changing
  | '_assert'
  | '{'
  | '}'
  | 'typedef'
  | 'struct'
  | 'union'
  | 'enum'
  | 'extern "C"'
  | UnderIf
  | '\f'

type Changing = '__' | '[[' | 'asm' | '_Pragma'

/** One declaration without its `;`, as entries. */
export type EntriesOf<Text extends string> = Text extends `${string}${Uncommon}${string}`
  ? Text extends `${string}${Changing}${string}`
    ? EntriesIn<Stripped<Text>>
    : EntriesIn<Text>
  : Declared<Text>

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
  : Declared<S>

type Special<S extends string> = S extends `typedef${Blank}${infer Rest}`
  ? Typedefs<NamesIn<Rest>, Rest>
  : S extends `${UnderIf}${infer Rest}`
    ? MarkedUnderIf<WithoutBody<Start<Rest>>>
    : S extends `${'struct' | 'union' | 'enum'}${Blank}${infer Rest}`
      ? Trim<Before<Rest, ':'>> extends `${string}${Blank | '*'}${string}`
        ? Declared<S>
        : S extends `${infer Keyword}${Blank}${string}`
          ? Tagged<'o', `${Keyword} ${Trim<Before<Rest, ':'>>}`, S>
          : never
      : S extends '' | `${'_Static_assert' | 'static_assert'}${string}`
        ? never
        : Declared<S>

/** Distributes over the names. */
type Typedefs<Name extends string, Text extends string> = Name extends ''
  ? never
  : Entry<`t ${Name}`, Text, never, never, Name>

type Tagged<Kind extends string, Name extends string, Text extends string> = Entry<
  `${Kind} ${Name}`,
  Text,
  never,
  never,
  Name
>

type MarkedUnderIf<E> =
  E extends Entry<infer Key, infer Text extends string, infer Value, infer Variable, infer Named>
    ? Entry<Key, `${UnderIf}${Text}`, Value, Variable, Named>
    : never

/** A tag's definition with what it declares, or a function's body, which is skipped. */
type WithBody<Head extends string, S extends string> = Head extends `${UnderIf}${infer Rest}`
  ? MarkedUnderIf<WithBody<Start<Rest>, S>>
  : Close<S, '{', '}'> extends [infer Body extends string, infer Rest extends string]
    ? KeywordAndTag<Head> extends [infer Storage extends string, infer Keyword extends string, infer Tag extends string]
      ? (Tag extends '' ? Unnamed<NamesIn<Before<Rest, ','>>> : Tag) extends infer Name extends string
        ?
            | Entry<
                `s ${Keyword} ${Name}`,
                Body,
                never,
                never,
                Name extends `<${string}` ? never : `${Keyword} ${Name}`
              >
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
  : Head extends `${'extern' | 'static' | 'volatile' | '_Atomic' | '__extension__'}${Blank}${infer Rest}`
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
