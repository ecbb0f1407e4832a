/**
 * Declarators (C11 6.7.6), which are written around their name and read from it outwards:
 *
 *   char *(*f)(int)     f is: a pointer to, a function (int) returning, a pointer to, char
 *
 * Reading makes a list of derivations in that order, inside out; `derive` applies it to the specifiers' type from its far
 * end. Pointers come before the name in the text and after its suffixes in the list.
 */
import { printType } from '../ctype/print.ts'
import {
  bareType,
  type CType,
  functionType,
  isConst,
  type Parameter,
  pointerType,
  qualifiedType,
} from '../ctype/type.ts'
import { isReserved, qualifierNamed } from './keyword.ts'
import type { Parser } from './parser.ts'
import { parseSpecifiers, type Specifiers, startsType } from './specifier.ts'

export interface Declarator {
  /** Undefined for an abstract declarator (C11 6.7.7). */
  readonly name: string | undefined
  /** Of the name, or of where it would stand. */
  readonly offset: number
  readonly type: CType
  /** How many declarators deep the type is, counting those of its typedefs. */
  readonly depth: number
}

interface PointerDerivation {
  readonly kind: 'pointer'
  readonly offset: number
  readonly const: boolean
  readonly volatile: boolean
}

interface FunctionDerivation {
  readonly kind: 'function'
  readonly offset: number
  readonly parameters: readonly Parameter[]
  readonly variadic: boolean
}

type Derivation = PointerDerivation | FunctionDerivation

/** Which declarators may stand: with a name, without one, or (in parameters) both. */
type Form = 'named' | 'abstract' | 'either'

interface Reading {
  readonly form: Form
  readonly derivations: Derivation[]
  name: string | undefined
  offset: number
}

export function parseDeclarator(p: Parser, specifiers: Specifiers, form: Form): Declarator {
  const reading: Reading = { form, derivations: [], name: undefined, offset: p.start }
  readDeclarator(p, reading)
  const depth = specifiers.depth + reading.derivations.length
  p.checkDepth(depth, reading.offset)
  return { name: reading.name, offset: reading.offset, type: derive(p, specifiers.type, reading.derivations), depth }
}

/** `const char *`, as in a cast or after `sizeof`. */
export function parseTypeName(p: Parser): CType {
  const specifiers = parseSpecifiers(p, 'a type')
  if (specifiers.storage !== undefined) p.raise(specifiers.storageOffset, `'${specifiers.storage}' in a type name`)
  return parseDeclarator(p, specifiers, 'abstract').type
}

function readDeclarator(p: Parser, reading: Reading): void {
  p.enterDeclarator()
  const pointers = p.at('*') ? readPointers(p) : undefined
  readDirect(p, reading)
  if (pointers !== undefined) reading.derivations.push(...pointers.reverse())
  p.leaveDeclarator()
}

function readPointers(p: Parser): PointerDerivation[] {
  const pointers: PointerDerivation[] = []
  while (p.at('*')) {
    const offset = p.start
    let isConst = false
    let isVolatile = false
    p.next()
    for (; p.at('identifier'); p.next()) {
      const qualifier = qualifierNamed(p.name)
      if (qualifier === undefined) break
      if (qualifier === 'const') isConst = true
      if (qualifier === 'volatile') isVolatile = true
    }
    pointers.push({ kind: 'pointer', offset, const: isConst, volatile: isVolatile })
    p.checkDepth(pointers.length, offset)
  }
  return pointers
}

/** A name or a declarator in parentheses, if any, and the suffixes. */
function readDirect(p: Parser, reading: Reading): void {
  if (p.at('identifier') && !isReserved(p.name) && reading.form !== 'abstract') {
    reading.name = p.name
    reading.offset = p.start
    p.next()
  } else if (p.at('(')) {
    const { start } = p
    p.next()
    // Where no name is needed, `(` before a type starts parameters: `int (int)`, `int (size_t)` (C11 6.7.6.3 §11).
    if (reading.form !== 'named' && (p.at(')') || startsType(p))) readParameters(p, reading, start)
    else readGroup(p, reading)
  } else if (reading.form === 'named') {
    p.unexpected('a name')
  }
  readSuffixes(p, reading)
}

function readGroup(p: Parser, reading: Reading): void {
  readDeclarator(p, reading)
  p.expect(')', 'after a declarator')
}

function readSuffixes(p: Parser, reading: Reading): void {
  for (; p.at('('); ) {
    const { start } = p
    p.next()
    readParameters(p, reading, start)
  }
  if (p.at('[')) p.refuseUnsupportedSuffix()
}

/** A parameter list (C11 6.7.6.3) after its `(`. */
function readParameters(p: Parser, reading: Reading, offset: number): void {
  const parameters: Parameter[] = []
  let variadic = false
  if (!p.at(')')) {
    do {
      variadic = p.accept('...')
      if (!variadic) readParameter(p, parameters)
    } while (!variadic && p.accept(','))
  }
  p.expect(')', "after '...'")
  reading.derivations.push({ kind: 'function', offset, parameters, variadic })
  p.checkDepth(reading.derivations.length, offset)
}

function readParameter(p: Parser, parameters: Parameter[]): void {
  const offset = p.start
  const specifiers = parseSpecifiers(p, 'a parameter')
  const { storage, storageOffset } = specifiers
  if (storage !== undefined && storage !== 'register') p.raise(storageOffset, `'${storage}' in a parameter`)
  const parameter = parseDeclarator(p, specifiers, 'either')
  if (!p.at(')') && !p.at(',')) {
    p.refuseUnsupportedSuffix()
    p.unexpected(`')' or ',' after a parameter`)
  }
  const { name, type } = parameter
  const bare = bareType(type)
  if (bare.kind === 'void') {
    // `(void)` is no parameter (C11 6.7.6.3 §10).
    if (parameters.length === 0 && p.at(')') && name === undefined && type.kind !== 'qualified') return
    p.raise(offset, `a parameter of type '${printType(type)}'`)
  }
  if (bare.kind === 'function') p.unsupported(offset, 'a parameter of function type')
  refuseRecord(p, type, parameter.offset, 'a parameter')
  if (name !== undefined && parameters.some(other => other.name === name)) {
    p.raise(parameter.offset, `parameter '${name}' is repeated`)
  }
  parameters.push({ name, type })
}

/** C allows a prototype to name an incomplete type by value, and a call only where the type is complete (C11 6.5.2.2 §1). */
function refuseRecord(p: Parser, type: CType, offset: number, what: string): void {
  if (bareType(type).kind === 'record')
    p.unsupported(offset, `${what} of type '${printType(type)}', which is not defined,`)
}

function derive(p: Parser, base: CType, derivations: readonly Derivation[]): CType {
  let type = base
  for (let i = derivations.length - 1; i >= 0; i--) {
    const derivation = derivations[i]!
    type = derivation.kind === 'pointer' ? derivePointer(p, type, derivation) : deriveFunction(p, type, derivation)
  }
  return type
}

function derivePointer(p: Parser, target: CType, derivation: PointerDerivation): CType {
  if (target.kind === 'function') p.unsupported(derivation.offset, 'a function pointer')
  const pointer = pointerType(target)
  return derivation.const || derivation.volatile ? qualifiedType(pointer, derivation) : pointer
}

function deriveFunction(p: Parser, result: CType, { offset, parameters, variadic }: FunctionDerivation): CType {
  if (result.kind === 'function') p.raise(offset, 'a function that returns a function')
  refuseRecord(p, result, offset, 'a result')
  return functionType(withoutQualifiers(result), parameters, variadic)
}

/** A function returns the unqualified version of its type (C17 6.7.6.3 §5). */
function withoutQualifiers(result: CType): CType {
  let type = result
  while (type.kind === 'qualified' || (type.kind === 'typedef' && isConst(type))) type = type.type
  return type
}
