/** Values that say their own type, where no declaration does: variable arguments, and calls of what is not declared. */
import { type CType, integerType, pointerType, qualifiedType, voidType } from '../ctype/type.ts'
import { isBuffer } from '../memory/address.ts'
import { Box } from '../memory/box.ts'
import { CArray } from '../memory/c-array.ts'
import { Pointer } from '../memory/pointer.ts'
import { recordClassOfInstance } from '../memory/record-class.ts'
import { TypedValue } from '../memory/type-handle.ts'

const kinds = {
  string: pointerType(qualifiedType(integerType('char'), { const: true })),
  pointer: pointerType(qualifiedType(voidType, { const: true })),
  bigint: integerType('long long'),
}

/** Undefined for a bare number, which may be an int or a double, and for what C has no type for. */
export function typeOfValue(value: unknown): CType | undefined {
  if (TypedValue.isTypedValue(value)) return value.type
  switch (typeof value) {
    case 'bigint':
      return kinds.bigint
    case 'string':
      return kinds.string
    default:
      return value === null || isPlace(value) ? kinds.pointer : recordClassOfInstance(value)?.type
  }
}

const isPlace = (value: unknown): boolean =>
  Pointer.isPointer(value) || Box.isBox(value) || CArray.isCArray(value) || ArrayBuffer.isView(value) || isBuffer(value)

/** What to say is expected in place of a value without a type. */
export function typeWanted(value: unknown): string {
  if (typeof value !== 'number') {
    return 'a string, pointer, box, array of C, view, ArrayBuffer, struct or union, null, bigint, or a typed value such as c.int(1)'
  }
  if (!Number.isInteger(value)) return `a typed number: write c.double(${value})`
  return `a typed number, for C reads ${value} and ${value}.0 from different registers: write c.int(${value}) or c.double(${value})`
}
