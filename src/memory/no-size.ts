/** What to say of a type that has no size, to somebody who wanted memory or a member of it: why, and what to write instead. */
import { printType } from '../ctype/print.ts'
import { x86_64_linux as host, type Target } from '../ctype/target.ts'
import { bareType, type CType } from '../ctype/type.ts'

/** The way in which a type was to be used, of another type: of `c.pointer(T)`, `alloc(c.pointer(T))`. */
export type Use = (type: string) => string

/** `'int (int)' has no size: it is a function, and no pointer to one: write alloc(c.pointer(T))`. */
export const noSize = (type: CType, use: Use, target: Target = host): string => lacks('size', type, use, target)

/** The same for whoever asked how it is aligned. */
export const noAlignment = (type: CType, use: Use, target: Target): string => lacks('alignment', type, use, target)

function lacks(what: string, type: CType, use: Use, target: Target): string {
  const text = `'${printType(type)}' has no ${what}`
  const bare = bareType(type)
  switch (bare.kind) {
    case 'function':
      return `${text}: it is a function, and no pointer to one: write ${use('c.pointer(T)')}`
    case 'void':
      return `${text}: there are no values of it: bytes are c.uint8_t, and a pointer to anything is c.pointer(c.void)`
    case 'array':
      if (bare.count === undefined) return `${text}: it says no number of elements: write ${use('c.array(T, count)')}`
      break
    case 'record':
      if (bare.definition === undefined) {
        return `${text}: its members are not declared: declare them, or write ${use('c.pointer(T)')}`
      }
      break
    case 'enum':
      if (bare.definition === undefined) return `${text}: its values are not declared: declare them, or write c.int`
  }
  return `${text} on ${target.name}, which has no such type`
}
