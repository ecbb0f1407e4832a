import { typeError } from './argument-error.ts'
import type { ArgumentConversion, ResultConversion } from './conversion.ts'
import { type Views, word as words } from './exchange.ts'

export const bool = ({ I32 }: Views): ArgumentConversion => ({
  usesScratch: false,
  store(value, word, argument) {
    if (typeof value !== 'boolean') throw typeError(argument, 'true or false', value)
    I32[word] = value ? 1 : 0
  },
  inline: (value, word) => ({
    when: `typeof ${value}==='boolean'`,
    store: `I32[${word}]=${value}?1:0`,
    passed: `${value}?1:0`,
  }),
})

export const boolResult = ({ I32 }: Views, at: number = words.result): ResultConversion => ({
  load: () => I32[at] !== 0,
  inline: () => `I32[${at}]!==0`,
})

export const voidResult: ResultConversion = { load: () => undefined, inline: () => 'undefined' }
