/** Enumerators count up from the one before (C11 6.7.2.2 §3). */
import type { Enumerators } from './enumeration.ts'
import type { Equal } from './equal.test-d.ts'

type Values<Body extends string> = { [E in Enumerators<Body> as E['named']]: E['text'] }

true satisfies Equal<Values<' A, B, C '>, { A: '0'; B: '1'; C: '2' }>
true satisfies Equal<Values<'A = 98, B, C,'>, { A: '98'; B: '99'; C: '100' }>
true satisfies Equal<Values<'A = -2, B, C, D'>, { A: '-2'; B: '-1'; C: '0'; D: '1' }>
// What types cannot work out is `?`, and so is what counts from it; `??` where it may be beyond 2^53.
true satisfies Equal<Values<'A = 1 << 3, B, C = 4, D'>, { A: '?'; B: '?'; C: '4'; D: '5' }>
true satisfies Equal<Values<'A = 0x10, B'>, { A: '?'; B: '?' }>
true satisfies Equal<Values<'A = (__u64)-32, B'>, { A: '??'; B: '??' }>
true satisfies Equal<Values<'A = 1ULL << 63, B = 4'>, { A: '??'; B: '4' }>
true satisfies Equal<Values<'A = 0x7fffffffffffffff, B'>, { A: '??'; B: '??' }>
// More than the eight that are taken at a time.
true satisfies Equal<Values<'A, B, C, D, E, F, G, H, I, J'>['J'], '9'>
// A character is no number to types, and a comma in quotes no comma.
true satisfies Equal<Values<"A = ';', B = '=', C = ',', D">, { A: '?'; B: '?'; C: '44'; D: '45' }>
