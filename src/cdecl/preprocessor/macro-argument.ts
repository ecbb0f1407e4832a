/** Arguments of a function-like macro (C11 6.10.3 §10-12). */
import type { MacroExpansion } from './macro-expansion.ts'
import type { MacroToken } from './macro-token.ts'
import type { ReplacementList } from './replacement-list.ts'

export class MacroArgument {
  /** As they are written. */
  readonly tokens: readonly MacroToken[]
  /** Of a variadic parameter, whose arguments are missing: with `##`, the comma before it goes too. */
  readonly isAbsent: boolean
  #expanded: readonly MacroToken[] | undefined

  constructor(tokens: readonly MacroToken[], isAbsent: boolean) {
    this.tokens = tokens
    this.isAbsent = isAbsent
  }

  /** With all macros replaced, as if these tokens were all there is (6.10.3.1 §1). */
  expanded(expansion: MacroExpansion): readonly MacroToken[] {
    this.#expanded ??= expansion.expandArgument(this.tokens)
    return this.#expanded
  }
}

/** Reads what follows the `(` after a macro's name, which stands at `offset`. */
export function readArguments(expansion: MacroExpansion, list: ReplacementList, offset: number): MacroArgument[] {
  const { parameterCount, isVariadic } = list
  const found: MacroToken[][] = []
  let isLast = false
  while (!isLast) {
    const tokens: MacroToken[] = []
    found.push(tokens)
    const end = readArgument(expansion, tokens, isVariadic && found.length === parameterCount)
    if (end === 'end') expansion.refuseUnclosed(list.macro, offset)
    isLast = end === ')'
  }
  const isNothing = found.length === 1 && found[0]!.length === 0
  if (isNothing && parameterCount === 0) return []
  checkCount(expansion, list, found.length, offset)
  const isAbsent = isVariadic && (found.length < parameterCount || isNothing)
  if (found.length < parameterCount) found.push([])
  return found.map((tokens, i) => new MacroArgument(tokens, isAbsent && i === parameterCount - 1))
}

/** Up to the `,` or the `)` that ends it, which it gives. */
function readArgument(expansion: MacroExpansion, tokens: MacroToken[], takesCommas: boolean): string {
  for (let depth = 0; ; ) {
    const token = expansion.unexpanded()
    const { kind } = token
    if (kind === 'end' || (depth === 0 && (kind === ')' || (kind === ',' && !takesCommas)))) {
      while (tokens.at(-1)?.isBetween) tokens.pop()
      return kind
    }
    if (kind === '(') depth++
    else if (kind === ')') depth--
    if (tokens.length > 0 || !token.isBetween) tokens.push(token)
  }
}

/** GNU C lets those of a variadic parameter be missing with the comma before them, as C23 does. */
function checkCount(expansion: MacroExpansion, list: ReplacementList, count: number, offset: number): void {
  const { macro, parameterCount, isVariadic } = list
  const least = isVariadic ? parameterCount - 1 : parameterCount
  if (count === parameterCount || count === least) return
  const takes = `${least}${isVariadic ? ' or more' : ''} ${least === 1 && !isVariadic ? 'argument' : 'arguments'}`
  expansion.raise(offset, `${expansion.described(macro)} takes ${takes}, not ${count},`)
}
