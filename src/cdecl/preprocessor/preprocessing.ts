/** What the preprocessor knows at a place in the text: the macros, which conditionals are open, what is packed. */

import type { Identifier } from '../lexer/identifier.ts'
import type { Source } from '../lexer/source.ts'
import type { BuiltinMacro } from './builtin.ts'
import type { Conditional } from './conditional.ts'
import { Macro } from './macro.ts'
import type { Packing } from './pragma-pack.ts'
import { mayBePredefined } from './predefined-name.ts'

export class Preprocessing {
  readonly conditionals: Conditional[] = []
  readonly packings: Packing[] = []
  /** What `#pragma push_macro` keeps, by name. */
  readonly pushedMacros = new Map<string, (Macro | undefined)[]>()
  /** Every name that the text made a macro at some place, in the order of their first definitions. */
  readonly listed: Identifier[] = []
  /** Line markers are what a preprocessor puts out: its macros are expanded already. */
  isPreprocessed = false
  inSystemHeader = false
  /** In text that declares nothing: a function-like macro may be used there. */
  isSkipping = false
  readonly #source: Source

  constructor(source: Source) {
    this.#source = source
  }

  define(identifier: Identifier, macro: Macro): void {
    identifier.macro = macro
    if (identifier.isListed) return
    identifier.isListed = true
    this.listed.push(identifier)
  }

  predefined(name: string): Macro | undefined {
    const macro = mayBePredefined(name) ? this.#source.builtin.macros.get(name) : undefined
    return macro === undefined ? undefined : this.#macro(macro)
  }

  hasHeader(name: string): boolean {
    return this.#source.builtin.headers.has(name)
  }

  /** What a built-in header defines. */
  macrosOf(header: string): Macro[] {
    return (this.#source.builtin.headers.get(header) ?? []).map(macro => this.#macro(macro))
  }

  #macro({ name, kind, offset, start, end }: BuiltinMacro): Macro {
    // Where the built-in text starts.
    const base = this.#source.length + 1
    return new Macro(name, kind, base + offset, base + start, base + end, true)
  }
}
