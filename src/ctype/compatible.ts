/** When two types are the same to a C compiler (C11 6.2.7), on one target. */
import { integers } from './scalar.ts'
import { bareType, type CType, isConst } from './type.ts'

/** Whether the types are the same but for qualifiers and typedef names at the top. */
export function sameUnqualified(a: CType, b: CType): boolean {
  const x = bareType(a)
  const y = bareType(b)
  if (x === y) return true
  switch (x.kind) {
    case 'void':
    case 'bool':
      return y.kind === x.kind
    case 'integer':
      // An enumeration is compatible with its underlying type (C11 6.7.2.2 §4).
      if (y.kind === 'enum') return sameUnqualified(x, y.underlying)
      return y.kind === 'integer' && integers[x.name].same === integers[y.name].same
    case 'floating':
      return y.kind === 'floating' && x.name === y.name
    case 'enum':
      if (y.kind === 'integer') return sameUnqualified(x.underlying, y)
      return y.kind === 'enum' && x.tag !== undefined && x.tag === y.tag
    case 'record':
      // Across translation units a tag decides (C11 6.2.7 §1).
      return y.kind === 'record' && x.keyword === y.keyword && x.tag === y.tag
    case 'pointer':
      return y.kind === 'pointer' && sameType(x.target, y.target)
    case 'function':
      return (
        y.kind === 'function' &&
        x.parameters.length === y.parameters.length &&
        Boolean(x.variadic) === Boolean(y.variadic) &&
        sameType(x.result, y.result) &&
        // Qualifiers of the parameters themselves are not part of the type (C11 6.7.6.3 §15).
        x.parameters.every((p, i) => sameUnqualified(p.type, y.parameters[i]!.type))
      )
  }
}

/** Whether the types are the same, const included. */
export function sameType(a: CType, b: CType): boolean {
  return isConst(a) === isConst(b) && sameUnqualified(a, b)
}

/**
 * Whether a pointer to `from` may stand where a pointer to `to` is wanted without a cast: the same type, const added but
 * never dropped, and `void` for any object type in both directions, as C has it (C11 6.3.2.3 §1, 6.5.16.1 §1).
 */
export function pointsWhereWanted(from: CType, to: CType): boolean {
  if (isConst(from) && !isConst(to)) return false
  if (bareType(from).kind === 'void' || bareType(to).kind === 'void') return true
  return sameUnqualified(from, to)
}
