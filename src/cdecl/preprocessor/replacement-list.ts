/** A macro's definition as tokens (C11 6.10.3 §9-10): its parameters and its replacement list. */

import type { Parser } from '../parser.ts'
import type { Macro } from './macro.ts'
import { MacroToken } from './macro-token.ts'

/** A token of a replacement list, and what `#` and `##` make of it. */
export interface Replacement {
  readonly token: MacroToken
  /** Which parameter it names, from 0; -1 for another token. */
  readonly parameter: number
  /** `#` stands before it. */
  readonly isStringized: boolean
  /** `##` stands before it. */
  readonly isRight: boolean
  /** `##` stands behind it. */
  isLeft: boolean
}

export interface ReplacementList {
  readonly macro: Macro
  readonly parameterCount: number
  /** Whether the last parameter takes all arguments that are left. */
  readonly isVariadic: boolean
  readonly replacements: readonly Replacement[]
}

export function replacementListOf(p: Parser, macro: Macro): ReplacementList {
  const tokens = tokensOf(p, macro)
  const end = macro.kind === 'function' ? tokens.findIndex(({ kind }) => kind === ')') : -1
  const parameters = parametersIn(p, macro, tokens.slice(0, end + 1))
  const isVariadic = tokens.slice(0, end + 1).some(({ kind }) => kind === '...')
  const replacements = replacementsIn(p, macro, withoutSpace(tokens.slice(end + 1)), parameters)
  if (isVariadic) refuseOption(p, macro, replacements)
  return { macro, parameterCount: parameters.size, isVariadic, replacements }
}

function tokensOf(p: Parser, macro: Macro): MacroToken[] {
  const tokens: MacroToken[] = []
  p.enterBody(macro)
  let { end } = p
  for (p.scan(); !p.at('end'); p.scan()) {
    const identifier = p.at('identifier') ? p.identifier : undefined
    tokens.push(new MacroToken(p.kind, p.spelling, p.start, p.start > end, identifier))
    end = p.end
  }
  p.forget()
  return tokens
}

/** White space before a replacement list is no part of it (C11 6.10.3 §7). */
function withoutSpace([first, ...rest]: readonly MacroToken[]): readonly MacroToken[] {
  if (first === undefined) return rest
  return [new MacroToken(first.kind, first.spelling, first.offset, false, first.identifier), ...rest]
}

/** `(a, b, ...)`, GNU's `(a, rest...)`: their places by name. */
function parametersIn(p: Parser, macro: Macro, tokens: readonly MacroToken[]): Map<string, number> {
  const parameters = new Map<string, number>()
  for (const [i, { kind, identifier, offset }] of tokens.entries()) {
    const isNameless = kind === '...' && tokens[i - 1]!.kind !== 'identifier'
    const name = isNameless ? '__VA_ARGS__' : identifier?.name
    if (name === undefined) continue
    if (parameters.has(name)) p.raise(offset, `two parameters '${name}' of the macro '${macro.name}'`)
    parameters.set(name, parameters.size)
  }
  return parameters
}

function replacementsIn(
  p: Parser,
  macro: Macro,
  tokens: readonly MacroToken[],
  parameters: ReadonlyMap<string, number>,
): Replacement[] {
  const replacements: Replacement[] = []
  let isRight = false
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!
    if (token.kind === '##') {
      const left = replacements.at(-1)
      if (left === undefined || isRight || at === tokens.length - 1) {
        p.raise(token.offset, `'##' without two operands in the macro '${macro.name}'`)
      }
      left.isLeft = isRight = true
      continue
    }
    const isStringized = token.kind === '#' && macro.kind === 'function'
    if (isStringized) at++
    const parameter = parameters.get(tokens[at]?.identifier?.name ?? '') ?? -1
    if (isStringized && parameter < 0) {
      p.raise(token.offset, `'#' without a parameter behind it in the macro '${macro.name}'`)
    }
    replacements.push({ token, parameter, isStringized, isRight, isLeft: false })
    isRight = false
  }
  return replacements
}

/** C23 6.10.5.1. */
function refuseOption(p: Parser, { name }: Macro, replacements: readonly Replacement[]): void {
  const option = replacements.find(({ token }) => token.identifier?.name === '__VA_OPT__')
  if (option !== undefined) p.source.unsupported(option.token.offset, `'__VA_OPT__' in the macro '${name}'`)
}
