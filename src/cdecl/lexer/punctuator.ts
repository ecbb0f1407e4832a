/** Punctuators (C11 6.4.6, C23's `::`) by the character that they start with, longest first. */
const SPELLINGS =
  '( ) , ; *= * { } [ ] == = :: : ? ~ ... . ## # ++ += + -- -= -> - /= / %= % ^= ^ != ! <<= << <= < >>= >> >= > && &= & || |= |'

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

const byFirst: (Punctuator[] | undefined)[] = Array(128)

function add(spelling: string, kind: string): void {
  const code = spelling.charCodeAt(0)
  byFirst[code] ??= []
  byFirst[code].push({ spelling, kind })
}

for (const [spelling, kind] of DIGRAPHS) add(spelling, kind)
for (const spelling of SPELLINGS.split(' ')) add(spelling, spelling)

/** By the code of the first character: none that another one begins with comes before it, and the character itself last. */
export const punctuators: readonly (readonly Punctuator[] | undefined)[] = byFirst
