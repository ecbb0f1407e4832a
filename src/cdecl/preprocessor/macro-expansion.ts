/**
 * The exact expansion of a macro (C11 6.10.3), with all that function-like macros need: what the lexer does in passing, for
 * object-like ones, is enough for most macros and five times as fast.
 *
 *   #define _IO(type, nr) _IOC(0U, (type), (nr), 0)
 *   #define FIOCLEX _IO('f', 1)
 *
 *   name and ( ─▶ arguments ─▶ substitution ─▶ a context on the stack, which is read on from, and expanded again
 *
 * As in GCC, a macro is not expanded while its context is on the stack; what C leaves open (6.10.3.4 §4) is so decided.
 */
import type { Identifiers } from '../lexer/identifier.ts'
import type { Parser } from '../parser.ts'
import type { Macro } from './macro.ts'
import { readArguments } from './macro-argument.ts'
import { endToken, type MacroToken, seam } from './macro-token.ts'
import { type ReplacementList, replacementListOf } from './replacement-list.ts'
import { Substitution } from './substitution.ts'

/** Tokens that are still to be read. */
interface Context {
  readonly tokens: readonly MacroToken[]
  at: number
  /** Whose replacement they are. */
  readonly macro: Macro | undefined
}

/** Of all that is put on the stack for one macro: what bounds the time and the memory. */
const MAX_EXPANSION_LENGTH = 1 << 20

/** Uses of macros in the arguments of macros. */
const MAX_NESTED_ARGUMENTS = 100

export class MacroExpansion {
  readonly #p: Parser
  readonly #macro: Macro
  readonly #lists: Map<Macro, ReplacementList>
  readonly #expanding = new Set<Macro>()
  #contexts: Context[] = []
  #length = 0
  #nestedArguments = 0

  /** `lists` keeps what is read of the definitions. */
  constructor(p: Parser, macro: Macro, lists: Map<Macro, ReplacementList>) {
    this.#p = p
    this.#macro = macro
    this.#lists = lists
  }

  get identifiers(): Identifiers {
    return this.#p.identifiers
  }

  /** What the macro stands for. */
  tokens(): MacroToken[] {
    const tokens = new Substitution(this, this.#listOf(this.#macro)).result()
    this.#expanding.add(this.#macro)
    return this.#expanded(tokens).filter(token => !token.isBetween)
  }

  expandArgument(tokens: readonly MacroToken[]): readonly MacroToken[] {
    if (++this.#nestedArguments > MAX_NESTED_ARGUMENTS) {
      this.raise(
        tokens[0]?.offset ?? this.#macro.offset,
        `more than ${MAX_NESTED_ARGUMENTS} macros in the arguments of one another`,
      )
    }
    const expanded = this.#expanded(tokens)
    this.#nestedArguments--
    return expanded
  }

  /** The next token, as it stands. */
  unexpanded(): MacroToken {
    const token = this.#read()
    const macro = token.identifier?.macro
    return macro !== undefined && this.#expanding.has(macro) ? token.painted() : token
  }

  #expanded(tokens: readonly MacroToken[]): MacroToken[] {
    const result: MacroToken[] = []
    this.#push([...tokens, endToken], undefined)
    for (;;) {
      const token = this.unexpanded()
      if (token.kind === 'end') break
      const macro = token.isPainted ? undefined : token.identifier?.macro
      const isReplaced = macro !== undefined && this.#enter(macro, token)
      result.push(isReplaced ? token.padding() : token)
    }
    this.#contexts.pop()
    return result
  }

  /** Goes on with what a macro stands for, if its name is a use of it. */
  #enter(macro: Macro, name: MacroToken): boolean {
    if (macro.kind === 'operator' && macro.name !== '_Pragma') this.#refuseOperator(name)
    if (macro.kind !== 'object' && !(macro.kind === 'function' && this.#acceptParenthesis())) return false
    const list = this.#listOf(macro)
    const args = macro.kind === 'function' ? readArguments(this, list, name.offset) : []
    this.#push(new Substitution(this, list, args, name.offset).result(), macro)
    this.#expanding.add(macro)
    return true
  }

  /** Whether `(` is next, in whatever context: without it, the name of a function-like macro is left alone. */
  #acceptParenthesis(): boolean {
    let padding: MacroToken | undefined
    let token = this.unexpanded()
    for (; token.isBetween; token = this.unexpanded()) {
      if (padding?.kind !== 'padding' || (token.kind === 'seam' && !padding.isSpaced)) padding = token
    }
    if (token.kind === '(') return true
    if (token.kind !== 'end') this.#contexts.at(-1)!.at--
    if (padding !== undefined) this.#push([padding], undefined)
    return false
  }

  /** An end token is read again and again. */
  #read(): MacroToken {
    const context = this.#contexts.at(-1)!
    if (context.at === context.tokens.length) {
      this.#contexts.pop()
      if (context.macro !== undefined) this.#expanding.delete(context.macro)
      return seam
    }
    const token = context.tokens[context.at]!
    if (token.kind !== 'end') context.at++
    return token
  }

  #push(tokens: readonly MacroToken[], macro: Macro | undefined): void {
    for (const { spelling } of tokens) this.#length += spelling.length + 1
    if (this.#length > MAX_EXPANSION_LENGTH) {
      this.raise(this.#macro.offset, `macros that expand to more than ${MAX_EXPANSION_LENGTH} characters`)
    }
    this.#contexts.push({ tokens, at: 0, macro })
  }

  #listOf(macro: Macro): ReplacementList {
    let list = this.#lists.get(macro)
    if (list === undefined) {
      list = replacementListOf(this.#p, macro)
      this.#lists.set(macro, list)
    }
    return list
  }

  /** The macro by its name and place. */
  described({ name, offset }: Macro): string {
    return `the macro '${name}', defined at ${this.#p.source.place(offset)},`
  }

  raise(offset: number, message: string): never {
    this.#p.source.raise(offset, `${message} in the macro '${this.#macro.name}'`)
  }

  /** To C, what follows a use of the macro may go on with the arguments. */
  refuseUnclosed({ name }: Macro, offset: number): never {
    const why = `expected ')' after the arguments of the macro '${name}', found the end of the macro`
    const message = `the macro '${this.#macro.name}' is no constant expression: ${why}`
    this.#p.source.raise(offset, message, 'ERR_CABI_UNSUPPORTED')
  }

  /** It depends on where the macro is used. */
  #refuseOperator({ spelling, offset }: MacroToken): never {
    this.#p.source.unsupported(offset, `'${spelling}' in the macro '${this.#macro.name}'`)
  }
}
