/** Declaration specifiers (C11 6.7): storage class, qualifiers and type words, in any order. */
import { printType } from '../ctype/print.ts'
import { bareType, type CType, qualifiedType } from '../ctype/type.ts'
import { parseEnum } from './enumeration.ts'
import { builtinType, isReserved, type Qualifier, type StorageClass, types, type Word, words } from './keyword.ts'
import type { Parser } from './parser.ts'
import { unknownTypeName } from './unknown.ts'

export interface Specifiers {
  readonly storage: StorageClass | undefined
  readonly storageOffset: number
  readonly type: CType
  /** How many declarators deep the type is already, through a typedef. */
  readonly depth: number
  /** Whether a `;` may follow: `struct point;` declares something, `int;` does not. */
  readonly declaresTag: boolean
}

/** Whether the current token begins a type, here or in C at large. */
export function startsType(p: Parser): boolean {
  if (!p.at('identifier')) return false
  const word = words.get(p.name)
  return word === undefined ? p.scope.isTypeName(p.name) : word.kind !== 'elsewhere'
}

/** What has been read so far. */
interface State {
  type: CType | 'long double' | undefined
  typeOffset: number
  /** Of the weights of its type words; zero for a typedef name or a tagged type. */
  sum: number
  depth: number
  storage: StorageClass | undefined
  storageOffset: number
  const: boolean
  volatile: boolean
  restrictOffset: number
  declaresTag: boolean
}

/** Reads specifiers; `what` names the thing that should start here. */
export function parseSpecifiers(p: Parser, what: string): Specifiers {
  const s: State = {
    type: undefined,
    typeOffset: 0,
    sum: 0,
    depth: 0,
    storage: undefined,
    storageOffset: 0,
    const: false,
    volatile: false,
    restrictOffset: -1,
    declaresTag: false,
  }
  while (p.at('identifier')) {
    const word = words.get(p.name)
    if (word !== undefined) takeWord(p, s, word)
    else if (s.type === undefined) takeTypeName(p, s)
    else break
  }
  return finished(p, s, what)
}

function takeWord(p: Parser, s: State, word: Word): void {
  switch (word.kind) {
    case 'type':
      takeTypeWord(p, s, word.weight)
      break
    case 'qualifier':
      takeQualifier(p, s, word.name)
      break
    case 'storage':
      takeStorage(p, s, word.name)
      break
    case 'tag':
      takeTag(p, s, word.keyword)
      break
    case 'unsupported':
      p.refuseUnsupported()
      break
    case 'elsewhere':
      p.unexpected(s.type === undefined ? 'a type' : 'a name')
  }
}

function takeTypeWord(p: Parser, s: State, weight: number): void {
  const type = s.type === undefined || s.sum > 0 ? types.get(s.sum + weight) : undefined
  if (type === undefined) refuseCombination(p, s)
  if (s.sum === 0) s.typeOffset = p.start
  s.type = type
  s.sum += weight
  p.next()
}

function refuseCombination(p: Parser, s: State): never {
  const before = s.type === undefined || s.type === 'long double' ? s.type : printType(s.type)
  p.raise(p.start, `'${p.name}' cannot be combined with '${before}'`)
}

function takeTypeName(p: Parser, s: State): void {
  const entry = p.scope.ordinary(p.name)
  if (entry?.kind === 'typedef') {
    s.type = entry.type
    s.depth = entry.depth
  } else {
    s.type = (entry === undefined ? builtinType(p.name) : undefined) ?? unknownTypeName(p)
  }
  p.next()
}

function takeQualifier(p: Parser, s: State, name: Qualifier): void {
  if (name === 'restrict') s.restrictOffset = p.start
  else s[name] = true
  p.next()
}

function takeStorage(p: Parser, s: State, name: StorageClass): void {
  if (s.storage !== undefined) p.raise(p.start, `'${name}' cannot be combined with '${s.storage}'`)
  s.storage = name
  s.storageOffset = p.start
  p.next()
  if (name === 'extern' && p.at('string')) p.unsupported(s.storageOffset, `'extern ${p.spelling}'`)
}

function takeTag(p: Parser, s: State, keyword: 'struct' | 'union' | 'enum'): void {
  if (s.type !== undefined) refuseCombination(p, s)
  s.type = keyword === 'enum' ? parseEnum(p) : parseRecord(p, keyword)
  s.declaresTag = true
}

/** `struct tag`, declared by being named (C11 6.7.2.3 §8). */
function parseRecord(p: Parser, keyword: 'struct' | 'union'): CType {
  const offset = p.start
  p.next()
  if (p.at('{')) p.unsupported(offset, `a ${keyword} definition`)
  if (!p.at('identifier') || isReserved(p.name)) {
    p.refuseUnsupportedSuffix()
    p.unexpected(`a tag after '${keyword}'`)
  }
  const { name, start } = p
  p.next()
  if (p.at('{')) p.unsupported(offset, `a ${keyword} definition`)
  return p.scope.record(keyword, name, start)
}

function finished(p: Parser, s: State, what: string): Specifiers {
  if (s.type === undefined) {
    if (p.at('[')) p.refuseUnsupportedSuffix()
    p.unexpected(what)
  }
  if (s.type === 'long double') p.unsupported(s.typeOffset, `'long double'`)
  if (s.restrictOffset >= 0 && bareType(s.type).kind !== 'pointer') {
    p.raise(s.restrictOffset, `'restrict' qualifies pointers, not '${printType(s.type)}'`)
  }
  return {
    storage: s.storage,
    storageOffset: s.storageOffset,
    type: s.const || s.volatile ? qualifiedType(s.type, s) : s.type,
    depth: s.depth,
    declaresTag: s.declaresTag,
  }
}
