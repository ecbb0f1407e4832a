/** What every parsing function works on: the token stream, what is declared so far, and how to complain. */
import { parseDirective } from './macro.ts'
import { Scope } from './scope.ts'
import type { Source } from './source.ts'
import { Lexer, type TokenKind } from './token.ts'
import { unsupportedAfterDeclarator, unsupportedWord } from './unsupported.ts'

/** Declarators inside one another: parentheses, parameter lists, and what they derive, typedefs included. C11 asks for 12. */
const MAX_DECLARATOR_DEPTH = 100

/** Parentheses, signs and conditionals inside one another; C11 asks for 63. */
const MAX_EXPRESSION_DEPTH = 200

export class Parser extends Lexer {
  readonly scope: Scope
  /** The macro whose body is being read as a constant: its name is part of every complaint. */
  definition: { readonly name: string; readonly offset: number } | undefined
  /** More than zero in an operand that is not evaluated (C11 6.6 §3): its faults do not count. */
  unevaluated = 0
  #declaratorDepth = 0
  #expressionDepth = 0

  constructor(source: Source) {
    super(source)
    this.scope = new Scope(source)
  }

  protected override directive(): void {
    parseDirective(this)
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
    this.refuseDefinition()
    this.raise(offset, `expected ${expectation}, found ${this.#found()}`)
  }

  /** A macro that is no constant is still a macro to C. */
  refuseDefinition(): void {
    if (this.definition === undefined) return
    const { name, offset } = this.definition
    this.source.unsupported(offset, `the macro '${name}', which is no constant expression,`)
  }

  /** After a declarator, some signs start what C allows there. */
  refuseUnsupportedSuffix(): void {
    const doubled = this.kind === '[' && this.source.text[this.end] === '['
    const construct = unsupportedAfterDeclarator.get(doubled ? '[[' : this.kind)
    if (construct !== undefined) this.unsupported(this.start, construct)
  }

  refuseUnsupported(): void {
    const construct = this.kind === 'identifier' ? unsupportedWord(this.name) : undefined
    if (construct !== undefined) this.unsupported(this.start, construct)
  }

  #found(): string {
    if (this.kind === 'end') return 'the end of the text'
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

  enterExpression(): void {
    if (++this.#expressionDepth <= MAX_EXPRESSION_DEPTH) return
    this.raise(this.start, `more than ${MAX_EXPRESSION_DEPTH} expressions inside one another`)
  }

  leaveExpression(): void {
    this.#expressionDepth--
  }
}
