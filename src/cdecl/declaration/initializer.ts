/** Initialisers (C11 6.7.9) are skipped; from a plain list they give an array its size (§22). */
import { arrayType, bareType, type CType } from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'
import { brackets, skipBalanced } from './skip.ts'

/** Called at the `=`. The type of the variable: with the count of its elements, where that is plain to see. */
export function parseInitializer(p: Parser, type: CType): CType {
  p.next()
  if (p.at(',') || p.at(';') || p.at('end')) p.unexpected('an initialiser')
  const count = p.at('{') ? skipList(p) : skipExpression(p)
  const bare = bareType(type)
  if (bare.kind !== 'array' || bare.count !== undefined || count === undefined) return type
  const element = bareType(bare.element)
  const isScalar = element.kind !== 'record' && element.kind !== 'array' && element.kind !== 'vector'
  return isScalar === count.isFlat ? arrayType(bare.element, count.count) : type
}

/** To the `,` or `;`; a keyword of declarations ends it too, since then the `;` is missing. */
function skipExpression(p: Parser): undefined {
  while (p.kind !== ',' && p.kind !== ';') {
    if (p.kind === 'identifier' && startsDeclaration(p)) return
    const close = brackets[p.kind]
    if (close !== undefined) {
      p.next()
      skipBalanced(p, close)
    } else if (p.kind === 'end' || p.kind === ')' || p.kind === ']' || p.kind === '}') {
      p.unexpected(`';' after a declaration`)
    }
    p.next()
  }
}

function startsDeclaration({ identifier }: Parser): boolean {
  const kind = identifier!.word?.kind
  return kind !== undefined && kind !== 'elsewhere' && kind !== 'ignored' && kind !== 'unsupported'
}

interface Count {
  readonly count: number
  /** Whether no element has braces; otherwise all have. */
  readonly isFlat: boolean
}

/** Undefined where designators or strings, or a mixture of lists and values, would have to be understood. */
function skipList(p: Parser): Count | undefined {
  let [flat, braced] = [0, 0]
  let isPlain = true
  p.next()
  while (!p.at('}')) {
    if (p.at(',')) p.unexpected('an initialiser')
    if (p.at('[') || p.at('.') || p.at('string')) isPlain = false
    if (p.at('{')) braced++
    else flat++
    skipBalanced(p, ',', '}')
    p.accept(',')
  }
  p.next()
  return isPlain && (flat === 0 || braced === 0) ? { count: flat + braced, isFlat: braced === 0 } : undefined
}
