/** A replacement list with the arguments in the places of the parameters (C11 6.10.3.1-3). */
import type { MacroArgument } from './macro-argument.ts'
import type { MacroExpansion } from './macro-expansion.ts'
import { type MacroToken, seam } from './macro-token.ts'
import type { Replacement, ReplacementList } from './replacement-list.ts'
import { stringize } from './stringizing.ts'
import { paste } from './token-pasting.ts'

/**
 *   #define F(a, b) a ## b + #a      F(x, 1)  ─▶  x1 + "x"
 *
 * An argument that is empty beside a `##` is a placemarker: the other side stays as it is (6.10.3.3 §2).
 */
export class Substitution {
  readonly #expansion: MacroExpansion
  readonly #list: ReplacementList
  readonly #arguments: readonly MacroArgument[]
  readonly #offset: number | undefined
  readonly #result: MacroToken[] = []
  /** Whether the last token of the result is the left operand of a `##`, and no placemarker. */
  #hasLeft = false

  /** `offset` is that of the macro's name, where it is used: all that is not an argument's stands there. */
  constructor(
    expansion: MacroExpansion,
    list: ReplacementList,
    args: readonly MacroArgument[] = [],
    offset: number | undefined = undefined,
  ) {
    this.#expansion = expansion
    this.#list = list
    this.#arguments = args
    this.#offset = offset
  }

  result(): MacroToken[] {
    for (const [i, replacement] of this.#list.replacements.entries()) {
      const { token, parameter, isLeft, isRight } = replacement
      const isParameter = parameter >= 0
      if (isParameter && i > 0 && !isRight) this.#result.push(token.padding())
      this.#add(replacement, this.#tokensOf(replacement))
      if (isParameter && !isLeft) this.#result.push(seam)
    }
    return this.#result
  }

  /** What a token of the list, or the parameter that it names, stands for. */
  #tokensOf({ token, parameter, isStringized, isLeft, isRight }: Replacement): readonly MacroToken[] {
    if (parameter < 0) return [this.#offset === undefined ? token : token.broughtInAt(this.#offset)]
    const argument = this.#arguments[parameter]!
    if (isStringized) return [stringize(argument.tokens, this.#offset!)]
    return isLeft || isRight ? argument.tokens : argument.expanded(this.#expansion)
  }

  #add(replacement: Replacement, tokens: readonly MacroToken[]): void {
    const { isLeft, isRight } = replacement
    const result = this.#result
    const endsOptionally = isRight && this.#isCommaBefore(replacement)
    const isPasted = isRight && this.#hasLeft && tokens.length > 0 && !endsOptionally
    if (endsOptionally && this.#arguments[replacement.parameter]!.isAbsent) result.pop()
    if (isPasted) result.push(this.#pasted(result.pop()!, tokens[0]!))
    for (let i = isPasted ? 1 : 0; i < tokens.length; i++) result.push(tokens[i]!)
    this.#hasLeft = isLeft && (tokens.length > 0 || (isRight && this.#hasLeft))
  }

  /** GCC's manual, "Variadic Macros": `, ## __VA_ARGS__` pastes nothing, and loses the comma where the arguments are missing. */
  #isCommaBefore({ parameter, isStringized }: Replacement): boolean {
    const { isVariadic, parameterCount } = this.#list
    return isVariadic && !isStringized && parameter === parameterCount - 1 && this.#result.at(-1)?.kind === ','
  }

  #pasted(left: MacroToken, right: MacroToken): MacroToken {
    const token = paste(left, right, this.#expansion.identifiers)
    if (token !== undefined) return token
    const whose = this.#offset === undefined ? '' : ` of ${this.#expansion.described(this.#list.macro)}`
    this.#expansion.raise(left.offset, `'##'${whose} makes no token of '${left.spelling}' and '${right.spelling}'`)
  }
}
