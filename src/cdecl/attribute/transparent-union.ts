/** `transparent_union` (GCC's manual, "Common Type Attributes"): a union that is passed as its first member would be. */
import { sizeOf } from '../../ctype/layout.ts'
import type { Target } from '../../ctype/target.ts'
import { bareType, type CType, qualifiedType, type RecordType, recordType } from '../../ctype/type.ts'

export function isUnion(type: CType): boolean {
  const bare = bareType(type)
  return bare.kind === 'record' && bare.keyword === 'union'
}

/** The union of a typedef that has the attribute: the union itself, under its tag, stays as it is. */
export function transparentUnion(type: CType, target: Target): CType {
  if (type.kind === 'typedef') return transparentUnion(type.type, target)
  if (type.kind === 'qualified') return qualifiedType(transparentUnion(type.type, target), type)
  const { definition, keyword, tag } = type as RecordType
  if (definition === undefined || definition.transparent || !canBeTransparent(type as RecordType, target)) return type
  return recordType(keyword, tag, { ...definition, transparent: true })
}

/**
 * Whether GCC passes the union as it would its first member: both have the same machine mode. Elsewhere it ignores the
 * attribute.
 */
export function canBeTransparent(union: RecordType, target: Target): boolean {
  const first = union.definition?.members[0]
  return first !== undefined && first.bits === undefined && modeOf(first.type, target) === modeOf(union, target)
}

/** The mode of what no register holds as it is. */
const MEMORY = 'BLK'

/** The machine mode that GCC gives to values of a type, as a name for comparing. */
function modeOf(type: CType, target: Target): string {
  const bare = bareType(type)
  const size = sizeOf(type, target)
  switch (bare.kind) {
    case 'floating':
      return `${bare.name} F`
    case 'complex':
      return `${modeOf(bare.element, target)} C`
    case 'vector':
      return `V ${size} ${modeOf(bare.element, target)}`
    case 'array':
      return bare.count === 1 ? modeOf(bare.element, target) : integerMode(size, target)
    case 'record':
      return recordMode(bare, size, target)
    default:
      return integerMode(size, target)
  }
}

/** GCC's `compute_record_mode`: a struct has the mode of a member that fills it; a union never. */
function recordMode({ keyword, definition }: RecordType, size: number | undefined, target: Target): string {
  let whole: string | undefined
  for (const { type, bits } of definition?.members ?? []) {
    if (bits !== undefined) continue
    const mode = modeOf(type, target)
    const memberSize = sizeOf(type, target)
    if (mode === MEMORY && memberSize !== 0) return MEMORY
    if (memberSize === size) whole = mode
  }
  return keyword === 'struct' && whole !== undefined ? whole : integerMode(size, target)
}

function integerMode(size: number | undefined, target: Target): string {
  const isMode = size === 1 || size === 2 || size === 4 || size === 8 || (size === 16 && target.size.__int128 === 16)
  return isMode ? `${size} I` : MEMORY
}
