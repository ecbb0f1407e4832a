/**
 * What words mean to declaration specifiers. Type words are a multiset, kept as a sum of weights, which a table turns into a
 * type. Every part of a valid multiset is valid itself, so a sum that the table lacks is wrong at the word that made it:
 *
 *   long unsigned long     long ─▶ unsigned long ─▶ unsigned long long
 *   long float             long ─▶ none
 */
import { type BasicInteger, integers, isIntegerName } from '../ctype/scalar.ts'
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

export const types: ReadonlyMap<number, CType | 'long double'> = new Map<number, CType | 'long double'>([
  [weights.void, voidType],
  [weights.bool, boolType],
  [weights.float, floatingType('float')],
  [weights.double, floatingType('double')],
  [sumOf('long double'), 'long double'],
  ...integerSpellings.flatMap(([name, spellings]) => {
    const type = integerType(name)
    return spellings.map(spelling => [sumOf(spelling), type] as const)
  }),
])

/** Keywords that are no specifiers. */
const elsewhere = 'break case continue default do else for goto if return sizeof switch while'

const typeWord = (name: TypeWord): Word => ({ kind: 'type', weight: weights[name] })
const qualifier = (name: Qualifier): Word => ({ kind: 'qualifier', name })

export const words: ReadonlyMap<string, Word> = new Map<string, Word>([
  ...Object.keys(weights).map(name => [name, typeWord(name as TypeWord)] as const),
  ['_Bool', typeWord('bool')],
  ['__signed', typeWord('signed')],
  ['__signed__', typeWord('signed')],
  ['const', qualifier('const')],
  ['__const', qualifier('const')],
  ['__const__', qualifier('const')],
  ['volatile', qualifier('volatile')],
  ['__volatile', qualifier('volatile')],
  ['__volatile__', qualifier('volatile')],
  ['restrict', qualifier('restrict')],
  ['__restrict', qualifier('restrict')],
  ['__restrict__', qualifier('restrict')],
  ...(['typedef', 'extern', 'static', 'register'] as const).map(name => [name, { kind: 'storage', name }] as const),
  ...(['struct', 'union', 'enum'] as const).map(keyword => [keyword, { kind: 'tag', keyword }] as const),
  ...elsewhere.split(' ').map(name => [name, { kind: 'elsewhere' }] as const),
  ...Array.from(unsupportedWords.keys(), name => [name, { kind: 'unsupported' }] as const),
])

/** Whether a declaration cannot give this name to anything. */
export const isReserved = (name: string) => words.has(name)

export const qualifierNamed = (name: string) => {
  const word = words.get(name)
  return word?.kind === 'qualifier' ? word.name : undefined
}

/** The single-word names of `integers` that are not keywords: typedef names that need no typedef. */
export const builtinTypes: ReadonlyMap<string, CType> = new Map(
  Object.keys(integers)
    .filter(isIntegerName)
    .filter(name => !name.includes(' ') && !words.has(name))
    .map(name => [name, integerType(name)]),
)
