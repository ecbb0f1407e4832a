/** What every parsing function works on: the token stream, what is declared so far, and how to complain. */
import type { Target } from '../ctype/target.ts'
import { AlikePrototypes } from './declaration/alike.ts'
import type { Derivation } from './declaration/derivation.ts'
import { Scope } from './declaration/scope.ts'
import { unsupportedWord } from './declaration/unsupported.ts'
import type { Identifier } from './lexer/identifier.ts'
import type { Source } from './lexer/source.ts'
import { Lexer, type TokenKind } from './lexer/token.ts'
import { checkConditionals } from './preprocessor/conditional.ts'
import { parseDirective } from './preprocessor/directive.ts'
import { applyMacro, type Macro, namesItself } from './preprocessor/macro.ts'
import { Preprocessing } from './preprocessor/preprocessing.ts'

/** Declarators inside one another: parentheses, parameter lists, and what they derive, typedefs included. C11 asks for 12. */
const MAX_DECLARATOR_DEPTH = 100

/** Parentheses, signs and conditionals inside one another; C11 asks for 63. */
const MAX_EXPRESSION_DEPTH = 200

/** Structs inside one another, written so or by their names; C11 asks for 63. */
export const MAX_RECORD_DEPTH = 100

export class Parser extends Lexer {
  readonly scope: Scope
  readonly preprocessing: Preprocessing
  readonly target: Target
  /** What `#pragma pack` has in force: the most bytes that members are aligned to. */
  pack: number | undefined = undefined
  /** In the expression of an `#if`: every name is 0, every integer as wide as `intmax_t` (C11 6.10.1 §4). */
  isCondition = false
  /** The macro whose body is being read as a constant: its name is part of every complaint. */
  definition: { readonly name: string; readonly offset: number } | undefined = undefined
  /** More than zero in an operand that is not evaluated (C11 6.6 §3): its faults do not count. */
  unevaluated = 0
  /** Of the declarators that are being read, inside out. */
  readonly derivations: Derivation[] = []
  readonly alike = new AlikePrototypes()
  /** The `{` of each `extern "C" {` that is open. */
  readonly linkage: number[] = []
  #declaratorDepth = 0
  #recordDepth = 0
  #expressionDepth = 0

  constructor(source: Source, target: Target, scope: Scope = new Scope(source, target)) {
    super(source)
    this.target = target
    this.scope = scope
    this.preprocessing = new Preprocessing(source)
  }

  protected override directive(): void {
    this.alike.forget()
    parseDirective(this)
  }

  protected override newIdentifier(identifier: Identifier): void {
    if (identifier.word === undefined) identifier.macro = this.preprocessing.predefined(identifier.name)
  }

  protected override applyMacro(macro: Macro): boolean {
    return applyMacro(this, macro)
  }

  protected override isPainted(macro: Macro): boolean {
    return this.preprocessing.isPreprocessed && namesItself(this, macro)
  }

  protected override endOfText(): void {
    checkConditionals(this)
  }

  /** Leaves what was being read: after a macro's body, with which an error may have done away. */
  override forget(): void {
    super.forget()
    this.definition = undefined
    this.unevaluated = 0
    this.derivations.length = 0
    this.scope.parameters.length = 0
    this.#declaratorDepth = 0
    this.#recordDepth = 0
    this.#expressionDepth = 0
  }

  accept(kind: TokenKind): boolean {
    if (this.kind !== kind) return false
    this.next()
    return true
  }

  expect(kind: TokenKind, where: string): void {
    if (!this.accept(kind)) this.unexpected(`'${kind}' ${where}`)
  }

  raise(offset: number, message: string): never {
    this.source.raise(offset, message)
  }

  unsupported(offset: number, construct: string): never {
    const macro = this.definition === undefined ? '' : ` in the macro '${this.definition.name}'`
    this.source.unsupported(offset, `${construct}${macro}`)
  }

  /** Refuses the current token: as a construct of C that is not supported, if it starts one, or as wrong. */
  unexpected(expectation: string, offset = this.start): never {
    this.refuseUnsupported()
    const why = `expected ${expectation}, found ${this.#found()}`
    // Behind a macro's body stands nothing that could be shown.
    this.refuseDefinition(this.definition !== undefined && this.kind === 'end' ? this.previousEnd : offset, why)
    this.raise(offset, why)
  }

  /** A macro that is no constant is still a macro to C. */
  refuseDefinition(offset: number, why: string): void {
    if (this.definition === undefined) return
    const message = `the macro '${this.definition.name}' is no constant expression: ${why}`
    this.source.raise(offset, message, 'ERR_CABI_UNSUPPORTED')
  }

  refuseUnsupported(): void {
    const construct = this.kind === 'identifier' ? unsupportedWord(this.name) : undefined
    if (construct !== undefined) this.unsupported(this.start, construct)
  }

  #found(): string {
    if (this.kind === 'end') return this.definition === undefined ? 'the end of the text' : 'the end of the macro'
    if (this.kind === 'line end') return 'the end of the line'
    if (this.kind === 'string' || this.kind === 'character') return this.spelling
    return `'${this.spelling}'`
  }

  enterDeclarator(): void {
    if (++this.#declaratorDepth > MAX_DECLARATOR_DEPTH) this.checkDepth(this.#declaratorDepth, this.start)
  }

  leaveDeclarator(): void {
    this.#declaratorDepth--
  }

  checkDepth(depth: number, offset: number): void {
    if (depth > MAX_DECLARATOR_DEPTH) {
      this.raise(offset, `a type of more than ${MAX_DECLARATOR_DEPTH} declarators inside one another`)
    }
  }

  enterRecord(offset: number): void {
    if (++this.#recordDepth > MAX_RECORD_DEPTH) {
      this.raise(offset, `more than ${MAX_RECORD_DEPTH} structs inside one another`)
    }
  }

  leaveRecord(): void {
    this.#recordDepth--
  }

  enterExpression(): void {
    if (++this.#expressionDepth <= MAX_EXPRESSION_DEPTH) return
    this.raise(this.start, `more than ${MAX_EXPRESSION_DEPTH} expressions inside one another`)
  }

  leaveExpression(): void {
    this.#expressionDepth--
  }
}
