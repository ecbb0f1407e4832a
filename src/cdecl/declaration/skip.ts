/** Text that declares nothing: bodies of functions, initialisers, assembler. Its brackets have to match, and that is all. */
import type { Parser } from '../parser.ts'

/** What closes what. */
export const brackets: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Reads up to `end` (or one of two), which is left as the current token: brackets inside are matched. */
export function skipBalanced(p: Parser, end: string, other = end): void {
  const open: string[] = []
  for (;;) {
    const { kind } = p
    if (open.length === 0 && (kind === end || kind === other)) return
    const close = brackets[kind]
    if (close !== undefined) open.push(close)
    else if (kind === 'end' || kind === ')' || kind === ']' || kind === '}') {
      const expected = open.pop()
      if (expected !== kind) p.unexpected(`'${expected ?? other}'`)
    }
    p.next()
  }
}
