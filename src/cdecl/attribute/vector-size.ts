/** `vector_size(16)`: bytes of a vector of the type behind all pointers, arrays and results (GCC's manual, "Vector Extensions"). */
import { underlyingType } from '../../ctype/enumeration.ts'
import { sizeOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import type { Target } from '../../ctype/target.ts'
import {
  arrayType,
  type CType,
  type FloatingType,
  functionType,
  type IntegerType,
  pointerType,
  qualifiedType,
  vectorType,
} from '../../ctype/type.ts'
import { parseIntegerConstant } from '../expression/constant.ts'
import type { Parser } from '../parser.ts'
import type { Attributes } from './attribute.ts'
import { closeArguments, expectArguments } from './attribute-argument.ts'

/** GCC's own limit. */
const MAX_ELEMENTS = 2147483646

export function readVectorSize(p: Parser, into: Attributes, name: string, offset: number): void {
  expectArguments(p, name)
  const { start } = p
  const { value } = parseIntegerConstant(p)
  closeArguments(p, name)
  if (value <= 0n) p.raise(start, `a vector of ${value} bytes`)
  if (into.vectorBytes !== undefined) p.raise(offset, 'a vector of vectors')
  // No element is larger than 16 bytes.
  if (value > 16n * BigInt(MAX_ELEMENTS)) p.raise(start, `a vector of more than ${MAX_ELEMENTS} elements`)
  into.vectorBytes = Number(value)
  into.vectorOffset = start
}

export function applyVectorSize(p: Parser, type: CType, bytes: number, offset: number): CType {
  const inner = (t: CType) => applyVectorSize(p, t, bytes, offset)
  switch (type.kind) {
    case 'typedef':
      return inner(type.type)
    case 'qualified':
      return qualifiedType(inner(type.type), type)
    case 'pointer':
      return pointerType(inner(type.target))
    case 'array':
      return arrayType(inner(type.element), type.count)
    case 'function':
      return functionType(inner(type.result), type.parameters, type)
    default:
      return vectorOf(p, type, bytes, offset)
  }
}

function vectorOf(p: Parser, type: CType, bytes: number, offset: number): CType {
  const element = elementOf(type, p.target)
  if (element === undefined) p.raise(offset, `a vector of '${printType(type)}'`)
  const size = sizeOf(element, p.target)!
  if (bytes % size !== 0) p.raise(offset, `a vector of ${bytes} bytes, which '${printType(type)}' does not divide`)
  const count = bytes / size
  if (count > MAX_ELEMENTS) p.raise(offset, `a vector of more than ${MAX_ELEMENTS} elements`)
  if ((count & (count - 1)) !== 0) p.raise(offset, `a vector of ${count} elements, which is no power of 2`)
  return vectorType(element, bytes)
}

function elementOf(type: CType, target: Target): IntegerType | FloatingType | undefined {
  if (type.kind === 'enum') return underlyingType(type, target)
  return type.kind === 'integer' || type.kind === 'floating' ? type : undefined
}
