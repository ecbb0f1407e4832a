/** Lines of the preprocessor. */
import type { Block } from './block.ts'
import type { Entry } from './declaration.ts'
import type { UnderIf } from './declared.ts'
import type { Trim, TrimStart } from './text.ts'

/** Conditionals are counted; the guard around a whole header is none. Of others, only `#define` declares. */
export type Directive<
  Line extends string,
  Rest extends string,
  Pending extends string,
  Braces extends 0[],
  Ifs extends string[],
  Done,
  Steps extends 0[],
> = Line extends `define${' ' | '\t'}${infer Definition}`
  ? Block<
      Rest,
      Pending,
      Braces,
      Ifs,
      Done | (Macro<Trim<Definition>> extends infer M ? ('if' extends Ifs[number] ? UnderCondition<M> : M) : never),
      Steps
    >
  : Line extends `if${infer Condition}`
    ? Block<Rest, Cut<Pending>, Braces, [...Ifs, Opened<Condition, Rest>], Done, Steps>
    : Line extends `el${string}`
      ? Block<Rest, Cut<Pending>, Braces, Ifs, Done, Steps>
      : Line extends `endif${string}`
        ? Block<
            Rest,
            Cut<Pending>,
            Braces,
            Ifs extends [...infer Outer extends string[], string] ? Outer : [],
            Done,
            Steps
          >
        : Block<Rest, Pending, Braces, Ifs, Done, Steps>

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

/** `NAME text`; those with parameters are no constants, and those without a text no properties. */
type Macro<Definition extends string> = Definition extends `${infer Name}${' ' | '\t'}${infer Text}`
  ? Name extends `${string}(${string}`
    ? never
    : Trim<Text> extends infer Value
      ? Entry<`m ${Name}`, Value, never, never, Value extends '' ? never : Name>
      : never
  : Definition extends `${string}(${string}`
    ? never
    : Entry<`m ${Definition}`, '', never, never, never>

type UnderCondition<M> =
  M extends Entry<infer Key, unknown, never, never, infer Name> ? Entry<Key, UnderIf, never, never, Name> : never
