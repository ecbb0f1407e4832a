/** What stands inside of a declaration, or in front of it, and is no part of it: comments, directives; and its braces. */
import type { Block, Finished, Pieces } from './block.ts'
import type { Directive } from './directive.ts'
import type { Before, Close, Trim, TrimEnd, TrimStart } from './text.ts'

/** A piece in which something stands before its semicolon: what comes first, a comment, a directive, a brace. */
export type Interrupted<
  S extends string,
  Piece extends string,
  Rest extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
  Steps extends 0[],
> = Piece extends `${string}'${'#' | '{' | '}'}'${string}`
  ? HasString<Piece> extends true
    ? InBlock<S, Piece, Rest, Pending, Braces, Ifs, Done, Steps>
    : WithCode<S, Pending, Braces, Ifs, Done, Steps>
  : InBlock<S, Piece, Rest, Pending, Braces, Ifs, Done, Steps>

/** A lone `'"'` begins none. */
type HasString<S extends string> = S extends `${string}"${string}`
  ? S extends `${infer Start}'"'${infer Rest}`
    ? HasString<`${Start}${Rest}`>
    : true
  : false

type InBlock<
  S extends string,
  Piece extends string,
  Rest extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
  Steps extends 0[],
> = Piece extends `${string}extern "C" {${string}`
  ? Piece extends `${infer Start}extern "C" {${infer End}`
    ? Start extends `${string}${'/*' | '//' | '#'}${string}`
      ? InFront<S, Piece, Rest, Pending, Braces, Ifs, Done, Steps>
      : Block<`${Start} ${End};${Rest}`, Pending, Braces, Ifs, Done, Steps>
    : never
  : InFront<S, Piece, Rest, Pending, Braces, Ifs, Done, Steps>

/** Character constants of what would interrupt, as their codes. Not where there is a string, of which they may be a part. */
type WithCode<
  S extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
  Steps extends 0[],
> = S extends `${infer Start}'#'${infer Rest}`
  ? Pieces<`${Start}35${Rest}`, Pending, Braces, Ifs, Done, Steps>
  : S extends `${infer Start}'{'${infer Rest}`
    ? Pieces<`${Start}123${Rest}`, Pending, Braces, Ifs, Done, Steps>
    : S extends `${infer Start}'}'${infer Rest}`
      ? Pieces<`${Start}125${Rest}`, Pending, Braces, Ifs, Done, Steps>
      : never

type InFront<
  S extends string,
  Piece extends string,
  Rest extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
  Steps extends 0[],
> = Piece extends `${infer Start}/*${string}`
  ? Start extends `${string}${'//' | '#'}${string}`
    ? CommentBehind<S, Start, Pending, Braces, Ifs, Done, Steps>
    : S extends `${string}/*${string}*/${infer After}`
      ? Block<After, `${Pending}${Kept<Start>}`, Nesting<Start, Braces>, Ifs, Done, Steps>
      : [S, Pending, Braces, Ifs, Done, Steps]
  : Piece extends `${string}#${string}`
    ? Piece extends `${infer Start}#${string}`
      ? Start extends `${infer Code}//${string}`
        ? ToEndOfLine<S, '//', Code, Pending, Braces, Ifs, Done, Steps>
        : ToEndOfLine<S, '#', Start, Pending, Braces, Ifs, Done, Steps>
      : never
    : Piece extends `${infer Start}//${string}`
      ? ToEndOfLine<S, '//', Start, Pending, Braces, Ifs, Done, Steps>
      : BehindBody<Piece, Pending, Braces> extends infer After extends string
        ? Block<`${After};${Rest}`, '', [], Ifs, Done | Finished<Before<`${Pending}${Piece}`, '{'>, Ifs>, Steps>
        : Nesting<Piece, Braces> extends infer Open extends 0[]
          ? Open extends []
            ? Block<Rest, '', [], Ifs, Done | Finished<`${Pending}${Piece}`, Ifs>, Steps>
            : Pieces<Rest, `${Pending}${Piece};`, Open, Ifs, Done, Steps>
          : never

/**
 * What follows the body of a function that ends in this piece; 0 where none does. No semicolon has to follow it, so that hundreds of
 * inline functions would be one declaration.
 */
type BehindBody<Piece extends string, Pending extends string, Braces extends 0[]> = Braces extends [
  0,
  ...infer Outer extends 0[],
]
  ? Piece extends `${infer End}}${infer After}`
    ? End extends `${string}{${string}`
      ? 0
      : Outer extends []
        ? IsFunctionHead<TrimEnd<Before<Pending, '{'>>> extends true
          ? After
          : 0
        : BehindBody<After, Pending, Outer>
    : 0
  : Piece extends `${infer Head}{${infer Body}`
    ? IsFunctionHead<TrimEnd<`${Pending}${Head}`>> extends true
      ? Close<Body, '{', '}'> extends [string, infer After]
        ? After
        : 0
      : 0
    : 0

/** `int f(int x)`, also with attributes behind it; but not `struct __attribute__((packed))` or `int a[] = (int[])`. */
type IsFunctionHead<Head extends string> = Head extends `${string})`
  ? Head extends `${string}${'=' | `${'struct' | 'union' | 'enum'}${'' | ' '}__`}${string}`
    ? false
    : true
  : false

/** A comment behind one that ends with its line, or behind a directive. */
type CommentBehind<
  S extends string,
  Start extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
  Steps extends 0[],
> = Start extends `${infer Code}//${string}`
  ? ToEndOfLine<S, '//', Code, Pending, Braces, Ifs, Done, Steps>
  : Start extends `${infer Code}#${infer Line}`
    ? Line extends `${string}\n${string}`
      ? ToEndOfLine<S, '#', Code, Pending, Braces, Ifs, Done, Steps>
      : S extends `${string}/*${string}*/${infer After}`
        ? ToEndOfLine<`${Start} ${After}`, '#', Code, Pending, Braces, Ifs, Done, Steps>
        : [S, Pending, Braces, Ifs, Done, Steps]
    : never

/** Ends a comment or directive. A directive goes on behind a backslash; a comment in it may go on for lines. */
type ToEndOfLine<
  S extends string,
  Mark extends '//' | '#',
  Code extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
  Steps extends 0[],
> = S extends `${string}${Mark}${infer Line}\n${infer After}`
  ? Mark extends '#'
    ? Line extends `${string}${'\\' | '//'}${string}`
      ? Line extends `${infer Part}\\`
        ? ToEndOfLine<`${Code}#${Part} ${After}`, '#', Code, Pending, Braces, Ifs, Done, Steps>
        : Directive<Trim<Before<Line, '//'>>, After, `${Pending}${Kept<Code>}`, Nesting<Code, Braces>, Ifs, Done, Steps>
      : Directive<Trim<Line>, After, `${Pending}${Kept<Code>}`, Nesting<Code, Braces>, Ifs, Done, Steps>
    : Block<After, `${Pending}${Kept<Code>}`, Nesting<Code, Braces>, Ifs, Done, Steps>
  : [S, Pending, Braces, Ifs, Done, Steps]

type Kept<Code extends string> = Code extends '' | '\n' | '\n\n'
  ? ''
  : TrimStart<Code> extends infer S extends string
    ? S extends ''
      ? ''
      : `${S} `
    : never

type Nesting<S extends string, Braces extends 0[]> = S extends `${string}${'{' | '}'}${string}`
  ? Counted<S, Braces>
  : Braces

type Counted<S extends string, Braces extends 0[]> = S extends `${infer Head}{${infer Rest}`
  ? Head extends `${string}}${infer Between}`
    ? Counted<`${Between}{${Rest}`, Less<Braces>>
    : Counted<Rest, [...Braces, 0]>
  : S extends `${string}}${infer Rest}`
    ? Counted<Rest, Less<Braces>>
    : Braces

type Less<Braces extends 0[]> = Braces extends [0, ...infer Outer extends 0[]] ? Outer : []
