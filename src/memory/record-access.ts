/** Structs and unions in memory, as views of their class. */
import type { CType, RecordType } from '../ctype/type.ts'
import type { RawAccess } from './access.ts'
import { allOrNothing } from './copy-bytes.ts'
import { type RecordClass, recordClassOf } from './record-class.ts'
import { fillRecord } from './record-fill.ts'

export function recordAccess(record: RecordType, type: CType): RawAccess {
  // When first used: not every record that is declared is looked at.
  let known: RecordClass | undefined
  const classOf = () => {
    known ??= recordClassOf(record, type)
    return known
  }
  return {
    usesRoot: true,
    read: (memory, offset, root) => classOf().view(memory, offset, root),
    initialise(memory, offset, root, value, site) {
      const Class = classOf()
      allOrNothing({ memory, offset, root }, Class.size, site, () =>
        fillRecord(Class, memory, offset, () => root, value, site),
      )
    },
    inline: undefined,
  }
}
