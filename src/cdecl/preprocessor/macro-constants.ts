/**
 * Constants by name: enumerators, and macros, each worked out when it is first asked for, with the macros as they are at the
 * end of the text. Parsing only notes where a body stands: a header has thousands that nobody asks for.
 *
 * Some macros are no constants and no mistakes: an empty one (`#define EXPORT`), another name for what is declared
 * (`#define stat64 stat`, `#define stdin stdin`) or for a type or a part of a declaration (`#define BOOL int`), and one whose
 * own name is declared.
 */
import { CabiError } from '../../error.ts'
import { isReserved } from '../declaration/keyword.ts'
import { startsType } from '../declaration/specifier.ts'
import type { Constant, Constants, FunctionLikeMacro } from '../declarations.ts'
import { parseConstant } from '../expression/constant.ts'
import { classes, DIGIT, QUOTE } from '../lexer/character.ts'
import type { Position, Source } from '../lexer/source.ts'
import type { TokenKind } from '../lexer/token.ts'
import type { Parser } from '../parser.ts'
import { ExpandedMacro } from './expanded-macro.ts'
import { type Macro, needsExpansion } from './macro.ts'
import { MacroExpansion } from './macro-expansion.ts'
import type { ReplacementList } from './replacement-list.ts'

/** Whether it is a keyword that a constant expression may start with. */
function isOperator(word: string): boolean {
  switch (word) {
    case 'sizeof':
    case '_Alignof':
    case 'alignof':
    case '__alignof':
    case '__alignof__':
    case 'true':
    case 'false':
    case 'nullptr':
    case '_Generic':
    case '__extension__':
      return true
    default:
      return false
  }
}

/** What else one may start with. */
function startsConstant(kind: TokenKind): boolean {
  switch (kind) {
    case 'number':
    case 'character':
    case 'string':
    case '(':
    case '+':
    case '-':
    case '~':
    case '!':
      return true
    default:
      return false
  }
}

const HASH = 35
const LEFT_PARENTHESIS = 40

export class MacroConstants implements Constants {
  readonly #parser: Parser
  /** Enumerators in the order of the text, which win where no macro of their name is a constant. */
  readonly #enumerators: ReadonlyMap<string, Constant>
  readonly #evaluated = new Map<Macro, Constant | CabiError>()
  readonly #isConstant = new Map<Macro, boolean>()
  readonly #replacementLists = new Map<Macro, ReplacementList>()
  #macros: ReadonlyMap<string, Macro> | undefined

  /** Takes the parser over, at the end of the text. */
  constructor(parser: Parser, enumerators: ReadonlyMap<string, Constant>) {
    this.#parser = parser
    this.#enumerators = enumerators
  }

  has(name: string): boolean {
    return this.#macro(name) !== undefined || this.#enumerators.has(name)
  }

  get(name: string): Constant | undefined {
    const macro = this.#macro(name)
    if (macro === undefined) return this.#enumerators.get(name)
    const result = this.#evaluated.get(macro) ?? this.#evaluate(macro)
    this.#evaluated.set(macro, result)
    if (result instanceof CabiError) throw result
    return result
  }

  *keys(): Iterable<string> {
    yield* this.#enumerators.keys()
    for (const [name, macro] of this.#byName()) {
      if (!this.#enumerators.has(name) && this.#looksConstant(macro)) yield name
    }
  }

  /** The macro of this name, if it is a constant. */
  #macro(name: string): Macro | undefined {
    const macro = this.#byName().get(name)
    return macro !== undefined && this.#looksConstant(macro) ? macro : undefined
  }

  /** Most macros start with what only a constant starts with, and need no reading: that saves a quarter of GTK's 40 ms. */
  #looksConstant(macro: Macro): boolean {
    const p = this.#parser
    if (startsLikeConstant(p.source.text.charCodeAt(macro.start))) return !isDeclared(p, macro.name)
    let isConstant = this.#isConstant.get(macro)
    if (isConstant === undefined) {
      isConstant = this.#reading(macro, looksConstant) !== false
      this.#isConstant.set(macro, isConstant)
    }
    return isConstant
  }

  #byName(): ReadonlyMap<string, Macro> {
    this.#macros ??= new Map(
      this.#parser.preprocessing.listed
        .filter(({ macro }) => macro?.kind === 'object' && macro.start !== macro.end)
        .map(({ name, macro }) => [name, macro!]),
    )
    return this.#macros
  }

  #evaluate(macro: Macro): Constant | CabiError {
    return this.#reading(macro, evaluate)
  }

  /** Reads something from the start of what a macro stands for. */
  #reading<T>(macro: Macro, read: (p: Parser, macro: Macro) => T): T | CabiError {
    try {
      return this.#readingInPlace(macro, read) ?? this.#readingExpansion(macro, read)
    } catch (error) {
      if (error instanceof CabiError) return error
      throw error
    }
  }

  /** In the text, with object-like macros expanded token by token. Undefined where that is not enough. */
  #readingInPlace<T>(macro: Macro, read: (p: Parser, macro: Macro) => T): T | undefined {
    const p = this.#parser
    try {
      p.definition = macro
      p.enterBody(macro)
      p.next()
      return read(p, macro)
    } catch (error) {
      if (error === needsExpansion() || isAtPasting(p)) return undefined
      throw error
    } finally {
      p.forget()
    }
  }

  #readingExpansion<T>(macro: Macro, read: (p: Parser, macro: Macro) => T): T {
    const tokens = new MacroExpansion(this.#parser, macro, this.#replacementLists).tokens()
    return read(new ExpandedMacro(this.#parser, macro, tokens), macro)
  }
}

/** Before or behind a `##`, where no expression goes on. */
const isAtPasting = (p: Parser) => p.at('##') || p.peek() === HASH

function evaluate(p: Parser): Constant {
  const constant = parseConstant(p)
  if (!p.at('end')) p.unexpected('the end of the macro')
  return constant
}

/** A digit, a quote or a `(`. */
const startsLikeConstant = (code: number) =>
  classes[code] === DIGIT || classes[code] === QUOTE || code === LEFT_PARENTHESIS

/** A look at how the body starts, and no more. */
function looksConstant(p: Parser, { name }: Macro): boolean {
  if (p.at('end') || isDeclared(p, name)) return false
  if (!p.at('identifier')) return startsConstant(p.kind)
  const first = p.identifier!
  if (isOperator(first.name)) return true
  if (isReserved(first.name) || startsType(p)) return false
  p.next()
  return !p.at('end') || !(isDeclared(p, first.name) || first.macro?.kind === 'function' || first.name === name)
}

/** As something with an address or a type: not as an enumerator. */
function isDeclared(p: Parser, name: string): boolean {
  const entry = p.scope.ordinary(name)
  return entry !== undefined && entry.kind !== 'enumerator'
}

/** Every macro of the text that has parameters. */
export function functionLikeMacros({ preprocessing, source }: Parser): ReadonlyMap<string, FunctionLikeMacro> {
  const found = new Map<string, FunctionLikeMacro>()
  for (const { name, macro } of preprocessing.listed) {
    if (macro?.kind === 'function') found.set(name, new RememberedMacro(macro, source))
  }
  return found
}

/** Its position is worked out when asked for. */
class RememberedMacro implements FunctionLikeMacro {
  readonly #macro: Macro
  readonly #source: Source

  constructor(macro: Macro, source: Source) {
    this.#macro = macro
    this.#source = source
  }

  get name(): string {
    return this.#macro.name
  }

  get position(): Position {
    return this.#source.position(this.#macro.offset)
  }
}
