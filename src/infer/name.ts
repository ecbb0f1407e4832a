/** The names that a declaration declares, found in its text without parsing it: what an index of thousands can afford. */
import type { AfterLast, Before, Close, TrimEnd, TrimStart } from './text.ts'

export type NamesIn<S extends string> = S extends `${infer Head}(${infer Inner}`
  ? Head extends `${string}${',' | '='}${string}`
    ? Several<S>
    : FunctionName<Head, Inner> | BehindFunction<Inner>
  : S extends `${string},${string}`
    ? Several<S>
    : PlainName<S>

/** `(*name)(…)`, `((*name))(…)`, `(*(*name)(…))(…)`, `(name)(…)`, `name(…)` */
type FunctionName<Head extends string, Inner extends string> =
  TrimStart<Inner> extends `*${infer Name})${string}`
    ? TrimStart<Name> extends `(${string}`
      ? Inner extends `${string}(${infer Deeper}`
        ? FunctionName<Head, Deeper>
        : never
      : LastWord<Before<Before<Name, '('>, '['>>
    : TrimStart<Inner> extends `(${infer Deeper}`
      ? FunctionName<Head, Deeper>
      : Inner extends `${infer Name})${'' | ' '}(${string}`
        ? Name extends `${string}${'(' | ',' | ' '}${string}`
          ? LastWord<Head>
          : Name
        : LastWord<Head>

/** `int f(int), (*g)(int), h;` */
type BehindFunction<Inner extends string> = Inner extends `${string})${'' | ' '},${string}`
  ? Close<Inner, '(', ')'> extends [string, infer After extends string]
    ? TrimStart<After> extends `,${infer More}`
      ? NamesIn<More>
      : TrimStart<After> extends `(${infer Parameters}`
        ? Close<Parameters, '(', ')'> extends [string, infer Behind extends string]
          ? TrimStart<Behind> extends `,${infer More}`
            ? NamesIn<More>
            : never
          : never
        : never
    : never
  : never

type Several<S extends string, Done extends string = never> = S extends `${infer Name},${infer Rest}`
  ? Name extends `${string}(${string}`
    ? Done | NamesIn<S>
    : Several<Rest, Done | PlainName<Name>>
  : Done | (S extends `${string}(${string}` ? NamesIn<S> : PlainName<S>)

type PlainName<S extends string> = S extends `${string}${'[' | '=' | ':'}${string}`
  ? LastWord<Before<Before<Before<S, '['>, '='>, ':'>>
  : LastWord<S>

export type LastWord<S extends string> = AfterLast<AfterLast<AfterLast<AfterLast<TrimEnd<S>, ' '>, '*'>, '\n'>, '\t'>
