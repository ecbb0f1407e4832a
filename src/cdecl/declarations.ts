/** What a text of C declares: the result of parsing it. */
import type { CType, FloatingType, FunctionType, IntegerType } from '../ctype/type.ts'
import type { Position } from './source.ts'

export interface FunctionDeclaration {
  readonly name: string
  readonly type: FunctionType
  /** Where its name was first declared. */
  readonly position: Position
}

export interface IntegerConstant {
  readonly kind: 'integer'
  readonly value: bigint
  readonly type: IntegerType
}

export interface FloatingConstant {
  readonly kind: 'floating'
  /** Exactly the value of the type: rounded to `float` where it is one. */
  readonly value: number
  readonly type: FloatingType
}

/** A string literal without its terminating NUL. */
export interface StringConstant {
  readonly kind: 'string'
  readonly value: string
}

export type Constant = IntegerConstant | FloatingConstant | StringConstant

export interface Declarations {
  readonly functions: ReadonlyMap<string, FunctionDeclaration>
  /** By typedef name: a `typedef` node, or the built-in integer type where a text repeats its typedef. */
  readonly types: ReadonlyMap<string, CType>
  /** By C spelling: `struct sqlite3`, `enum color`. */
  readonly tags: ReadonlyMap<string, CType>
  /** Enumerators and `#define` constants. */
  readonly constants: ReadonlyMap<string, Constant>
}
