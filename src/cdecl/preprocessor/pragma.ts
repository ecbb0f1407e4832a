/**
 * Pragmas (C11 6.10.6) as lines and as `_Pragma("...")` (6.10.9). Unknown ones are ignored, as C has it. Those that would
 * change a layout or a symbol, and are not understood, are refused.
 */

import type { Parser } from '../parser.ts'
import type { Macro } from './macro.ts'
import { parsePack } from './pragma-pack.ts'

const refused = new Set(['scalar_storage_order', 'redefine_extname', 'ms_struct', 'options'])

/** After `#pragma`. */
export function parsePragmaLine(p: Parser): void {
  p.readLine()
  parsePragma(p, p.source.text.slice(p.start, p.bodyEnd), p.start)
}

/** At the name of an operator: `_Pragma`, whose tokens vanish. */
export function parseOperator(p: Parser, { name }: Macro): boolean {
  if (name !== '_Pragma') p.unsupported(p.start, `'${name}'`)
  p.scan()
  if (!p.at('(')) p.unexpected(`'(' after '_Pragma'`)
  p.scan()
  if (!p.at('string')) p.unexpected(`a string in '_Pragma'`)
  const { start } = p
  const text = p.spelling.replace(/^[^"]*"|"$/g, '')
  p.scan()
  if (!p.at(')')) p.unexpected(`')' after '_Pragma'`)
  parsePragma(p, text.replace(/\\(["\\])/g, '$1'), start + 1)
  return true
}

function parsePragma(p: Parser, text: string, offset: number): void {
  const tokens = new PragmaTokens(p, text, offset)
  const { token: name } = tokens
  if (refused.has(name)) p.unsupported(offset, `'#pragma ${name}'`)
  tokens.next()
  if (name === 'pack') parsePack(p, tokens)
  else if (name === 'push_macro' || name === 'pop_macro') parseMacroStack(p, tokens, name)
  else if (name === 'GCC' && tokens.token === 'system_header') p.preprocessing.inSystemHeader = true
}

/** GCC's manual, 6.62.8: `#pragma push_macro("X")`. */
function parseMacroStack(p: Parser, tokens: PragmaTokens, pragma: string): void {
  tokens.expect('(')
  const name = /^"([A-Za-z_$][\w$]*)"$/.exec(tokens.token)?.[1]
  if (name === undefined) tokens.unexpected('the name of a macro in quotes')
  tokens.next()
  tokens.expect(')')
  const identifier = p.identifiers.named(name)
  const { pushedMacros } = p.preprocessing
  const stack = pushedMacros.get(name) ?? []
  pushedMacros.set(name, stack)
  if (pragma === 'push_macro') stack.push(identifier.macro)
  else if (stack.length > 0) identifier.macro = stack.pop()
}

/** The tokens of a pragma, one of which is current: empty at its end. */
export class PragmaTokens {
  token = ''
  offset = 0
  readonly #p: Parser
  readonly #name: string
  readonly #text: string
  readonly #base: number
  #at = 0

  constructor(p: Parser, text: string, base: number) {
    this.#p = p
    this.#text = text.replace(/\/\*[\s\S]*?\*\//g, comment => ' '.repeat(comment.length))
    this.#base = base
    this.next()
    this.#name = this.token
  }

  next(): void {
    const found = this.#match()
    this.token = found?.[1] ?? ''
    this.offset = this.#base + this.#at + (found === null ? 0 : found[0].length - this.token.length)
    this.#at += found?.[0].length ?? 0
  }

  /** The token after the current one. */
  get following(): string {
    return this.#match()?.[1] ?? ''
  }

  #match(): RegExpExecArray | null {
    const token = /\s*([\w$]+|"(?:[^"\\]|\\.)*"|\S)/y
    token.lastIndex = this.#at
    return token.exec(this.#text)
  }

  accept(token: string): boolean {
    if (this.token !== token) return false
    this.next()
    return true
  }

  expect(token: string): void {
    if (!this.accept(token)) this.unexpected(`'${token}'`)
  }

  unexpected(expectation: string): never {
    const found = this.token === '' ? 'its end' : `'${this.token}'`
    this.#p.raise(this.offset, `expected ${expectation} in '#pragma ${this.#name}', found ${found}`)
  }
}
