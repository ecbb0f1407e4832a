/** Enum specifiers (C11 6.7.2.2), with the types that GCC gives to an enumeration and to its constants. */
import { type EnumType, enumType, type IntegerType, integerType } from '../ctype/type.ts'
import { wrapped } from './arithmetic.ts'
import { parseIntegerConstant } from './constant.ts'
import type { IntegerConstant } from './declarations.ts'
import { isReserved } from './keyword.ts'
import { holds } from './number.ts'
import type { Parser } from './parser.ts'

const intType = integerType('int')

export function parseEnum(p: Parser): EnumType {
  const offset = p.start
  p.next()
  const tag = p.at('identifier') && !isReserved(p.name) ? p.name : undefined
  const tagOffset = p.start
  if (tag !== undefined) p.next()
  if (p.at('{')) return parseDefinition(p, tag, tag === undefined ? offset : tagOffset)
  if (p.at(':')) p.unsupported(p.start, 'an underlying type of an enum')
  if (tag === undefined) {
    p.refuseUnsupportedSuffix()
    p.unexpected(`a tag or '{' after 'enum'`)
  }
  const entry = p.scope.enumeration(tag, tagOffset)
  return entry?.type ?? p.raise(tagOffset, `'enum ${tag}' is not defined before its use`)
}

function parseDefinition(p: Parser, tag: string | undefined, offset: number): EnumType {
  p.next()
  const enumerators = parseEnumerators(p, tag)
  const type = enumType(tag, underlyingType(p, [...enumerators.values()], offset))
  for (const [name, constant] of enumerators) {
    p.scope.completeEnumerator(name, { ...constant, type: holds('int', constant.value) ? intType : type.underlying })
  }
  if (tag === undefined) return type
  const spelling = Array.from(enumerators, ([name, { value }]) => `${name} = ${value}`).join(', ')
  return p.scope.defineEnumeration(tag, type, spelling, offset)
}

function parseEnumerators(p: Parser, tag: string | undefined): Map<string, IntegerConstant> {
  const enumerators = new Map<string, IntegerConstant>()
  let next: IntegerConstant | undefined = wrapped(0n, intType)
  do {
    const { name, start } = p
    if (!p.at('identifier') || isReserved(name)) p.unexpected('an enumerator')
    if (enumerators.has(name)) p.raise(start, `enumerator '${name}' is repeated`)
    p.next()
    const constant: IntegerConstant = p.accept('=')
      ? narrowed(parseIntegerConstant(p))
      : (next ?? p.raise(start, `the value of '${name}' overflows`))
    p.scope.declareEnumerator(name, constant, tag, start)
    enumerators.set(name, constant)
    next = successor(constant)
  } while (p.accept(',') && !p.at('}'))
  if (!p.accept('}')) p.unexpected(`',' or '}' after an enumerator`)
  return enumerators
}

/** GCC makes every value that an `int` holds an `int`. */
const narrowed = (constant: IntegerConstant): IntegerConstant =>
  holds('int', constant.value) ? { ...constant, type: intType } : constant

/** One more in the same type, or undefined where that has no such value. */
function successor({ value, type }: IntegerConstant): IntegerConstant | undefined {
  const next = wrapped(value + 1n, type)
  return next.value === value + 1n ? next : undefined
}

/** `unsigned int` unless a constant is negative, `int` then, and the `long` of that kind where 32 bits are too few. */
function underlyingType(p: Parser, constants: readonly IntegerConstant[], offset: number): IntegerType {
  const isSigned = constants.some(c => c.value < 0n)
  const candidates = isSigned ? (['int', 'long'] as const) : (['unsigned int', 'unsigned long'] as const)
  const name = candidates.find(candidate => constants.every(c => holds(candidate, c.value)))
  return integerType(name ?? p.raise(offset, 'no integer type holds every value of the enum'))
}
