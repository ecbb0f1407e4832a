/**
 * What words mean to declaration specifiers. Type words are a multiset, kept as a sum of weights, which a table turns into a
 * type. Every part of a valid multiset is valid itself, so a sum that the table lacks is wrong at the word that made it:
 *
 *   long unsigned long     long ─▶ unsigned long ─▶ unsigned long long
 *   long float             long ─▶ none
 */
import type { BasicInteger, FloatingName } from '../../ctype/scalar.ts'
import { boolType, type CType, complexType, floatingType, integerType, voidType } from '../../ctype/type.ts'
import { unsupportedWords } from './unsupported.ts'

export type StorageClass = 'typedef' | 'extern' | 'static' | 'register' | 'auto'
export type Qualifier = 'const' | 'volatile' | 'restrict'

export type WordKind =
  | 'type'
  | 'qualifier'
  | 'storage'
  | 'tag'
  | 'inline'
  | 'noreturn'
  | 'thread'
  | 'atomic'
  | 'alignas'
  | 'typeof'
  | 'attribute'
  | 'convention'
  | 'ignored'
  | 'nullability'
  | 'unsupported'
  | 'asm'
  | 'static assertion'
  | 'elsewhere'

/** One shape for all words: the loop over specifiers looks at one for each token. */
export interface Word {
  readonly kind: WordKind
  /** What it stands for: `const` for `__const__`; empty for what is no specifier. */
  readonly name: string
  /** Of a type word. */
  readonly weight: number
}

/** Two bits count each word, up to one too many; `long` may stand twice. */
const weights = {
  void: 1,
  _Bool: 1 << 2,
  char: 1 << 4,
  short: 1 << 6,
  int: 1 << 8,
  long: 1 << 10,
  float: 1 << 12,
  double: 1 << 14,
  signed: 1 << 16,
  unsigned: 1 << 18,
  _Complex: 1 << 20,
  __int128: 1 << 22,
  // Five bits for those of which one may stand: any two of them make a sum that none has.
  _Float16: 8 << 24,
  _Float32: 9 << 24,
  _Float64: 10 << 24,
  _Float128: 11 << 24,
  _Float32x: 12 << 24,
  _Float64x: 13 << 24,
  __bf16: 14 << 24,
} as const

/** A sum from here on is of a type that some targets lack. */
export const RARE_TYPES = weights.__int128

type TypeWord = keyof typeof weights

const { char, short, int, long, double, signed, unsigned, __int128: int128 } = weights

/** Each basic integer type by its shortest spelling, and what may be added to that without changing it (C11 6.7.2 §2). */
const integerSums: readonly (readonly [BasicInteger, readonly number[]])[] = [
  ['char', [char]],
  ['signed char', [signed + char]],
  ['unsigned char', [unsigned + char]],
  ['short', [short, signed + short, short + int, signed + short + int]],
  ['unsigned short', [unsigned + short, unsigned + short + int]],
  ['int', [int, signed, signed + int]],
  ['unsigned int', [unsigned, unsigned + int]],
  ['long', [long, signed + long, long + int, signed + long + int]],
  ['unsigned long', [unsigned + long, unsigned + long + int]],
  ['long long', [long + long, signed + long + long, long + long + int, signed + long + long + int]],
  ['unsigned long long', [unsigned + long + long, unsigned + long + long + int]],
  ['__int128', [int128, signed + int128]],
  ['unsigned __int128', [unsigned + int128]],
]

const floatingSums: readonly (readonly [FloatingName, number])[] = [
  ['float', weights.float],
  ['double', double],
  ['long double', long + double],
  ['_Float16', weights._Float16],
  ['_Float32', weights._Float32],
  ['_Float64', weights._Float64],
  ['_Float128', weights._Float128],
  ['_Float32x', weights._Float32x],
  ['_Float64x', weights._Float64x],
  ['__bf16', weights.__bf16],
]

/** The real types and `void`. */
export const realTypes: ReadonlyMap<number, CType> = typesBySum()

function typesBySum(): Map<number, CType> {
  const bySum = new Map<number, CType>()
  bySum.set(weights.void, voidType)
  bySum.set(weights._Bool, boolType)
  floatingSums.forEach(row => {
    bySum.set(row[1], floatingType(row[0]))
  })
  integerSums.forEach(row => {
    const type = integerType(row[0])
    for (let i = 0; i < row[1].length; i++) bySum.set(row[1][i]!, type)
  })
  return bySum
}

/** The type that words of this sum are together; undefined for those that cannot stand together. */
export const typeOfSum = (sum: number): CType | undefined => realTypes.get(sum) ?? complexOfSum(sum)

function complexOfSum(sum: number): CType | undefined {
  // GNU's: `_Complex` alone is of `double`.
  if (sum === weights._Complex) return complexType(floatingType('double'))
  const element = realTypes.get(sum - weights._Complex)
  return element?.kind === 'floating' || element?.kind === 'integer' ? complexType(element) : undefined
}

/** Each line: what words mean, and the words. */
const meanings: readonly (readonly [WordKind, string, string])[] = [
  ['qualifier', 'const', 'const __const __const__'],
  ['qualifier', 'volatile', 'volatile __volatile __volatile__'],
  ['qualifier', 'restrict', 'restrict __restrict __restrict__'],
  ['storage', 'typedef', 'typedef'],
  ['storage', 'extern', 'extern'],
  ['storage', 'static', 'static'],
  ['storage', 'register', 'register'],
  ['storage', 'auto', 'auto'],
  ['tag', 'struct', 'struct'],
  ['tag', 'union', 'union'],
  ['tag', 'enum', 'enum'],
  ['inline', 'inline', 'inline __inline __inline__ __forceinline'],
  ['noreturn', '_Noreturn', '_Noreturn'],
  ['thread', '_Thread_local', '_Thread_local thread_local __thread'],
  ['atomic', '_Atomic', '_Atomic'],
  ['alignas', '_Alignas', '_Alignas alignas'],
  ['typeof', 'typeof', 'typeof __typeof __typeof__'],
  ['typeof', 'typeof_unqual', 'typeof_unqual'],
  ['attribute', '__attribute__', '__attribute__ __attribute __declspec'],
  ['convention', 'cdecl', '__cdecl _cdecl'],
  ['convention', 'stdcall', '__stdcall _stdcall'],
  ['convention', 'fastcall', '__fastcall _fastcall'],
  ['convention', 'thiscall', '__thiscall'],
  ['convention', 'vectorcall', '__vectorcall'],
  ['ignored', '__extension__', '__extension__'],
  ['nullability', '_Nonnull', '_Nonnull _Nullable _Null_unspecified'],
  ['static assertion', '_Static_assert', '_Static_assert static_assert'],
  ['asm', 'asm', 'asm __asm __asm__'],
  ['type', 'signed', '__signed __signed__'],
  ['type', '_Complex', '__complex __complex__'],
]

const isElsewhere: Word = { kind: 'elsewhere', name: '', weight: 0 }
const isUnsupported: Word = { kind: 'unsupported', name: '', weight: 0 }

/** Keywords that are no specifiers. */
const elsewhere =
  'break case continue default do else for goto if return sizeof switch while _Alignof alignof __alignof __alignof__ _Generic'

export const words: ReadonlyMap<string, Word> = wordsByName()

function wordsByName(): Map<string, Word> {
  const byName = new Map<string, Word>()
  const spell = (spellings: string, word: Word) => {
    spellings.split(' ').forEach(spelling => {
      byName.set(spelling, word)
    })
  }
  for (const name in weights) spell(name, { kind: 'type', name, weight: weights[name as TypeWord] })
  meanings.forEach(row => {
    spell(row[2], { kind: row[0], name: row[1], weight: row[0] === 'type' ? weights[row[1] as TypeWord] : 0 })
  })
  spell(elsewhere, isElsewhere)
  spell(unsupportedWords, isUnsupported)
  return byName
}

/** Whether a declaration cannot give this name to anything. */
export const isReserved = (name: string) => words.has(name)
