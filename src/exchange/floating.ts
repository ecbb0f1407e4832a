/** `float` and `double`: every number, NaN and the infinities included. */
import { rangeError, typeError } from './argument-error.ts'
import type { ArgumentConversion, ResultConversion, Site } from './conversion.ts'
import { type Views, word as words } from './exchange.ts'

/**
 * What a direct call passes for a number. V8 from 13 on boxes it at each call where JavaScript goes on with the same number,
 * as with a sum that is carried from call to call, and loads it from its stack, where it is kept for errors. So the call gets,
 * and errors show, another number with the same bits (5.3 instead of 6.9 ns on Node 26): its sign is changed twice, where a
 * sum with -0 would depend on the rounding mode, which C may change. Earlier ones box what is new (7.7 instead of 7.0 ns on
 * Node 20).
 */
const passedNumber = (value: string) =>
  Number.parseInt(process.versions.v8, 10) < 13 ? value : `${value}=-(-${value})`

/** FLT_MAX (C11 5.2.4.2.2). */
const floatMax = 2 ** 128 - 2 ** 104

export const double = ({ F64 }: Views): ArgumentConversion => ({
  usesScratch: false,
  store(value, word, argument) {
    if (typeof value !== 'number') throw typeError(argument, 'a number', value)
    F64[word / 2] = value
  },
  inline: (value, word) => ({
    when: `typeof ${value}==='number'`,
    store: `F64[${word / 2}]=${value}`,
    passed: passedNumber(value),
  }),
})

/** The nearest float, as C rounds; a finite number too large for any float is refused. */
export function roundToFloat(value: number, site: Site): number {
  const rounded = Math.fround(value)
  if (Number.isFinite(rounded) || !Number.isFinite(value)) return rounded
  throw rangeError(site, `a number that a float can hold (up to ${floatMax})`, value)
}

export const float = ({ F32 }: Views): ArgumentConversion => ({
  usesScratch: false,
  store(value, word, argument) {
    if (typeof value !== 'number') throw typeError(argument, 'a number', value)
    F32[word] = roundToFloat(value, argument)
  },
  inline: (value, word) => ({
    when: `typeof ${value}==='number'&&(Math.abs(${value})<=${floatMax}||${value}-${value}!==0)`,
    store: `F32[${word}]=${value}`,
    passed: passedNumber(value),
  }),
})

export const doubleResult = ({ F64 }: Views, at: number = words.result): ResultConversion => ({
  load: () => F64[at / 2],
  inline: () => `F64[${at / 2}]`,
})

export const floatResult = ({ F32 }: Views, at: number = words.result): ResultConversion => ({
  load: () => F32[at],
  inline: () => `F32[${at}]`,
})
