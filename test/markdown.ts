/** The parts of this repository's documents that tests look at. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './fixture.ts'

export interface CodeBlock {
  readonly document: string
  /** The nearest heading above it. */
  readonly section: string
  /** Of its first line of code, counted from 1. */
  readonly line: number
  /** What stands after the three backticks; empty for none. */
  readonly language: string
  readonly code: string
}

export interface Markdown {
  readonly blocks: readonly CodeBlock[]
  readonly headings: readonly string[]
  /** Without the code blocks. */
  readonly prose: string
}

/** Reads a document of the repository. Throws for a code block that nothing ends. */
export function readMarkdown(document: string): Markdown {
  const blocks: CodeBlock[] = []
  const headings: string[] = []
  const prose: string[] = []
  let open: { language: string; line: number; lines: string[] } | undefined
  for (const [i, line] of readFileSync(join(root, document), 'utf8').split('\n').entries()) {
    const [, fence] = /^```(\w*)$/.exec(line) ?? []
    const [, heading] = /^#+ (.*)$/.exec(line) ?? []
    if (open !== undefined && fence === '') {
      const { language, line: first, lines } = open
      blocks.push({ document, section: headings.at(-1) ?? '', line: first, language, code: lines.join('\n') })
      open = undefined
    } else if (open !== undefined) {
      open.lines.push(line)
    } else if (fence !== undefined) {
      open = { language: fence, line: i + 2, lines: [] }
    } else if (heading !== undefined) {
      headings.push(heading)
    } else {
      prose.push(line)
    }
  }
  if (open !== undefined) throw new Error(`${document}: the code block of line ${open.line} has no end`)
  return { blocks, headings, prose: prose.join('\n') }
}
