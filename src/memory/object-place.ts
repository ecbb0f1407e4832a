/** Where objects of C are: instances of structs and unions, arrays, boxes. */
import { type CType, qualifiedType } from '../ctype/type.ts'
import { Box } from './box.ts'
import { CArray } from './c-array.ts'
import type { Memory } from './memory.ts'
import { recordClassOfInstance } from './record-class.ts'
import type { Root } from './root.ts'

export interface ObjectPlace {
  readonly memory: Memory
  readonly offset: number
  readonly root: Root | undefined
  readonly size: number
  /** What a pointer to it points to: of an array, the first element. Const where it cannot be written. */
  readonly type: CType
}

/** Undefined for what is none of them; typed arrays are JavaScript's. */
export function placeOf(value: unknown): ObjectPlace | undefined {
  const record = recordClassOfInstance(value)
  if (record !== undefined) {
    const { memoryOf, offsetOf, rootOf } = record.form
    const [memory, offset] = [memoryOf(value as object), offsetOf(value as object)]
    const type = memory.isConst ? qualifiedType(record.type, { const: true }) : record.type
    return { memory, offset, root: rootOf(value as object), size: record.size, type }
  }
  if (CArray.isCArray(value)) {
    value.checkElements()
    return { ...CArray.placeOf(value), type: value.elementType }
  }
  if (Box.isBox(value)) return { ...Box.placeOf(value), type: value.type }
  return undefined
}

/** Of the first byte. Throws ERR_CABI_CLOSED where the memory is gone. */
export function addressOfPlace({ memory, offset }: { readonly memory: Memory; readonly offset: number }): number {
  if (memory.isClosed) throw memory.closedError()
  return memory.base + offset
}
