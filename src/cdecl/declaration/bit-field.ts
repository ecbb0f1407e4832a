/** Bit-fields (C11 6.7.2.1 §4-5), of every integer type as GNU C has them. */
import { integerShape, sizeOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import { bareType, type CType } from '../../ctype/type.ts'
import { parseIntegerConstant } from '../expression/constant.ts'
import type { Parser } from '../parser.ts'

/** The width after the `:`; `offset` is of the name. */
export function parseWidth(p: Parser, type: CType, name: string | undefined, offset: number): number {
  const field = name === undefined ? 'a bit-field' : `bit-field '${name}'`
  const most = widthOf(p, type)
  if (most === undefined) p.raise(offset, `${field} of type '${printType(type)}'`)
  const { start } = p
  const { value } = parseIntegerConstant(p)
  if (value < 0n) p.raise(start, `${field} of ${value} bits`)
  if (value === 0n && name !== undefined) p.raise(start, `${field} of no bits`)
  if (value > most) p.raise(start, `${field} of ${value} bits, of which '${printType(type)}' has ${most}`)
  return Number(value)
}

/** In bits; undefined for a type that has no bit-fields. */
function widthOf(p: Parser, type: CType): number | undefined {
  if (type.kind === 'qualified' && type.atomic) return undefined
  const bare = bareType(type)
  switch (bare.kind) {
    case 'bool':
      return 1
    case 'integer':
      return 8 * integerShape(bare, p.target).size
    case 'enum': {
      const size = sizeOf(bare, p.target)
      return size && 8 * size
    }
    default:
      return undefined
  }
}
