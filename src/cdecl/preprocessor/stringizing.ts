/** The operator `#` (C11 6.10.3.2). */
import { MacroToken } from './macro-token.ts'

/** The string literal that spells an argument. */
export function stringize(argument: readonly MacroToken[], offset: number): MacroToken {
  return new MacroToken('string', `"${spelled(argument)}"`, offset, false)
}

/**
 * White space is one space, and none at both ends. As GCC has it, the space before what was replaced counts, unless the
 * replaced itself had none and an expansion ends there.
 */
function spelled(argument: readonly MacroToken[]): string {
  let text = ''
  let isSpaced: boolean | undefined
  for (const token of argument) {
    if (token.kind === 'padding') isSpaced ??= token.isSpaced
    else if (token.kind === 'seam') isSpaced ||= undefined
    else {
      if (text !== '' && (isSpaced ?? token.isSpaced)) text += ' '
      text += spelledInString(token)
      isSpaced = undefined
    }
  }
  return text
}

const spelledInString = ({ kind, spelling }: MacroToken) =>
  kind === 'string' || kind === 'character' ? spelling.replace(/["\\]/g, '\\$&') : spelling
