/** GNU's assembler: names of symbols, `int f(void) __asm__("g");`, and lines of it between declarations, which are skipped. */
import { parseText } from '../attribute/attribute-argument.ts'
import type { Parser } from '../parser.ts'
import { skipBalanced } from './skip.ts'

/** The symbol: adjacent strings are one. */
export function parseSymbol(p: Parser): string {
  const word = p.name
  p.next()
  p.expect('(', `after '${word}'`)
  const offset = p.start
  const symbol = parseText(p)
  p.expect(')', 'after a symbol')
  if (symbol === '' || symbol.includes('\0')) p.raise(offset, 'a symbol without a name')
  return symbol
}

export function skipAssembler(p: Parser): void {
  const word = p.name
  p.next()
  while (p.at('identifier') && p.identifier!.word !== undefined) p.next()
  p.expect('(', `after '${word}'`)
  skipBalanced(p, ')')
  p.next()
  if (!p.at(';')) p.unexpected(`';' after '${word}(...)'`, p.previousEnd)
  p.next()
}
