/**
 * Functions and variables: their names, and whether they may be assigned to. Most declarations of most texts are one function,
 * whose name is found in a few steps; what those do not understand is left to `name.ts`, which reads any declarator.
 */
import type { Entry } from './declaration.ts'
import type { IsListOfFunctions, Separately } from './list.ts'
import type { LastWord, Misleading, NamesIn } from './name.ts'
import type { Blank, TrimStart } from './text.ts'
import type { IsVariable } from './variable.ts'

/** What a declaration declares that is no typedef and no tag alone. Words are looked for behind one blank at a time. */
export type Declared<Text extends string> = Text extends `${'    ' | '\n\n\n\n'}${string}`
  ? Declared<TrimStart<Text>>
  : InOneLine<Text>

type InOneLine<Text extends string> = Text extends `${infer Head}(${infer Inner}`
  ? Head extends `${string}${',' | '=' | '[' | '__' | 'alignas'}${string}`
    ? Any<Text>
    : Inner extends `${Blank | '*' | '^' | '(' | '_'}${string}`
      ? Any<Text>
      : IsAlone<Inner> extends true
        ? OneFunction<LastWord<Head>, Text>
        : Any<Text>
  : Any<Text>

type OneFunction<Name extends string, Text extends string> = Name extends keyof Misleading
  ? Any<Text>
  : Entry<`v ${Name}`, Text, Name, never, never>

/** Whether parameters, functions among them, are all that follows: no second declarator, no `(name)(…)`. */
type IsAlone<Inner extends string> = Inner extends `${string})${string})${string}`
  ? Inner extends `${infer First}(*${string})(${string})${infer Rest}`
    ? First extends `${string}${'(' | ')'}${string}`
      ? false
      : IsAlone<Rest>
    : false
  : Inner extends `${string})`
    ? Inner extends `${string}(${string}`
      ? false
      : true
    : false

type Any<Text extends string> =
  IsListOfFunctions<Text> extends true ? Alone<Separately<Text>> : Each<NamesIn<Text>, IsVariable<Text>, Text>

/** Distributes over the declarations. */
type Alone<Text extends string> = Text extends string ? InOneLine<Text> : never

/** Distributes over the names. */
type Each<Name extends string, Assignable extends boolean, Text extends string> = Name extends ''
  ? never
  : Assignable extends true
    ? Entry<`v ${Name}`, Text, never, Name, never>
    : Entry<`v ${Name}`, Text, Name, never, never>
