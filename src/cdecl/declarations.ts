/** What a text of C declares: the result of parsing it. */
import type { Target } from '../ctype/target.ts'
import type {
  CType,
  EnumType,
  FloatingType,
  FunctionType,
  IntegerType,
  PointerType,
  RecordType,
} from '../ctype/type.ts'
import type { Position } from './lexer/source.ts'

interface Declared {
  readonly name: string
  /** The symbol in the library: `name`, or what `__asm__("symbol")` says. */
  readonly symbol: string
  /** Where its name was first declared. */
  readonly position: Position
  /** `static`, or `inline` with a body: no library exports it. */
  readonly isInternal: boolean
  /** From `__attribute__((deprecated("reason")))`; empty where no reason is given. */
  readonly deprecated: string | undefined
}

export interface FunctionDeclaration extends Declared {
  readonly type: FunctionType
}

export interface VariableDeclaration extends Declared {
  readonly type: CType
  readonly isThreadLocal: boolean
}

export interface IntegerConstant {
  readonly kind: 'integer'
  readonly value: bigint
  readonly type: IntegerType
}

export interface FloatingConstant {
  readonly kind: 'floating'
  /** Exactly the value of the type where that is `float` or `double`; the nearest double of a wider one. */
  readonly value: number
  readonly type: FloatingType
}

/** A string literal without its terminating NUL. */
export interface StringConstant {
  readonly kind: 'string'
  readonly value: string
}

/** An address as a constant: `((void *)-1)`. */
export interface PointerConstant {
  readonly kind: 'pointer'
  /** Unsigned, as wide as a pointer of the target. */
  readonly value: bigint
  readonly type: PointerType
}

export type Constant = IntegerConstant | FloatingConstant | StringConstant | PointerConstant

/** Values by name, each worked out when asked for. */
export interface Constants {
  has(name: string): boolean
  /**
   * Undefined for a name that is no constant. Throws a coded error with its position for a macro whose body is no constant
   * expression.
   */
  get(name: string): Constant | undefined
  keys(): Iterable<string>
}

/** A macro with parameters: remembered, so that using it can be answered. */
export interface FunctionLikeMacro {
  readonly name: string
  readonly position: Position
}

/** One thing that a text declares, in the order in which each is complete: what printing the declarations goes by. */
export type Declaration =
  | { readonly kind: 'tag'; readonly type: RecordType | EnumType }
  | { readonly kind: 'typedef' | 'function' | 'variable'; readonly name: string }

export interface Declarations {
  readonly target: Target
  /** What 64-bit integers by name come out as. */
  readonly int64: 'bigint' | 'number'
  readonly functions: ReadonlyMap<string, FunctionDeclaration>
  readonly variables: ReadonlyMap<string, VariableDeclaration>
  /** By typedef name: a `typedef` node, or the built-in integer type where a text repeats its typedef. */
  readonly types: ReadonlyMap<string, CType>
  /** By C spelling: `struct sqlite3`, `enum color`. */
  readonly tags: ReadonlyMap<string, CType>
  /** Enumerators, and every object-like macro that has a body. */
  readonly constants: Constants
  readonly functionLikeMacros: ReadonlyMap<string, FunctionLikeMacro>
  readonly order: readonly Declaration[]
  /** The same text for another target, where sizes and macros may make it say something else. */
  readonly forTarget: (target: Target) => Declarations
}
