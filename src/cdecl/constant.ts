/**
 * Constant expressions (C11 6.6), by precedence climbing: `parseBinary(p, m)` reads operands joined by operators of
 * precedence `m` and more, and its right operands with one more, which makes every operator group to the left.
 *
 *   1 + 2 * 3 << 4     ((1 + (2 * 3)) << 4)
 *
 * An operand that C does not evaluate is parsed and typed all the same: `0 ? 1 / 0 : 2u` is 2u.
 */
import { sizeOf } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux } from '../ctype/target.ts'
import { bareType, type CType, type IntegerType, integerType } from '../ctype/type.ts'
import {
  type ArithmeticConstant,
  binaryOperators,
  commonType,
  converted,
  evaluateBinary,
  evaluateUnary,
  intConstant,
  isTrue,
  isUnaryOperator,
} from './arithmetic.ts'
import type { Constant, IntegerConstant } from './declarations.ts'
import { parseTypeName } from './declarator.ts'
import { parseCharacter, parseString } from './literal.ts'
import { parseNumber } from './number.ts'
import type { Parser } from './parser.ts'
import { startsType } from './specifier.ts'

/** A conditional-expression, of any constant type. */
export function parseConstant(p: Parser): Constant {
  p.enterExpression()
  const condition = parseBinary(p, 1)
  const result = p.at('?') ? parseConditional(p, arithmetic(p, condition, p.start)) : condition
  p.leaveExpression()
  return result
}

export function parseIntegerConstant(p: Parser): IntegerConstant {
  const offset = p.start
  const constant = parseConstant(p)
  if (constant.kind !== 'integer') p.raise(offset, `expected an integer constant, found a ${constant.kind} constant`)
  return constant
}

/** The result has the common type of both arms, whichever is chosen (C11 6.5.15 §5). */
function parseConditional(p: Parser, condition: ArithmeticConstant): Constant {
  const offset = p.start
  p.next()
  if (p.at(':')) p.unsupported(p.start, "'?:' without its middle operand")
  const first = arithmetic(p, parseIf(p, isTrue(condition), parseConstant), offset)
  const colon = p.start
  p.expect(':', 'in a conditional expression')
  const second = arithmetic(p, parseIf(p, !isTrue(condition), parseConstant), colon)
  return converted(isTrue(condition) ? first : second, commonType(first.type, second.type))!
}

function parseBinary(p: Parser, least: number): Constant {
  let left = parseUnary(p)
  for (;;) {
    const { kind, start } = p
    const operator = binaryOperators.get(kind)
    if (operator === undefined || operator.precedence < least) return left
    const a = arithmetic(p, left, start)
    p.next()
    const isDecided = (kind === '&&' && !isTrue(a)) || (kind === '||' && isTrue(a))
    const b = arithmetic(
      p,
      parseIf(p, !isDecided, q => parseBinary(q, operator.precedence + 1)),
      start,
    )
    left = known(p, evaluateBinary(kind, a, b, p.unevaluated === 0), start)
  }
}

function parseIf(p: Parser, isEvaluated: boolean, parse: (p: Parser) => Constant): Constant {
  if (isEvaluated) return parse(p)
  p.unevaluated++
  const result = parse(p)
  p.unevaluated--
  return result
}

function parseUnary(p: Parser): Constant {
  const { kind, start } = p
  if (!isUnaryOperator(kind)) return parsePrimary(p)
  p.enterExpression()
  p.next()
  const result = known(p, evaluateUnary(kind, arithmetic(p, parseUnary(p), start)), start)
  p.leaveExpression()
  return result
}

function parsePrimary(p: Parser): Constant {
  switch (p.kind) {
    case 'number':
      return parsed(p, parseNumber(p.source, p.spelling, p.start))
    case 'character':
      return parsed(p, parseCharacter(p.source, p.spelling, p.start))
    case 'string':
      return parseStrings(p)
    case '(':
      return parseParenthesised(p)
    case 'identifier':
      return parseName(p)
    default:
      p.unexpected('an expression')
  }
}

function parsed(p: Parser, constant: Constant): Constant {
  p.next()
  return constant
}

/** Adjacent literals are one (C11 5.1.1.2 §1, phase 6); their bytes have to be UTF-8 together. */
function parseStrings(p: Parser): Constant {
  const offset = p.start
  const bytes: number[] = []
  while (p.at('string')) {
    for (const byte of parseString(p.source, p.spelling, p.start)) bytes.push(byte)
    p.next()
  }
  try {
    return {
      kind: 'string',
      value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes)),
    }
  } catch {
    p.unsupported(offset, 'a string that is not UTF-8')
  }
}

function parseParenthesised(p: Parser): Constant {
  const offset = p.start
  p.next()
  return startsType(p) ? parseCast(p, offset) : parseGroup(p)
}

function parseGroup(p: Parser): Constant {
  const result = parseConstant(p)
  p.expect(')', 'after an expression')
  return result
}

/** `(uint8_t)-1`: a cast to an arithmetic type (C11 6.6 §6). */
function parseCast(p: Parser, offset: number): Constant {
  const type = parseTypeName(p)
  p.expect(')', 'after a type name')
  if (p.at('{')) p.unsupported(offset, 'a compound literal')
  p.enterExpression()
  const operand = arithmetic(p, parseUnary(p), offset)
  p.leaveExpression()
  const target = arithmeticType(type)
  if (target === undefined) p.unsupported(offset, `a constant cast to '${printType(type)}'`)
  if (target === 'bool') return intConstant(BigInt(isTrue(operand)))
  const result = converted(operand, target)
  if (result !== undefined) return result
  if (p.unevaluated === 0) p.raise(offset, `the value does not fit '${printType(type)}'`)
  return { kind: 'integer', value: 0n, type: target as IntegerType }
}

function arithmeticType(type: CType): ArithmeticConstant['type'] | 'bool' | undefined {
  const bare = bareType(type)
  if (bare.kind === 'integer' || bare.kind === 'floating') return bare
  if (bare.kind === 'enum') return bare.underlying
  return bare.kind === 'bool' ? 'bool' : undefined
}

function parseName(p: Parser): Constant {
  const { name, start } = p
  if (name === 'sizeof') return parseSizeof(p)
  // Keywords in C23, macros of <stdbool.h> before.
  if (name === 'true' || name === 'false') return parsed(p, intConstant(BigInt(name === 'true')))
  const entry = p.scope.ordinary(name)
  if (entry?.kind === 'enumerator') return parsed(p, entry.constant)
  if (entry !== undefined || startsType(p) || p.definition !== undefined) p.unexpected('an expression')
  p.raise(start, `unknown constant '${name}'`)
}

function parseSizeof(p: Parser): Constant {
  const offset = p.start
  p.next()
  if (!p.accept('(') || !startsType(p)) p.unsupported(offset, `'sizeof' of an expression`)
  const type = parseTypeName(p)
  p.expect(')', 'after a type name')
  const size = sizeOf(type, x86_64_linux)
  if (size === undefined) p.raise(offset, `'${printType(type)}' has no size`)
  return { kind: 'integer', value: BigInt(size), type: integerType('unsigned long') }
}

function arithmetic(p: Parser, constant: Constant, offset: number): ArithmeticConstant {
  if (constant.kind !== 'string') return constant
  p.refuseDefinition()
  p.raise(offset, 'expected a number as an operand, found a string')
}

function known(p: Parser, result: ArithmeticConstant | string, offset: number): ArithmeticConstant {
  return typeof result === 'string' ? p.raise(offset, result) : result
}
