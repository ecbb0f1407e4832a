/** Sizes and signedness of types on a target. */
import { integers } from './scalar.ts'
import type { Target } from './target.ts'
import { bareType, type CType, type IntegerType } from './type.ts'

export interface IntegerShape {
  readonly size: 1 | 2 | 4 | 8
  readonly signed: boolean
}

export function integerShape(type: IntegerType, target: Target): IntegerShape {
  const basic = integers[type.name].same
  const signed = basic === 'char' ? target.charIsSigned : !basic.startsWith('unsigned')
  return { size: target.size[basic] as IntegerShape['size'], signed }
}

/** Size in bytes, or undefined where C has none: `void`, functions, undefined structs (C11 6.5.3.4 §1). */
export function sizeOf(type: CType, target: Target): number | undefined {
  const bare = bareType(type)
  switch (bare.kind) {
    case 'bool':
      return target.size.bool
    case 'integer':
      return integerShape(bare, target).size
    case 'floating':
      return target.size[bare.name]
    case 'enum':
      return integerShape(bare.underlying, target).size
    case 'pointer':
      return target.size.pointer
    case 'void':
    case 'record':
    case 'function':
      return undefined
  }
}
