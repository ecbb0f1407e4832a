/** Static assertions (C11 6.7.10): checked where they stand. */
import { parseIntegerConstant } from '../expression/constant.ts'
import type { Parser } from '../parser.ts'

export const atStaticAssertion = (p: Parser): boolean =>
  p.at('identifier') && p.identifier!.word?.kind === 'static assertion'

export function parseStaticAssertion(p: Parser): void {
  const { name, start } = p
  p.next()
  p.expect('(', `after '${name}'`)
  const { value } = parseIntegerConstant(p)
  let message = ''
  if (p.accept(',')) {
    if (!p.at('string')) p.unexpected('a string')
    message = ':'
    for (; p.at('string'); p.next()) message += ` ${p.spelling}`
  }
  p.expect(')', 'after a static assertion')
  if (!p.at(';')) p.unexpected(`';' after a static assertion`, p.previousEnd)
  p.next()
  if (value === 0n) p.raise(start, `the static assertion does not hold${message}`)
}
