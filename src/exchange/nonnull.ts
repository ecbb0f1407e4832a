/** `__attribute__((nonnull))`: C may assume that the pointer is none, and what it then does with null is undefined. */
import { typeError } from './argument-error.ts'
import type { ArgumentConversion } from './conversion.ts'

const forbidden = "a value other than null, which the declaration's nonnull forbids"

/** The same conversion but for null, which is refused. */
export const nonnullPointer = (pointer: ArgumentConversion): ArgumentConversion => ({
  usesScratch: pointer.usesScratch,
  store(value, word, argument) {
    if (value === null) throw typeError(argument, forbidden, value)
    pointer.store(value, word, argument)
  },
  inline(value, word, bind) {
    const { when, store } = pointer.inline(value, word, bind)
    return { when: `${value}!==null&&(${when})`, store }
  },
})
