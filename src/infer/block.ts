/**
 * A few pieces of a text, up to their semicolons. Most are a declaration, a comment or a macro outside of all braces and
 * conditionals: `Plain` takes those in few steps, and `Pieces` whatever begins anywhere in anything.
 */
import type { EntriesOf, Entry, Uncommon } from './declaration.ts'
import type { UnderIf } from './declared.ts'
import type { Interrupted } from './interruption.ts'
import type { Declared } from './prototype.ts'
import type { Digit, TrimStart } from './text.ts'

/** `[text left over, the unfinished declaration, its open braces, open conditionals, entries, steps]` */
export type Block<
  S extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
  Steps extends 0[],
> = Pending extends ''
  ? 'if' extends Ifs[number]
    ? Pieces<S, '', [], Ifs, Done, Steps>
    : Plain<S, Ifs, Done, Steps>
  : Pieces<S, Pending, Braces, Ifs, Done, Steps>

/** With more, a chain of tail calls could be too long: the outer loop goes on with what is left. */
export type AllSteps = [...Eight, ...Eight, ...Eight, ...Eight]
type Eight = [0, 0, 0, 0, 0, 0, 0, 0]

type Interruption = '/*' | '//' | '#' | '{' | '}'

type Plain<S extends string, Ifs extends string[], Done, Steps extends 0[]> = S extends `${infer Piece};${infer Rest}`
  ? Piece extends `${string}${Interruption | Uncommon}${string}`
    ? Steps extends AllSteps
      ? [S, '', [], Ifs, Done, Steps]
      : Piece extends `${string}${Interruption}${string}`
        ? Between<S, Ifs, Done, [...Steps, 0]>
        : Plain<Rest, Ifs, Done | EntriesOf<Piece>, [...Steps, 0]>
    : Plain<Rest, Ifs, Done | Declared<Piece>, Steps>
  : [S, '', [], Ifs, Done, Steps]

/** A comment, or a line that defines a macro; all else takes longer. */
type Between<S extends string, Ifs extends string[], Done, Steps extends 0[]> = S extends `\n${string}`
  ? S extends `\n\n\n\n${string}`
    ? Between<TrimStart<S>, Ifs, Done, Steps>
    : S extends `\n${infer Rest}`
      ? Between<Rest, Ifs, Done, Steps>
      : never
  : S extends `/*${string}`
    ? S extends `/*${string}*/${infer Rest}`
      ? Plain<Rest, Ifs, Done, Steps>
      : [S, '', [], Ifs, Done, Steps]
    : S extends `#define ${string}`
      ? S extends `#define ${infer Name} ${infer Text}\n${infer Rest}`
        ? IsPlainMacro<Name, Text> extends true
          ? Plain<Rest, Ifs, Done | Entry<`m ${Name}`, Text, never, never, Name>, Steps>
          : Pieces<S, '', [], Ifs, Done, Steps>
        : Pieces<S, '', [], Ifs, Done, Steps>
      : Pieces<S, '', [], Ifs, Done, Steps>

/** Whether a macro has no parameters and surely a text, in one line. What may stand behind it, `Replacement` drops. */
type IsPlainMacro<
  Name extends string,
  Text extends string,
> = Name extends `${string}${'\n' | '\t' | '(' | '/'}${string}`
  ? false
  : Text extends `${string}${'\\' | '//'}${string}` | `${string}${' ' | '\t'}` | ''
    ? false
    : Text extends `${string}/*${string}`
      ? Text extends `${string}${Digit | '"' | '('}${string}/*${string}*/`
        ? true
        : false
      : true

export type Pieces<
  S extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
  Steps extends 0[],
> = S extends `${infer Piece};${infer Rest}`
  ? Piece extends `${string}${Interruption}${string}`
    ? Steps extends AllSteps
      ? [S, Pending, Braces, Ifs, Done, Steps]
      : Interrupted<S, Piece, Rest, Pending, Braces, Ifs, Done, [...Steps, 0]>
    : Braces extends []
      ? Block<Rest, '', [], Ifs, Done | Finished<`${Pending}${Piece}`, Ifs>, Steps>
      : Pieces<Rest, `${Pending}${Piece};`, Braces, Ifs, Done, Steps>
  : [S, Pending, Braces, Ifs, Done, Steps]

/** A declaration, marked where it is under an `#if`. */
export type Finished<Text extends string, Ifs extends string[]> = 'if' extends Ifs[number]
  ? EntriesOf<`${UnderIf}${Text}`>
  : EntriesOf<Text>
