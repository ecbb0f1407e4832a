/**
 * Cuts a text at its semicolons. Two loops, because a chain of tail calls ends at 1,000: this one takes 16 pieces at a time, so
 * that the long rest is copied seldom, and each block of pieces (`block.ts`) gives a union of its own, since one growing union
 * costs the square of its size.
 */
import type { AllSteps, Block } from './block.ts'

/** Of a text with more in it than TypeScript has patience for, `TooLong`: its library is a loose one. */
export type Entries<S extends string> = Blocks<S, ['', '', [], [], never, []]>

export type TooLong = 'too long'

/**
 * The compiler stops at 1,000 tail calls, and at 5 million instantiations for a statement. Plain declarations have about 3,000 in
 * a block; eight steps, which are anything else, hardly more: a block weighs one, and one more for every eight steps.
 */
type MostWork = 900 | 901 | 902 | 903 | 904

type Weight<Steps> = Steps extends [0, 0, 0, 0, 0, 0, 0, 0, ...infer More] ? [never, ...Weight<More>] : []

/** `S` is 0 when all of it is in blocks. What the last one may have left is no declaration. */
type Blocks<S extends string | 0, State, Unions extends unknown[] = []> = State extends [
  infer Left extends string,
  infer Pending extends string,
  infer Braces extends 0[],
  infer Ifs extends string[],
  infer Done,
  infer Steps,
]
  ? Unions['length'] extends MostWork
    ? TooLong
    : Steps extends AllSteps
      ? Blocks<S, Block<Left, Pending, Braces, Ifs, never, []>, [...Unions, Done, ...Weight<Steps>]>
      : S extends `${infer A};${infer B};${infer C};${infer D};${infer E};${infer F};${infer G};${infer H};${infer I};${infer J};${infer K};${infer L};${infer M};${infer N};${infer O};${infer P};${infer Rest}`
        ? Blocks<
            Rest,
            Block<
              `${Left}${A};${B};${C};${D};${E};${F};${G};${H};${I};${J};${K};${L};${M};${N};${O};${P};`,
              Pending,
              Braces,
              Ifs,
              never,
              []
            >,
            [...Unions, Done, ...Weight<Steps>]
          >
        : S extends string
          ? Blocks<0, Block<`${Left}${S}\n;`, Pending, Braces, Ifs, never, []>, [...Unions, Done, ...Weight<Steps>]>
          : [...Unions, Done][number]
  : never
