/**
 * One declaration as tokens: a string with a space behind each. The parser matches prefixes of it.
 *
 *   'double\tcos(double  x)'  ─▶  'double cos ( double x ) '
 */
import type { ReplaceAll } from './text.ts'

export type Tokens<S extends string> = Squeeze<Bracketed<Punctuated<Blanks<S>>>>

type Blanks<S extends string> = ReplaceAll<ReplaceAll<ReplaceAll<S, '\n', ' '>, '\t', ' '>, '\r', ' '>

type Punctuated<S extends string> = ReplaceAll<
  ReplaceAll<ReplaceAll<ReplaceAll<ReplaceAll<S, '*', ' * '>, '(', ' ( '>, ')', ' ) '>, ',', ' , '>,
  '...',
  ' ... '
>

/** What most prototypes have none of. */
type Bracketed<S extends string> = S extends `${string}${'[' | '{' | ':' | '=' | ';'}${string}`
  ? ReplaceAll<
      ReplaceAll<
        ReplaceAll<
          ReplaceAll<ReplaceAll<ReplaceAll<ReplaceAll<S, '[', ' [ '>, ']', ' ] '>, '{', ' { '>, '}', ' } '>,
          ';',
          ' ; '
        >,
        ':',
        ' : '
      >,
      '=',
      ' = '
    >
  : S

/** Four at a time: a chain of tail calls ends at 1,000. */
type Squeeze<
  S extends string,
  Done extends string = '',
> = S extends `${infer A} ${infer B} ${infer C} ${infer D} ${infer Rest}`
  ? Squeeze<Rest, `${Done}${Token<A>}${Token<B>}${Token<C>}${Token<D>}`>
  : S extends `${infer A} ${infer Rest}`
    ? Squeeze<Rest, `${Done}${Token<A>}`>
    : `${Done}${Token<S>}`

type Token<Word extends string> = Word extends '' ? '' : `${Word} `

export interface Punctuator {
  '(': 1
  ')': 1
  '[': 1
  ']': 1
  ',': 1
  ':': 1
  '{': 1
  '}': 1
  '*': 1
  ';': 1
  '=': 1
  '...': 1
}
