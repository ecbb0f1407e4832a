/** What is const cannot be written: not through a field, an element, a pointer or a variable. */
import { printType } from '../ctype/print.ts'
import type { CType } from '../ctype/type.ts'
import { codedError } from '../error.ts'

/** `point.x is 'const int': …` */
export const constError = (site: { readonly lvalue: string; readonly type: CType }): TypeError =>
  codedError(
    TypeError,
    'ERR_CABI_ARG_TYPE',
    `${site.lvalue} is '${printType(site.type)}': it is const, or part of what is`,
    {
      lvalue: site.lvalue,
      type: printType(site.type),
    },
  )
