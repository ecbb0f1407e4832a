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
 * The compiler stops at 1,000 tail calls, and at 5 million instantiations for a statement. A block weighs two, for plain
 * declarations make about 2,000 in it, and one more for every eight steps, which are anything else and make up to 4,000. Work is a
 * mark for each: to ask a tuple for its length makes all its members, in each round again.
 */
type MostWork = `${FourHundred}${FourHundred}${FourHundred}${FourHundred}`
type FourHundred =
  `${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}${Twenty}`
type Twenty = '||||||||||||||||||||'

type Weight<Steps> = Steps extends [0, 0, 0, 0, 0, 0, 0, 0, ...infer More] ? `|${Weight<More>}` : '||'

/** `S` is 0 when all of it is in blocks. What the last one may have left is no declaration. */
type Blocks<S extends string | 0, State, Unions extends unknown[] = [], Work extends string = ''> = State extends [
  infer Left extends string,
  infer Pending extends string,
  infer Braces extends 0[],
  infer Ifs extends string[],
  infer Done,
  infer Steps,
]
  ? Work extends `${MostWork}${string}`
    ? TooLong
    : Steps extends AllSteps
      ? Blocks<S, Block<Left, Pending, Braces, Ifs, never, []>, [...Unions, Done], `${Work}${Weight<Steps>}`>
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
            [...Unions, Done],
            `${Work}${Weight<Steps>}`
          >
        : S extends string
          ? Blocks<
              0,
              Block<`${Left}${S}\n;`, Pending, Braces, Ifs, never, []>,
              [...Unions, Done],
              `${Work}${Weight<Steps>}`
            >
          : [...Unions, Done][number]
  : never
