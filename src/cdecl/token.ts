/**
 * The lexer (C11 6.4): one current token, held in fields, so that a token costs no allocation. A punctuator's `kind` is its
 * own spelling. Object-like macros are expanded here: a macro's body is a range of the same text, so expanding one means
 * reading that range before going on, and a macro inside its own body is left alone (C11 6.10.3.4 §2).
 */
import type { Source } from './source.ts'

/** 'identifier', 'number', 'character', 'string', 'end', 'line end' (in a directive), or a punctuator's spelling. */
export type TokenKind = string

/** An object-like macro: the range of its body in the text, empty for `#define FLAG`. */
export interface Macro {
  readonly name: string
  readonly offset: number
  readonly start: number
  readonly end: number
  isExpanding: boolean
}

interface Expansion {
  readonly macro: Macro
  /** Where reading goes on, and up to where, after the body. */
  readonly resume: number
  readonly limit: number
}

/** Expansions inside one another, counted from the outermost: `#define B (A+A)`, `#define C (B+B)`, ... double each time. */
const MAX_NESTED_EXPANSIONS = 10_000

/** What a character starts, by its code. */
const NOTHING = 0
const LETTER = 1
const DIGIT = 2
const QUOTE = 3
const PUNCTUATOR = 4

const PUNCTUATORS =
  '( ) , ; * { } [ ] = : ? ~ . ... # ## + ++ += - -- -= -> / /= % %= ^ ^= *= == ! != < << <<= <= > >> >>= >= & && &= | || |='

const classes = new Uint8Array(128)
/** The punctuators that start with a character, longest first. */
const punctuators: string[][] = []
for (let code = 0; code < 128; code++) classes[code] = classOf(code)
for (const spelling of PUNCTUATORS.split(' ').sort((a, b) => b.length - a.length)) {
  const code = spelling.charCodeAt(0)
  classes[code] = PUNCTUATOR
  punctuators[code] = [...(punctuators[code] ?? []), spelling]
}

function classOf(code: number): number {
  if (code >= 48 && code <= 57) return DIGIT
  const upper = code & ~32
  // $ is GNU's.
  if ((upper >= 65 && upper <= 90) || code === 95 || code === 36) return LETTER
  return code === 34 || code === 39 ? QUOTE : NOTHING
}

const TAB = 9
const NEWLINE = 10
const RETURN = 13
const SPACE = 32
const DOUBLE_QUOTE = 34
const STAR = 42
const DOT = 46
const SLASH = 47
const BACKSLASH = 92

export abstract class Lexer {
  readonly source: Source
  readonly macros = new Map<string, Macro>()
  kind: TokenKind = 'end'
  start = 0
  end = 0
  /** The end of the token before the current one: where a missing `;` belongs. */
  previousEnd = 0
  /** The spelling of the current identifier. */
  name = ''

  readonly #text: string
  #limit: number
  #startsLine = true
  #inDirective = false
  #expansions: Expansion[] = []
  #nestedExpansions = 0

  constructor(source: Source) {
    this.source = source
    this.#text = source.text
    this.#limit = source.text.length
  }

  /** Called at a `#` that starts a line; has to read up to 'line end'. */
  protected abstract directive(): void

  get spelling(): string {
    return this.#text.slice(this.start, this.end)
  }

  /** Whether the current token is of this kind. */
  at(kind: TokenKind): boolean {
    return this.kind === kind
  }

  /** The next token of the translation unit: directives are obeyed and macros expanded. */
  next(): void {
    const previousEnd = this.end
    do this.#scanPastDirectives()
    while (this.kind === 'identifier' && this.macros.size !== 0 && this.#enterMacro())
    this.previousEnd = previousEnd
  }

  /** Makes `offset` the place to read on from: the start of a token outside any expansion. */
  rewind(offset: number): void {
    this.end = offset
  }

  #scanPastDirectives(): void {
    this.scan()
    while (this.kind === '#' && this.#startsLine && !this.#inDirective) {
      this.#inDirective = true
      this.directive()
      this.#inDirective = false
      this.scan()
    }
  }

  /** Reads on in the body of the macro that the current identifier names, if it names one. */
  #enterMacro(): boolean {
    const macro = this.macros.get(this.name)
    if (macro === undefined || macro.isExpanding) return false
    if (this.#expansions.length === 0) this.#nestedExpansions = 0
    if (++this.#nestedExpansions > MAX_NESTED_EXPANSIONS) {
      this.source.raise(this.start, `more than ${MAX_NESTED_EXPANSIONS} macros expanded inside one macro`)
    }
    macro.isExpanding = true
    this.#expansions.push({ macro, resume: this.end, limit: this.#limit })
    this.end = macro.start
    this.#limit = macro.end
    return true
  }

  /** The next token as it is written. */
  scan(): void {
    let start = this.#skipSpace(this.end)
    while (start >= this.#limit && this.#expansions.length > 0) {
      const { macro, resume, limit } = this.#expansions.pop()!
      macro.isExpanding = false
      this.#limit = limit
      start = this.#skipSpace(resume)
    }
    this.start = start
    this.end = start < this.#limit ? this.#scanToken(start, this.#text.charCodeAt(start)) : this.#endOfInput(start)
  }

  #endOfInput(at: number): number {
    this.kind = this.#inDirective ? 'line end' : 'end'
    return at
  }

  /** Sets `kind` and returns the token's end, as all of these do. */
  #scanToken(start: number, code: number): number {
    switch (classes[code]) {
      case LETTER:
        return this.#scanIdentifier(start)
      case DIGIT:
        return this.#scanNumber(start)
      case PUNCTUATOR:
        if (code === DOT && isDigit(this.#text.charCodeAt(start + 1))) return this.#scanNumber(start)
        return this.#scanPunctuator(start, punctuators[code]!)
      case QUOTE:
        return this.#scanQuoted(start, code)
      default:
        if (code === NEWLINE) return this.#endOfInput(start)
        this.#refuseCharacter(start)
    }
  }

  #scanIdentifier(start: number): number {
    const text = this.#text
    let end = start + 1
    while (isWord(text.charCodeAt(end))) end++
    this.kind = 'identifier'
    this.name = text.slice(start, end)
    if (classes[text.charCodeAt(end)] === QUOTE && /^(?:[LUu]|u8)?R?$/.test(this.name)) {
      this.source.unsupported(start, `the literal prefix '${this.name}'`)
    }
    return end
  }

  #scanPunctuator(start: number, candidates: readonly string[]): number {
    for (const spelling of candidates) {
      // The last candidate is the character itself.
      if (spelling.length === 1 || this.#text.startsWith(spelling, start)) {
        this.kind = spelling
        return start + spelling.length
      }
    }
    throw new Error(`no punctuator at ${start}`)
  }

  /** A preprocessing number (C11 6.4.8) with C23's digit separators: wider than a number, checked when it is evaluated. */
  #scanNumber(start: number): number {
    const number = /\.?[0-9](?:[eEpP][+-]|'[0-9A-Za-z_]|[0-9A-Za-z_.$])*/y
    number.lastIndex = start
    number.test(this.#text)
    this.kind = 'number'
    return number.lastIndex
  }

  #scanQuoted(start: number, quote: number): number {
    const text = this.#text
    this.kind = quote === DOUBLE_QUOTE ? 'string' : 'character'
    for (let at = start + 1; ; at++) {
      const code = text.charCodeAt(at)
      if (code === quote) return at + 1
      if (code === BACKSLASH) at++
      if (at >= text.length || text.charCodeAt(at) === NEWLINE) {
        this.source.raise(start, `unterminated ${this.kind === 'string' ? 'string' : 'character constant'}`)
      }
    }
  }

  /** Skips white space and comments. In a directive, the end of the line is a token. */
  #skipSpace(from: number): number {
    const text = this.#text
    let at = from
    this.#startsLine = from === 0
    for (; at < this.#limit; at++) {
      const code = text.charCodeAt(at)
      if (code === NEWLINE) {
        if (this.#inDirective) break
        this.#startsLine = true
      } else if (code === SLASH) {
        const end = this.#endOfComment(at)
        if (end < 0) break
        at = end - 1
      } else if (code !== SPACE && (code < TAB || code > RETURN)) break
    }
    return at
  }

  /** The end of the comment that starts here, or -1 if none does. */
  #endOfComment(start: number): number {
    const next = this.#text.charCodeAt(start + 1)
    if (next === SLASH) {
      const newline = this.#text.indexOf('\n', start)
      return newline < 0 ? this.#text.length : newline
    }
    if (next !== STAR) return -1
    const close = this.#text.indexOf('*/', start + 2)
    if (close < 0) this.source.raise(start, 'unterminated comment')
    return close + 2
  }

  #refuseCharacter(start: number): never {
    const character = String.fromCodePoint(this.#text.codePointAt(start)!)
    if (/\p{ID_Start}/u.test(character) || /^\\[uU]/.test(this.#text.slice(start, start + 2))) {
      this.source.unsupported(start, 'an identifier with characters outside ASCII')
    }
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    const shown = /[\p{C}\p{Z}]/u.test(character) ? '' : `'${character}' `
    this.source.raise(start, `unexpected character ${shown}(U+${code})`)
  }
}

const isDigit = (code: number) => classes[code] === DIGIT

/** Codes beyond the table, and NaN at the end of the text, read as undefined: no word. */
const isWord = (code: number) => classes[code] === LETTER || classes[code] === DIGIT
