/** Bodies of functions: what they do is in the library, or of no concern here. */
import type { Parser } from '../parser.ts'

/** Skips from `{` to its `}`. Only brackets count, and directives are obeyed: a conditional may hold half of a block. */
export function skipBody(p: Parser): void {
  const offset = p.start
  let depth = 0
  p.preprocessing.isSkipping = true
  for (;;) {
    if (p.kind === '{') depth++
    else if (p.kind === '}' && --depth === 0) break
    else if (p.kind === 'end') p.raise(offset, `'{' without its '}'`)
    p.next()
  }
  p.preprocessing.isSkipping = false
  p.next()
}
