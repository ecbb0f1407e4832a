/** `typeOf` and `isType`: the C type that a value has. */
import { sameUnqualified } from '../ctype/compatible.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { arrayType, bareType, type CType, pointerType } from '../ctype/type.ts'
import { CArray } from './c-array.ts'
import { placeOf } from './object-place.ts'
import { Pointer } from './pointer.ts'
import { recordClassOfInstance } from './record-class.ts'
import { sameRecord } from './record-place.ts'
import { ctypeOf, handleOf, TypedValue, type TypeHandle } from './type-handle.ts'

/**
 * Of instances, arrays and boxes of C (a box's is that of what is in it), pointers and typed values; undefined for a value
 * that is JavaScript's own: typed arrays, numbers, strings.
 */
export function typeOf(value: unknown): TypeHandle | undefined {
  const type = ctypeOfValue(value)
  return type && handleOf(type)
}

/** Whether `value` is of the type, whatever its qualifiers. Throws ERR_CABI_ARG_TYPE where `type` is none. */
export function isType(value: unknown, type: TypeHandle): boolean {
  const wanted = ctypeOf(type, 'isType')
  const found = ctypeOfValue(value)
  if (found === undefined) return false
  const [a, b] = [bareType(found), bareType(wanted)]
  return a.kind === 'record' && b.kind === 'record' ? sameRecord(a, b) : sameUnqualified(a, b, target)
}

function ctypeOfValue(value: unknown): CType | undefined {
  if (Pointer.isPointer(value)) return pointerType(Pointer.targetOf(value))
  if (TypedValue.isTypedValue(value)) return value.type
  if (CArray.isCArray(value)) return arrayType(value.elementType, value.length)
  const record = recordClassOfInstance(value)
  if (record !== undefined && !record.form.memoryOf(value as object).isConst) return record.type
  return placeOf(value)?.type
}
