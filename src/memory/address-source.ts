/**
 * The address of what is at an offset in memory of C, as source.
 *
 * V8 from 14 on adds what it has seen to be integers as integers of 64 bits, though addresses are doubles: 20 instructions
 * of conversions and checks, 1.3 of 8 ns of a guarded read. As fractions they are added as the doubles that they are; a
 * power of two changes no digit.
 */
const unit = 2 ** -29

const addsAsIntegers = Number.parseInt(process.versions.v8, 10) >= 14

/** `start` and `offset` are expressions for numbers, the latter for an integer. */
export const addressSource = (start: string, offset: string): string =>
  addsAsIntegers ? `(${start}*${unit}+(${offset})*${unit})*${1 / unit}` : `${start}+${offset}`
