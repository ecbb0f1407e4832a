/** Values of constants as far as types can tell: decimal integers and plain strings exactly, the rest by kind. */
import type { Before, Trim } from './text.ts'

/** Of a macro that types cannot work out: a number, a bigint, a string, a pointer, or no constant at all. */
// biome-ignore lint/suspicious/noExplicitAny: as of a loose library's names
export type ConstantValue = any

/** `10`, `10UL`, `-1`, `(-1)` as literal types; `number` for `0x10`; never for what is no integer literal. */
export type IntegerLiteral<S extends string> = S extends `(${infer Inner})`
  ? IntegerLiteral<Trim<Inner>>
  : S extends `0${number}`
    ? number
    : S extends `${infer N extends number}`
      ? number extends N
        ? S extends `${string}.${string}` | `${string}e${string}`
          ? never
          : number
        : `${N}` extends `${string}${'.' | 'e'}${string}`
          ? never
          : N
      : S extends `${infer Digits}${Suffix}`
        ? Digits extends `${infer N extends number}`
          ? number extends N
            ? never
            : N
          : never
        : never

type Suffix = 'u' | 'U' | 'l' | 'L' | 'ul' | 'UL' | 'lu' | 'LU' | 'll' | 'LL' | 'ull' | 'ULL'

/** The text of a macro without a comment behind it. */
export type Replacement<Text extends string> = Trim<Text extends `${string}/*${string}` ? Before<Text, '/*'> : Text>

/** The value of `#define NAME text`. */
export type MacroValue<Text extends string, Names> = ValueOf<Replacement<Text>, Names>

type ValueOf<Text extends string, Names> = Text extends `"${infer S}"`
  ? S extends `${string}${'"' | '\\'}${string}`
    ? string
    : S
  : [IntegerLiteral<Text>] extends [never]
    ? Names extends { readonly [K in `m ${Text}`]: infer Next extends string }
      ? Next extends Text
        ? ConstantValue
        : MacroValue<Next, Names>
      : Names extends { readonly [K in `c ${Text}`]: infer Value }
        ? EnumeratorValue<Value>
        : Text extends `${number}`
          ? number
          : ConstantValue
    : ExactOr<IntegerLiteral<Text>, Text>

/** Beyond 2^53 a constant is a bigint. */
type ExactOr<N, Text extends string> = IsLong<Text> extends true ? number | bigint : N

/** A decimal that may be beyond 2^53, a hexadecimal that may be, has 16 characters. */
export type IsLong<S extends string> =
  S extends `${infer _1}${infer _2}${infer _3}${infer _4}${infer _5}${infer _6}${infer _7}${infer _8}${infer Rest}`
    ? Rest extends `${infer _9}${infer _10}${infer _11}${infer _12}${infer _13}${infer _14}${infer _15}${infer _16}${string}`
      ? true
      : false
    : false

/** An enumerator's: `?` stands for one that types cannot work out, `??` for one that may be beyond 2^53. */
export type EnumeratorValue<Text> = Text extends `${infer N extends number}`
  ? N
  : Text extends '??'
    ? number | bigint
    : number
