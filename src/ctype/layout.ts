/** Sizes and signedness of types on a target. */
import { underlyingType } from './enumeration.ts'
import { recordLayout } from './record-layout.ts'
import type { BasicInteger, IntegerName } from './scalar.ts'
import type { SizedScalar, Target } from './target.ts'
import { type BareType, bareType, type CType, type IntegerType } from './type.ts'

export { alignOf, preferredAlignOf } from './alignment.ts'
export { type MemberLayout, type RecordLayout, recordLayout } from './record-layout.ts'

/** What has one entry in the target's tables. */
export type Scalar = Extract<BareType, { kind: 'bool' | 'integer' | 'floating' | 'enum' | 'pointer' }>

export interface IntegerShape {
  readonly size: 1 | 2 | 4 | 8 | 16
  readonly signed: boolean
}

/** The basic type that an integer type is on the target. */
export function basicInteger(name: IntegerName, target: Target): BasicInteger {
  // First, because most texts have no other, and then the target's typedefs need not be made.
  if (name in target.size) return name as BasicInteger
  const typedefs: Readonly<Partial<Record<string, BasicInteger>>> = target.typedefs
  return typedefs[name] ?? (name as BasicInteger)
}

/** Of a type that the target has. */
export function integerShape(type: IntegerType, target: Target): IntegerShape {
  const basic = basicInteger(type.name, target)
  const signed = basic === 'char' ? target.charIsSigned : !basic.startsWith('unsigned')
  return { size: target.size[basic] as IntegerShape['size'], signed }
}

/**
 * Size in bytes, or undefined where C has none: `void`, functions, incomplete types (C11 6.5.3.4 §1), and what the target's
 * compiler does not have. A flexible array member has none either, but is laid out as an array of no elements.
 */
export function sizeOf(type: CType, target: Target): number | undefined {
  const bare = bareType(type)
  switch (bare.kind) {
    case 'void':
    case 'function':
      return undefined
    case 'array': {
      const size = bare.count === undefined ? undefined : sizeOf(bare.element, target)
      return size && size * bare.count!
    }
    case 'record':
      return recordLayout(bare, target)?.size
    case 'vector':
      return sizeOf(bare.element, target) && bare.bytes
    case 'complex': {
      const size = sizeOf(bare.element, target)
      return size && 2 * size
    }
    default: {
      const scalar = scalarOf(bare, target)
      return scalar && target.size[scalar]
    }
  }
}

/** The name in the target's tables; undefined for an enumeration without an integer type. */
export function scalarOf(bare: Scalar, target: Target): SizedScalar | undefined {
  switch (bare.kind) {
    case 'bool':
    case 'pointer':
      return bare.kind
    case 'floating':
      return bare.name
    case 'integer':
      return basicInteger(bare.name, target)
    case 'enum': {
      const underlying = underlyingType(bare, target)
      return underlying && basicInteger(underlying.name, target)
    }
  }
}
