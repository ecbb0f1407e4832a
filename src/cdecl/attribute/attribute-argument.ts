/** Arguments of attributes: none, a constant, a string, or text that does not matter. */

import { skipBalanced } from '../declaration/skip.ts'
import { parseConstant } from '../expression/constant.ts'
import type { Parser } from '../parser.ts'

/** Whether arguments follow, after their `(`. `deprecated()` has none. */
export function opensArguments(p: Parser): boolean {
  return p.accept('(') && !p.accept(')')
}

export function expectArguments(p: Parser, name: string): void {
  p.expect('(', `after '${name}'`)
}

export function closeArguments(p: Parser, name: string): void {
  p.expect(')', `after the arguments of '${name}'`)
}

export function refuseArguments(p: Parser, name: string): void {
  const { start } = p
  if (opensArguments(p)) p.raise(start, `'${name}' takes no arguments`)
}

/** Of a constant; undefined where it is no integer, or none that counts parameters. */
export function parseIndex(p: Parser): number | undefined {
  const constant = parseConstant(p)
  if (constant.kind !== 'integer') return undefined
  const index = Number(constant.value)
  return index >= 0 && index < 2 ** 31 ? index : undefined
}

/** From the `(` to after its `)`. */
export function skipArguments(p: Parser): void {
  p.next()
  skipBalanced(p, ')')
  p.next()
}

/** The text of a string literal, or of adjacent ones. */
export function parseText(p: Parser): string {
  if (!p.at('string')) p.unexpected('a string')
  const constant = parseConstant(p)
  return constant.kind === 'string' ? constant.value : p.unexpected('a string')
}
