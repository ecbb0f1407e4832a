/**
 * What a declarator derives from the type of its specifiers, one step at a time. Steps are kept inside out on the parser's
 * stack, from the name to the specifiers, and applied from the far end:
 *
 *   char *(*f)(int)     pointer, function (int), pointer ◀─ char
 */
import { preferredAlignOf, sizeOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import {
  arrayType,
  bareType,
  type CType,
  functionType,
  isConst,
  type Parameter,
  pointerType,
  qualifiedType,
  typedefType,
} from '../../ctype/type.ts'
import type { Attributes } from '../attribute/attribute.ts'
import { withAttributes } from '../attribute/attributed.ts'
import type { Parser } from '../parser.ts'
import { isComplete } from './complete.ts'
import { checkArraySize } from './size-limit.ts'
import { checkRestrict } from './specifier.ts'

export interface PointerDerivation {
  readonly kind: 'pointer'
  readonly const: boolean
  readonly volatile: boolean
  readonly atomic: boolean
  /** -1 without `restrict`. */
  readonly restrictOffset: number
}

export const plainPointer: PointerDerivation = {
  kind: 'pointer',
  const: false,
  volatile: false,
  atomic: false,
  restrictOffset: -1,
}

export interface ArrayDerivation {
  readonly kind: 'array'
  readonly offset: number
  /** Undefined for `[]` and `[*]`, and where `isVariable`. */
  readonly count: number | undefined
  /** Whether the bound is `*` or depends on a variable. */
  readonly isVariable: boolean
  /** `static` and qualifiers, which only a parameter may have; undefined without. */
  readonly qualifiers: PointerDerivation | undefined
}

/** A name of the old style's parameters: `int f(a, b) int a, b; { ... }`. */
export interface Identifier {
  readonly name: string
  readonly offset: number
}

export interface FunctionDerivation {
  readonly kind: 'function'
  readonly offset: number
  readonly parameters: readonly Parameter[]
  readonly variadic: boolean
  readonly isPrototype: boolean
  /** How many declarators deep the deepest of its parameters is. */
  readonly depth: number
  /** Undefined for a list with types. */
  readonly identifiers: readonly Identifier[] | undefined
}

/** Attributes inside a declarator: `int (__attribute__((stdcall)) *f)(void)`. */
interface AttributesDerivation {
  readonly kind: 'attributes'
  readonly attributes: Attributes
}

export type Derivation = PointerDerivation | ArrayDerivation | FunctionDerivation | AttributesDerivation

export function derivePointer(p: Parser, target: CType, derivation: PointerDerivation): CType {
  const pointer = pointerType(target)
  if (derivation.restrictOffset >= 0) checkRestrict(p, pointer, derivation.restrictOffset)
  return derivation.const || derivation.volatile || derivation.atomic ? qualifiedType(pointer, derivation) : pointer
}

export function deriveFunction(p: Parser, result: CType, derivation: FunctionDerivation): CType {
  const { offset, parameters, variadic, isPrototype } = derivation
  const { kind } = bareType(result)
  if (kind === 'function' || kind === 'array') {
    p.raise(offset, `a function that returns ${kind === 'array' ? 'an array' : 'a function'}`)
  }
  const unqualified = withoutQualifiers(result)
  if (isPrototype && !variadic) return functionType(unqualified, parameters)
  return functionType(unqualified, parameters, { variadic, isPrototype })
}

/** A function returns the unqualified version of its type (C17 6.7.6.3 §5). A typedef's alignment is no qualifier. */
function withoutQualifiers(type: CType): CType {
  if (type.kind === 'qualified') return withoutQualifiers(type.type)
  if (type.kind !== 'typedef' || !isConst(type)) return type
  const unqualified = withoutQualifiers(type.type)
  return type.align === undefined ? unqualified : typedefType(type.name, unqualified, type.align)
}

/** Next to the name of a parameter it is a pointer (C11 6.7.6.3 §7). */
export function deriveArray(p: Parser, element: CType, derivation: ArrayDerivation, isParameter: boolean): CType {
  const { offset, count } = derivation
  const bare = bareType(element)
  if (bare.kind === 'function')
    p.raise(
      offset,
      `an array of functions: one of pointers to them is '${printType(arrayType(pointerType(element), count))}'`,
    )
  if (!isComplete(element)) p.raise(offset, `an array of '${printType(element)}', which is incomplete`)
  if (isParameter) return derivePointer(p, element, derivation.qualifiers ?? plainPointer)
  if (derivation.isVariable) p.unsupported(offset, 'an array of variable length')
  if (derivation.qualifiers !== undefined) p.raise(offset, `'static' or a qualifier in an array that is no parameter`)
  checkAlignment(p, element, offset)
  if (count !== undefined) checkArraySize(p, element, count, offset)
  return arrayType(element, count)
}

/** Elements follow one another without a gap, so each is aligned only where the size allows it. */
function checkAlignment(p: Parser, element: CType, offset: number): void {
  if (element.kind !== 'typedef' && element.kind !== 'qualified') return
  const size = sizeOf(element, p.target)
  const align = preferredAlignOf(arrayType(element, 1), p.target)
  if (!size || align === undefined || size % align === 0) return
  p.raise(offset, `an array of '${printType(element)}', which is aligned to ${align} bytes and has ${size}`)
}

export const deriveAttributes = (p: Parser, type: CType, { attributes }: AttributesDerivation): CType =>
  withAttributes(p, type, attributes)
