/**
 * Tokens as they are written (C11 6.4): the current one is held in fields, so that a token costs no allocation. A
 * punctuator's `kind` is its own spelling.
 */
import { classes, DIGIT, EXTENDED, LETTER, letterAt, NEWLINE, PUNCTUATOR, QUOTE } from './character.ts'
import { endOfComment, endOfNumber, endOfQuoted, endOfWord, UNTERMINATED } from './extent.ts'
import { HASH_PRIME, HASH_START, type Identifier, Identifiers } from './identifier.ts'
import { type Punctuator, punctuatorsAt } from './punctuator.ts'
import type { Source } from './source.ts'

/** 'identifier', 'number', 'character', 'string', 'end', 'line end' (in a directive), or a punctuator's spelling. */
export type TokenKind = string

const DOUBLE_QUOTE = 34
const DOT = 46

export abstract class Scanner {
  readonly source: Source
  readonly identifiers: Identifiers
  kind: TokenKind = 'end'
  start = 0
  end = 0
  /** The spelling of the current identifier, with its characters and not their universal names. */
  name = ''
  /** The current identifier. */
  identifier: Identifier | undefined = undefined
  /** Where the text, or the macro's body that is being read, ends. */
  protected limit: number

  constructor(source: Source) {
    this.source = source
    this.limit = source.length
    this.identifiers = new Identifiers(identifier => this.newIdentifier(identifier))
  }

  /** Called once for each name. */
  protected abstract newIdentifier(identifier: Identifier): void

  /** At the end of a line or of all there is. */
  protected abstract endOfInput(at: number): number

  protected get text(): string {
    return this.source.text
  }

  get spelling(): string {
    return this.text.slice(this.start, this.end)
  }

  /** Whether the current token is of this kind. */
  at(kind: TokenKind): boolean {
    return this.kind === kind
  }

  /** Sets `kind` and returns the token's end, as all of these do. */
  protected scanToken(start: number, code: number): number {
    switch (classes[code]) {
      case LETTER:
        return this.#scanIdentifier(start, code)
      case PUNCTUATOR:
        if (code === DOT && classes[this.text.charCodeAt(start + 1)] === DIGIT) return this.#scanNumber(start)
        return this.#scanPunctuator(start, punctuatorsAt(code))
      case DIGIT:
        return this.#scanNumber(start)
      case QUOTE:
        return this.#scanQuoted(start, start, code)
      case NEWLINE:
        return this.endOfInput(start)
      case EXTENDED:
        return this.#scanExtended(start)
      default:
        this.#refuseCharacter(start)
    }
  }

  #scanIdentifier(start: number, first: number): number {
    const text = this.text
    let end = start
    let hash = HASH_START
    let code = first
    do {
      hash = Math.imul(hash ^ code, HASH_PRIME)
      code = text.charCodeAt(++end)
    } while (classes[code]! >= DIGIT)
    if (classes[code] === EXTENDED && letterAt(text, end, false) !== undefined) return this.#scanExtended(start)
    if (classes[code] === QUOTE && end - start <= 3) {
      const prefix = text.slice(start, end)
      if (prefix === 'L' || prefix === 'u' || prefix === 'U' || prefix === 'u8')
        return this.#scanQuoted(start, end, code)
      if (code === DOUBLE_QUOTE && /^(?:L|u8?|U)?R$/.test(prefix)) this.source.unsupported(start, 'a raw string')
    }
    return this.#identify(this.identifiers.at(text, start, end, hash), end)
  }

  #identify(identifier: Identifier, end: number): number {
    this.kind = 'identifier'
    this.identifier = identifier
    this.name = identifier.name
    return end
  }

  /** An identifier with letters outside ASCII or universal character names (C11 6.4.2.1). */
  #scanExtended(start: number): number {
    const text = this.text
    let end = start
    let name = ''
    for (;;) {
      const word = classes[text.charCodeAt(end)]! >= DIGIT ? endOfWord(text, end) : end
      name += text.slice(end, word)
      end = word
      const next = classes[text.charCodeAt(end)] === EXTENDED ? letterAt(text, end, end === start) : undefined
      if (next === undefined) break
      name += next.letter
      end += next.length
    }
    if (end === start) this.#refuseCharacter(start)
    return this.#identify(this.identifiers.named(name), end)
  }

  #scanPunctuator(start: number, candidates: readonly Punctuator[]): number {
    for (let i = 0; i < candidates.length - 1; i++) {
      const { spelling, kind } = candidates[i]!
      if (this.text.startsWith(spelling, start)) {
        this.kind = kind
        return start + spelling.length
      }
    }
    this.kind = candidates[candidates.length - 1]!.kind
    return start + 1
  }

  #scanNumber(start: number): number {
    this.kind = 'number'
    return endOfNumber(this.text, start)
  }

  /** From `start`, where a prefix may be, with the quote at `open`. */
  #scanQuoted(start: number, open: number, quote: number): number {
    this.kind = quote === DOUBLE_QUOTE ? 'string' : 'character'
    const end = endOfQuoted(this.text, open, quote)
    if (end < 0 || end > this.limit) {
      this.source.raise(start, `unterminated ${this.kind === 'string' ? 'string' : 'character constant'}`)
    }
    return end
  }

  /** The end of the comment that starts here, or -1 if none does. */
  protected endOfComment(start: number): number {
    const end = endOfComment(this.text, start)
    if (end === UNTERMINATED) this.source.raise(start, 'unterminated comment')
    return end
  }

  #refuseCharacter(start: number): never {
    const character = String.fromCodePoint(this.text.codePointAt(start)!)
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    const shown = /[\p{C}\p{Z}]/u.test(character) ? '' : `'${character}' `
    this.source.raise(start, `unexpected character ${shown}(U+${code})`)
  }
}
