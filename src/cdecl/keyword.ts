/**
 * What words mean to declaration specifiers. Type words are a multiset, kept as a sum of weights, which a table turns into a
 * type. Every part of a valid multiset is valid itself, so a sum that the table lacks is wrong at the word that made it:
 *
 *   long unsigned long     long ─▶ unsigned long ─▶ unsigned long long
 *   long float             long ─▶ none
 */
import { type BasicInteger, isIntegerName } from '../ctype/scalar.ts'
import { boolType, type CType, floatingType, integerType, voidType } from '../ctype/type.ts'
import { unsupportedWords } from './unsupported.ts'

export type StorageClass = 'typedef' | 'extern' | 'static' | 'register'
export type Qualifier = 'const' | 'volatile' | 'restrict'

export type Word =
  | { readonly kind: 'type'; readonly weight: number }
  | { readonly kind: 'qualifier'; readonly name: Qualifier }
  | { readonly kind: 'storage'; readonly name: StorageClass }
  | { readonly kind: 'tag'; readonly keyword: 'struct' | 'union' | 'enum' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'elsewhere' }

/** Three bits count each word, up to `long long` and one too many. */
const weights = {
  void: 1,
  bool: 1 << 3,
  char: 1 << 6,
  short: 1 << 9,
  int: 1 << 12,
  long: 1 << 15,
  float: 1 << 18,
  double: 1 << 21,
  signed: 1 << 24,
  unsigned: 1 << 27,
} as const

type TypeWord = keyof typeof weights

const sumOf = (spelling: string) => spelling.split(' ').reduce((sum, word) => sum + weights[word as TypeWord], 0)

/** Each basic integer type by its shortest spelling, and what may be added to that without changing it (C11 6.7.2 §2). */
const integerSpellings: readonly (readonly [BasicInteger, readonly string[]])[] = [
  ['char', ['char']],
  ['signed char', ['signed char']],
  ['unsigned char', ['unsigned char']],
  ['short', ['short', 'signed short', 'short int', 'signed short int']],
  ['unsigned short', ['unsigned short', 'unsigned short int']],
  ['int', ['int', 'signed', 'signed int']],
  ['unsigned int', ['unsigned', 'unsigned int']],
  ['long', ['long', 'signed long', 'long int', 'signed long int']],
  ['unsigned long', ['unsigned long', 'unsigned long int']],
  ['long long', ['long long', 'signed long long', 'long long int', 'signed long long int']],
  ['unsigned long long', ['unsigned long long', 'unsigned long long int']],
]

export const types: ReadonlyMap<number, CType | 'long double'> = typesBySum()

function typesBySum(): Map<number, CType | 'long double'> {
  const bySum = new Map<number, CType | 'long double'>()
  bySum.set(weights.void, voidType)
  bySum.set(weights.bool, boolType)
  bySum.set(weights.float, floatingType('float'))
  bySum.set(weights.double, floatingType('double'))
  bySum.set(sumOf('long double'), 'long double')
  for (const [name, spellings] of integerSpellings) {
    for (const spelling of spellings) bySum.set(sumOf(spelling), integerType(name))
  }
  return bySum
}

/** Keywords that are no specifiers. */
const elsewhere = 'break case continue default do else for goto if return sizeof switch while'

/** Each line: words, and what they mean to specifiers. */
export const words: ReadonlyMap<string, Word> = meanings()

function meanings(): Map<string, Word> {
  const byWord = new Map<string, Word>()
  const define = (spellings: string, word: Word) => {
    for (const spelling of spellings.split(' ')) byWord.set(spelling, word)
  }
  for (const name in weights) define(name, { kind: 'type', weight: weights[name as TypeWord] })
  define('_Bool', { kind: 'type', weight: weights.bool })
  define('__signed __signed__', { kind: 'type', weight: weights.signed })
  define('const __const __const__', { kind: 'qualifier', name: 'const' })
  define('volatile __volatile __volatile__', { kind: 'qualifier', name: 'volatile' })
  define('restrict __restrict __restrict__', { kind: 'qualifier', name: 'restrict' })
  for (const name of ['typedef', 'extern', 'static', 'register'] as const) define(name, { kind: 'storage', name })
  for (const keyword of ['struct', 'union', 'enum'] as const) define(keyword, { kind: 'tag', keyword })
  define(elsewhere, { kind: 'elsewhere' })
  define(unsupportedWords, { kind: 'unsupported' })
  return byWord
}

/** Whether a declaration cannot give this name to anything. */
export const isReserved = (name: string) => words.has(name)

export const qualifierNamed = (name: string) => {
  const word = words.get(name)
  return word?.kind === 'qualifier' ? word.name : undefined
}

/** The type of a typedef name that needs no typedef: a single-word name of `integers` that is no keyword. */
export const builtinType = (name: string): CType | undefined =>
  isIntegerName(name) && !name.includes(' ') && !words.has(name) ? integerType(name) : undefined
