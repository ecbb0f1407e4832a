/** Punctuators (C11 6.4.6, C23's `::`) by the character that they start with. */
const SPELLINGS =
  '( ) , ; * *= { } [ ] = == : :: ? ~ . ... # ## + ++ += - -- -= -> / /= % %= ^ ^= ! != < << <<= <= > >> >>= >= & && &= | || |='

/** C11 6.4.6 §3: other spellings. */
const DIGRAPHS: readonly (readonly [string, string])[] = [
  ['<:', '['],
  [':>', ']'],
  ['<%', '{'],
  ['%>', '}'],
  ['%:', '#'],
  ['%:%:', '##'],
]

export interface Punctuator {
  readonly spelling: string
  /** The spelling, or that of what a digraph stands for. */
  readonly kind: string
}

const all: Punctuator[] = [
  ...SPELLINGS.split(' ').map(spelling => ({ spelling, kind: spelling })),
  ...DIGRAPHS.map(([spelling, kind]) => ({ spelling, kind })),
]

const byFirst: Punctuator[][] = Array.from({ length: 128 }, () => [])
for (const punctuator of all.sort((a, b) => b.spelling.length - a.spelling.length)) {
  byFirst[punctuator.spelling.charCodeAt(0)]!.push(punctuator)
}

/** By the code of the first character, longest first: the last one is the character itself. */
export const punctuators: readonly (readonly Punctuator[])[] = byFirst
