/** Types under the attributes of a declaration, or of a part of its declarator. */
import type { CType } from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'
import type { Attributes } from './attribute.ts'
import { withFunctionAttributes } from './function-attributes.ts'
import { applyMode } from './machine-mode.ts'
import { isUnion, transparentUnion } from './transparent-union.ts'
import { applyVectorSize } from './vector-size.ts'

/** Alignments are not part of it: they are the member's or the typedef name's. */
export function withAttributes(p: Parser, type: CType, attributes: Attributes): CType {
  return withFunctionAttributes(p, attributedType(p, type, attributes), attributes)
}

function attributedType(p: Parser, type: CType, attributes: Attributes): CType {
  const { mode, vectorBytes, transparent } = attributes
  let result = type
  if (mode !== undefined) result = applyMode(p, result, mode, attributes.modeOffset)
  if (vectorBytes !== undefined) result = applyVectorSize(p, result, vectorBytes, attributes.vectorOffset)
  return transparent && isUnion(result) ? transparentUnion(result, p.target) : result
}
