/**
 * Cuts a text at its semicolons: comments, directives and braces on the way. Two loops, because a chain of tail calls ends at
 * 1,000: the outer one takes 16 pieces at a time, so that the long rest is copied seldom, and each block of pieces is a union
 * of its own, since one growing union costs the square of its size.
 */
import type { EntriesOf, Entry } from './declaration.ts'
import type { UnderIf } from './declared.ts'
import type { Before, Trim, TrimStart } from './text.ts'

/** Of a text with more pieces than TypeScript has patience for, `TooLong`: its library is a loose one. */
export type Entries<S extends string> =
  Blocks<S, ['', '', [], [], never]> extends infer E extends Entry | TooLong ? E : never

export type TooLong = 'too long'

/** Blocks of 16: at about 330 instantiations a declaration, before the compiler stops at 5 million. */
type MostBlocks = 800

/** `State`: text that is left over, the unfinished declaration, its open braces, open conditionals, entries. */
type Blocks<S extends string, State, Unions extends unknown[] = []> = State extends [
  infer Left extends string,
  infer Pending extends string,
  infer Braces extends 0[],
  infer Ifs extends string[],
  infer Done,
]
  ? S extends `${infer A};${infer B};${infer C};${infer D};${infer E};${infer F};${infer G};${infer H};${infer I};${infer J};${infer K};${infer L};${infer M};${infer N};${infer O};${infer P};${infer Rest}`
    ? Unions['length'] extends MostBlocks
      ? TooLong
      : Blocks<
          Rest,
          Block<
            `${Left}${A};${B};${C};${D};${E};${F};${G};${H};${I};${J};${K};${L};${M};${N};${O};${P};`,
            Pending,
            Braces,
            Ifs,
            never
          >,
          [...Unions, Done]
        >
    : [...Unions, Done, Block<`${Left}${S}\n;`, Pending, Braces, Ifs, never>[4]][number]
  : never

/** One piece, comment or directive at a time. */
type Block<
  S extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
> = S extends `${infer Piece};${infer Rest}`
  ? Piece extends `${string}${'/*' | '//' | '#' | '{' | '}'}${string}`
    ? Piece extends `${infer Start}extern "C" {${infer End}`
      ? Start extends `${string}${'/*' | '//' | '#'}${string}`
        ? Interrupted<S, Piece, Rest, Pending, Braces, Ifs, Done>
        : Block<`${Start} ${End};${Rest}`, Pending, Braces, Ifs, Done>
      : Interrupted<S, Piece, Rest, Pending, Braces, Ifs, Done>
    : Braces extends []
      ? Block<Rest, '', [], Ifs, Done | Finished<`${Pending}${Piece}`, Ifs>>
      : Block<Rest, `${Pending}${Piece};`, Braces, Ifs, Done>
  : [S, Pending, Braces, Ifs, Done]

type Interrupted<
  S extends string,
  Piece extends string,
  Rest extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
> = Piece extends `${infer Start}/*${string}`
  ? Start extends `${string}${'//' | '#'}${string}`
    ? CommentBehind<S, Start, Pending, Braces, Ifs, Done>
    : S extends `${string}/*${string}*/${infer After}`
      ? Block<After, `${Pending}${Kept<Start>}`, Nesting<Start, Braces>, Ifs, Done>
      : [S, Pending, Braces, Ifs, Done]
  : Piece extends `${string}#${string}`
    ? Piece extends `${infer Start}#${string}`
      ? Start extends `${infer Code}//${string}`
        ? ToEndOfLine<S, '//', Code, Pending, Braces, Ifs, Done>
        : ToEndOfLine<S, '#', Start, Pending, Braces, Ifs, Done>
      : never
    : Piece extends `${infer Start}//${string}`
      ? ToEndOfLine<S, '//', Start, Pending, Braces, Ifs, Done>
      : Nesting<Piece, Braces> extends infer Open extends 0[]
        ? Open extends []
          ? Block<Rest, '', [], Ifs, Done | Finished<`${Pending}${Piece}`, Ifs>>
          : Block<Rest, `${Pending}${Piece};`, Open, Ifs, Done>
        : never

/** A comment behind one that ends with its line, or behind a directive. */
type CommentBehind<
  S extends string,
  Start extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
> = Start extends `${infer Code}//${string}`
  ? ToEndOfLine<S, '//', Code, Pending, Braces, Ifs, Done>
  : Start extends `${infer Code}#${infer Line}`
    ? Line extends `${string}\n${string}`
      ? ToEndOfLine<S, '#', Code, Pending, Braces, Ifs, Done>
      : S extends `${string}/*${string}*/${infer After}`
        ? ToEndOfLine<`${Start} ${After}`, '#', Code, Pending, Braces, Ifs, Done>
        : [S, Pending, Braces, Ifs, Done]
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
> = S extends `${string}${Mark}${infer Line}\n${infer After}`
  ? Mark extends '#'
    ? Line extends `${string}${'\\' | '//'}${string}`
      ? Line extends `${infer Part}\\`
        ? ToEndOfLine<`${Code}#${Part} ${After}`, '#', Code, Pending, Braces, Ifs, Done>
        : Directive<Trim<Before<Line, '//'>>, After, `${Pending}${Kept<Code>}`, Nesting<Code, Braces>, Ifs, Done>
      : Directive<Trim<Line>, After, `${Pending}${Kept<Code>}`, Nesting<Code, Braces>, Ifs, Done>
    : Block<After, `${Pending}${Kept<Code>}`, Nesting<Code, Braces>, Ifs, Done>
  : [S, Pending, Braces, Ifs, Done]

/** Conditionals are counted; the guard around a whole header is none. Of others, only `#define` declares. */
type Directive<
  Line extends string,
  Rest extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
> = Line extends `define${' ' | '\t'}${infer Definition}`
  ? Block<Rest, Pending, Braces, Ifs, Done | Macro<Trim<Definition>, Ifs>>
  : Line extends `if${infer Condition}`
    ? Block<Rest, Cut<Pending>, Braces, [...Ifs, Opened<Condition, Rest>], Done>
    : Line extends `el${string}`
      ? Block<Rest, Cut<Pending>, Braces, Ifs, Done>
      : Line extends `endif${string}`
        ? Block<Rest, Cut<Pending>, Braces, Ifs extends [...infer Outer extends string[], string] ? Outer : [], Done>
        : Block<Rest, Pending, Braces, Ifs, Done>

/** `#ifndef NAME` with `#define NAME` behind it is the guard of a header: nothing depends on it. C++ is never the language. */
type Opened<Condition extends string, Rest extends string> = Condition extends `ndef${' ' | '\t'}${infer Name}`
  ? TrimStart<Rest> extends `#${infer Line}\n${string}`
    ? Trim<Line> extends `define ${Trim<Name>}${infer Value}`
      ? Trim<Value> extends ''
        ? 'guard'
        : 'if'
      : 'if'
    : 'if'
  : 'if'

/** A declaration that a conditional cuts through. */
type Cut<Pending extends string> = Pending extends '' ? '' : `${UnderIf}${Pending}`

type Finished<Text extends string, Ifs extends string[]> = Ifs extends []
  ? EntriesOf<Text>
  : 'if' extends Ifs[number]
    ? EntriesOf<`${UnderIf}${Text}`>
    : EntriesOf<Text>

/** `NAME text`; those with parameters are no constants. */
type Macro<
  Definition extends string,
  Ifs extends string[],
> = Definition extends `${infer Name}${' ' | '\t'}${infer Text}`
  ? Name extends `${string}(${string}`
    ? never
    : [`m ${Name}`, Name, 'if' extends Ifs[number] ? UnderIf : Trim<Text>]
  : Definition extends `${string}(${string}`
    ? never
    : [`m ${Definition}`, never, 'if' extends Ifs[number] ? UnderIf : '']

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
