/**
 * Enum specifiers (C11 6.7.2.2), with C23's underlying types and GNU's forward declarations, and the types that GCC gives to
 * an enumeration's constants.
 */
import { sameType } from '../../ctype/compatible.ts'
import { underlyingType } from '../../ctype/enumeration.ts'
import { integerShape } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import {
  bareType,
  defineEnum,
  type EnumDefinition,
  type Enumerator,
  type EnumType,
  enumType,
  type IntegerType,
  integerType,
} from '../../ctype/type.ts'
import { type Attributes, parseAttributes, startsAttribute } from '../attribute/attribute.ts'
import { enumInMode } from '../attribute/machine-mode.ts'
import type { IntegerConstant } from '../declarations.ts'
import { parseIntegerConstant } from '../expression/constant.ts'
import type { Parser } from '../parser.ts'
import { wordOf } from './keyword.ts'
import { parseTypeSpecifiers } from './specifier.ts'

const intType = integerType('int')

export function parseEnum(p: Parser): EnumType {
  const { start } = p
  p.next()
  const attributes = startsAttribute(p) ? parseAttributes(p, undefined) : undefined
  const offset = p.start
  const tag = p.at('identifier') && p.identifier!.word === undefined ? p.name : undefined
  if (tag !== undefined) p.next()
  const fixed = p.at(':') && typeFollows(p) ? parseUnderlying(p) : undefined
  if (p.at('{')) return parseDefinition(p, tag, tag === undefined ? start : offset, attributes, fixed)
  if (tag === undefined) p.unexpected(`a tag or '{' after 'enum'`)
  const type = p.scope.enumeration(tag, offset, fixed !== undefined)
  // C23 6.7.3.3 §15: with its type it is complete.
  if (fixed !== undefined && type.definition === undefined) {
    complete(p, type, { enumerators: [], fixed, packed: false })
  }
  return type
}

/** A `:` before a width is a bit-field's: tokens cannot be read twice, so this looks at the text. */
function typeFollows(p: Parser): boolean {
  const next = /(?:\s|\/\*[\s\S]*?\*\/|\/\/.*)*([A-Za-z_$][\w$]*)/y
  next.lastIndex = p.end
  const name = next.exec(p.source.text)?.[1]
  if (name === undefined) return false
  const kind = wordOf(name)?.kind
  return kind === undefined ? p.scope.isTypeName(name) : kind === 'type' || kind === 'qualifier'
}

/** C23 6.7.3.3 §5. */
function parseUnderlying(p: Parser): IntegerType {
  p.next()
  const { start } = p
  p.enterDeclarator()
  const type = parseTypeSpecifiers(p, 'a type', `an enum's type`).type!
  p.leaveDeclarator()
  const bare = bareType(type)
  if (bare.kind === 'bool') p.unsupported(start, 'an enum of bool')
  if (bare.kind !== 'integer') p.raise(start, `an enum of type '${printType(type)}', which is no integer type`)
  return bare
}

function parseDefinition(
  p: Parser,
  tag: string | undefined,
  offset: number,
  before: Attributes | undefined,
  fixed: IntegerType | undefined,
): EnumType {
  p.next()
  const named = tag === undefined ? undefined : p.scope.enumeration(tag, offset, true)
  const enumerators = parseEnumerators(p, named, fixed)
  const attributes = startsAttribute(p) ? parseAttributes(p, before) : before
  const inMode = attributes === undefined ? undefined : enumInMode(p, attributes, enumerators)
  const packed = attributes?.packed ?? false
  const definition = { enumerators: Object.freeze(enumerators), fixed: fixed ?? inMode, packed }
  const earlier = named?.definition
  if (earlier !== undefined && (earlier.fixed === undefined || earlier.enumerators.length > 0)) {
    p.scope.checkRepeatedEnumeration(named!, definition, offset)
    return named!
  }
  if (earlier !== undefined) checkSameUnderlying(p, tag!, earlier, fixed, offset)
  const type =
    named === undefined ? enumType(undefined) : earlier === undefined ? named : p.scope.redefineEnumeration(tag!)
  const underlying = underlyingType(enumType(tag, definition), p.target)
  if (underlying === undefined) p.raise(offset, 'no integer type holds every value of the enum')
  for (const { name, value } of enumerators) {
    // GCC makes every value that an `int` holds an `int`, but for C23's enumerations of a type.
    const isInt = fixed === undefined && fits(value, intType, p)
    p.scope.completeEnumerator(name, { kind: 'integer', value, type: isInt ? intType : underlying })
  }
  complete(p, type, definition)
  return type
}

/** C23 6.7.3.3 §5. */
function checkSameUnderlying(
  p: Parser,
  tag: string,
  before: EnumDefinition,
  now: IntegerType | undefined,
  offset: number,
): void {
  if (now !== undefined && sameType(before.fixed!, now, p.target)) return
  const found = now === undefined ? 'none' : `'${printType(now)}'`
  p.raise(offset, `the type of 'enum ${tag}' was '${printType(before.fixed!)}', now ${found}`)
}

function complete(p: Parser, type: EnumType, definition: EnumDefinition): void {
  defineEnum(type, definition)
  if (type.tag !== undefined) p.scope.complete(type)
}

function parseEnumerators(p: Parser, type: EnumType | undefined, fixed: IntegerType | undefined): Enumerator[] {
  const enumerators: Enumerator[] = []
  const names = new Set<string>()
  let next: IntegerConstant | undefined = { kind: 'integer', value: 0n, type: fixed ?? intType }
  do {
    const { name, start } = p
    if (!p.at('identifier') || p.identifier!.word !== undefined) p.unexpected('an enumerator')
    if (names.has(name)) p.raise(start, `enumerator '${name}' is repeated`)
    p.next()
    if (startsAttribute(p)) parseAttributes(p, undefined)
    const constant: IntegerConstant = p.accept('=')
      ? narrowed(p, parseIntegerConstant(p), fixed, start)
      : (next ?? p.raise(start, `the value of '${name}' overflows`))
    p.scope.declareEnumerator(name, constant, type, start)
    names.add(name)
    enumerators.push({ name, value: constant.value })
    next = successor(p, constant)
  } while (p.accept(',') && !p.at('}'))
  if (!p.accept('}')) p.unexpected(`',' or '}' after an enumerator`)
  return enumerators
}

function narrowed(
  p: Parser,
  { value, type }: IntegerConstant,
  fixed: IntegerType | undefined,
  offset: number,
): IntegerConstant {
  if (fixed !== undefined && !fits(value, fixed, p)) p.raise(offset, `${value} does not fit '${printType(fixed)}'`)
  return { kind: 'integer', value, type: fixed ?? (fits(value, intType, p) ? intType : type) }
}

/** One more in the same type, or undefined where that has no such value. */
function successor(p: Parser, { value, type }: IntegerConstant): IntegerConstant | undefined {
  return fits(value + 1n, type, p) ? { kind: 'integer', value: value + 1n, type } : undefined
}

function fits(value: bigint, type: IntegerType, p: Parser): boolean {
  const { size, signed } = integerShape(type, p.target)
  return (signed ? BigInt.asIntN(8 * size, value) : BigInt.asUintN(8 * size, value)) === value
}
