/** What looks like a call and is read by its own rules: GNU's built-in functions that headers make constants with. */
import type { FloatingName } from '../../ctype/scalar.ts'
import { bareType, floatingType, integerType } from '../../ctype/type.ts'
import { parseTypeName } from '../declaration/declarator.ts'
import type { Parser } from '../parser.ts'
import { castTo, intType, isIntegral } from './arithmetic.ts'
import { parseConditional } from './conditional-expression.ts'
import { isCompatible, parseGeneric } from './generic-selection.ts'
import { parseOffsetof } from './offsetof.ts'
import { constantOperand, type Operand, refuse, rvalueOf, unevaluated, valueOperand } from './operand.ts'
import { infinity, nan } from './real.ts'

type Parse = (p: Parser) => Operand

const builtins: ReadonlyMap<string, Parse> = new Map([
  ['_Generic', parseGeneric],
  ['__builtin_offsetof', parseOffsetof],
  ['offsetof', parseOffsetof],
  ['__builtin_types_compatible_p', parseTypesCompatible],
  ['__builtin_choose_expr', parseChoose],
  ['__builtin_constant_p', parseIsConstant],
  ['__builtin_expect', parseExpect],
])

/** What `INFINITY`, `HUGE_VAL` and `NAN` are. */
const special = /^__builtin_(inf|huge_val|nan)(f|l|f16|f32|f64|f128|f32x|f64x)?$/

const specialTypes: Readonly<Record<string, FloatingName>> = {
  '': 'double',
  f: 'float',
  l: 'long double',
  f16: '_Float16',
  f32: '_Float32',
  f64: '_Float64',
  f128: '_Float128',
  f32x: '_Float32x',
  f64x: '_Float64x',
}

export function builtinExpression(name: string): Parse | undefined {
  const builtin = builtins.get(name)
  if (builtin !== undefined || !name.startsWith('__builtin_')) return builtin
  return special.test(name) ? parseSpecial : undefined
}

function open(p: Parser): { readonly name: string; readonly offset: number } {
  const { name, start } = p
  p.next()
  p.expect('(', `after '${name}'`)
  return { name, offset: start }
}

function comma(p: Parser, name: string): void {
  p.expect(',', `in '${name}'`)
}

function close(p: Parser, name: string): void {
  p.expect(')', `after '${name}(...'`)
}

function parseSpecial(p: Parser): Operand {
  const { name, offset } = open(p)
  const [, kind, suffix = ''] = special.exec(name)!
  if (kind === 'nan') {
    if (!p.at('string')) p.unexpected(`a string in '${name}'`)
    parseConditional(p)
  }
  close(p, name)
  const type = specialTypes[suffix]!
  if (p.target.size[type] === undefined) p.unsupported(offset, `'${type}', which ${p.target.name} does not have,`)
  return valueOperand(floatingType(type), kind === 'nan' ? nan : infinity(false), false, offset)
}

/** Qualifiers at the top do not count. */
function parseTypesCompatible(p: Parser): Operand {
  const { name, offset } = open(p)
  const first = parseTypeName(p)
  comma(p, name)
  const second = parseTypeName(p)
  close(p, name)
  return constantOperand(intType, BigInt(isCompatible(bareType(first), bareType(second), p.target)), offset)
}

/** The chosen operand as it is, of its own type. */
function parseChoose(p: Parser): Operand {
  const { name } = open(p)
  const { start } = p
  const { value } = rvalueOf(p, parseConditional(p))
  if (typeof value !== 'bigint') refuse(p, start, `expected an integer constant as the first operand of '${name}'`)
  comma(p, name)
  const first = unevaluated(p, value === 0n, parseConditional)
  comma(p, name)
  const second = unevaluated(p, value !== 0n, parseConditional)
  close(p, name)
  return value === 0n ? second : first
}

function parseIsConstant(p: Parser): Operand {
  const { name, offset } = open(p)
  const operand = unevaluated(p, true, parseConditional)
  close(p, name)
  const isKnown = operand.kind === 'string' || (operand.kind === 'value' && operand.value !== undefined)
  // What remains of an operator depends on how much the compiler simplifies.
  if (!isKnown && operand.kind !== 'object') p.unsupported(offset, `'${name}' of what is no constant`)
  return constantOperand(intType, BigInt(isKnown), offset)
}

/** The first operand as a `long`. */
function parseExpect(p: Parser): Operand {
  const { name, offset } = open(p)
  const { type, value } = rvalueOf(p, parseConditional(p))
  comma(p, name)
  parseConditional(p)
  close(p, name)
  if (!isIntegral(bareType(type))) refuse(p, offset, `'${name}' takes integers`)
  const long = integerType('long')
  return valueOperand(long, value === undefined ? undefined : castTo(long, value, p.target), false, offset)
}
