/** The names that a declaration declares, found in its text without parsing it: what an index of thousands can afford. */
import type { BehindInitializer, Declarator } from './declarator.ts'
import type { Constness, Ignored, Next, Parenthesised, Specifiers } from './specifier.ts'
import type { AfterLast, Before, Blank, Close, Trim, TrimEnd, TrimStart } from './text.ts'
import type { Tokens } from './token.ts'

export type NamesIn<S extends string> = S extends `${Crowd}${string}` ? Crowded<S> : FewNames<S>

type FewNames<S extends string> = S extends `${infer Head}(${infer Inner}`
  ? Head extends `${string}${',' | '=' | '['}${string}`
    ? Several<S>
    : FunctionName<Head, Inner> extends infer Name extends string
      ? Name extends keyof Misleading
        ? Misleading[Name] extends 'type'
          ? ParsedNames<S>
          : never
        : Inner extends `${string}${')' | ']'}${'' | ' '},${string}`
          ? Name | BehindFunction<Inner>
          : Name
      : never
  : S extends `${string},${string}`
    ? Several<S>
    : S extends `${infer Member}:${string}`
      ? Trim<Member> extends `${string}${Blank | '*'}${string}`
        ? PlainName<S>
        : never
      : PlainName<S>

/** What stands in front of a parenthesis and is no function's name. */
export interface Misleading
  extends Record<keyof Next[''] | keyof Parenthesised | keyof Ignored | keyof Constness | 'bool', 'type'> {
  _Static_assert: 'nothing'
  static_assert: 'nothing'
  asm: 'nothing'
}

/** Where the text alone misleads, what the parser finds: `int (abs(int));`, `typeof(x) a;`, `int x = f(1, 2), y;` */
type ParsedNames<S extends string> =
  Specifiers<Tokens<S>, Unindexed> extends [unknown, infer Rest extends string] ? DeclaratorNames<Rest> : never

type Unindexed = object

type DeclaratorNames<S extends string, Done extends string = never> =
  Declarator<S, void, Unindexed> extends [infer Name extends string, unknown, infer Rest extends string]
    ? BehindInitializer<Rest> extends infer More extends string
      ? More extends ''
        ? Done | Name
        : DeclaratorNames<More, Done | Name>
      : never
    : Done

/** `(*name)(…)`, `((*name))(…)`, `(*(*name)(…))(…)`, `(name)(…)`, `name(…)` */
type FunctionName<Head extends string, Inner extends string> = Inner extends
  | `${Blank | '*' | '(' | '_'}${string}`
  | `${string})${'' | ' '}(${string}`
  ? GroupedName<Head, TrimStart<Inner>>
  : LastWord<Head>

type GroupedName<Head extends string, Inner extends string> = Inner extends `${Convention}*${infer Name})${string}`
  ? TrimStart<Name> extends `(${string}`
    ? Inner extends `${string}(${infer Deeper}`
      ? FunctionName<Head, Deeper>
      : never
    : LastWord<Before<Before<Name, '('>, '['>>
  : Inner extends `(${infer Deeper}`
    ? FunctionName<Head, Deeper>
    : Inner extends `${infer Name})${'' | ' '}(${string}`
      ? Name extends `${string}${'(' | ')' | ',' | ' '}${string}`
        ? LastWord<Head>
        : Name
      : LastWord<Head>

type Convention = '' | `${'__' | '_'}${'cdecl' | 'stdcall' | 'fastcall'} `

/** `int f(int), (*g)(int), h;` */
type BehindFunction<Inner extends string> =
  Close<Inner, '(', ')'> extends [string, infer After extends string]
    ? After extends `${string},${string}`
      ? DeclaratorNames<BehindInitializer<Tokens<After>>>
      : never
    : never

type Several<S extends string> = S extends `${string}=${string}` | `${string}[${string}(${string}`
  ? ParsedNames<S>
  : Listed<S>

type Listed<S extends string, Done extends string = never> = S extends `${infer Name},${infer Rest}`
  ? Name extends `${string}(${string}`
    ? Done | NamesIn<S>
    : Listed<Rest, Done | PlainName<Name>>
  : Done | (S extends `${string}(${string}` ? NamesIn<S> : PlainName<S>)

/** More declarators than TypeScript takes one by one: a chain of tail calls ends at 1,000. Of those, only names are known. */
export type Crowd = `${Commas}${Commas}${Commas}${Commas}${Commas}${Commas}${Commas}${Commas}`
/** 64 of them. */
export type Commas =
  `${EightCommas}${EightCommas}${EightCommas}${EightCommas}${EightCommas}${EightCommas}${EightCommas}${EightCommas}`
type EightCommas = `${string},${string},${string},${string},${string},${string},${string},${string},`

/** So many that even eight in a step are too many: none is known. */
type Multitude = `${Crowd}${Crowd}${Crowd}${Crowd}${Crowd}${Crowd}${Crowd}${Crowd}${Crowd}${Crowd}${Crowd}${Crowd}`

type Crowded<S extends string> = S extends `${Multitude}${string}` ? never : InEights<S>

type InEights<
  S extends string,
  Done extends string = never,
> = S extends `${infer A},${infer B},${infer C},${infer D},${infer E},${infer F},${infer G},${infer H},${infer Rest}`
  ? InEights<Rest, Done | PlainName<A | B | C | D | E | F | G | H>>
  : Done | FewNames<S>

/** A bit-field without a name has a type in its place. */
type PlainName<S extends string> = S extends `${string}${'[' | '=' | ':'}${string}`
  ? LastWord<Before<Before<Before<S, '['>, '='>, ':'>> extends infer Name extends string
    ? Name extends keyof Next['']
      ? never
      : Name
    : never
  : LastWord<S>

export type LastWord<S extends string> = S extends `${string}${Blank}`
  ? TrimEnd<S> extends infer T extends string
    ? LastWord<T>
    : never
  : S extends `${string} ${infer Rest}`
    ? LastWord<Rest>
    : S extends `${string}${'*' | '\n' | '\t'}${string}`
      ? AfterLast<AfterLast<AfterLast<S, '*'>, '\n'>, '\t'>
      : S
