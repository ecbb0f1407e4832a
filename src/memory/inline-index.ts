/** Where in a typed array a member of a record is, as source. */
import type { InlineAccess, ViewName } from './access.ts'
import type { Field } from './record-fields.ts'

/** Logarithms of the sizes of elements. */
const widths: Readonly<Record<ViewName, number>> = {
  U8: 0,
  I8: 0,
  U16: 1,
  I16: 1,
  U32: 2,
  I32: 2,
  F32: 2,
  F64: 3,
  I64: 3,
  U64: 3,
}

/** As aligned as its record, which is where its type says it has to be. */
export function isAligned({ access, offset }: Field, align: number): boolean {
  const bytes = access.inline === undefined ? 1 : 2 ** inlineShift(access.inline)
  // Two words are loaded one by one.
  return offset % bytes === 0 && bytes <= align
}

const inlineShift = ({ view }: InlineAccess): number => widths[view]

/** `record` is an expression for the record's offset in bytes. */
export function indexSource(inline: InlineAccess, record: string, offset: number): string {
  const place = offset === 0 ? record : `${record}+${offset}`
  const shift = inlineShift(inline)
  return shift === 0 ? place : `${place}>>${shift}`
}
