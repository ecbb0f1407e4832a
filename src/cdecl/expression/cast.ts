/** Casts (C11 6.5.4, 6.3): to arithmetic types, enumerations, pointers and `void`. */
import { sizeOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import { bareType, type CType, type PointerType, voidType } from '../../ctype/type.ts'
import { isComplete } from '../declaration/complete.ts'
import type { Parser } from '../parser.ts'
import { type ArithmeticType, castTo, isArithmetic, isIntegral } from './arithmetic.ts'
import { type Operand, refuse, rvalueOf, valueOperand } from './operand.ts'
import { asAddress } from './pointer-arithmetic.ts'

export function castOperand(p: Parser, type: CType, operand: Operand, offset: number): Operand {
  const to = bareType(type)
  if (to.kind === 'void') return valueOperand(voidType, undefined, false, offset)
  if (to.kind === 'pointer') return castToPointer(p, to, operand, offset)
  if (!isArithmetic(to) || !isComplete(to)) p.unsupported(offset, `a constant cast to '${printType(type)}'`)
  if (operand.kind === 'string' && p.unevaluated === 0)
    refuse(p, offset, 'expected a number as an operand, found a string')
  const from = rvalueOf(p, operand)
  const bare = bareType(from.type)
  if (!isArithmetic(bare) && !(bare.kind === 'pointer' && isIntegral(to))) refuseCast(p, from.type, type, offset)
  const isStrict = from.isStrict && isArithmetic(bare) && isIntegral(to)
  return valueOperand(to, valueIn(p, to, type, from, offset), isStrict, offset)
}

function valueIn(p: Parser, to: ArithmeticType, type: CType, { value }: Operand, offset: number) {
  if (to.kind === 'floating' && to.name === '__bf16') p.unsupported(offset, `a constant of type '__bf16'`)
  const result = value === undefined ? undefined : castTo(to, value, p.target)
  if (value === undefined || result !== undefined || p.unevaluated > 0) return result
  p.raise(offset, `the value does not fit '${printType(type)}'`)
}

/** A string remains one where it is cast to a pointer to characters of the same size: `(const unsigned char *)"text"`. */
function castToPointer(p: Parser, to: PointerType, operand: Operand, offset: number): Operand {
  if (operand.kind === 'string' && hasElements(p, operand, to)) return { ...operand, type: to }
  const from = rvalueOf(p, operand)
  const bare = bareType(from.type)
  if (bare.kind !== 'pointer' && !isIntegral(bare)) refuseCast(p, from.type, to, offset)
  const value = typeof from.value === 'bigint' ? asAddress(from.value, p.target) : undefined
  // Of pointers, only an integer cast to `void *` can be a null pointer constant.
  const isStrict = from.isStrict && isIntegral(bare) && to.target.kind === 'void'
  return valueOperand(to, value, isStrict, offset)
}

function hasElements(p: Parser, { type }: Operand, { target }: PointerType): boolean {
  const element = type.kind === 'array' ? type.element : (type as PointerType).target
  return bareType(target).kind === 'integer' && sizeOf(target, p.target) === sizeOf(element, p.target)
}

function refuseCast(p: Parser, from: CType, to: CType, offset: number): never {
  const { kind } = bareType(from)
  if (kind === 'complex' || kind === 'vector') p.unsupported(offset, `a constant of type '${printType(from)}'`)
  refuse(p, offset, `a cast from '${printType(from)}' to '${printType(to)}'`)
}
