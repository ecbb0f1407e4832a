/** Where in a typed array a member of a record is, as source. */
import type { InlineAccess, ViewName } from './access.ts'
import type { Field } from './record-fields.ts'
import type { TypedArrayClass } from './typed-array.ts'

/** What the typed arrays of a `Memory` are. */
export const viewClasses: Readonly<Record<ViewName, TypedArrayClass>> = {
  U8: Uint8Array,
  I8: Int8Array,
  U16: Uint16Array,
  I16: Int16Array,
  U32: Uint32Array,
  I32: Int32Array,
  F32: Float32Array,
  F64: Float64Array,
  I64: BigInt64Array,
  U64: BigUint64Array,
}

const widthOf = ({ view }: InlineAccess): number => viewClasses[view].BYTES_PER_ELEMENT

/** As aligned as its record, which is where its type says it has to be. */
export function isAligned({ access, offset }: Field, align: number): boolean {
  const bytes = access.inline === undefined ? 1 : widthOf(access.inline)
  // Two words are loaded one by one.
  return offset % bytes === 0 && bytes <= align
}

/** `record` is an expression for the record's offset in bytes. */
export function indexSource(inline: InlineAccess, record: string, offset: number): string {
  const place = offset === 0 ? record : `${record}+${offset}`
  const shift = Math.log2(widthOf(inline))
  return shift === 0 ? place : `${place}>>${shift}`
}
