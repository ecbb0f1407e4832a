/**
 * i386 aligns members to 4 bytes that GCC keeps in an integer register or as a `double` (its `x86_field_alignment`). That
 * goes by the *machine mode*, not by the type: a struct of 8 bytes without members in memory is an integer, even if what it
 * contains is aligned to 8. Atomic ones stay as they are.
 */
import { sizeOf } from './layout.ts'
import { recordLayout } from './record-layout.ts'
import type { Target } from './target.ts'
import { type BareType, bareType, type CType, type RecordType } from './type.ts'

/** `double` stands for complex integers and doubles too; `block` is what no register holds. */
type Mode = 'integer' | 'double' | 'other' | 'block'

export function isIntegerOrDouble(type: CType, target: Target): boolean {
  let t = type
  while (t.kind === 'typedef' || t.kind === 'qualified' || t.kind === 'array') {
    if (t.kind === 'qualified' && t.atomic) return false
    t = t.kind === 'array' ? t.element : t.type
  }
  const mode = modeOf(t, target)
  return mode === 'integer' || mode === 'double'
}

function modeOf(type: BareType, target: Target): Mode {
  switch (type.kind) {
    case 'bool':
    case 'integer':
    case 'enum':
    case 'pointer':
      return 'integer'
    case 'floating':
      return target.size[type.name] === 8 ? 'double' : 'other'
    case 'complex':
      return type.element.kind === 'integer' || target.size[type.element.name] === 8 ? 'double' : 'other'
    case 'vector':
      // There are no vector registers: only integers have a register of the size.
      return type.element.kind === 'integer' ? integerOfSize(type.bytes) : 'block'
    case 'array': {
      const element = modeOf(bareType(type.element), target)
      if (element === 'block' || type.count === 1) return element
      return integerOfSize(sizeOf(type, target))
    }
    case 'record':
      return recordMode(type, target)
    default:
      return 'block'
  }
}

const integerOfSize = (size: number | undefined): Mode =>
  size === 1 || size === 2 || size === 4 || size === 8 ? 'integer' : 'block'

/** That of the member that is all of it; a union has only an integer's. */
function recordMode(type: RecordType, target: Target): Mode {
  const layout = recordLayout(type, target)
  if (layout === undefined || layout.size === 0) return 'block'
  let whole: Mode | undefined
  for (const { member } of layout.members) {
    const size = sizeOf(member.type, target)
    if (size === undefined) return 'block' // a flexible array member
    const mode = modeOf(bareType(member.type), target)
    if (mode === 'block' && size !== 0) return 'block'
    if ((member.bits ?? 8 * size) === 8 * layout.size) whole ??= mode
  }
  return whole !== undefined && (type.keyword === 'struct' || whole === 'integer') ? whole : integerOfSize(layout.size)
}
