/**
 * C types as frozen nodes, each tagged with its `kind`. A node says what the C text says and nothing that depends on a
 * target: sizes come from `layout.ts`, spelling from `print.ts`.
 *
 *   const char *     pointer ─▶ qualified(const) ─▶ integer 'char'
 *   FILE *           pointer ─▶ typedef 'FILE' ─▶ record struct '_IO_FILE'
 *
 * Structs, unions and enumerations can be named before they are defined and contain pointers to themselves: their nodes
 * are frozen when the definition is complete (`defineRecord`, `defineEnum`).
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
  /** How it comes out in JavaScript, where that is not what its name says: see int64.ts. */
  readonly as?: 'number' | 'bigint'
}

export interface FloatingType {
  readonly kind: 'floating'
  readonly name: FloatingName
}

/** `double _Complex`; of integers as GNU has it. */
export interface ComplexType {
  readonly kind: 'complex'
  readonly element: FloatingType | IntegerType
}

/** `__attribute__((vector_size(bytes)))` */
export interface VectorType {
  readonly kind: 'vector'
  readonly element: FloatingType | IntegerType
  /** Of the whole vector. */
  readonly bytes: number
}

export interface Enumerator {
  readonly name: string
  readonly value: bigint
}

export interface EnumDefinition {
  /** Empty where C23's `enum tag : type;` names the type alone. */
  readonly enumerators: readonly Enumerator[]
  /** C23 `enum tag : type`; otherwise the type follows from the values, on each target (`enumeration.ts`). */
  readonly fixed: CType | undefined
  /** `__attribute__((packed))`: the narrowest type that holds the values. */
  readonly packed: boolean
}

/** An enumeration; its constants are ordinary identifiers of the translation unit too. */
export interface EnumType {
  readonly kind: 'enum'
  /** Undefined for `enum { A, B }`. */
  readonly tag: string | undefined
  /** Undefined while only the tag is known (GNU's forward declaration). */
  readonly definition: EnumDefinition | undefined
}

export interface Member {
  /** Undefined for an unnamed bit-field, and for an anonymous struct or union, whose members belong to the enclosing one. */
  readonly name: string | undefined
  readonly type: CType
  /** Width of a bit-field; zero ends the unit before it. */
  readonly bits: number | undefined
  /** `__attribute__((packed))` on the member alone. */
  readonly packed: boolean
  /** `_Alignas(n)` or `__attribute__((aligned(n)))` on the member, in bytes; the largest of several. */
  readonly align: number | undefined
}

export interface RecordDefinition {
  readonly members: readonly Member[]
  readonly packed: boolean
  /** What `#pragma pack(n)` had in force: no member is aligned to more bytes. */
  readonly pack: number | undefined
  /** `__attribute__((aligned(n)))`: aligned to at least as many bytes. */
  readonly align: number | undefined
  /** `ms_struct`, `gcc_struct`; undefined for the target's own rules. */
  readonly bitFields: BitFieldRules | undefined
  /** `transparent_union`: passed as its first member would be. */
  readonly transparent: boolean
}

export type BitFieldRules = 'system-v' | 'microsoft'

/** A struct or union. While it is not defined, only pointers to it can be used. */
export interface RecordType {
  readonly kind: 'record'
  readonly keyword: 'struct' | 'union'
  /** Undefined for `struct { int x; }`. */
  readonly tag: string | undefined
  readonly definition: RecordDefinition | undefined
}

export interface ArrayType {
  readonly kind: 'array'
  readonly element: CType
  /** Undefined for `[]`: incomplete, or a flexible array member. */
  readonly count: number | undefined
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
  readonly atomic: boolean
}

/** A typedef name and what it stands for. Only printing and `align` tell it from its `type`. */
export interface TypedefType {
  readonly kind: 'typedef'
  readonly name: string
  readonly type: CType
  /** `typedef int word __attribute__((aligned(16)));`: in place of the type's own alignment, more or less (GCC 6.33). */
  readonly align: number | undefined
}

export interface Parameter {
  readonly name: string | undefined
  readonly type: CType
}

/** `__attribute__((format(printf, 2, 3)))`, counted from 0. */
export interface FormatAttribute {
  readonly style: 'printf' | 'scanf' | 'strftime' | 'strfmon'
  /** The parameter that is the format. */
  readonly format: number
  /** The first variable argument; undefined for functions that take a `va_list`. */
  readonly values: number | undefined
}

/** What attributes say of a function's callers. */
export interface FunctionAttributes {
  /** The calling convention, where it is not the target's own. */
  readonly convention?: 'ms' | 'sysv' | 'cdecl' | 'stdcall' | 'fastcall' | 'thiscall' | 'vectorcall'
  readonly noreturn?: boolean
  /** Parameters, counted from 0, that must not be null; 'all' for every pointer. */
  readonly nonnull?: readonly number[] | 'all'
  readonly returnsNonnull?: boolean
  readonly format?: FormatAttribute
}

export interface FunctionType {
  readonly kind: 'function'
  readonly result: CType
  readonly parameters: readonly Parameter[]
  /** False, true for `...`, or the type that bare numbers take in the variable part. */
  readonly variadic: boolean | CType
  /** False for `int f()`, which says nothing of parameters (C11 6.7.6.3 §14). */
  readonly isPrototype: boolean
  readonly attributes: FunctionAttributes
}

export type CType =
  | VoidType
  | BoolType
  | IntegerType
  | FloatingType
  | ComplexType
  | VectorType
  | EnumType
  | RecordType
  | ArrayType
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
const convertedNodes = { number: new Map<IntegerName, IntegerType>(), bigint: new Map<IntegerName, IntegerType>() }
const floatingNodes = new Map<FloatingName, FloatingType>()
const complexNodes = new WeakMap<CType, ComplexType>()
const pointerNodes = new WeakMap<CType, PointerType>()
/** By the element, then the size in bytes. */
const vectorNodes = new WeakMap<CType, Map<number, VectorType>>()
/** By the element, then the count. */
const arrayNodes = new WeakMap<CType, Map<number | undefined, ArrayType>>()
/** By what is qualified, then 1 for const plus 2 for volatile plus 4 for atomic. */
const qualifiedNodes = new WeakMap<CType, Map<number, QualifiedType>>()

export const integerType = (name: IntegerName): IntegerType =>
  interned(integerNodes, name, () => Object.freeze({ kind: 'integer', name }))

/** The same to C. */
export const integerAs = ({ name }: IntegerType, as: 'number' | 'bigint'): IntegerType =>
  interned(convertedNodes[as], name, () => Object.freeze({ kind: 'integer', name, as }))

export const floatingType = (name: FloatingName): FloatingType =>
  interned(floatingNodes, name, () => Object.freeze({ kind: 'floating', name }))

export const complexType = (element: FloatingType | IntegerType): ComplexType =>
  interned(complexNodes, element, () => Object.freeze({ kind: 'complex', element }))

export const vectorType = (element: FloatingType | IntegerType, bytes: number): VectorType =>
  interned(
    interned(vectorNodes, element, () => new Map<number, VectorType>()),
    bytes,
    () => Object.freeze({ kind: 'vector', element, bytes }),
  )

/** An enumeration that `defineEnum` may define later. */
export const enumType = (tag: string | undefined, definition?: EnumDefinition): EnumType => {
  const type: EnumType = { kind: 'enum', tag, definition: undefined }
  if (definition !== undefined) defineEnum(type, definition)
  return type
}

/** Completes an enumeration of which only the tag was known, and freezes it. */
export const defineEnum = (type: EnumType, definition: EnumDefinition): void => define(type, definition)

/** A struct or union that `defineRecord` may define later. */
export const recordType = (
  keyword: 'struct' | 'union',
  tag: string | undefined,
  definition?: RecordDefinition,
): RecordType => {
  const type: RecordType = { kind: 'record', keyword, tag, definition: undefined }
  if (definition !== undefined) defineRecord(type, definition)
  return type
}

/** Completes a struct or union of which only the tag was known, and freezes it. */
export const defineRecord = (type: RecordType, definition: RecordDefinition): void => define(type, definition)

function define<D extends object>(type: { readonly definition: D | undefined }, definition: D): void {
  if (type.definition !== undefined) throw new Error('a type is defined once')
  const open: { definition: D | undefined } = type
  open.definition = Object.freeze(definition)
  Object.freeze(type)
}

export const arrayType = (element: CType, count: number | undefined): ArrayType =>
  interned(
    interned(arrayNodes, element, () => new Map<number | undefined, ArrayType>()),
    count,
    () => Object.freeze({ kind: 'array', element, count }),
  )

export const pointerType = (target: CType): PointerType =>
  interned(pointerNodes, target, () => Object.freeze({ kind: 'pointer', target }))

export const typedefType = (name: string, type: CType, align?: number): TypedefType =>
  Object.freeze({ kind: 'typedef', name, type, align })

const noAttributes: FunctionAttributes = Object.freeze({})
const plainFunction = Object.freeze({})

export const functionType = (
  result: CType,
  parameters: readonly Parameter[],
  {
    variadic = false,
    isPrototype = true,
    attributes = noAttributes,
  }: { variadic?: boolean | CType; isPrototype?: boolean; attributes?: FunctionAttributes } = plainFunction,
): FunctionType =>
  Object.freeze({
    kind: 'function',
    result,
    parameters: Object.isFrozen(parameters) ? parameters : Object.freeze([...parameters]),
    variadic,
    isPrototype,
    attributes,
  })

/** `type` with qualifiers added; one `qualified` node however often it is qualified (C11 6.7.3 §5). */
export function qualifiedType(
  type: CType,
  qualifiers: { const?: boolean; volatile?: boolean; atomic?: boolean },
): CType {
  const before = type.kind === 'qualified' ? type : { type, const: false, volatile: false, atomic: false }
  const isConst = before.const || qualifiers.const === true
  const isVolatile = before.volatile || qualifiers.volatile === true
  const isAtomic = before.atomic || qualifiers.atomic === true
  if (isConst === before.const && isVolatile === before.volatile && isAtomic === before.atomic) return type
  const nodes = interned(qualifiedNodes, before.type, () => new Map<number, QualifiedType>())
  return interned(nodes, (isConst ? 1 : 0) + (isVolatile ? 2 : 0) + (isAtomic ? 4 : 0), () =>
    Object.freeze({
      kind: 'qualified',
      type: before.type,
      const: isConst,
      volatile: isVolatile,
      atomic: isAtomic,
    }),
  )
}

export function bareType(type: CType): BareType {
  let bare = type
  while (bare.kind === 'typedef' || bare.kind === 'qualified') bare = bare.type
  return bare
}

/** The function type that `type` is or points to; undefined for any other. */
export function functionBehind(type: CType): FunctionType | undefined {
  const bare = bareType(type)
  const found = bare.kind === 'pointer' ? bareType(bare.target) : bare
  return found.kind === 'function' ? found : undefined
}

/** Whether values of this type may not be written: const at any level of typedefs above the bare type. */
export function isConst(type: CType): boolean {
  for (let t = type; t.kind === 'typedef' || t.kind === 'qualified'; t = t.type) {
    if (t.kind === 'qualified' && t.const) return true
  }
  return false
}
