/** Enumerators with their values, which count up by one where none is given (C11 6.7.2.2 §3): in decimal, digit by digit. */
import type { Entry } from './declaration.ts'
import type { IntegerLiteral, IsLong } from './literal.ts'
import type { Before, Digit, ReplaceAll, Trim } from './text.ts'

/** A body's constants as entries of an index. */
export type Enumerators<S extends string> = S extends `${string}','${string}`
  ? InEights<ReplaceAll<S, "','", '44'>>
  : InEights<S>

/** Eight at a time, each eight a union of its own. */
type InEights<S extends string, State = ['0', never], Unions extends unknown[] = []> = State extends [
  infer Value extends string,
  infer Done,
]
  ? S extends `${infer A},${infer B},${infer C},${infer D},${infer E},${infer F},${infer G},${infer H},${infer Rest}`
    ? InEights<Rest, Few<`${A},${B},${C},${D},${E},${F},${G},${H},`, Value>, [...Unions, Done]>
    : [...Unions, Done, Few<S, Value>[1]][number]
  : never

/** `[value of the next one, entries]`; the value `?` is not known here, `??` may be beyond 2^53 as well. */
type Few<S extends string, Value extends string, Done = never> = S extends `${infer Text},${infer Rest}`
  ? Few<Rest, Successor<ValueOf<Text, Value>>, Done | Enumerator<Text, ValueOf<Text, Value>>>
  : Trim<S> extends ''
    ? [Value, Done]
    : ['?', Done | Enumerator<S, ValueOf<S, Value>>]

type Enumerator<Text extends string, Value extends string> =
  Trim<Before<Text, '='>> extends infer Name extends string ? Entry<`c ${Name}`, Value, never, never, Name> : never

type ValueOf<Text extends string, Otherwise extends string> = Text extends `${string}=${infer Value}`
  ? Simple<Trim<Value>>
  : Otherwise

/** A decimal literal, a character in parentheses, or nothing that is known. */
type Simple<S extends string> = [IntegerLiteral<S>] extends [infer N extends number]
  ? [N] extends [never]
    ? Unknown<S>
    : number extends N
      ? Unknown<S>
      : `${N}`
  : '?'

type Unknown<S extends string> = S extends `${string}${Wide}${string}` ? '??' : IsLong<S> extends true ? '??' : '?'

/** What stands in expressions that are wider than `int`: suffixes, and the names of types. */
type Wide = `${Digit | 'u' | 'U'}${'l' | 'L'}` | '64' | 'long' | 'size' | 'ptr'

type Successor<Value extends string> = Value extends `?${string}`
  ? Value
  : Value extends `-${infer Positive}`
    ? Positive extends '1'
      ? '0'
      : `-${Decrement<Positive>}`
    : Increment<Value>

type Increment<S extends string> = S extends `${infer Tens}9`
  ? Tens extends ''
    ? '10'
    : `${Increment<Tens>}0`
  : LastDigit<S, Up>

type Decrement<S extends string> = S extends '10'
  ? '9'
  : S extends `${infer Tens}0`
    ? `${Decrement<Tens>}9`
    : LastDigit<S, Down>

type LastDigit<S extends string, Table, Done extends string = ''> = S extends `${infer Digit}${infer Rest}`
  ? Rest extends ''
    ? `${Done}${Table[Digit & keyof Table] & string}`
    : LastDigit<Rest, Table, `${Done}${Digit}`>
  : S

interface Up {
  '0': '1'
  '1': '2'
  '2': '3'
  '3': '4'
  '4': '5'
  '5': '6'
  '6': '7'
  '7': '8'
  '8': '9'
}

interface Down {
  '1': '0'
  '2': '1'
  '3': '2'
  '4': '3'
  '5': '4'
  '6': '5'
  '7': '6'
  '8': '7'
  '9': '8'
}
