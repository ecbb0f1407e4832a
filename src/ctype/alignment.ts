/**
 * Alignments. GCC has three for a type, and so has this file:
 *
 *   preferredAlignOf   `__alignof__`: of variables; what a struct takes over from its members when it is itself aligned
 *   memberAlignOf      of members of structs: less for `long long` and `double` on i386
 *   alignOf            `_Alignof`: of members, but of what nobody aligned explicitly at most `__BIGGEST_ALIGNMENT__`
 */
import { isIntegerOrDouble } from './i386-member.ts'
import { type Scalar, scalarOf, sizeOf } from './layout.ts'
import { recordLayout } from './record-layout.ts'
import type { Target } from './target.ts'
import { type ArrayType, type BareType, bareType, type CType, type QualifiedType } from './type.ts'

export interface Alignment {
  /** What `__alignof__` says, in bytes. */
  readonly align: number
  /** Whether it comes from `aligned` or `_Alignas`, of the type itself or of something in it. */
  readonly isExplicit: boolean
}

/** Undefined where `_Alignof` says so; an array without a count has its element's. */
export function alignOf(type: CType, target: Target): number | undefined {
  const alignment = alignmentOf(type, target)
  if (alignment === undefined || alignment.isExplicit) return alignment?.align
  return asMember(type, Math.min(alignment.align, target.biggestAlignment), target)
}

export const preferredAlignOf = (type: CType, target: Target): number | undefined => alignmentOf(type, target)?.align

export function memberAlignOf(type: CType, target: Target): number | undefined {
  const alignment = alignmentOf(type, target)
  if (alignment === undefined || alignment.isExplicit) return alignment?.align
  return asMember(type, alignment.align, target)
}

/** `align` as far as a member of the type has it, when it is not explicit. */
function asMember(type: CType, align: number, target: Target): number {
  const most = target.integerMemberAlign
  if (most === undefined || align <= most) return align
  return isIntegerOrDouble(type, target) ? most : align
}

export function alignmentOf(type: CType, target: Target): Alignment | undefined {
  let atomic = 1
  for (let t = type; ; ) {
    switch (t.kind) {
      case 'typedef':
        if (t.align !== undefined) return { align: Math.max(atomic, t.align), isExplicit: true }
        t = t.type
        break
      case 'qualified': {
        const below = qualifiers(t.type)
        const isArray = bareType(t.type).kind === 'array'
        const adds = (own(t) | below) !== below
        if (adds && !isArray && (own(t) | below) & atomicQualifier) {
          atomic = Math.max(atomic, atomicAlignment(t.type, target))
        }
        // GCC builds such an array anew.
        t = adds && isArray && below !== 0 ? bareType(t.type) : t.type
        break
      }
      case 'array':
        t = aligningElement(t.element)
        break
      default: {
        const bare = bareAlignment(t, target)
        return bare && (bare.align >= atomic ? bare : { align: atomic, isExplicit: bare.isExplicit })
      }
    }
  }
}

const atomicQualifier = 4

const own = (type: QualifiedType): number =>
  (type.const ? 1 : 0) | (type.volatile ? 2 : 0) | (type.atomic ? atomicQualifier : 0)

/** Those of the type, and of the elements of an array: a qualifier aligns only where it is not there already. */
function qualifiers(type: CType): number {
  let all = 0
  for (let t = type; t.kind === 'typedef' || t.kind === 'qualified' || t.kind === 'array'; ) {
    if (t.kind === 'qualified') all |= own(t)
    t = t.kind === 'array' ? t.element : t.type
  }
  return all
}

/**
 * What an array takes its alignment from. Not from qualifiers: `_Atomic` elements are aligned as others. And where a typedef
 * names something qualified, GCC goes back to the type without any, losing what typedefs say of its alignment too.
 */
function aligningElement(element: CType): CType {
  const type = element.kind === 'qualified' ? element.type : element
  if (qualifiers(type) === 0) return type
  if (bareType(type).kind !== 'array') return bareType(type)
  // Of an array, it goes back no further than to what was first qualified as a whole.
  let whole: CType = type
  for (let t = type; t.kind === 'typedef' || t.kind === 'qualified'; t = t.type) {
    if (t.kind === 'qualified') whole = t.type
  }
  return bareType(qualifiers(whole) === 0 ? whole : type)
}

/** What is as large as an integer is aligned as one, to be exchanged as one. */
function atomicAlignment(type: CType, target: Target): number {
  const size = sizeOf(type, target)
  return size === 2 || size === 4 || size === 8 || size === 16 ? Math.min(size, target.biggestAlignment) : 1
}

function bareAlignment(bare: Exclude<BareType, ArrayType>, target: Target): Alignment | undefined {
  switch (bare.kind) {
    case 'void':
    case 'function':
      return undefined
    case 'record':
      return recordLayout(bare, target)
    case 'vector': {
      const size = sizeOf(bare, target)
      return size === undefined ? undefined : implicit(Math.min(size, target.vectorAlignment))
    }
    case 'complex':
      return scalarAlignment(bare.element, target)
    default:
      return scalarAlignment(bare, target)
  }
}

function scalarAlignment(type: Scalar, target: Target): Alignment | undefined {
  const scalar = scalarOf(type, target)
  if (scalar === undefined) return undefined
  const align = target.preferredAlign[scalar] ?? target.align[scalar] ?? target.size[scalar]
  return align === undefined ? undefined : implicit(align)
}

const implicit = (align: number): Alignment => ({ align, isExplicit: false })
