/**
 * The tokens of the translation unit: directives are obeyed, and object-like macros expanded. A macro's body is a range of
 * the text, so expanding one means reading that range before going on, and a macro inside its own body is left alone
 * (C11 6.10.3.4 §2).
 */

import type { Macro } from '../preprocessor/macro.ts'
import { classes, LETTER, NEWLINE, SPACE } from './character.ts'
import { endOfAny, endOfWord } from './extent.ts'
import { Scanner } from './scanner.ts'

export type { TokenKind } from './scanner.ts'

interface Expansion {
  readonly macro: Macro
  /** Where reading goes on, and up to where, after the body. */
  readonly resume: number
  readonly limit: number
}

/** Expansions inside one another, counted from the outermost: `#define B (A+A)`, `#define C (B+B)`, ... double each time. */
const MAX_NESTED_EXPANSIONS = 10_000

/** Of all bodies that are read, a body once for each expansion: what bounds the time of a text. */
const MAX_EXPANDED_LENGTH = 1 << 26

const HASH = 35
const PERCENT = 37
const SLASH = 47
const COLON = 58

export abstract class Lexer extends Scanner {
  /** The end of the token before the current one: where a missing `;` belongs. */
  previousEnd = 0
  /** Of a macro's body: set by `readLine`. */
  bodyEnd = 0

  #startsLine = true
  #inDirective = false
  #expansions: Expansion[] = []
  #nestedExpansions = 0
  #expandedLength = 0

  /** Called at a `#` that starts a line; has to read up to 'line end'. */
  protected abstract directive(): void

  /** Called at the name of a macro that is not object-like. Whether reading goes on behind the current token. */
  protected abstract applyMacro(macro: Macro): boolean

  /** Called at the end of the text. */
  protected abstract endOfText(): void

  /** Whether the name is left in the text by an expansion that has been done already. */
  protected abstract isPainted(macro: Macro): boolean

  /** The next token of the translation unit: directives are obeyed and macros expanded. */
  next(): void {
    const previousEnd = this.end
    do this.#scanPastDirectives()
    while (
      this.kind === 'identifier' &&
      this.identifier!.macro !== undefined &&
      this.#enterMacro(this.identifier!.macro)
    )
    this.previousEnd = previousEnd
  }

  /** Makes the body of a macro all there is to read. */
  enterBody(macro: Macro): void {
    this.#expandedLength = 0
    this.#nestedExpansions = 0
    this.end = this.limit = this.source.length
    this.#expand(macro)
  }

  #scanPastDirectives(): void {
    this.scan()
    while (this.kind === '#' && this.#startsLine && !this.#inDirective) {
      this.#inDirective = true
      this.directive()
      this.#inDirective = false
      this.scan()
    }
    if (this.kind === 'end') this.endOfText()
  }

  /** Reads on in the body of the macro that the current identifier names. */
  #enterMacro(macro: Macro): boolean {
    if (macro.kind !== 'object') return this.applyMacro(macro)
    if (macro.isExpanding) return false
    if (this.#expansions.length === 0) {
      if (this.isPainted(macro)) return false
      this.#nestedExpansions = 0
    }
    if (++this.#nestedExpansions > MAX_NESTED_EXPANSIONS) {
      this.source.raise(this.start, `more than ${MAX_NESTED_EXPANSIONS} macros expanded inside one macro`)
    }
    this.#expand(macro)
    return true
  }

  #expand(macro: Macro): void {
    this.#expandedLength += macro.end - macro.start
    if (this.#expandedLength > MAX_EXPANDED_LENGTH) {
      this.source.raise(this.start, `macros that expand to more than ${MAX_EXPANDED_LENGTH} characters`)
    }
    macro.isExpanding = true
    this.#expansions.push({ macro, resume: this.end, limit: this.limit })
    this.end = macro.start
    this.limit = macro.end
  }

  /** Leaves every macro's body, for the end of the text. */
  forget(): void {
    for (const { macro } of this.#expansions) macro.isExpanding = false
    this.#expansions = []
    this.end = this.limit = this.source.length
  }

  /** The next token as it is written. */
  scan(): void {
    let start = this.#skipSpace(this.end)
    while (start >= this.limit && this.#expansions.length > 0) {
      const { macro, resume, limit } = this.#expansions.pop()!
      macro.isExpanding = false
      this.limit = limit
      start = this.#skipSpace(resume)
    }
    this.start = start
    this.end = start < this.limit ? this.scanToken(start, this.text.charCodeAt(start)) : this.endOfInput(start)
  }

  /** Goes on behind a token that ends there, if that is within what is being read. */
  skipTo(end: number): boolean {
    if (end > this.limit) return false
    this.end = end
    return true
  }

  /** What the next token starts with, as it is written: a character code. */
  peek(): number {
    let [at, limit] = [this.end, this.limit]
    for (let outer = this.#expansions.length - 1; ; outer--) {
      at = this.#endOfSpace(at, limit)
      if (at < limit || outer < 0) return at < limit ? this.text.charCodeAt(at) : -1
      ;({ resume: at, limit } = this.#expansions[outer]!)
    }
  }

  /**
   * The rest of the line as it is, without comments at both ends: from `start` to `bodyEnd`. For the body of a macro, of
   * which a text may have more than anyone reads.
   */
  readLine(): void {
    const text = this.text
    let at = this.end
    let first = -1
    let last = at
    while (at < this.limit) {
      const code = text.charCodeAt(at)
      const kind = classes[code]!
      if (kind === NEWLINE) break
      if (kind === SPACE) {
        at++
        continue
      }
      const comment = code === SLASH ? this.endOfComment(at) : -1
      if (comment >= 0) {
        at = comment
        continue
      }
      if (first < 0) first = at
      last = at = endOfAny(text, at)
    }
    this.start = first < 0 ? at : first
    this.bodyEnd = first < 0 ? at : last
    this.end = at
    this.kind = 'line end'
  }

  /** Goes on to the next `#` that starts a line, past lines that need not be C. Whether there is one. */
  skipToDirective(): boolean {
    const text = this.text
    let at = this.end
    let startsLine = false
    while (at < this.limit) {
      const code = text.charCodeAt(at)
      const kind = classes[code]!
      if (kind === NEWLINE) startsLine = true
      if (kind === NEWLINE || kind === SPACE) {
        at++
        continue
      }
      const comment = code === SLASH ? this.endOfComment(at) : -1
      if (comment >= 0) {
        at = comment
        continue
      }
      if (startsLine && (code === HASH || (code === PERCENT && text.charCodeAt(at + 1) === COLON))) {
        this.start = at
        this.end = at + (code === HASH ? 1 : 2)
        return true
      }
      startsLine = false
      at = endOfAny(text, at)
    }
    this.end = at
    return false
  }

  /** The word that follows on this line; empty where none does. */
  readWord(): string {
    const start = this.#endOfSpace(this.end, this.limit)
    this.end = classes[this.text.charCodeAt(start)] === LETTER ? endOfWord(this.text, start) : start
    return this.text.slice(start, this.end)
  }

  protected override endOfInput(at: number): number {
    this.kind = this.#inDirective ? 'line end' : 'end'
    return at
  }

  /** Skips white space and comments. In a directive, the end of the line is a token. */
  #skipSpace(from: number): number {
    const text = this.text
    const limit = this.limit
    let at = from
    let startsLine = from === 0
    for (; at < limit; at++) {
      const code = text.charCodeAt(at)
      const kind = classes[code]
      if (kind === SPACE) continue
      if (kind === NEWLINE) {
        if (this.#inDirective) break
        startsLine = true
      } else if (code === SLASH) {
        const end = this.endOfComment(at)
        if (end < 0) break
        at = end - 1
      } else break
    }
    this.#startsLine = startsLine
    return at
  }

  #endOfSpace(from: number, limit: number): number {
    let at = from
    while (at < limit) {
      const code = this.text.charCodeAt(at)
      const kind = classes[code]
      const end = code === SLASH ? this.endOfComment(at) : -1
      if (end >= 0) at = end
      else if (kind === SPACE || (kind === NEWLINE && !this.#inDirective)) at++
      else break
    }
    return at
  }
}
