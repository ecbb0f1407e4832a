/** Preprocessing tokens (C11 6.4 §3) on their way through the expansion of a macro. */
import type { Identifier } from '../lexer/identifier.ts'
import type { TokenKind } from '../lexer/scanner.ts'

/**
 * The kind of a token, or of what stands between two: 'padding', as wide as the white space before what was replaced here,
 * and 'seam', where the tokens of an expansion or of an argument end. Only `#` sees them: its spaces are those of GCC.
 */
export type MacroTokenKind = TokenKind | 'padding' | 'seam'

export class MacroToken {
  readonly kind: MacroTokenKind
  readonly spelling: string
  /** In the definition of the macro that is asked for: of the token itself, or of the name that brought it in. */
  readonly offset: number
  /** Whether white space stands before it. */
  readonly isSpaced: boolean
  readonly identifier: Identifier | undefined
  /** Never to be expanded, as it was met within its own expansion (C11 6.10.3.4 §2). */
  readonly isPainted: boolean

  constructor(
    kind: MacroTokenKind,
    spelling: string,
    offset: number,
    isSpaced: boolean,
    identifier: Identifier | undefined = undefined,
    isPainted = false,
  ) {
    this.kind = kind
    this.spelling = spelling
    this.offset = offset
    this.isSpaced = isSpaced
    this.identifier = identifier
    this.isPainted = isPainted
  }

  get isBetween(): boolean {
    return this.kind === 'padding' || this.kind === 'seam'
  }

  /** As a part of what the name at `offset` stands for. */
  broughtInAt(offset: number): MacroToken {
    return new MacroToken(this.kind, this.spelling, offset, this.isSpaced, this.identifier, this.isPainted)
  }

  painted(): MacroToken {
    return new MacroToken(this.kind, this.spelling, this.offset, this.isSpaced, this.identifier, true)
  }

  padding(): MacroToken {
    return new MacroToken('padding', '', this.offset, this.isSpaced)
  }
}

export const seam: MacroToken = new MacroToken('seam', '', 0, false)

/** Behind the last token of a list that nothing follows. */
export const endToken: MacroToken = new MacroToken('end', '', 0, false)
