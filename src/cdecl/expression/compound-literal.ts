/** Compound literals (C11 6.5.2.5): objects, so that only their types can be part of a constant. */
import { sizeOf } from '../../ctype/layout.ts'
import type { CType } from '../../ctype/type.ts'
import { skipBalanced } from '../declaration/skip.ts'
import type { Parser } from '../parser.ts'
import { type Operand, objectOperand } from './operand.ts'

/** At the `{`, after the type in parentheses. What `int[] { 1, 2 }` has for a size is in its initialiser, which is not read. */
export function parseCompoundLiteral(p: Parser, type: CType, offset: number): Operand {
  if (p.unevaluated === 0 || sizeOf(type, p.target) === undefined) p.unsupported(offset, 'a compound literal')
  p.next()
  skipBalanced(p, '}')
  p.next()
  return objectOperand(type, undefined, offset)
}
