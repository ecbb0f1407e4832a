/** Numbers that pointers point to: which guarded load reads them. The other types are read as all objects of C are. */
import { underlyingType } from '../ctype/enumeration.ts'
import { integerShape } from '../ctype/layout.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType } from '../ctype/type.ts'
import type { AccessSite, Guarded } from './guarded.ts'
import { translationOf } from './translation.ts'

/** Small integers, for what is read through pointers of all types to have a switch, and no calls of closures. */
export const numberLoads = {
  none: 0,
  int8: 1,
  uint8: 2,
  int16: 3,
  uint16: 4,
  int32: 5,
  uint32: 6,
  float: 7,
  double: 8,
} as const

export type NumberLoad = (typeof numberLoads)[keyof typeof numberLoads]

/** What a pointer to numbers points to: how they are read, any but `none`, and what that is in messages. */
export interface NumberReferent extends AccessSite {
  readonly load: NumberLoad
  siteAt(low: number, high: number): AccessSite
}

export function numberLoadOf(type: CType): NumberLoad {
  if (translationOf(type) !== undefined) return numberLoads.none
  const bare = bareType(type)
  if (bare.kind === 'floating') {
    return bare.name === 'float' || bare.name === 'double' ? numberLoads[bare.name] : numberLoads.none
  }
  const integer = bare.kind === 'enum' ? underlyingType(bare, target) : bare
  if (integer?.kind !== 'integer') return numberLoads.none
  const { size, signed } = integerShape(integer, target)
  return size > 4 ? numberLoads.none : numberLoads[`${signed ? 'int' : 'uint'}${(8 * size) as 8 | 16 | 32}`]
}

/** By address, or by offset: as `bytes` takes it. `load` is any but `none`. */
export function loadNumberAt(bytes: Guarded, load: NumberLoad, offset: number, site: AccessSite): number {
  switch (load) {
    case numberLoads.int8:
      return bytes.loadI8(offset, site)
    case numberLoads.uint8:
      return bytes.loadU8(offset, site)
    case numberLoads.int16:
      return bytes.loadI16(offset, site)
    case numberLoads.uint16:
      return bytes.loadU16(offset, site)
    case numberLoads.int32:
      return bytes.loadI32(offset, site)
    case numberLoads.uint32:
      return bytes.loadU32(offset, site)
    case numberLoads.float:
      return bytes.loadF32(offset, site)
    default:
      return bytes.loadF64(offset, site)
  }
}
