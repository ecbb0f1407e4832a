/** When two types are the same to a C compiler (C11 6.2.7), on one target. */
import { underlyingType } from './enumeration.ts'
import { basicInteger } from './layout.ts'
import type { Convention, Target } from './target.ts'
import { bareType, type CType, type FunctionType, type IntegerType } from './type.ts'

/**
 * Pairs that are the same as far as was looked: by typedef names, a type may contain another 2^100 times. Only function types
 * contain more than one.
 */
type KnownPairs = Map<FunctionType, Set<FunctionType>>

/** Whether the types are the same but for qualifiers and typedef names at the top. */
export function sameUnqualified(a: CType, b: CType, target: Target, known?: KnownPairs): boolean {
  const x = bareType(a)
  const y = bareType(b)
  if (x === y) return true
  switch (x.kind) {
    case 'void':
    case 'bool':
      return y.kind === x.kind
    case 'integer':
      // An enumeration is compatible with its underlying type (C11 6.7.2.2 §4).
      if (y.kind === 'enum') return isUnderlying(x, underlyingType(y, target), target)
      return y.kind === 'integer' && sameInteger(x, y, target)
    case 'floating':
      return y.kind === 'floating' && x.name === y.name
    case 'complex':
      return y.kind === 'complex' && sameUnqualified(x.element, y.element, target)
    case 'vector':
      return y.kind === 'vector' && x.bytes === y.bytes && sameUnqualified(x.element, y.element, target)
    case 'enum':
      if (y.kind === 'integer') return isUnderlying(y, underlyingType(x, target), target)
      return y.kind === 'enum' && x.tag !== undefined && x.tag === y.tag
    case 'record':
      // Across translation units a tag decides (C11 6.2.7 §1).
      return y.kind === 'record' && x.keyword === y.keyword && x.tag !== undefined && x.tag === y.tag
    case 'array':
      // Qualifiers of an array are its element's (C11 6.7.3 §9), and so at the top. Without a count it fits any (6.7.6.2 §6).
      if (y.kind !== 'array') return false
      if (x.count !== undefined && y.count !== undefined && x.count !== y.count) return false
      return sameUnqualified(x.element, y.element, target, known)
    case 'pointer':
      return y.kind === 'pointer' && sameType(x.target, y.target, target, known)
    case 'function':
      return y.kind === 'function' && sameFunction(x, y, target, known ?? new Map())
  }
}

const sameInteger = (a: IntegerType, b: IntegerType, target: Target): boolean =>
  basicInteger(a.name, target) === basicInteger(b.name, target)

const isUnderlying = (type: IntegerType, underlying: IntegerType | undefined, target: Target): boolean =>
  underlying !== undefined && sameInteger(type, underlying, target)

/** Whether the types are the same, const and `_Atomic` included. */
export function sameType(a: CType, b: CType, target: Target, known?: KnownPairs): boolean {
  return (
    isObjectQualified(a, 'const') === isObjectQualified(b, 'const') &&
    isObjectQualified(a, 'atomic') === isObjectQualified(b, 'atomic') &&
    sameUnqualified(a, b, target, known)
  )
}

/** Whether an object of the type is qualified, or all of its elements are. */
function isObjectQualified(type: CType, qualifier: 'const' | 'atomic'): boolean {
  for (let t = type; ; t = t.kind === 'array' ? t.element : t.type) {
    if (t.kind === 'qualified' && t[qualifier]) return true
    if (t.kind !== 'qualified' && t.kind !== 'typedef' && t.kind !== 'array') return false
  }
}

/** C11 6.7.6.3 §15. */
function sameFunction(a: FunctionType, b: FunctionType, target: Target, known: KnownPairs): boolean {
  const others = known.get(a) ?? new Set()
  // Where a pair is not the same, nothing that contains it is.
  if (others.has(b)) return true
  known.set(a, others.add(b))
  if (convention(a, target) !== convention(b, target)) return false
  if (!sameType(a.result, b.result, target, known)) return false
  if (!a.isPrototype || !b.isPrototype) return fitsUnprototyped(a, target) && fitsUnprototyped(b, target)
  return (
    a.parameters.length === b.parameters.length &&
    Boolean(a.variadic) === Boolean(b.variadic) &&
    // Qualifiers of the parameters themselves are not part of the type.
    a.parameters.every((p, i) => sameUnqualified(p.type, b.parameters[i]!.type, target, known))
  )
}

/** What is called without a prototype gets promoted arguments, and a fixed number of them. */
function fitsUnprototyped({ isPrototype, variadic, parameters }: FunctionType, target: Target): boolean {
  return !isPrototype || (variadic === false && parameters.every(({ type }) => isPromoted(type, target)))
}

/** Whether the default argument promotions leave the type as it is (C11 6.5.2.2 §6). */
function isPromoted(type: CType, target: Target): boolean {
  const bare = bareType(type)
  switch (bare.kind) {
    case 'bool':
      return false
    case 'floating':
      return bare.name !== 'float'
    case 'enum': {
      const underlying = underlyingType(bare, target)
      return underlying === undefined || isPromoted(underlying, target)
    }
    case 'integer':
      return target.size[basicInteger(bare.name, target)]! >= target.size.int!
    default:
      return true
  }
}

/** Undefined for the target's own. */
function convention({ attributes }: FunctionType, { conventions }: Target): Convention | undefined {
  const chosen = attributes.convention
  return chosen !== undefined && conventions.indexOf(chosen) > 0 ? chosen : undefined
}

/**
 * Whether a pointer to `from` may stand where a pointer to `to` is wanted without a cast: the same type, const added but
 * never dropped, and `void` for any object type in both directions, as C has it (C11 6.3.2.3 §1, 6.5.16.1 §1).
 */
export function pointsWhereWanted(from: CType, to: CType, target: Target): boolean {
  if (isObjectQualified(from, 'const') && !isObjectQualified(to, 'const')) return false
  if (bareType(from).kind === 'void' || bareType(to).kind === 'void') return true
  return isObjectQualified(from, 'atomic') === isObjectQualified(to, 'atomic') && sameUnqualified(from, to, target)
}
