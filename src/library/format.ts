/**
 * printf and scanf formats (C11 7.21.6.1, 7.21.6.2): the types of the variable arguments are in the text, so they need not
 * be said again, and a wrong one can be refused.
 *
 *   "%5.*f of %lu\n"  ─▶  int '*', double '%5.*f', unsigned long '%lu'
 */

import type { IntegerName } from '../ctype/scalar.ts'
import {
  type CType,
  type FunctionType,
  floatingType,
  integerType,
  pointerType,
  qualifiedType,
  voidType,
} from '../ctype/type.ts'
import { CabiError } from '../error.ts'

export type FormatKind = 'printf' | 'scanf'

export interface Conversion {
  /** As it stands in the format: `%5.*f`. */
  readonly text: string
  readonly type: CType
}

interface Format {
  readonly kind: FormatKind
  /** Index of the parameter that is the format. */
  readonly parameter: number
}

const printf = (parameter: number): Format => ({ kind: 'printf', parameter })
const scanf = (parameter: number): Format => ({ kind: 'scanf', parameter })

/** The C library's functions with a format and `...`, where the declaration does not say so itself. */
const formats = new Map<string, Format>([
  ['printf', printf(0)],
  ['fprintf', printf(1)],
  ['dprintf', printf(1)],
  ['sprintf', printf(1)],
  ['snprintf', printf(2)],
  ['asprintf', printf(1)],
  ['syslog', printf(1)],
  ['warn', printf(0)],
  ['warnx', printf(0)],
  ['err', printf(1)],
  ['errx', printf(1)],
  ['error', printf(2)],
  ['scanf', scanf(0)],
  ['fscanf', scanf(1)],
  ['sscanf', scanf(1)],
])

/** What `__attribute__((format))` says, or the name. Only where the values are the variable arguments of `type`. */
export function formatOf(name: string, { attributes, parameters }: FunctionType): Format | undefined {
  const { format } = attributes
  if (format === undefined) {
    const known = formats.get(name)
    return known !== undefined && known.parameter < parameters.length ? known : undefined
  }
  const { style, format: parameter, values } = format
  if (style !== 'printf' && style !== 'scanf') return undefined
  return parameter < parameters.length && values === parameters.length ? { kind: style, parameter } : undefined
}

/** Flags, width, precision, length, conversion; `%[` has its set. */
const directive = /%(%|(\*?)([-+ #0']*)(\d+|\*)?(?:\.(\d+|\*)?)?(hh|h|ll|l|j|z|t|L|q)?(\[\^?\]?[^\]]*\]|[a-zA-Z])|)/g

type Lengths = { readonly [Length in string]?: IntegerName }

const signed: Lengths = {
  '': 'int',
  hh: 'signed char',
  h: 'short',
  l: 'long',
  ll: 'long long',
  q: 'long long',
  j: 'intmax_t',
  z: 'ssize_t',
  t: 'ptrdiff_t',
}
const unsigned: Lengths = {
  '': 'unsigned int',
  hh: 'unsigned char',
  h: 'unsigned short',
  l: 'unsigned long',
  ll: 'unsigned long long',
  q: 'unsigned long long',
  j: 'uintmax_t',
  z: 'size_t',
  t: 'size_t',
}

const int = integerType('int')
const constChar = qualifiedType(integerType('char'), { const: true })

/** What the variable arguments of a call of `name` with this format have to be. Throws ERR_CABI_UNSUPPORTED, naming the directive. */
export function formatConversions(name: string, format: string, kind: FormatKind): Conversion[] {
  const conversions: Conversion[] = []
  for (const match of format.matchAll(directive)) {
    const [text, whole, star, , width, precision, length = '', conversion = ''] = match
    if (whole === '%') continue
    if (conversion === '')
      throw unsupported(name, format, format.slice(match.index).match(/^%[^a-zA-Z%]*[a-zA-Z%]?/)![0])
    if (kind === 'scanf') {
      const type = scanned(length, conversion)
      if (type === undefined) throw unsupported(name, format, text)
      if (star !== '*') conversions.push({ text, type })
      continue
    }
    if (star === '*' || width === '*') conversions.push({ text: '*', type: int })
    if (precision === '*') conversions.push({ text: '*', type: int })
    if (conversion === 'm' && length === '') continue
    const type = printed(length, conversion)
    if (type === undefined) throw unsupported(name, format, text)
    conversions.push({ text, type })
  }
  return conversions
}

function printed(length: string, conversion: string): CType | undefined {
  if ('di'.includes(conversion)) return integer(signed[length])
  if ('ouxX'.includes(conversion)) return integer(unsigned[length])
  if ('fFeEgGaA'.includes(conversion)) return length === '' || length === 'l' ? floatingType('double') : undefined
  if (conversion === 'n') return pointerOf(integer(signed[length]))
  if (length === 'l' && conversion === 'c') return integerType('wint_t')
  if (length === 'l' && conversion === 's') return pointerType(qualifiedType(integerType('wchar_t'), { const: true }))
  if (length !== '') return undefined
  return {
    c: integerType('char'),
    s: pointerType(constChar),
    p: pointerType(qualifiedType(voidType, { const: true })),
  }[conversion]
}

function scanned(length: string, conversion: string): CType | undefined {
  if ('din'.includes(conversion)) return pointerOf(integer(signed[length]))
  if ('ouxX'.includes(conversion)) return pointerOf(integer(unsigned[length]))
  if ('fFeEgGaA'.includes(conversion)) {
    const name = { '': 'float', l: 'double' } as const
    return length in name ? pointerType(floatingType(name[length as '' | 'l'])) : undefined
  }
  if (conversion === 'p' && length === '') return pointerType(pointerType(voidType))
  if (conversion === 'c' || conversion === 's' || conversion.startsWith('[')) {
    return length === '' || length === 'l' ? pointerType(integerType(length === '' ? 'char' : 'wchar_t')) : undefined
  }
  return undefined
}

const integer = (name: IntegerName | undefined) => name && integerType(name)
const pointerOf = (type: CType | undefined) => type && pointerType(type)

const unsupported = (name: string, format: string, directive: string) =>
  new CabiError(
    'ERR_CABI_UNSUPPORTED',
    `${name}: the directive ${directive} of the format ${JSON.stringify(format)} is not supported`,
  )
