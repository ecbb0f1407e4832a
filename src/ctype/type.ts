/**
 * C types as frozen nodes, each tagged with its `kind`. A node says what the C text says and nothing that depends on a
 * target: sizes come from `layout.ts`, spelling from `print.ts`.
 *
 *   const char *     pointer ─▶ qualified(const) ─▶ integer 'char'
 *   FILE *           pointer ─▶ typedef 'FILE' ─▶ record struct '_IO_FILE'
 */
import type { FloatingName, IntegerName } from './scalar.ts'

export interface VoidType {
  readonly kind: 'void'
}

export interface BoolType {
  readonly kind: 'bool'
}

/** An integer type under the name that was written: `int64_t` and `long` convert differently, though both are 8 bytes. */
export interface IntegerType {
  readonly kind: 'integer'
  readonly name: IntegerName
}

export interface FloatingType {
  readonly kind: 'floating'
  readonly name: FloatingName
}

/** An enumeration; its constants are ordinary identifiers of the translation unit, not of the type. */
export interface EnumType {
  readonly kind: 'enum'
  /** Undefined for `enum { A, B }`. */
  readonly tag: string | undefined
  /** The compatible integer type (C11 6.7.2.2 §4), chosen as GCC does: `unsigned int` unless a constant is negative. */
  readonly underlying: IntegerType
}

/** A struct or union that is named but not defined: only pointers to it can be used. */
export interface RecordType {
  readonly kind: 'record'
  readonly keyword: 'struct' | 'union'
  readonly tag: string
}

export interface PointerType {
  readonly kind: 'pointer'
  readonly target: CType
}

export interface QualifiedType {
  readonly kind: 'qualified'
  readonly type: CType
  readonly const: boolean
  readonly volatile: boolean
}

/** A typedef name and what it stands for. Only printing tells it from its `type`. */
export interface TypedefType {
  readonly kind: 'typedef'
  readonly name: string
  readonly type: CType
}

export interface Parameter {
  readonly name: string | undefined
  readonly type: CType
}

export interface FunctionType {
  readonly kind: 'function'
  readonly result: CType
  readonly parameters: readonly Parameter[]
  /** False, true for `...`, or the type that bare numbers take in the variable part. */
  readonly variadic: boolean | CType
}

export type CType =
  | VoidType
  | BoolType
  | IntegerType
  | FloatingType
  | EnumType
  | RecordType
  | PointerType
  | QualifiedType
  | TypedefType
  | FunctionType

/** What is left of a type without typedef names and qualifiers at its top: what conversions and ABIs look at. */
export type BareType = Exclude<CType, QualifiedType | TypedefType>

export const voidType: VoidType = Object.freeze({ kind: 'void' })
export const boolType: BoolType = Object.freeze({ kind: 'bool' })

/** Nodes of built-in types, of pointers and of qualified types are made once: what is the same is mostly identical. */
function interned<K, T>(
  nodes: { get(key: K): T | undefined; set(key: K, node: T): unknown },
  key: K,
  make: () => T,
): T {
  let node = nodes.get(key)
  if (node === undefined) {
    node = make()
    nodes.set(key, node)
  }
  return node
}

const integerNodes = new Map<IntegerName, IntegerType>()
const floatingNodes = new Map<FloatingName, FloatingType>()
const pointerNodes = new WeakMap<CType, PointerType>()
/** By what is qualified, then 1 for const plus 2 for volatile. */
const qualifiedNodes = new WeakMap<CType, Map<number, QualifiedType>>()

export const integerType = (name: IntegerName): IntegerType =>
  interned(integerNodes, name, () => Object.freeze({ kind: 'integer', name }))

export const floatingType = (name: FloatingName): FloatingType =>
  interned(floatingNodes, name, () => Object.freeze({ kind: 'floating', name }))

export const enumType = (tag: string | undefined, underlying: IntegerType): EnumType =>
  Object.freeze({ kind: 'enum', tag, underlying })

export const recordType = (keyword: 'struct' | 'union', tag: string): RecordType =>
  Object.freeze({ kind: 'record', keyword, tag })

export const pointerType = (target: CType): PointerType =>
  interned(pointerNodes, target, () => Object.freeze({ kind: 'pointer', target }))

export const typedefType = (name: string, type: CType): TypedefType => Object.freeze({ kind: 'typedef', name, type })

export const functionType = (
  result: CType,
  parameters: readonly Parameter[],
  variadic: boolean | CType = false,
): FunctionType => Object.freeze({ kind: 'function', result, parameters: Object.freeze([...parameters]), variadic })

/** `type` with qualifiers added; one `qualified` node however often it is qualified (C11 6.7.3 §5). */
export function qualifiedType(type: CType, qualifiers: { const?: boolean; volatile?: boolean }): CType {
  const before = type.kind === 'qualified' ? type : { type, const: false, volatile: false }
  const isConst = before.const || qualifiers.const === true
  const isVolatile = before.volatile || qualifiers.volatile === true
  if (isConst === before.const && isVolatile === before.volatile) return type
  const nodes = interned(qualifiedNodes, before.type, () => new Map<number, QualifiedType>())
  return interned(nodes, (isConst ? 1 : 0) + (isVolatile ? 2 : 0), () =>
    Object.freeze({ kind: 'qualified', type: before.type, const: isConst, volatile: isVolatile }),
  )
}

export function bareType(type: CType): BareType {
  let bare = type
  while (bare.kind === 'typedef' || bare.kind === 'qualified') bare = bare.type
  return bare
}

/** Whether values of this type may not be written: const at any level of typedefs above the bare type. */
export function isConst(type: CType): boolean {
  for (let t = type; t.kind === 'typedef' || t.kind === 'qualified'; t = t.type) {
    if (t.kind === 'qualified' && t.const) return true
  }
  return false
}
