/** `_Alignof` (C11 6.5.3.4 §3), and GNU's `__alignof__`, which on i386 says more of `long long` and `double`. */
import { alignOf, preferredAlignOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import { bareType, type CType } from '../../ctype/type.ts'
import { isComplete } from '../declaration/complete.ts'
import { parseTypeName } from '../declaration/declarator.ts'
import { startsType } from '../declaration/specifier.ts'
import type { Parser } from '../parser.ts'
import { constantOperand, type Operand, refuse } from './operand.ts'
import { sizeType } from './sizeof.ts'

/** Of a type only: the alignment of a variable or a member can be more than its type's. */
export function parseAlignof(p: Parser): Operand {
  const { name, start } = p
  p.next()
  if (!p.accept('(') || !startsType(p)) p.unsupported(start, `'${name}' of an expression`)
  const type = parseTypeName(p)
  p.expect(')', 'after a type name')
  const align = name.startsWith('__') ? alignment(p, type, preferredAlignOf) : alignment(p, type, alignOf)
  if (align === undefined) refuse(p, start, `'${printType(type)}' has no alignment`)
  return constantOperand(sizeType(p.target), BigInt(align), start)
}

/** An array has its element's. */
function alignment(p: Parser, type: CType, of: typeof alignOf): number | undefined {
  const bare = bareType(type)
  if (bare.kind === 'void') return 1
  return isComplete(type) ? of(type, p.target) : undefined
}
