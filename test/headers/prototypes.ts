/** The types of functions, variables and typedef names, compared with GCC's. */
import type { Declarations } from '../../src/cdecl/declarations.ts'
import { printType } from '../../src/ctype/print.ts'
import type { CType } from '../../src/ctype/type.ts'
import type { Preprocessed } from './preprocess.ts'
import { independentRefusals } from './probe.ts'
import { withoutMacros } from './without-macros.ts'

/** What GCC says otherwise: nothing, if all is right. */
export function wrongTypes(headers: Preprocessed, { functions, variables, types, tags }: Declarations): string[] {
  const declared: [string, CType][] = [
    ...Array.from(functions, ([name, { type }]): [string, CType] => [name, type]),
    ...Array.from(variables, ([name, { type }]): [string, CType] => [name, type]),
    ...Array.from(types, ([name, type]): [string, CType] => [name, type.kind === 'typedef' ? type.type : type]),
  ]
  const lines = declared
    .filter(([, type]) => isSpelled(type, tags))
    .map(([name, type]) => `_Static_assert(__builtin_types_compatible_p(__typeof__(${name}), ${printType(type)}), "");`)
  const refused = independentRefusals(withoutMacros(headers, lines), lines)
  return Array.from(refused, ([line, message]) => `${lines[line]} // ${message}`)
}

/**
 * Whether a type can be written: a struct or enumeration without a tag is another type each time, and the one that
 * `va_list` is made of has a tag in no scope. Their sizes are compared (`layouts.ts`).
 */
function isSpelled(type: CType, tags: Declarations['tags']): boolean {
  switch (type.kind) {
    case 'record':
      return tags.has(`${type.keyword} ${type.tag}`)
    case 'enum':
      return tags.has(`enum ${type.tag}`)
    case 'pointer':
      return isSpelled(type.target, tags)
    case 'array':
      return isSpelled(type.element, tags)
    case 'qualified':
      return isSpelled(type.type, tags)
    case 'function':
      return isSpelled(type.result, tags) && type.parameters.every(p => isSpelled(p.type, tags))
    default:
      return true
  }
}
