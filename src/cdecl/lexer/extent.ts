/** Where what starts at an offset of a text ends, by characters alone. The text ends with a line end. */
import { classes, DIGIT, LETTER, NEWLINE, QUOTE } from './character.ts'

const LINE_END = 10
const APOSTROPHE = 39
const STAR = 42
const PLUS = 43
const MINUS = 45
const DOT = 46
const SLASH = 47
const BACKSLASH = 92

/** The offset behind the word that starts here; as all of these are. */
export function endOfWord(text: string, start: number): number {
  let end = start + 1
  while (classes[text.charCodeAt(end)]! >= DIGIT) end++
  return end
}

/** A preprocessing number (C11 6.4.8) with C23's digit separators: wider than a number, checked when it is evaluated. */
export function endOfNumber(text: string, start: number): number {
  let end = start + 1
  for (;;) {
    const code = text.charCodeAt(end)
    if (classes[code]! >= DIGIT || code === DOT) end++
    else if ((code === PLUS || code === MINUS) && isExponent(text.charCodeAt(end - 1))) end++
    else if (code === APOSTROPHE && classes[text.charCodeAt(end + 1)]! >= DIGIT) end += 2
    else return end
  }
}

/** `e`, `E`, `p` or `P`. */
const isExponent = (code: number) => (code & ~32) === 69 || (code & ~32) === 80

/** Past the closing quote, or -1 where the line ends first. */
export function endOfQuoted(text: string, open: number, quote: number): number {
  for (let at = open + 1; ; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) return at + 1
    if (code === BACKSLASH && text.charCodeAt(at + 1) !== LINE_END) at++
    else if (classes[code] === NEWLINE) return -1
  }
}

/** Of a comment: -1 where none starts, or `unterminated`. */
export function endOfComment(text: string, start: number): number {
  const next = text.charCodeAt(start + 1)
  if (next === SLASH) return text.indexOf('\n', start)
  if (next !== STAR) return -1
  const close = text.indexOf('*/', start + 2)
  return close < 0 ? UNTERMINATED : close + 2
}

export const UNTERMINATED = -2

/** Past a word, a literal or one character, without a look at what it is. */
export function endOfAny(text: string, start: number): number {
  const code = text.charCodeAt(start)
  switch (classes[code]) {
    case LETTER:
      return endOfWord(text, start)
    case DIGIT:
      return endOfNumber(text, start)
    case QUOTE: {
      const end = endOfQuoted(text, start, code)
      return end < 0 ? start + 1 : end
    }
    default:
      return start + 1
  }
}
