/** The conversions of types that a program translates. */
import type { ArgumentConversion, ResultConversion } from '../exchange/conversion.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { keepingArguments } from '../exchange/interrupted-store.ts'
import type { Translator } from '../memory/translation.ts'

/** What the program makes of the value is stored as any value of the C type is. */
export const translatedArgument = (
  exchange: Exchange,
  { toC }: Translator,
  inner: ArgumentConversion,
): ArgumentConversion => ({
  ...inner,
  store(value, word, site) {
    inner.store(
      keepingArguments(exchange, word, () => toC(value)),
      word,
      site,
    )
  },
  inline: () => ({ when: 'false', store: '' }),
})

export const translatedResult = ({ fromC }: Translator, inner: ResultConversion): ResultConversion => {
  const before = inner.translate
  return { ...inner, translate: before === undefined ? fromC : value => fromC(before(value)) }
}
