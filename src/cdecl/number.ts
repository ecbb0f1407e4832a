/** Numeric constants: the value and the type of an integer (C11 6.4.4.1), and floating constants. */
import { integerShape } from '../ctype/layout.ts'
import type { BasicInteger, FloatingName } from '../ctype/scalar.ts'
import { x86_64_linux } from '../ctype/target.ts'
import { floatingType, integerType } from '../ctype/type.ts'
import type { FloatingConstant, IntegerConstant } from './declarations.ts'
import { parseFloating } from './floating.ts'
import type { Source } from './source.ts'

const bases: readonly {
  readonly prefix: RegExp
  readonly digits: RegExp
  readonly name: string
  readonly js: string
}[] = [
  { prefix: /^0[xX]/, digits: /[0-9a-fA-F]*/y, name: 'hexadecimal', js: '0x' },
  { prefix: /^0[bB]/, digits: /[01]*/y, name: 'binary', js: '0b' },
  { prefix: /^0/, digits: /[0-7]*/y, name: 'octal', js: '0o0' },
  { prefix: /^/, digits: /[0-9]*/y, name: 'decimal', js: '' },
]

/** The types a constant can have, by suffix: the first one that holds it (C11 6.4.4.1 §5, table). */
const candidates: Readonly<Record<string, readonly BasicInteger[]>> = {
  '': ['int', 'unsigned int', 'long', 'unsigned long'],
  u: ['unsigned int', 'unsigned long'],
  l: ['long', 'unsigned long'],
  ul: ['unsigned long'],
  ll: ['long long', 'unsigned long long'],
  ull: ['unsigned long long'],
}

/** The constant spelled by a preprocessing number at `offset`. */
export function parseNumber(source: Source, spelling: string, offset: number): IntegerConstant | FloatingConstant {
  const text = withoutSeparators(source, spelling, offset)
  return /^0[xX]/.test(text) ? parseHexadecimal(source, text, offset) : parseDecimal(source, text, offset)
}

function parseHexadecimal(source: Source, text: string, offset: number) {
  return /[.pP]/.test(text) ? floating(source, text, offset) : integer(source, text, offset)
}

function parseDecimal(source: Source, text: string, offset: number) {
  return /^0[bB]/.test(text) || !/[.eE]/.test(text) ? integer(source, text, offset) : floating(source, text, offset)
}

/** C23 6.4.4.1: `1'000'000`, a separator between two digits only. */
function withoutSeparators(source: Source, spelling: string, offset: number): string {
  if (!spelling.includes("'")) return spelling
  const stray = /^0[xXbB]?'|[^0-9a-fA-F]'|'[^0-9a-fA-F]/.exec(spelling.replace(/^0'(?=[0-7])/, '00'))
  if (stray !== null) source.raise(offset, `a digit separator not between two digits in '${spelling}'`)
  return spelling.replaceAll("'", '')
}

function integer(source: Source, text: string, offset: number): IntegerConstant {
  const base = bases.find(b => b.prefix.test(text))!
  const start = base.prefix.exec(text)![0].length
  base.digits.lastIndex = start
  const digits = base.digits.exec(text)![0]
  const suffix = text.slice(start + digits.length)
  if (digits === '' && base.js !== '0o0') source.raise(offset, `no digits in the ${base.name} constant '${text}'`)
  if (/^[0-9]/.test(suffix)) source.raise(offset, `invalid digit '${suffix[0]}' in the ${base.name} constant '${text}'`)
  const types = candidates[integerSuffix(source, suffix, text, offset)]!
  const value = BigInt(base.js + digits)
  // Without `u`, a decimal constant never becomes unsigned.
  const type = types.find(t => (base.js !== '' || /u/i.test(suffix) || !t.startsWith('unsigned')) && holds(t, value))
  if (type === undefined) source.raise(offset, `'${text}' is too large for every integer type`)
  return { kind: 'integer', value, type: integerType(type) }
}

/** `LLU` ─▶ `ull`; `lL` is none. */
function integerSuffix(source: Source, suffix: string, text: string, offset: number): string {
  if (/^(?:u?wb|wbu)$/i.test(suffix)) source.unsupported(offset, "'_BitInt'")
  if (/^[ulij]*[ij][ulij]*$/i.test(suffix)) source.unsupported(offset, 'an imaginary constant')
  if (!/^(?:[uU]?(?:l|L|ll|LL)?|(?:l|L|ll|LL)[uU])$/.test(suffix)) {
    source.raise(offset, `invalid suffix '${suffix}' of the integer constant '${text}'`)
  }
  return suffix.toLowerCase().replace(/^(l+)u$/, 'u$1')
}

/** Whether a type of the target has the value. */
export function holds(type: BasicInteger, value: bigint): boolean {
  const { size, signed } = integerShape(integerType(type), x86_64_linux)
  const bits = size * 8
  return (signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)) === value
}

function floating(source: Source, text: string, offset: number): FloatingConstant {
  if (/[lL]$/.test(text)) source.unsupported(offset, "'long double'")
  if (/[ij]$/i.test(text)) source.unsupported(offset, 'an imaginary constant')
  const name: FloatingName = /[fF]$/.test(text) ? 'float' : 'double'
  const value = parseFloating(name === 'float' ? text.slice(0, -1) : text, name)
  if (value === undefined) source.raise(offset, `'${text}' is no floating constant`)
  return { kind: 'floating', value, type: floatingType(name) }
}
