/**
 * The text being parsed, and the one way out of it: every error is raised here, with its line, column, source line and
 * caret. Offsets count UTF-16 units of `text`, which is the input without its line continuations (C11 5.1.1.2 §1, phase
 * 2), so that no later stage knows of them:
 *
 *   input  "int \⏎f(void);"      text  "int f(void);"      offset 4 ('f') ─▶ line 2, column 1
 */
import { CabiError, type ErrorCode } from '../error.ts'

/** Both from 1; the column counts UTF-16 units, as editors and JavaScript do. */
export interface Position {
  readonly line: number
  readonly column: number
}

const MAX_TEXT_LENGTH = 1 << 26

export class Source {
  readonly name: string
  readonly text: string
  readonly #input: string
  /** Where continuations were cut out: offset in `text`, and how many units of the input are missing before it. */
  readonly #cuts: readonly { readonly offset: number; readonly missing: number }[]
  #line = 1
  #lineStart = 0
  #lineEnd: number

  constructor(input: string, name = '<declarations>') {
    this.name = name
    this.#input = input
    this.#lineEnd = endOfLine(input, 0)
    const { text, cuts } = input.includes('\\') ? withoutContinuations(input) : { text: input, cuts: [] }
    this.text = text
    this.#cuts = cuts
    if (input.length > MAX_TEXT_LENGTH) this.raise(0, `more than ${MAX_TEXT_LENGTH} characters of declarations`)
  }

  /** Declarations ask in ascending order, so the search for the line goes on from where it last ended. */
  position(offset: number): Position {
    const at = this.#inInput(offset)
    if (at < this.#lineStart) {
      this.#line = 1
      this.#lineStart = 0
      this.#lineEnd = endOfLine(this.#input, 0)
    }
    while (at > this.#lineEnd) {
      this.#line++
      this.#lineStart = this.#lineEnd + 1
      this.#lineEnd = endOfLine(this.#input, this.#lineStart)
    }
    return { line: this.#line, column: at - this.#lineStart + 1 }
  }

  /** `<declarations>:2:14`, as in messages. */
  place(offset: number): string {
    return this.spell(this.position(offset))
  }

  spell({ line, column }: Position): string {
    return `${this.name}:${line}:${column}`
  }

  raise(offset: number, message: string, code: ErrorCode = 'ERR_CABI_SYNTAX'): never {
    const position = this.position(offset)
    const line = this.#input.slice(this.#lineStart, this.#lineEnd).replace(/\r$/, '')
    const indent = line.slice(0, position.column - 1).replace(/[^\t]/g, ' ')
    throw new CabiError(code, `${this.spell(position)}: ${message}\n${line}\n${indent}^`, { ...position })
  }

  /** For what is C, but not understood here. */
  unsupported(offset: number, construct: string): never {
    this.raise(offset, `${construct} is not supported`, 'ERR_CABI_UNSUPPORTED')
  }

  #inInput(offset: number): number {
    const cut = this.#cuts.findLast(c => c.offset <= offset)
    return offset + (cut?.missing ?? 0)
  }
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from)
  return newline < 0 ? text.length : newline
}

function withoutContinuations(input: string) {
  const cuts: { offset: number; missing: number }[] = []
  let missing = 0
  const text = input.replace(/\\\r?\n/g, (continuation, at: number) => {
    const offset = at - missing
    missing += continuation.length
    cuts.push({ offset, missing })
    return ''
  })
  return { text, cuts }
}
