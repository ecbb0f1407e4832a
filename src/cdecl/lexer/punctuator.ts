/** Punctuators (C11 6.4.6, C23's `::`) by the character that they start with, longest first. */
// biome-ignore format: a line for each character, or some
const SPELLINGS = [
  '(', ')', ',', ';', '*=', '*', '{', '}', '[', ']', '?', '~', '...', '.',
  '==', '=', '::', ':', '##', '#', '++', '+=', '+', '->', '--', '-=', '-', '/=', '/', '%=', '%', '^=', '^', '!=', '!',
  '<<=', '<<', '<=', '<', '>>=', '>>', '>=', '>', '&&', '&=', '&', '||', '|=', '|',
]

/** C11 6.4.6 §3: other spellings, each before what it stands for. */
const DIGRAPHS = ['<:', '[', ':>', ']', '<%', '{', '%>', '}', '%:%:', '##', '%:', '#']

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

/** Every start does this for the characters of its prototypes: loops over elements and pairs made 15 KB of garbage. */
function startingWith(character: string): Punctuator[] {
  const found: Punctuator[] = []
  for (let i = 0; i < DIGRAPHS.length; i += 2) add(found, character, DIGRAPHS[i]!, DIGRAPHS[i + 1]!)
  for (let i = 0; i < SPELLINGS.length; i++) add(found, character, SPELLINGS[i]!, SPELLINGS[i]!)
  return found
}

function add(found: Punctuator[], character: string, spelling: string, kind: string): void {
  if (spelling.startsWith(character)) found.push({ spelling, kind })
}
