/** What is C, or GNU C, but not understood: what to call it in the message, by the word that gives it away. */

const itself = (word: string) => `'${word}'`

const constructs: readonly (readonly [string, (word: string) => string])[] = [
  ['_Imaginary', word => `an imaginary type ('${word}')`],
  ['_BitInt __auto_type constexpr', itself],
  ['_Float128x __fp16 __ibm128', itself],
  ['_Decimal32 _Decimal64 _Decimal128 _Decimal64x', word => `a decimal floating type ('${word}')`],
  ['_Fract _Accum _Sat', word => `a fixed-point type ('${word}')`],
  ['__seg_fs __seg_gs __ptr32', word => `an address space ('${word}')`],
  ['nullptr', itself],
]

export const unsupportedWords = constructs.map(([words]) => words).join(' ')

/** What to call the construct that a keyword gives away. */
export const unsupportedWord = (word: string): string | undefined =>
  constructs.find(([words]) => words.split(' ').includes(word))?.[1](word)
