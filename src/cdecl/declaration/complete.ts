/** Complete types: those whose objects have a size (C11 6.2.5 §1). */
import { bareType, type CType } from '../../ctype/type.ts'

export function isComplete(type: CType): boolean {
  const bare = bareType(type)
  switch (bare.kind) {
    case 'void':
    case 'function':
      return false
    case 'array':
      return bare.count !== undefined
    case 'record':
    case 'enum':
      return bare.definition !== undefined
    default:
      return true
  }
}
