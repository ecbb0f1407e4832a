/**
 * How 64-bit integers come out in JavaScript: by their name, except in declarations made with `int64: 'number'`. In arrays
 * they are bigints, whatever their name: most are typed arrays.
 */
import { integerShape } from './layout.ts'
import { integers } from './scalar.ts'
import type { Target } from './target.ts'
import {
  arrayType,
  bareType,
  type CType,
  type IntegerType,
  integerAs,
  isConst,
  pointerType,
  qualifiedType,
  type TypedefType,
  typedefType,
} from './type.ts'

export const comesOutAs = (type: IntegerType): 'number' | 'bigint' => type.as ?? integers[type.name]

/** Of what comes out as a bigint and has 64 bits, the same type as a checked number. */
export function integerAsNumber(type: IntegerType): IntegerType {
  return integers[type.name] === 'number' || type.name.endsWith('__int128') ? type : integerAs(type, 'number')
}

/**
 * The same type of such integers, through pointers, arrays and functions. Not within structs and unions: those are one type
 * for all who have them. A typedef may be more than its type to whoever made it: `own` says what takes its place.
 */
export function withNumbers(
  type: CType,
  own: (before: TypedefType, after: TypedefType) => CType = (_, after) => after,
): CType {
  const same = (part: CType) => withNumbers(part, own)
  switch (type.kind) {
    case 'integer':
      return integerAsNumber(type)
    case 'typedef':
      return own(type, typedefType(type.name, same(type.type), type.align))
    case 'qualified':
      return qualifiedType(same(type.type), type)
    case 'pointer':
      return pointerType(same(type.target))
    case 'array':
      return arrayType(same(type.element), type.count)
    case 'function': {
      const parameters = type.parameters.map(parameter => ({ ...parameter, type: same(parameter.type) }))
      return Object.freeze({ ...type, result: same(type.result), parameters })
    }
    default:
      return type
  }
}

/** The type as which an element of an array is read and written. */
export function inArray(element: CType, target: Target): CType {
  const bare = bareType(element)
  if (bare.kind !== 'integer' || integerShape(bare, target).size !== 8) return element
  return qualifiedType(integerAs(bare, 'bigint'), { const: isConst(element) })
}
