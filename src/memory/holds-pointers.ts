/** Whether objects of a type have pointers in them: then what they point to has to be kept. */
import { bareType, type CType } from '../ctype/type.ts'

export function holdsPointers(type: CType): boolean {
  const bare = bareType(type)
  switch (bare.kind) {
    case 'pointer':
      return true
    case 'array':
      return holdsPointers(bare.element)
    case 'record':
      return bare.definition?.members.some(member => holdsPointers(member.type)) ?? false
    default:
      return false
  }
}
