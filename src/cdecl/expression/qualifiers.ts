/** Qualifiers of the top of a type: its own, and those of typedefs on the way (C11 6.7.3). */
import { type CType, qualifiedType } from '../../ctype/type.ts'

export interface Qualifiers {
  readonly const: boolean
  readonly volatile: boolean
  readonly atomic: boolean
}

export const unqualified: Qualifiers = { const: false, volatile: false, atomic: false }

export function qualifiersOf(type: CType): Qualifiers {
  let found = unqualified
  for (let t = type; t.kind === 'qualified' || t.kind === 'typedef'; t = t.type) {
    if (t.kind === 'qualified') found = union(found, t)
  }
  return found
}

const union = (a: Qualifiers, b: Qualifiers): Qualifiers => ({
  const: a.const || b.const,
  volatile: a.volatile || b.volatile,
  atomic: a.atomic || b.atomic,
})

export const isQualified = (type: CType): boolean => qualifiersOf(type) !== unqualified

/** `type` with what `other` has too. */
export const qualifiedLike = (type: CType, other: CType): CType => qualifiedType(type, qualifiersOf(other))
