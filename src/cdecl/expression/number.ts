/** Numeric constants: the value and the type of an integer (C11 6.4.4.1) or a floating number (C11 6.4.4.2). */
import { integerShape } from '../../ctype/layout.ts'
import type { BasicInteger, FloatingName } from '../../ctype/scalar.ts'
import type { Target } from '../../ctype/target.ts'
import { floatingType, type IntegerType, integerType } from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'
import { evaluationFormatOf, parseFloating } from './floating.ts'
import { constantOperand, type Operand } from './operand.ts'

interface Base {
  readonly prefix: RegExp
  readonly digits: RegExp
  readonly name: string
  readonly js: string
}

const bases: readonly Base[] = [
  { prefix: /^0[xX]/, digits: /[0-9a-fA-F]*/y, name: 'hexadecimal', js: '0x' },
  { prefix: /^0[bB]/, digits: /[01]*/y, name: 'binary', js: '0b' },
  { prefix: /^0/, digits: /[0-7]*/y, name: 'octal', js: '0o0' },
  { prefix: /^/, digits: /[0-9]*/y, name: 'decimal', js: '' },
]

/** The types a constant can have, by suffix: the first one that holds it (C11 6.4.4.1 §5, table). */
const candidates: Readonly<Record<string, readonly BasicInteger[]>> = {
  '': ['int', 'unsigned int', 'long', 'unsigned long', 'long long', 'unsigned long long'],
  u: ['unsigned int', 'unsigned long', 'unsigned long long'],
  l: ['long', 'unsigned long', 'long long', 'unsigned long long'],
  ul: ['unsigned long', 'unsigned long long'],
  ll: ['long long', 'unsigned long long'],
  ull: ['unsigned long long'],
}

/** In the condition of an `#if`, integers are as wide as `intmax_t` (C11 6.10.1 §4). */
const conditionCandidates: readonly BasicInteger[] = ['long long', 'unsigned long long']

/** By the suffix in small letters, of which only `x` has to be one. `d` is GNU's, and `q` on the x86. */
const floatingSuffixes: Readonly<Record<string, FloatingName>> = {
  '': 'double',
  d: 'double',
  f: 'float',
  l: 'long double',
  f16: '_Float16',
  f32: '_Float32',
  f64: '_Float64',
  f128: '_Float128',
  f32x: '_Float32x',
  f64x: '_Float64x',
  q: '_Float128',
}

/** More than any number needs, little enough to be exact about. */
const MAX_FLOATING_LENGTH = 10_000

/** Digits of 2 ** 128 to base 2: what is longer does not fit. */
const MAX_DIGITS = 128

const intType = integerType('int')

/** The constant that the current token spells. */
export function parseNumber(p: Parser): Operand {
  const { spelling, start } = p
  if (isSmall(spelling) && !p.isCondition) return constantOperand(intType, BigInt(spelling), start)
  const text = withoutSeparators(p, spelling, start)
  return isFloating(text) ? floating(p, text, start) : integer(p, text, start)
}

/** `0` to `999999999`: most of them. */
function isSmall(spelling: string): boolean {
  if (spelling.length > 9 || (spelling.length > 1 && spelling.charCodeAt(0) === 48)) return false
  for (let i = 0; i < spelling.length; i++) {
    const code = spelling.charCodeAt(i)
    if (code < 48 || code > 57) return false
  }
  return true
}

function isFloating(text: string): boolean {
  if (/^0[xX]/.test(text)) return /[.pP]/.test(text)
  return !/^0[bB]/.test(text) && /[.eE]/.test(text)
}

/** C23 6.4.4.1: `1'000'000`, a separator between two digits only. */
function withoutSeparators(p: Parser, spelling: string, offset: number): string {
  if (!spelling.includes("'")) return spelling
  const stray = /^0[xXbB]?'|[^0-9a-fA-F]'|'[^0-9a-fA-F]/.exec(spelling.replace(/^0'(?=[0-7])/, '00'))
  if (stray !== null) p.raise(offset, `a digit separator not between two digits in '${spelling}'`)
  return spelling.replaceAll("'", '')
}

function integer(p: Parser, text: string, offset: number): Operand {
  const base = bases.find(b => b.prefix.test(text))!
  const start = base.prefix.exec(text)![0].length
  base.digits.lastIndex = start
  const digits = base.digits.exec(text)![0]
  const suffix = text.slice(start + digits.length)
  if (digits === '' && base.js !== '0o0') p.raise(offset, `no digits in the ${base.name} constant '${text}'`)
  if (/^[0-9]/.test(suffix)) p.raise(offset, `invalid digit '${suffix[0]}' in the ${base.name} constant '${text}'`)
  const kind = integerSuffix(p, suffix, text, offset)
  const type = integerTypeOf(p, digits, base, kind)
  if (type === undefined) p.raise(offset, `'${text}' is too large for every integer type`)
  return constantOperand(type, BigInt(base.js + digits), offset)
}

function integerTypeOf(p: Parser, digits: string, base: Base, suffix: string): IntegerType | undefined {
  if (digits.replace(/^0+/, '').length > MAX_DIGITS) return undefined
  const value = BigInt(base.js + digits)
  const isUnsigned = suffix.startsWith('u')
  const types = p.isCondition ? conditionCandidates.slice(isUnsigned ? 1 : 0) : candidates[suffix]!
  // Without `u`, a decimal constant never becomes unsigned; in a condition the preprocessor has no other choice.
  const mayBeUnsigned = isUnsigned || base.js !== '' || p.isCondition
  const name = types.find(t => (mayBeUnsigned || !t.startsWith('unsigned')) && holds(t, value, p.target))
  return name && integerType(name)
}

/** `LLU` ─▶ `ull`; `lL` is none. */
function integerSuffix(p: Parser, suffix: string, text: string, offset: number): string {
  if (suffix === '') return ''
  if (/^(?:u?wb|wbu)$/i.test(suffix)) p.unsupported(offset, "'_BitInt'")
  if (/^[ulij]*[ij][ulij]*$/i.test(suffix)) p.unsupported(offset, 'an imaginary constant')
  if (!/^(?:[uU]?(?:l|L|ll|LL)?|(?:l|L|ll|LL)[uU])$/.test(suffix)) {
    p.raise(offset, `invalid suffix '${suffix}' of the integer constant '${text}'`)
  }
  return suffix.toLowerCase().replace(/^(l+)u$/, 'u$1')
}

function holds(type: BasicInteger, value: bigint, target: Target): boolean {
  const { size, signed } = integerShape(integerType(type), target)
  const bits = size * 8
  return (signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)) === value
}

function floating(p: Parser, text: string, offset: number): Operand {
  if (p.isCondition) p.raise(offset, `the floating constant '${text}' in a condition`)
  if (text.length > MAX_FLOATING_LENGTH) p.raise(offset, `a number of more than ${MAX_FLOATING_LENGTH} characters`)
  const [number, suffix] = split(text)
  if (/^[flq]?[ij]|[ij][flq]?$/i.test(suffix)) p.unsupported(offset, 'an imaginary constant')
  if (/^d[fdl]$/i.test(suffix)) p.unsupported(offset, 'a decimal floating constant')
  if (/^w$/i.test(suffix)) p.unsupported(offset, "'__float80'")
  const name = floatingSuffix(p, suffix)
  const value = name && parseFloating(number, evaluationFormatOf(name, p.target))
  if (name === undefined || value === undefined) p.raise(offset, `'${text}' is no floating constant`)
  if (p.target.size[name] === undefined) p.unsupported(offset, `'${name}', which ${p.target.name} does not have,`)
  return constantOperand(floatingType(name), value, offset)
}

/** The number and its suffix. */
function split(text: string): [string, string] {
  const number = /^0[xX]/.test(text) ? /^[^pP]*(?:[pP][+-]?[0-9]*)?/ : /^[0-9.]*(?:[eE][+-]?[0-9]*)?/
  const [digits] = number.exec(text)!
  return [digits, text.slice(digits.length)]
}

function floatingSuffix(p: Parser, suffix: string): FloatingName | undefined {
  if (/^q$/i.test(suffix) && !/86/.test(p.target.name)) return undefined
  return suffix.endsWith('X') ? undefined : floatingSuffixes[suffix.toLowerCase()]
}
