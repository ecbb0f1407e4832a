/** The operator `##` (C11 6.10.3.3): two tokens as one. */
import { classes, DIGIT, EXTENDED, LETTER, letterAt, PUNCTUATOR, QUOTE } from '../lexer/character.ts'
import { endOfNumber, endOfQuoted, endOfWord } from '../lexer/extent.ts'
import type { Identifiers } from '../lexer/identifier.ts'
import { punctuatorsAt } from '../lexer/punctuator.ts'
import type { TokenKind } from '../lexer/scanner.ts'
import { MacroToken } from './macro-token.ts'

/** The one token that both spell, at the place of the left one; undefined where they spell none. */
export function paste(left: MacroToken, right: MacroToken, identifiers: Identifiers): MacroToken | undefined {
  const spelling = left.spelling + right.spelling
  const name = nameSpelledBy(spelling)
  if (name !== undefined) {
    return new MacroToken('identifier', spelling, left.offset, left.isSpaced, identifiers.named(name))
  }
  const kind = kindOf(spelling)
  return kind === undefined ? undefined : new MacroToken(kind, spelling, left.offset, left.isSpaced)
}

/** With the letters that universal character names stand for. */
function nameSpelledBy(spelling: string): string | undefined {
  let name = ''
  for (let at = 0; at < spelling.length; ) {
    const kind = classes[spelling.charCodeAt(at)]!
    if (kind === LETTER || (kind === DIGIT && at > 0)) {
      const end = endOfWord(`${spelling}\n`, at)
      name += spelling.slice(at, end)
      at = end
      continue
    }
    const found = kind === EXTENDED ? letterAt(spelling, at, at === 0) : undefined
    if (found === undefined) return
    name += found.letter
    at += found.length
  }
  return name
}

/** Of what is no name. */
function kindOf(spelling: string): TokenKind | undefined {
  const first = spelling.charCodeAt(0)
  if (/^\.?[0-9]/.test(spelling)) return endOfNumber(`${spelling}\n`, 0) === spelling.length ? 'number' : undefined
  if (classes[first] === PUNCTUATOR) return punctuatorsAt(first).find(p => p.spelling === spelling)?.kind
  const quote = /^(?:L|u8?|U)(['"])/.exec(spelling)?.[1]
  if (quote === undefined) return classes[first] === QUOTE ? wholeLiteral(spelling, 0) : undefined
  return wholeLiteral(spelling, spelling.indexOf(quote))
}

function wholeLiteral(spelling: string, open: number): TokenKind | undefined {
  const end = endOfQuoted(`${spelling}\n`, open, spelling.charCodeAt(open))
  if (end !== spelling.length) return
  return spelling[open] === '"' ? 'string' : 'character'
}
