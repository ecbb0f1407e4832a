/** Punctuators (C11 6.4.6, C23's `::`) by the character that they start with, longest first. */
// biome-ignore format: a line for each character, or some
const SPELLINGS = [
  '(', ')', ',', ';', '*=', '*', '{', '}', '[', ']', '?', '~', '...', '.',
  '==', '=', '::', ':', '##', '#', '++', '+=', '+', '->', '--', '-=', '-', '/=', '/', '%=', '%', '^=', '^', '!=', '!',
  '<<=', '<<', '<=', '<', '>>=', '>>', '>=', '>', '&&', '&=', '&', '||', '|=', '|',
]

/** C11 6.4.6 §3: other spellings. */
const DIGRAPHS: readonly (readonly [string, string])[] = [
  ['<:', '['],
  [':>', ']'],
  ['<%', '{'],
  ['%>', '}'],
  ['%:%:', '##'],
  ['%:', '#'],
]

export interface Punctuator {
  readonly spelling: string
  /** The spelling, or that of what a digraph stands for. */
  readonly kind: string
}

const byFirst: (readonly Punctuator[] | undefined)[] = Array(128)

/**
 * Those that start with a character of this code: none that another one begins with comes before it, and the character
 * itself last. Made when first asked for: prototypes have five of the characters.
 */
export function punctuatorsAt(code: number): readonly Punctuator[] {
  let found = byFirst[code]
  if (found === undefined) {
    found = startingWith(String.fromCharCode(code))
    byFirst[code] = found
  }
  return found
}

function startingWith(character: string): Punctuator[] {
  const found: Punctuator[] = []
  for (const [spelling, kind] of DIGRAPHS) if (spelling.startsWith(character)) found.push({ spelling, kind })
  for (const spelling of SPELLINGS) if (spelling.startsWith(character)) found.push({ spelling, kind: spelling })
  return found
}
