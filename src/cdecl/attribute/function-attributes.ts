/**
 * Attributes of function types. In a declaration they belong to the function, or to the one that a pointer points to; GCC
 * ignores them on anything else, arrays of such pointers included. Their numbers are checked against the parameters there.
 */
import { basicInteger } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import {
  bareType,
  type CType,
  type FormatAttribute,
  type FunctionAttributes,
  type FunctionType,
  functionType,
  pointerType,
  qualifiedType,
} from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'
import type { Attributes, Nonnull } from './attribute.ts'
import { conventionOf } from './calling-convention.ts'

/** `type` where the attributes are those of its declaration, or of a part of its declarator. */
export function withFunctionAttributes(p: Parser, type: CType, attributes: Attributes): CType {
  const bare = bareType(type)
  if (bare.kind === 'function') return attributedFunction(p, bare, attributes) ?? type
  if (bare.kind !== 'pointer') return type
  const target = bareType(bare.target)
  const attributed = target.kind === 'function' ? attributedFunction(p, target, attributes) : undefined
  return attributed === undefined ? type : requalified(type, pointerType(attributed))
}

function requalified(from: CType, to: CType): CType {
  let type = to
  for (let t = from; t.kind === 'typedef' || t.kind === 'qualified'; t = t.type) {
    if (t.kind === 'qualified') type = qualifiedType(type, t)
  }
  return type
}

/** Undefined where the attributes say nothing of functions. */
function attributedFunction(p: Parser, type: FunctionType, attributes: Attributes): FunctionType | undefined {
  const added = functionAttributes(p, type, attributes)
  if (added === undefined) return undefined
  const { result, parameters, variadic, isPrototype } = type
  return functionType(result, parameters, {
    variadic,
    isPrototype,
    attributes: mergedFunctionAttributes(type.attributes, added),
  })
}

interface OpenAttributes {
  convention?: NonNullable<FunctionAttributes['convention']>
  noreturn?: boolean
  nonnull?: Nonnull
  returnsNonnull?: boolean
  format?: FormatAttribute
}

/** What attributes say of this function's callers; undefined if nothing. */
function functionAttributes(p: Parser, type: FunctionType, attributes: Attributes): FunctionAttributes | undefined {
  const said: OpenAttributes = {}
  const convention = attributes.convention && conventionOf(attributes.convention, p.target)
  if (convention !== undefined) said.convention = convention
  if (attributes.noreturn) said.noreturn = true
  const nonnull = attributes.nonnull && checkedNonnull(p, type, attributes.nonnull, attributes.nonnullOffset)
  if (nonnull !== undefined) said.nonnull = nonnull
  if (attributes.returnsNonnull) {
    checkResult(p, type, attributes.returnsNonnullOffset)
    said.returnsNonnull = true
  }
  const format = attributes.format && checkedFormat(p, type, attributes.format, attributes.formatOffset)
  if (format !== undefined) said.format = format
  for (const _ in said) return Object.freeze(said)
  return undefined
}

/** What two declarations of a function, or two parts of one, say together. The conventions have to be the same. */
export function mergedFunctionAttributes(a: FunctionAttributes, b: FunctionAttributes): FunctionAttributes {
  const merged: OpenAttributes = { ...a, ...b }
  if (a.nonnull !== undefined && b.nonnull !== undefined) merged.nonnull = union(a.nonnull, b.nonnull)
  if (a.format !== undefined) merged.format = a.format
  return Object.freeze(merged)
}

function union(a: Nonnull, b: Nonnull): Nonnull {
  if (a === 'all' || b === 'all') return 'all'
  return Object.freeze([...new Set([...a, ...b])].sort((x, y) => x - y))
}

/** An attribute of which one number is no pointer parameter's is ignored as a whole. */
function checkedNonnull(
  p: Parser,
  { parameters, isPrototype }: FunctionType,
  all: readonly Nonnull[],
  offset: number,
): Nonnull | undefined {
  let result: Nonnull | undefined
  for (const nonnull of all) {
    if (nonnull === 'all' && !isPrototype)
      p.raise(offset, `'nonnull' without numbers on a function without a prototype`)
    const isPointer = (i: number) => i < parameters.length && bareType(parameters[i]!.type).kind === 'pointer'
    if (isPrototype && nonnull !== 'all' && !nonnull.every(isPointer)) continue
    result = union(result ?? [], nonnull)
  }
  return result
}

function checkResult(p: Parser, { result }: FunctionType, offset: number): void {
  if (bareType(result).kind === 'pointer') return
  p.raise(offset, `'returns_nonnull' on a function that returns '${printType(result)}'`)
}

function checkedFormat(
  p: Parser,
  { parameters, variadic, isPrototype }: FunctionType,
  attribute: FormatAttribute,
  offset: number,
): FormatAttribute | undefined {
  if (!isPrototype) return attribute
  const { format, values } = attribute
  const parameter = parameters[format]
  if (parameter === undefined) return undefined
  if (!isString(p, parameter.type)) {
    p.raise(offset, `the format is parameter ${format + 1}, which is '${printType(parameter.type)}'`)
  }
  if (values === undefined) return attribute
  if (variadic === false) p.raise(offset, `a format of arguments on a function without '...'`)
  if (values === parameters.length) return attribute
  p.raise(offset, `arguments of the format from ${values + 1} on, but '...' is ${parameters.length + 1}`)
}

/** `char *`, const or not. */
function isString(p: Parser, type: CType): boolean {
  const pointer = bareType(type)
  if (pointer.kind !== 'pointer') return false
  const character = bareType(pointer.target)
  return character.kind === 'integer' && basicInteger(character.name, p.target) === 'char'
}
