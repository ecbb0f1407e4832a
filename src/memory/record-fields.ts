/** The members of a struct or union that programs name: those of anonymous members among them (C11 6.7.2.1 §13). */
import { type RecordLayout, recordLayout } from '../ctype/layout.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType, isConst, type RecordType } from '../ctype/type.ts'
import { accessOf, type RawAccess } from './access.ts'
import { bitFieldAccess, type PlacedAccess } from './bit-field-access.ts'
import type { Site } from './bytes.ts'
import { flexibleAccess } from './flexible-access.ts'
import { memberSite } from './site.ts'
import { translatedAccess } from './translation.ts'

export interface Field {
  readonly name: string
  readonly type: CType
  /** In bytes, of what `access` takes. */
  readonly offset: number
  /** Width of a bit-field. */
  readonly bits: number | undefined
  /** By its own type, or that of an anonymous member that it is in. */
  readonly isConst: boolean
  readonly access: RawAccess
  readonly site: Site
}

/** `name` is the record's, for messages. */
export const fieldsOf = (record: RecordType, layout: RecordLayout, name: string): Field[] =>
  fieldsWithin(record, { outermost: record, layout, name, start: 0, isConst: false })

interface Within {
  readonly outermost: RecordType
  /** Of the outermost record, which alignments count from. */
  readonly layout: RecordLayout
  readonly name: string
  readonly start: number
  readonly isConst: boolean
}

function fieldsWithin(record: RecordType, within: Within): Field[] {
  return recordLayout(record, target)!.members.flatMap(({ member, offset, bitOffset }) => {
    const { name, type, bits } = member
    const start = within.start + offset
    const constant = within.isConst || isConst(type)
    if (name === undefined) {
      const bare = bareType(type)
      if (bits !== undefined || bare.kind !== 'record') return []
      return fieldsWithin(bare, { ...within, start, isConst: constant })
    }
    const placed =
      bits === undefined
        ? { offset: start, access: memberAccess(type, within.isConst) }
        : translatedBits(type, bitFieldAccess({ type, bits, bitOffset: 8 * within.start + bitOffset! }, within.layout))
    const site = memberSite(`${within.name}.${name}`, type, within.outermost, placed.offset)
    return { name, type, bits, isConst: constant, ...placed, site }
  })
}

const translatedBits = (type: CType, { offset, access }: PlacedAccess): PlacedAccess => ({
  offset,
  access: translatedAccess(type, access),
})

function memberAccess(type: CType, isInConst: boolean): RawAccess {
  const bare = bareType(type)
  const access = bare.kind === 'array' && bare.count === undefined ? flexibleAccess(bare.element) : accessOf(type)
  if (!isInConst) return access
  return { ...access, read: (memory, offset, root, site) => access.read(memory.asConst(), offset, root, site) }
}
