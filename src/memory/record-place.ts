/** When two struct or union types are one, for copies and views. */

import { sameUnqualified } from '../ctype/compatible.ts'
import { recordLayout } from '../ctype/layout.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import type { RecordType } from '../ctype/type.ts'

/** By their tags (C11 6.2.7 §1), and as large: texts of different libraries may define a tag differently. */
export const sameRecord = (a: RecordType, b: RecordType): boolean =>
  a === b || (sameUnqualified(a, b, target) && recordLayout(a, target)?.size === recordLayout(b, target)?.size)
