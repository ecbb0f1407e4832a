/**
 * The text being parsed, and the one way out of it: every error is raised here, with its line, column, source line and
 * caret. Offsets count UTF-16 units of `text`, which is the input without its line continuations (C11 5.1.1.2 §1, phase
 * 2), so that no later stage knows of them:
 *
 *   input  "int \⏎f(void);"      text  "int f(void);"      offset 4 ('f') ─▶ line 2, column 1
 *
 * Behind the input, from `length` on, stands the text of what is built in, once it was asked for: macros are ranges of one
 * text.
 */
import { CabiError, type ErrorCode } from '../../error.ts'
import type { Builtin } from '../preprocessor/builtin.ts'
import { nothingBuiltin } from '../preprocessor/predefined-name.ts'

/** Line and column from 1; the column counts UTF-16 units, as editors and JavaScript do. */
export interface Position {
  /** What the text is called, or the file that a line marker names. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** From the line after `offset` on, lines are those of another file. */
interface LineMarker {
  readonly offset: number
  readonly file: string
  readonly line: number
}

const MAX_TEXT_LENGTH = 1 << 26

/** GCC lets blanks stand between the backslash and the end of its line. */
const continuation = /\\[ \t\v\f\r]*\n/g

export class Source {
  readonly name: string
  /** Of the input in `text`. */
  readonly length: number
  #text: string
  readonly #makeBuiltin: () => Builtin
  #builtin: Builtin | undefined
  readonly #input: string
  /** Where continuations were cut out: offset in `text`, and how many units of the input are missing before it. */
  readonly #cuts: readonly { readonly offset: number; readonly missing: number }[]
  readonly #markers: LineMarker[] = []
  /** Where lines of the input begin, as far as anyone asked. */
  readonly #lineStarts: number[] = [0]
  #hasAllLines = false

  constructor(input: string, name = '<declarations>', makeBuiltin: () => Builtin = () => nothingBuiltin) {
    this.name = name
    // A byte order mark is no part of the first line, in editors either.
    this.#input = input.startsWith('\ufeff') ? input.slice(1) : input
    const { text, cuts } = withoutContinuations(this.#input)
    this.#cuts = cuts
    this.length = text.length
    this.#text = `${text}\n`
    this.#makeBuiltin = makeBuiltin
    if (input.length > MAX_TEXT_LENGTH) this.raise(0, `more than ${MAX_TEXT_LENGTH} characters of declarations`)
  }

  /** Grows when `builtin` is first asked for. */
  get text(): string {
    return this.#text
  }

  get builtin(): Builtin {
    if (this.#builtin === undefined) {
      this.#builtin = this.#makeBuiltin()
      this.#text += this.#builtin.text
    }
    return this.#builtin
  }

  /** What follows the line of `offset` is line `line` of `file`. In ascending order. */
  mark(offset: number, file: string, line: number): void {
    this.#markers.push({ offset, file, line })
  }

  /** The file in force at the last line marker. */
  get file(): string {
    return this.#markers.at(-1)?.file ?? this.name
  }

  position(offset: number): Position {
    if (offset > this.length) return this.#builtinPosition(offset)
    const at = this.#inInput(offset)
    const line = this.#lineAt(at)
    const column = at - this.#lineStarts[line]! + 1
    const marker = lastAt(this.#markers, offset)
    if (marker === undefined) return { file: this.name, line: line + 1, column }
    const markerLine = this.#lineAt(this.#inInput(marker.offset))
    return { file: marker.file, line: marker.line + line - markerLine - 1, column }
  }

  /** `<declarations>:2:14`, as in messages. */
  place(offset: number): string {
    return this.spell(this.position(offset))
  }

  spell({ file, line, column }: Position): string {
    return `${file}:${line}:${column}`
  }

  raise(offset: number, message: string, code: ErrorCode = 'ERR_CABI_SYNTAX'): never {
    const position = this.position(offset)
    const line = this.#lineOf(offset).replace(/\r$/, '')
    const indent = line.slice(0, position.column - 1).replace(/[^\t]/g, ' ')
    throw new CabiError(code, `${this.spell(position)}: ${message}\n${line}\n${indent}^`, { ...position })
  }

  /** For what is C, but not understood here. */
  unsupported(offset: number, construct: string): never {
    this.raise(offset, `${construct} is not supported`, 'ERR_CABI_UNSUPPORTED')
  }

  #builtinPosition(offset: number): Position {
    const before = this.text.slice(this.length + 1, offset).split('\n')
    return { file: '<built-in>', line: before.length, column: before.at(-1)!.length + 1 }
  }

  #lineOf(offset: number): string {
    const [text, at] = offset > this.length ? [this.text, offset] : [this.#input, this.#inInput(offset)]
    const end = text.indexOf('\n', at)
    return text.slice(text.lastIndexOf('\n', at - 1) + 1, end < 0 ? text.length : end)
  }

  /** Counted from 0. */
  #lineAt(at: number): number {
    const starts = this.#lineStarts
    while (!this.#hasAllLines && starts.at(-1)! <= at) {
      const newline = this.#input.indexOf('\n', starts.at(-1)!)
      if (newline < 0) this.#hasAllLines = true
      else starts.push(newline + 1)
    }
    let low = 0
    for (let high = starts.length; low < high; ) {
      const middle = (low + high) >>> 1
      if (starts[middle]! <= at) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  #inInput(offset: number): number {
    return offset + (lastAt(this.#cuts, offset)?.missing ?? 0)
  }
}

/** The last of the ascending places that is not behind `offset`. */
function lastAt<T extends { readonly offset: number }>(places: readonly T[], offset: number): T | undefined {
  let low = 0
  for (let high = places.length; low < high; ) {
    const middle = (low + high) >>> 1
    if (places[middle]!.offset <= offset) low = middle + 1
    else high = middle
  }
  return places[low - 1]
}

function withoutContinuations(input: string) {
  const cuts: { offset: number; missing: number }[] = []
  if (!input.includes('\\')) return { text: input, cuts }
  let missing = 0
  const text = input.replace(continuation, (cut, at: number) => {
    const offset = at - missing
    missing += cut.length
    cuts.push({ offset, missing })
    return ''
  })
  return { text, cuts }
}
