/** `#pragma pack` (GCC's manual, 6.62.11): the most bytes that members of records are aligned to, with a stack of them. */
import type { Parser } from '../parser.ts'
import type { PragmaTokens } from './pragma.ts'

/** What `push` keeps. */
export interface Packing {
  readonly name: string | undefined
  readonly pack: number | undefined
}

const MAX_PACKINGS = 1000

/** `(4)`, `()`, `(push)`, `(push, name, 4)`, `(pop, name)`. */
export function parsePack(p: Parser, tokens: PragmaTokens): void {
  tokens.expect('(')
  const { token } = tokens
  if (token === 'push') push(p, tokens)
  else if (token === 'pop') pop(p, tokens)
  else if (token === ')') p.pack = undefined
  else if (/^\d/.test(token)) p.pack = alignment(tokens)
  else tokens.unexpected(`a number, 'push', 'pop' or ')'`)
  tokens.expect(')')
  if (tokens.token !== '') tokens.unexpected(`the end of the line`)
}

function push(p: Parser, tokens: PragmaTokens): void {
  const { packings } = p.preprocessing
  const { pack } = p
  const { offset } = tokens
  tokens.next()
  const name = operand(tokens, /^[A-Za-z_$]/)
  if (tokens.accept(',')) p.pack = alignment(tokens)
  if (packings.push({ name, pack }) > MAX_PACKINGS) p.raise(offset, `more than ${MAX_PACKINGS} '#pragma pack(push)'`)
}

/** The name after a comma, if one is there. */
function operand(tokens: PragmaTokens, pattern: RegExp): string | undefined {
  if (tokens.token !== ',' || !pattern.test(tokens.following)) return
  tokens.next()
  const { token } = tokens
  tokens.next()
  return token
}

function pop(p: Parser, tokens: PragmaTokens): void {
  const { packings } = p.preprocessing
  const { offset } = tokens
  tokens.next()
  const name = operand(tokens, /^[A-Za-z_$]/)
  const index = name === undefined ? packings.length - 1 : packings.findLastIndex(packing => packing.name === name)
  const packing = packings[index]
  if (packing === undefined) {
    const which = name === undefined ? '' : `, ${name}`
    p.raise(offset, `'#pragma pack(pop${which})' without '#pragma pack(push${which})'`)
  }
  p.pack = packing.pack
  packings.length = index
}

/** 0 is GCC's for none. */
function alignment(tokens: PragmaTokens): number | undefined {
  const { token } = tokens
  if (!/^(?:0|1|2|4|8|16)$/.test(token)) tokens.unexpected('1, 2, 4, 8 or 16')
  tokens.next()
  return token === '0' ? undefined : Number(token)
}
