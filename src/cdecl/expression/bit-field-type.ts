/** What a bit-field is promoted to (C11 6.3.1.1 §2): its width counts, and not its type's. */
import { underlyingType } from '../../ctype/enumeration.ts'
import { integerShape } from '../../ctype/layout.ts'
import type { Target } from '../../ctype/target.ts'
import { type BareType, integerType } from '../../ctype/type.ts'

export function bitFieldType(type: BareType, bits: number, target: Target): BareType {
  if (type.kind === 'bool') return integerType('int')
  const integer = type.kind === 'enum' ? underlyingType(type, target) : type
  if (integer?.kind !== 'integer') return type
  const { signed } = integerShape(integer, target)
  if (bits < 32 || (bits === 32 && signed)) return integerType('int')
  return bits === 32 ? integerType('unsigned int') : type
}
