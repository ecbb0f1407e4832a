/** System V x86-64: the classes of what is no struct, union or array (psABI 3.2.3, "Classification"). */
import { sizeOf } from '../../ctype/layout.ts'
import type { FloatingName } from '../../ctype/scalar.ts'
import { x86_64_linux as target } from '../../ctype/target.ts'
import type { BareType, ComplexType, VectorType } from '../../ctype/type.ts'
import { type Classes, integerClasses, memory } from './eightbyte.ts'

/** `offset`: from the start of the outermost value, in bytes. */
export function classifyScalar(bare: BareType, size: number, offset: number): Classes {
  if (offset % naturalAlignment(bare, size) !== 0) return memory
  switch (bare.kind) {
    case 'floating':
      return floatingClasses[bare.name] ?? ['SSE']
    case 'complex':
      return classifyComplex(bare, size, offset)
    case 'vector':
      return classifyVector(bare)
    default:
      return integerClasses(size, offset)
  }
}

/** A complex number is aligned as its parts are. */
const naturalAlignment = (bare: BareType, size: number) => (bare.kind === 'complex' ? size / 2 : size)

const x87: Classes = ['X87', 'X87UP']

/** Others are SSE. */
const floatingClasses: Readonly<Partial<Record<FloatingName, Classes>>> = {
  // "The 64-bit mantissa of arguments of type long double belongs to class X87, the 16-bit exponent plus 6 bytes of padding
  // belongs to class X87UP."
  'long double': x87,
  _Float64x: x87,
  // "Arguments of types __float128 [...] are split into two halves. The least significant ones belong to class SSE, the most
  // significant one to class SSEUP."
  _Float128: ['SSE', 'SSEUP'],
}

/**
 * "A variable of type complex long double is classified as type COMPLEX_X87"; others are structs of their two parts. That of
 * `_Float128` is too large for registers, and so, to GCC, is that of `__int128`.
 */
function classifyComplex({ element }: ComplexType, size: number, offset: number): Classes {
  if (size === 32) return floatingClasses[(element as { name: FloatingName }).name] === x87 ? ['COMPLEX_X87'] : memory
  if (element.kind === 'integer') return integerClasses(size, offset)
  // GCC takes one of two `_Float16` to reach into the next eightbyte where it is not at the start of its own.
  return size === 16 || offset % 8 !== 0 ? ['SSE', 'SSE'] : ['SSE']
}

/**
 * The psABI has vectors of 8, 16, 32 and 64 bytes. GCC passes narrower ones as integers, except for two `_Float16`, and in
 * memory those that have no machine mode: of one floating-point element, and of `long double`.
 */
function classifyVector({ element, bytes }: VectorType): Classes {
  const isFloating = element.kind === 'floating'
  const size = sizeOf(element, target)!
  if (isFloating && (bytes === size || floatingClasses[element.name] === x87)) return memory
  if (bytes < 8 && !isFloating) return integerClasses(bytes, 0)
  return Array.from({ length: Math.ceil(bytes / 8) }, (_, i) => (i === 0 ? 'SSE' : 'SSEUP'))
}
