/**
 * Operands of expressions, as far as a compiler knows them: always a type, often a value.
 *
 *   5u                         value     unsigned int, 5
 *   ((struct s *)0)->member    object    of the member's type, at the member's offset
 *   errno_location             object    of a function type, nobody knows where
 *   "text"                     string
 *
 * Where an operand is not evaluated, the value may be missing: its type is what counts.
 */
import { printType } from '../../ctype/print.ts'
import { bareType, type CType, pointerType } from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'
import { bitFieldType } from './bit-field-type.ts'
import type { Real } from './real.ts'

/** Of integers and pointers, or of floating types. */
export type Value = bigint | Real

export interface Operand {
  /** 'object': an lvalue or a function (C11 6.3.2.1). */
  readonly kind: 'value' | 'object' | 'string'
  /** Without qualifiers, except an object's. */
  readonly type: CType
  /** Of an object its address. Undefined where it is not known. */
  readonly value: Value | undefined
  /** Whether it is a constant expression in C's own sense (C11 6.6 §6): of which a null pointer constant is one. */
  readonly isStrict: boolean
  /** Of a string what it says; undefined where that is no text. */
  readonly text: string | undefined
  /** Of a bit-field its width. */
  readonly bits: number | undefined
  /** Where it starts. */
  readonly offset: number
}

export const valueOperand = (type: CType, value: Value | undefined, isStrict: boolean, offset: number): Operand => ({
  kind: 'value',
  type,
  value,
  isStrict,
  text: undefined,
  bits: undefined,
  offset,
})

export const constantOperand = (type: CType, value: Value, offset: number): Operand =>
  valueOperand(type, value, true, offset)

export const objectOperand = (type: CType, address: Value | undefined, offset: number, bits?: number): Operand => ({
  kind: 'object',
  type,
  value: address,
  isStrict: false,
  text: undefined,
  bits,
  offset,
})

/** Refuses what is C, but not a constant expression. */
export function refuse(p: Parser, offset: number, why: string): never {
  p.refuseDefinition(offset, why)
  p.raise(offset, why)
}

/** As an operator takes it: an object's value, a pointer to an array's first element, a pointer to a function. */
export function rvalueOf(p: Parser, operand: Operand): Operand {
  if (operand.kind === 'value') return operand
  const { type, value, offset, bits } = operand
  const bare = bareType(type)
  if (bare.kind === 'array') return valueOperand(pointerType(bare.element), value, false, offset)
  if (bare.kind === 'function') return valueOperand(pointerType(type), value, false, offset)
  if (p.unevaluated === 0) refuse(p, offset, `expected a constant, found an object of type '${printType(type)}'`)
  return valueOperand(bits === undefined ? bare : bitFieldType(bare, bits, p.target), undefined, false, offset)
}

/** A parse whose faults do not count and whose objects are not read (C11 6.5.3.4 §2, 6.6 §3). */
export function unevaluated<T>(p: Parser, isUnevaluated: boolean, parse: (p: Parser) => T): T {
  if (!isUnevaluated) return parse(p)
  p.unevaluated++
  const result = parse(p)
  p.unevaluated--
  return result
}
