/**
 * Text as template literal types take it apart: by the next delimiter, never by characters (which ends at 1,000 of them).
 * A pattern without `infer` costs no instantiation, and one with it as many as it has alternatives: so ask first.
 */

/** Stands where an attribute was that makes another type of one. */
export type Unusual = '\u0002'

export type Blank = ' ' | '\n' | '\t' | '\r' | '\f' | Unusual

export type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'

export type TrimStart<S extends string> = S extends `${Blank}${string}`
  ? S extends `\n${infer Rest}`
    ? TrimStart<Rest extends `${Eight<'\n'>}${string}` ? Long<Rest, '\n'> : Rest>
    : S extends `        ${infer Rest}`
      ? TrimStart<Rest extends `${Eight<' '>}${string}` ? Long<Rest, ' '> : Rest>
      : S extends ` ${infer Rest}`
        ? TrimStart<Rest>
        : S extends `${Blank}${infer Rest}`
          ? TrimStart<Rest>
          : never
  : S

/** Without the first of its blanks, many at a time. */
type Long<S extends string, B extends string> = S extends `${Eight<Eight<B>>}${infer Rest}`
  ? Long<Rest, B>
  : S extends `${Eight<B>}${infer Rest}`
    ? Long<Rest, B>
    : S

type Eight<B extends string> = `${B}${B}${B}${B}${B}${B}${B}${B}`

export type TrimEnd<S extends string> = S extends `${string}${Blank}`
  ? S extends `${infer Rest} `
    ? TrimEnd<Rest>
    : S extends `${infer Rest}${Blank}`
      ? TrimEnd<Rest>
      : never
  : S

export type Trim<S extends string> = TrimStart<TrimEnd<S>>

export type ReplaceAll<
  S extends string,
  From extends string,
  To extends string,
  Done extends string = '',
> = S extends `${infer Before}${From}${infer After}`
  ? ReplaceAll<After, From, To, `${Done}${Before}${To}`>
  : `${Done}${S}`

/** Up to the first `Mark`; all where there is none. */
export type Before<S extends string, Mark extends string> = S extends `${infer Start}${Mark}${string}` ? Start : S

/** Behind the last `Mark`; all where there is none. */
export type AfterLast<S extends string, Mark extends string> = S extends `${string}${Mark}${infer Rest}`
  ? AfterLast<Rest, Mark>
  : S

/** `S` follows an opening bracket; `[inside, after]`, or 0 where nothing closes it. One step a bracket. */
export type Close<
  S extends string,
  Open extends string,
  End extends string,
  Done extends string = '',
  Depth extends 0[] = [],
> = S extends `${infer Part}${End}${infer Rest}`
  ? Part extends `${infer Outer}${Open}${infer Inner}`
    ? Close<`${Inner}${End}${Rest}`, Open, End, `${Done}${Outer}${Open}`, [...Depth, 0]>
    : Depth extends [0, ...infer Less extends 0[]]
      ? Close<Rest, Open, End, `${Done}${Part}${End}`, Less>
      : [inside: `${Done}${Part}`, after: Rest]
  : 0
