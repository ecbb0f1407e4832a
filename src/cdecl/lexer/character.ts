/** What a UTF-16 unit starts in C's text: a table, as every unit of a text is looked up in it. */

/** A backslash or what is not ASCII: may be a letter after all. Zero, as most of the table is, so that nobody has to fill it. */
export const EXTENDED = 0
export const NOTHING = 1
export const NEWLINE = 2
export const SPACE = 3
export const PUNCTUATOR = 4
/** `'` and `"`. */
export const QUOTE = 5
/** From `DIGIT` on: what goes on with a word. */
export const DIGIT = 6
export const LETTER = 7

// biome-ignore format: a column for each class
const N = NOTHING, E = NEWLINE, S = SPACE, P = PUNCTUATOR, Q = QUOTE, D = DIGIT, L = LETTER, X = EXTENDED

/**
 * Of ASCII, a line for 16 of it: white space and comments, the words and punctuators of C11 6.4; `$` is GNU's. Written out,
 * since storing one by one took a start 70 us.
 */
// biome-ignore format: a table
const ascii = [
  N, N, N, N, N, N, N, N, N, S, E, S, S, S, N, N,
  N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
  S, P, Q, P, L, P, P, Q, P, P, P, P, P, P, P, P,
  D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, P,
  N, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
  L, L, L, L, L, L, L, L, L, L, L, P, X, P, P, L,
  N, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
  L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, N,
]

/** By UTF-16 unit. All of them: a lookup past the end of a typed array costs more than the memory. */
export const classes: Uint8Array = new Uint8Array(1 << 16)
classes.set(ascii)

/** C11 annex D.1, which C23's XID_Start and XID_Continue are almost a part of. */
const letters = () =>
  '\\xa8\\xaa\\xad\\xaf\\xb2-\\xb5\\xb7-\\xba\\xbc-\\xbe\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\xff\\u0100-\\u167f\\u1681-\\u180d' +
  '\\u180f-\\u1fff\\u200b-\\u200d\\u202a-\\u202e\\u203f\\u2040\\u2054\\u2060-\\u206f\\u2070-\\u218f\\u2460-\\u24ff' +
  '\\u2776-\\u2793\\u2c00-\\u2dff\\u2e80-\\u2fff\\u3004-\\u3007\\u3021-\\u302f\\u3031-\\u303f\\u3040-\\ud7ff' +
  '\\uf900-\\ufd3d\\ufd40-\\ufdcf\\ufdf0-\\ufe44\\ufe47-\\ufffd' +
  Array.from({ length: 14 }, (_, i) => `\\u{${(i + 1).toString(16)}0000}-\\u{${(i + 1).toString(16)}fffd}`).join('')

/** D.2: those that no identifier begins with. */
const combining = /[\u0300-\u036f\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/

/** Made when first needed: few texts have letters outside ASCII. */
let extendedLetter: RegExp | undefined
const universal = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y

/**
 * The character at `at` as a part of an identifier, with what it takes in the text: itself, or what `\u00e9` names. Undefined
 * where it is none.
 */
export function letterAt(
  text: string,
  at: number,
  isFirst: boolean,
): { readonly letter: string; readonly length: number } | undefined {
  const found = text[at] === '\\' ? universalAt(text, at) : characterAt(text, at)
  if (found === undefined) return
  extendedLetter ??= new RegExp(`[${letters()}]`, 'u')
  if (!extendedLetter.test(found.letter)) return
  return isFirst && combining.test(found.letter) ? undefined : found
}

function characterAt(text: string, at: number) {
  const letter = String.fromCodePoint(text.codePointAt(at)!)
  return { letter, length: letter.length }
}

function universalAt(text: string, at: number) {
  universal.lastIndex = at
  const match = universal.exec(text)
  if (match === null) return
  const code = Number.parseInt(match[1] ?? match[2]!, 16)
  return code > 0x10ffff ? undefined : { letter: String.fromCodePoint(code), length: match[0].length }
}
