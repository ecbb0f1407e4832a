/**
 * What means something only in the condition of an `#if`: `defined X` (C11 6.10.1 §1), and the questions `__has_include` (C23),
 * `__has_attribute` (GNU), `__has_feature` (Clang). Every other name there is 0.
 */
import { integerType } from '../../ctype/type.ts'
import { isKnownAttribute } from '../attribute/attribute.ts'
import type { IntegerConstant } from '../declarations.ts'
import type { Parser } from '../parser.ts'

/** C23 6.7.12: what `__has_c_attribute` of GCC 12 says. */
const standardAttributes: Readonly<Record<string, bigint>> = {
  deprecated: 201904n,
  fallthrough: 201904n,
  maybe_unused: 201904n,
  nodiscard: 202003n,
}

/** A name in a condition, as a constant; its last token is passed. */
export function parseConditionName(p: Parser): IntegerConstant {
  const { name } = p
  const isQuery = p.identifier!.macro?.kind === 'query'
  if (name === 'defined') return constant(p, BigInt(parseDefined(p)))
  if (isQuery) return constant(p, parseQuery(p, name))
  const { start } = p
  const result = constant(p, 0n)
  if (p.at('(')) p.raise(start, `'${name}' is no macro here, and cannot be called`)
  return result
}

function constant(p: Parser, value: bigint): IntegerConstant {
  p.next()
  return { kind: 'integer', value, type: integerType('long long') }
}

/** `defined X` or `defined(X)`; leaves off at its last token. */
function parseDefined(p: Parser): boolean {
  p.scan()
  const isParenthesised = p.at('(')
  if (isParenthesised) p.scan()
  if (!p.at('identifier')) p.unexpected(`a macro name after 'defined'`)
  const isDefined = p.identifier!.macro !== undefined
  if (isParenthesised) close(p, 'defined')
  return isDefined
}

function parseQuery(p: Parser, name: string): bigint {
  p.scan()
  if (!p.at('(')) p.unexpected(`'(' after '${name}'`)
  const operand = name.startsWith('__has_include') || name === '__has_embed' ? readHeader(p, name) : readName(p, name)
  close(p, name)
  switch (name) {
    case '__has_include':
      return BigInt(p.preprocessing.hasHeader(operand))
    case '__has_attribute':
      return BigInt(isKnownAttribute(operand))
    case '__has_c_attribute':
      return standardAttributes[operand] ?? BigInt(/^gnu::/.test(operand) && isKnownAttribute(operand.slice(5)))
    default:
      return 0n
  }
}

function close(p: Parser, name: string): void {
  p.scan()
  if (!p.at(')')) p.unexpected(`')' after '${name}'`)
}

/** `deprecated`, `gnu::packed`, both for `__gnu__::__packed__`. */
function readName(p: Parser, operator: string): string {
  const names: string[] = []
  do {
    p.scan()
    if (!p.at('identifier')) p.unexpected(`a name in '${operator}'`)
    names.push(p.name.replace(/^__(.+)__$/, '$1'))
    if (p.peek() === COLON) p.scan()
  } while (p.at('::'))
  return names.join('::')
}

const COLON = 58

/** `stdint.h` of `<stdint.h>` or `"stdint.h"`. */
export function readHeader(p: Parser, operator: string): string {
  p.scan()
  const { start } = p
  if (p.at('string')) return p.spelling.slice(1, -1)
  const header = p.kind.startsWith('<') ? /<([^>\n]+)>/y : undefined
  if (header === undefined) p.unexpected(`a header after '${operator}'`)
  header.lastIndex = start
  const name = header.exec(p.source.text)?.[1]
  if (name === undefined) p.raise(start, `unterminated header name after '${operator}'`)
  p.end = header.lastIndex
  return name
}
