/** What an ordinary identifier of the file scope was declared as (C11 6.2.3). Positions are worked out when asked for. */
import { bareType, type CType, type EnumType, type FunctionType, type TypedefType } from '../../ctype/type.ts'
import type { FunctionDeclaration, IntegerConstant, VariableDeclaration } from '../declarations.ts'
import type { Position, Source } from '../lexer/source.ts'

export class DeclaredFunction implements FunctionDeclaration {
  readonly kind = 'function'
  readonly name: string
  type: FunctionType
  readonly offset: number
  readonly source: Source
  /** From `__asm__("symbol")`. */
  renamed: string | undefined = undefined
  deprecated: string | undefined = undefined
  isStatic = false
  /** Whether every declaration so far has `inline` and none `extern`: then a body is no external definition (C11 6.7.4 §7). */
  isInline = false
  /** Of its body; -1 without one. */
  bodyOffset = -1

  constructor(name: string, type: FunctionType, offset: number, source: Source) {
    this.name = name
    this.type = type
    this.offset = offset
    this.source = source
  }

  get symbol(): string {
    return this.renamed ?? this.name
  }

  get isInternal(): boolean {
    return this.isStatic || (this.isInline && this.bodyOffset >= 0)
  }

  get position(): Position {
    return this.source.position(this.offset)
  }
}

export class DeclaredVariable implements VariableDeclaration {
  readonly kind = 'variable'
  readonly name: string
  type: CType
  readonly offset: number
  readonly source: Source
  readonly isThreadLocal: boolean
  renamed: string | undefined = undefined
  deprecated: string | undefined = undefined
  isStatic = false
  /** Of its initialiser; -1 without one. */
  bodyOffset = -1

  constructor(name: string, type: CType, offset: number, source: Source, isThreadLocal: boolean) {
    this.name = name
    this.type = type
    this.offset = offset
    this.source = source
    this.isThreadLocal = isThreadLocal
  }

  get symbol(): string {
    return this.renamed ?? this.name
  }

  get isInternal(): boolean {
    return this.isStatic
  }

  get position(): Position {
    return this.source.position(this.offset)
  }
}

export class DeclaredTypedef {
  readonly kind = 'typedef'
  readonly type: TypedefType
  readonly offset: number
  /** How many declarators deep the type is, its own typedefs included. */
  readonly depth: number

  constructor(type: TypedefType, offset: number, depth: number) {
    this.type = type
    this.offset = offset
    this.depth = depth
  }
}

export class DeclaredEnumerator {
  readonly kind = 'enumerator'
  /** Its type is another once its enumeration is complete. */
  constant: IntegerConstant
  readonly offset: number
  /** Undefined for one without a tag. */
  readonly enumeration: EnumType | undefined

  constructor(constant: IntegerConstant, offset: number, enumeration: EnumType | undefined) {
    this.constant = constant
    this.offset = offset
    this.enumeration = enumeration
  }
}

export type Declared = DeclaredFunction | DeclaredVariable | DeclaredTypedef | DeclaredEnumerator

export const isFunctionType = (type: CType): boolean =>
  type.kind === 'function' || (type.kind === 'typedef' && bareType(type).kind === 'function')
