/** What a macro expands to, as a text of its own with the names of the declarations around it. */
import type { ErrorCode } from '../../error.ts'
import type { Identifier, Identifiers } from '../lexer/identifier.ts'
import { type Position, Source } from '../lexer/source.ts'
import { Parser } from '../parser.ts'
import type { Macro } from './macro.ts'
import type { MacroToken } from './macro-token.ts'

/** Places in it are those of the macro's definition. */
class ExpandedSource extends Source {
  readonly #macro: Macro
  readonly #written: Source
  readonly #tokens: readonly MacroToken[]
  /** Of each token in the text. */
  readonly #starts: readonly number[]

  constructor(macro: Macro, written: Source, tokens: readonly MacroToken[]) {
    super(tokens.map(({ spelling }) => ` ${spelling}`).join(''), written.name)
    this.#macro = macro
    this.#written = written
    this.#tokens = tokens
    const starts: number[] = []
    let at = 1
    for (const { spelling } of tokens) {
      starts.push(at)
      at += spelling.length + 1
    }
    this.#starts = starts
  }

  override position(offset: number): Position {
    return this.#written.position(this.#offsetOf(offset))
  }

  override raise(offset: number, message: string, code?: ErrorCode): never {
    const name = `the macro '${this.#macro.name}'`
    this.#written.raise(this.#offsetOf(offset), message.includes(name) ? message : `${message} in ${name}`, code)
  }

  /** In the definition: within a token where it is written so there, or of the name that stands for it. */
  #offsetOf(at: number): number {
    const i = this.#starts.findLastIndex(start => start <= at)
    const token = this.#tokens[i]
    if (token === undefined) return this.#macro.start
    const isWritten = this.#written.text.startsWith(token.spelling, token.offset)
    return token.offset + (isWritten ? Math.min(at - this.#starts[i]!, token.spelling.length) : 0)
  }
}

export class ExpandedMacro extends Parser {
  readonly #written: Identifiers

  /** At the first token. */
  constructor(p: Parser, macro: Macro, tokens: readonly MacroToken[]) {
    super(new ExpandedSource(macro, p.source, tokens), p.target, p.scope)
    this.#written = p.identifiers
    this.definition = macro
    // Behind the space before the first token: a `#` there starts no directive.
    this.end = 1
    this.next()
  }

  /** Nothing is left to expand. */
  protected override newIdentifier(identifier: Identifier): void {
    const { macro } = this.#written.named(identifier.name)
    if (macro?.kind !== 'object') identifier.macro = macro
  }

  /** Only `_Pragma`, which expanding leaves. */
  protected override applyMacro(macro: Macro): boolean {
    return macro.kind === 'operator' && super.applyMacro(macro)
  }
}
