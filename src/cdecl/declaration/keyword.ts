/**
 * What words mean to declaration specifiers. Type words are a multiset, kept as a sum of weights, which a table turns into a
 * type. Every part of a valid multiset is valid itself, so a sum that the table lacks is wrong at the word that made it:
 *
 *   long unsigned long     long ─▶ unsigned long ─▶ unsigned long long
 *   long float             long ─▶ none
 */
import type { BasicInteger, FloatingName } from '../../ctype/scalar.ts'
import { boolType, type CType, complexType, floatingType, integerType, voidType } from '../../ctype/type.ts'
import { isUnsupported } from './unsupported.ts'

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
export const weights = {
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
function integerOfSum(sum: number): BasicInteger | undefined {
  switch (sum) {
    case char:
      return 'char'
    case signed + char:
      return 'signed char'
    case unsigned + char:
      return 'unsigned char'
    case short:
    case signed + short:
    case short + int:
    case signed + short + int:
      return 'short'
    case unsigned + short:
    case unsigned + short + int:
      return 'unsigned short'
    case int:
    case signed:
    case signed + int:
      return 'int'
    case unsigned:
    case unsigned + int:
      return 'unsigned int'
    case long:
    case signed + long:
    case long + int:
    case signed + long + int:
      return 'long'
    case unsigned + long:
    case unsigned + long + int:
      return 'unsigned long'
    case long + long:
    case signed + long + long:
    case long + long + int:
    case signed + long + long + int:
      return 'long long'
    case unsigned + long + long:
    case unsigned + long + long + int:
      return 'unsigned long long'
    case int128:
    case signed + int128:
      return '__int128'
    case unsigned + int128:
      return 'unsigned __int128'
    default:
      return undefined
  }
}

const floatingWords: readonly (TypeWord & FloatingName)[] = [
  'float',
  'double',
  '_Float16',
  '_Float32',
  '_Float64',
  '_Float128',
  '_Float32x',
  '_Float64x',
  '__bf16',
]

function realTypeOf(sum: number): CType | undefined {
  const integer = integerOfSum(sum)
  if (integer !== undefined) return integerType(integer)
  if (sum === weights.void) return voidType
  if (sum === weights._Bool) return boolType
  if (sum === long + double) return floatingType('long double')
  const floating = floatingWords.find(word => weights[word] === sum)
  return floating && floatingType(floating)
}

/** Those that a text has named. */
const known = new Map<number, CType>()

/** The type that words of this sum are together; undefined for those that cannot stand together. */
export function typeOfSum(sum: number): CType | undefined {
  let type = known.get(sum)
  if (type === undefined) {
    type = realTypeOf(sum) ?? complexOfSum(sum)
    if (type !== undefined) known.set(sum, type)
  }
  return type
}

function complexOfSum(sum: number): CType | undefined {
  // GNU's: `_Complex` alone is of `double`.
  if (sum === weights._Complex) return complexType(floatingType('double'))
  const element = realTypeOf(sum - weights._Complex)
  return element?.kind === 'floating' || element?.kind === 'integer' ? complexType(element) : undefined
}

/** What the words stand for that are no type words. */
const kinds: Readonly<Record<string, WordKind>> = {
  // @ts-expect-error: the type knows of no prototype
  __proto__: null,
  const: 'qualifier',
  volatile: 'qualifier',
  restrict: 'qualifier',
  typedef: 'storage',
  extern: 'storage',
  static: 'storage',
  register: 'storage',
  auto: 'storage',
  struct: 'tag',
  union: 'tag',
  enum: 'tag',
  inline: 'inline',
  _Noreturn: 'noreturn',
  _Thread_local: 'thread',
  _Atomic: 'atomic',
  _Alignas: 'alignas',
  typeof: 'typeof',
  typeof_unqual: 'typeof',
  __attribute__: 'attribute',
  cdecl: 'convention',
  stdcall: 'convention',
  fastcall: 'convention',
  thiscall: 'convention',
  vectorcall: 'convention',
  __extension__: 'ignored',
  _Nonnull: 'nullability',
  _Static_assert: 'static assertion',
  asm: 'asm',
}

/**
 * Every keyword, and what it stands for. A literal of nothing but texts, which V8 has ready-made: as lists that were cut
 * into words, it was a hundredth of a first call in a fresh process. Without a prototype: `constructor` is no keyword.
 */
// biome-ignore format: each line has one meaning
const meanings: Readonly<Record<string, string>> = {
  // @ts-expect-error: the type knows of no prototype
  __proto__: null,
  void: 'void', _Bool: '_Bool', char: 'char', short: 'short', int: 'int', long: 'long', float: 'float', double: 'double',
  signed: 'signed', __signed: 'signed', __signed__: 'signed',
  unsigned: 'unsigned',
  _Complex: '_Complex', __complex: '_Complex', __complex__: '_Complex',
  __int128: '__int128',
  _Float16: '_Float16', _Float32: '_Float32', _Float64: '_Float64', _Float128: '_Float128',
  _Float32x: '_Float32x', _Float64x: '_Float64x',
  __bf16: '__bf16',
  const: 'const', __const: 'const', __const__: 'const',
  volatile: 'volatile', __volatile: 'volatile', __volatile__: 'volatile',
  restrict: 'restrict', __restrict: 'restrict', __restrict__: 'restrict',
  typedef: 'typedef', extern: 'extern', static: 'static', register: 'register', auto: 'auto',
  struct: 'struct', union: 'union', enum: 'enum',
  inline: 'inline', __inline: 'inline', __inline__: 'inline', __forceinline: 'inline',
  _Noreturn: '_Noreturn',
  _Thread_local: '_Thread_local', thread_local: '_Thread_local', __thread: '_Thread_local',
  _Atomic: '_Atomic',
  _Alignas: '_Alignas', alignas: '_Alignas',
  typeof: 'typeof', __typeof: 'typeof', __typeof__: 'typeof',
  typeof_unqual: 'typeof_unqual',
  __attribute__: '__attribute__', __attribute: '__attribute__', __declspec: '__attribute__',
  __cdecl: 'cdecl', _cdecl: 'cdecl',
  __stdcall: 'stdcall', _stdcall: 'stdcall',
  __fastcall: 'fastcall', _fastcall: 'fastcall',
  __thiscall: 'thiscall',
  __vectorcall: 'vectorcall',
  __extension__: '__extension__',
  _Nonnull: '_Nonnull', _Nullable: '_Nonnull', _Null_unspecified: '_Nonnull',
  _Static_assert: '_Static_assert', static_assert: '_Static_assert',
  asm: 'asm', __asm: 'asm', __asm__: 'asm',
  // Keywords that are no specifiers.
  break: 'elsewhere', case: 'elsewhere', continue: 'elsewhere', default: 'elsewhere', do: 'elsewhere', else: 'elsewhere',
  for: 'elsewhere', goto: 'elsewhere', if: 'elsewhere', return: 'elsewhere', sizeof: 'elsewhere', switch: 'elsewhere',
  while: 'elsewhere', _Generic: 'elsewhere',
  _Alignof: 'elsewhere', alignof: 'elsewhere', __alignof: 'elsewhere', __alignof__: 'elsewhere',
}

const words = new Map<string, Word>()

/** What a name means to declarations, if it is a keyword. */
export function wordOf(name: string): Word | undefined {
  const meaning = meanings[name] ?? (isUnsupported(name) ? 'unsupported' : undefined)
  if (meaning === undefined) return undefined
  let word = words.get(meaning)
  if (word === undefined) {
    word = wordWith(meaning)
    words.set(meaning, word)
  }
  return word
}

function wordWith(meaning: string): Word {
  if (meaning === 'elsewhere' || meaning === 'unsupported') return { kind: meaning, name: '', weight: 0 }
  const kind = kinds[meaning]
  return kind === undefined
    ? { kind: 'type', name: meaning, weight: weights[meaning as TypeWord] }
    : { kind, name: meaning, weight: 0 }
}

/** Whether a declaration cannot give this name to anything. */
export const isReserved = (name: string): boolean => name in meanings || isUnsupported(name)
