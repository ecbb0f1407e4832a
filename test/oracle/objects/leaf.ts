/** The scalars within a struct or union: how C reaches each, and how JavaScript does. */
import { sizeOf } from '../../../src/ctype/layout.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import {
  bareType,
  type CType,
  type FloatingType,
  type IntegerType,
  isConst,
  type RecordType,
} from '../../../src/ctype/type.ts'

/** What goes between JavaScript and C: an integer of 128 bits, or doubles. */
export type LeafKind = 'integer' | 'bool' | 'pointer' | 'floating' | 'complex integer' | 'complex floating'

export interface Leaf {
  /** `.m0[1].x` behind the object. */
  readonly expression: string
  /** The names and indices on the way. */
  readonly path: readonly (string | number)[]
  readonly kind: LeafKind
  readonly type: CType
  /** Width of a bit-field. */
  readonly bits: number | undefined
  /** By its own type, or that of something it is in. */
  readonly isConst: boolean
}

interface Way {
  readonly expression: string
  readonly path: readonly (string | number)[]
  readonly isConst: boolean
}

export function leavesOf(record: RecordType): Leaf[] {
  return membersOf(record, { expression: '', path: [], isConst: false })
}

function membersOf(record: RecordType, way: Way): Leaf[] {
  return record.definition!.members.flatMap(({ name, type, bits }) => {
    const isHere = way.isConst || isConst(type)
    if (name === undefined) {
      const bare = bareType(type)
      return bits === undefined && bare.kind === 'record' ? membersOf(bare, { ...way, isConst: isHere }) : []
    }
    const next = { expression: `${way.expression}.${name}`, path: [...way.path, name], isConst: isHere }
    return leavesIn(type, next, bits)
  })
}

function leavesIn(type: CType, way: Way, bits?: number): Leaf[] {
  const here = { ...way, isConst: way.isConst || isConst(type) }
  const bare = bareType(type)
  const leaf = (kind: LeafKind): Leaf[] => [{ ...here, kind, type, bits }]
  // C has no access to members of an atomic struct (C11 6.5.2.3 §5), and calls a library for wide atomic scalars.
  if (isAtomic(type) && (bare.kind === 'record' || sizeOf(type, target)! > 8)) return []
  switch (bare.kind) {
    case 'record':
      return membersOf(bare, here)
    case 'array':
    case 'vector':
      return elementsIn(bare, here)
    case 'complex':
      return leaf(bare.element.kind === 'integer' ? 'complex integer' : 'complex floating')
    case 'integer':
    case 'enum':
      return leaf('integer')
    default:
      return leaf(bare.kind as LeafKind)
  }
}

/** Arrays of char are strings, which a test of their own looks at. */
function elementsIn(bare: Extract<CType, { kind: 'array' | 'vector' }>, way: Way): Leaf[] {
  const element = bareType(bare.element)
  if (bare.kind === 'array' && element.kind === 'integer' && element.name === 'char') return []
  const count = bare.kind === 'array' ? (bare.count ?? 0) : bare.bytes / sizeOf(bare.element, target)!
  return Array.from({ length: Math.min(count, 3) }, (_, i) =>
    leavesIn(bare.element, {
      expression: `${way.expression}[${i}]`,
      path: [...way.path, i],
      isConst: way.isConst || isConst(bare.element),
    }),
  ).flat()
}

function isAtomic(type: CType): boolean {
  for (let t = type; t.kind === 'typedef' || t.kind === 'qualified'; t = t.type) {
    if (t.kind === 'qualified' && t.atomic) return true
  }
  return false
}

export type ScalarType = IntegerType | FloatingType
