/**
 * A declaration of very many functions, as one of each: ImageMagick declares 200 with one result. Each then has a text of its own,
 * and is parsed without those in front of it.
 *
 *   'int f(int, int), *g(void), h'  ─▶  'int f(int, int)' | 'int  *g(void)' | 'int  h'
 */
import type { Commas, LastWord } from './name.ts'
import type { Before, Close } from './text.ts'

/** With fewer commas, in parameters or between declarators, they cost less as they are. */
export type IsListOfFunctions<Text extends string> = Text extends `${Commas}${string}`
  ? Text extends `${string}(${string}`
    ? Text extends `${AllSteps}${string}`
      ? false
      : true
    : false
  : false

/** A chain of tail calls ends at 1,000. */
type AllSteps = `${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}${Hundred}`
type Hundred = `${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}`
type Twenty = `${Five}${Five}${Five}${Five}`
type Five = `${string}),${string}),${string}),${string}),${string}),`

export type Separately<Text extends string> =
  SpecifiersIn<Before<Before<Text, '('>, ','>> extends infer Specifiers extends string
    ? Text extends `${Specifiers}${infer Declarators}`
      ? Each<Declarators, Specifiers>
      : never
    : never

/** `S` ends with the first name. */
type SpecifiersIn<S extends string> = S extends `${infer Specifiers}*${string}`
  ? Specifiers
  : S extends `${infer Specifiers}${LastWord<S>}`
    ? Specifiers
    : never

/** `Begun` is of the next one: a group, or what stands in front of its parameters. */
type Each<
  S extends string,
  Specifiers extends string,
  Begun extends string = '',
  Done = never,
> = S extends `${infer Head},${infer Rest}`
  ? Head extends `${string}(${string}`
    ? S extends `${infer Start}(${infer Inner}`
      ? Close<Inner, '(', ')'> extends [infer Inside extends string, infer After extends string]
        ? After extends `${'' | ' '},${string}`
          ? After extends `${'' | ' '},${infer More}`
            ? Each<More, Specifiers, '', Done | `${Specifiers}${Begun}${Start}(${Inside})`>
            : never
          : Each<After, Specifiers, `${Begun}${Start}(${Inside})`, Done>
        : Done
      : never
    : Each<Rest, Specifiers, '', Done | `${Specifiers}${Begun}${Head}`>
  : Done | `${Specifiers}${Begun}${S}`
