/** What is C, or GNU C, but not understood: what to call it in the message, by the word that gives it away. */

/** A literal of nothing but texts, as that of the keywords is; empty where the word is all there is to say. */
export const constructs: Readonly<Record<string, string>> = {
  // @ts-expect-error: the type knows of no prototype
  __proto__: null,
  _Imaginary: 'an imaginary type',
  _BitInt: '',
  __auto_type: '',
  constexpr: '',
  _Float128x: '',
  __fp16: '',
  __ibm128: '',
  _Decimal32: 'a decimal floating type',
  _Decimal64: 'a decimal floating type',
  _Decimal128: 'a decimal floating type',
  _Decimal64x: 'a decimal floating type',
  _Fract: 'a fixed-point type',
  _Accum: 'a fixed-point type',
  _Sat: 'a fixed-point type',
  __seg_fs: 'an address space',
  __seg_gs: 'an address space',
  __ptr32: 'an address space',
  nullptr: '',
}

export const isUnsupported = (word: string): boolean => word in constructs

/** What to call the construct that a keyword gives away. */
export function unsupportedWord(word: string): string | undefined {
  const construct = constructs[word]
  return construct === undefined ? undefined : construct === '' ? `'${word}'` : `${construct} ('${word}')`
}
