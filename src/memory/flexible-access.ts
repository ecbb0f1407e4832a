/**
 * A flexible array member (C11 6.7.2.1 §18). Where JavaScript said how many elements there are (`alloc(T, { count })`; none
 * by `new T()`) it is an array of so many; where C made the struct, nobody here knows, and it is a pointer to the first.
 */
import type { CType } from '../ctype/type.ts'
import { arrayType } from '../ctype/type.ts'
import { rangeError } from '../exchange/argument-error.ts'
import { accessOf, type RawAccess } from './access.ts'
import { arrayView } from './array-access.ts'
import { pointerAt } from './pointer.ts'

export const flexibleAccess = (element: CType): RawAccess => ({
  usesRoot: true,
  read(memory, offset, root) {
    if (memory.ownership !== 'owned') return pointerAt(element, memory.base + offset, root?.owner)
    return arrayView(memory, offset, root, element, root?.flexibleCount ?? 0)
  },
  initialise(memory, offset, root, value, site) {
    if (memory.ownership !== 'owned') {
      throw rangeError(site, 'nothing: how many elements C has there is not known', value)
    }
    const count = root?.flexibleCount ?? 0
    accessOf(arrayType(element, count)).initialise(memory, offset, root, value, site)
  },
  inline: undefined,
})
