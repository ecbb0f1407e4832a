/** Pointers as operands: what is added to them counts in objects (C11 6.5.6), GNU's `void` and functions as one byte each. */
import { sameUnqualified } from '../../ctype/compatible.ts'
import { basicInteger, sizeOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import type { Target } from '../../ctype/target.ts'
import { bareType, type CType, integerType, type PointerType } from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'
import { isIntegral, wrapped } from './arithmetic.ts'
import { type Operand, refuse, valueOperand } from './operand.ts'

/** As wide as a pointer. */
export const asAddress = (value: bigint, target: Target): bigint => BigInt.asUintN(8 * target.size.pointer!, value)

/** C11 6.3.2.3 §3. */
export function isNullPointerConstant({ isStrict, value, type }: Operand): boolean {
  return (
    isStrict && value === 0n && (isIntegral(bareType(type)) || (type.kind === 'pointer' && type.target.kind === 'void'))
  )
}

/** Undefined for incomplete types. */
export function sizeOfObject(type: CType, target: Target): number | undefined {
  const { kind } = bareType(type)
  return kind === 'void' || kind === 'function' ? 1 : sizeOf(type, target)
}

function stepOf(p: Parser, type: PointerType, offset: number): bigint {
  const size = sizeOfObject(type.target, p.target)
  if (size === undefined) refuse(p, offset, `arithmetic on '${printType(type)}', which points to an incomplete type`)
  return BigInt(size)
}

export function offsetPointer(
  p: Parser,
  pointer: Operand,
  index: Operand,
  isBackwards: boolean,
  offset: number,
): Operand {
  const type = pointer.type as PointerType
  const step = stepOf(p, type, offset)
  const isKnown = typeof pointer.value === 'bigint' && typeof index.value === 'bigint'
  if (!isKnown) return valueOperand(type, undefined, false, pointer.offset)
  const distance = (index.value as bigint) * step
  const value = asAddress((pointer.value as bigint) + (isBackwards ? -distance : distance), p.target)
  return valueOperand(type, value, false, pointer.offset)
}

/** In objects, rounded to zero as GCC's division is. */
export function subtractPointers(p: Parser, a: Operand, b: Operand, offset: number): Operand {
  const [x, y] = [a.type as PointerType, b.type as PointerType]
  if (!sameUnqualified(x.target, y.target, p.target)) {
    refuse(p, offset, `'-' of '${printType(x)}' and '${printType(y)}'`)
  }
  const step = stepOf(p, x, offset)
  const type = integerType(basicInteger('ptrdiff_t', p.target))
  const isKnown = typeof a.value === 'bigint' && typeof b.value === 'bigint'
  if (!isKnown) return valueOperand(type, undefined, false, a.offset)
  if (step === 0n) refuse(p, offset, `'-' of pointers to '${printType(x.target)}', which has no size`)
  return valueOperand(type, wrapped((a.value as bigint) - (b.value as bigint), type, p.target) / step, false, a.offset)
}

/** The sign of the difference; undefined where an address is not known (C11 6.5.8 §2, 6.5.9 §2). */
export function comparePointers(
  p: Parser,
  spelling: string,
  a: Operand,
  b: Operand,
  offset: number,
): number | undefined {
  const isEquality = spelling === '==' || spelling === '!='
  const pointsToVoid = ({ type }: Operand) => type.kind === 'pointer' && bareType(type.target).kind === 'void'
  const isComparable =
    a.type.kind === 'pointer' && b.type.kind === 'pointer'
      ? sameUnqualified(a.type.target, b.type.target, p.target) || (isEquality && (pointsToVoid(a) || pointsToVoid(b)))
      : false
  if (!isComparable && !(isEquality && (isNullPointerConstant(a) || isNullPointerConstant(b)))) {
    refuse(p, offset, `'${spelling}' of '${printType(a.type)}' and '${printType(b.type)}'`)
  }
  if (typeof a.value !== 'bigint' || typeof b.value !== 'bigint') return undefined
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0
}
