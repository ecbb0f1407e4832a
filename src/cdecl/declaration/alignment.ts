/** Alignment specifiers (C11 6.7.5): `_Alignas(16)`, `_Alignas(double)`. */
import { alignOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import { parseIntegerConstant } from '../expression/constant.ts'
import type { Parser } from '../parser.ts'
import { parseTypeName } from './declarator.ts'
import { startsType } from './specifier.ts'

/** GCC's own limit for objects in files of ELF. */
const MAX_ALIGNMENT = 1 << 28

/** The alignment in bytes; zero has no effect. */
export function parseAlignment(p: Parser): number {
  const word = p.name
  p.next()
  p.expect('(', `after '${word}'`)
  const align = startsType(p) ? alignmentOfType(p) : alignmentInBytes(p)
  p.expect(')', 'after an alignment')
  return align
}

function alignmentOfType(p: Parser): number {
  const offset = p.start
  const type = parseTypeName(p)
  return alignOf(type, p.target) ?? p.raise(offset, `'${printType(type)}' has no alignment`)
}

/** Of the constant that follows: a power of two, or zero for no alignment at all. */
export function alignmentInBytes(p: Parser): number {
  const offset = p.start
  const { value } = parseIntegerConstant(p)
  if (value < 0n || (value & (value - 1n)) !== 0n) p.raise(offset, `an alignment of ${value}, which is no power of 2`)
  if (value > BigInt(MAX_ALIGNMENT)) p.raise(offset, `an alignment of more than ${MAX_ALIGNMENT} bytes`)
  return Number(value)
}
