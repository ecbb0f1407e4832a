/** The macros of `<float.h>`'s kind that GCC predefines, `__DBL_MAX__`, for each floating type of a target. */
import type { FloatingName } from '../../ctype/scalar.ts'
import type { Target } from '../../ctype/target.ts'

/** IEC 60559's formats and the x87's, by their number of digits to base 2. */
const formats: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  11: {
    DECIMAL_DIG: '5',
    DENORM_MIN: '5.96046447753906250000000000000000000e-8',
    DIG: '3',
    EPSILON: '9.76562500000000000000000000000000000e-4',
    MAX_10_EXP: '4',
    MAX_EXP: '16',
    MAX: '6.55040000000000000000000000000000000e+4',
    MIN_10_EXP: '(-4)',
    MIN_EXP: '(-13)',
    MIN: '6.10351562500000000000000000000000000e-5',
  },
  24: {
    DECIMAL_DIG: '9',
    DENORM_MIN: '1.40129846432481707092372958328991613e-45',
    DIG: '6',
    EPSILON: '1.19209289550781250000000000000000000e-7',
    MAX_10_EXP: '38',
    MAX_EXP: '128',
    MAX: '3.40282346638528859811704183484516925e+38',
    MIN_10_EXP: '(-37)',
    MIN_EXP: '(-125)',
    MIN: '1.17549435082228750796873653722224568e-38',
  },
  53: {
    DECIMAL_DIG: '17',
    DENORM_MIN: '4.94065645841246544176568792868221372e-324',
    DIG: '15',
    EPSILON: '2.22044604925031308084726333618164062e-16',
    MAX_10_EXP: '308',
    MAX_EXP: '1024',
    MAX: '1.79769313486231570814527423731704357e+308',
    MIN_10_EXP: '(-307)',
    MIN_EXP: '(-1021)',
    MIN: '2.22507385850720138309023271733240406e-308',
  },
  64: {
    DECIMAL_DIG: '21',
    DENORM_MIN: '3.64519953188247460252840593361941982e-4951',
    DIG: '18',
    EPSILON: '1.08420217248550443400745280086994171e-19',
    MAX_10_EXP: '4932',
    MAX_EXP: '16384',
    MAX: '1.18973149535723176502126385303097021e+4932',
    MIN_10_EXP: '(-4931)',
    MIN_EXP: '(-16381)',
    MIN: '3.36210314311209350626267781732175260e-4932',
  },
  113: {
    DECIMAL_DIG: '36',
    DENORM_MIN: '6.47517511943802511092443895822764655e-4966',
    DIG: '33',
    EPSILON: '1.92592994438723585305597794258492732e-34',
    MAX_10_EXP: '4932',
    MAX_EXP: '16384',
    MAX: '1.18973149535723176508575932662800702e+4932',
    MIN_10_EXP: '(-4931)',
    MIN_EXP: '(-16381)',
    MIN: '3.36210314311209350626267781732175260e-4932',
  },
}

/** The macros' name for a type, the suffix of its constants, and its format where that is the same everywhere. */
const types: readonly (readonly [FloatingName, string, string, number?])[] = [
  ['float', 'FLT', 'F', 24],
  ['double', 'DBL', 'L', 53],
  ['long double', 'LDBL', 'L'],
  ['_Float16', 'FLT16', 'F16', 11],
  ['_Float32', 'FLT32', 'F32', 24],
  ['_Float64', 'FLT64', 'F64', 53],
  ['_Float128', 'FLT128', 'F128', 113],
  ['_Float32x', 'FLT32X', 'F32x', 53],
  ['_Float64x', 'FLT64X', 'F64x'],
]

/** Lines of names and bodies. */
export function floatingMacros(target: Target): string {
  return types
    .filter(([type]) => target.size[type] !== undefined)
    .map(([, name, suffix, digits]) => macrosOf(name, suffix, digits ?? longDigits(target)))
    .join('')
}

/** `long double` and, where there is one, `_Float64x`. */
function longDigits({ name }: Target): number {
  if (name === 'armhf-linux') return 53
  return name === 'aarch64-linux' ? 113 : 64
}

function macrosOf(name: string, suffix: string, digits: number): string {
  const format = formats[digits]!
  const all = Object.entries({
    ...format,
    NORM_MAX: format['MAX']!,
    MANT_DIG: `${digits}`,
    HAS_DENORM: '1',
    HAS_INFINITY: '1',
    HAS_QUIET_NAN: '1',
    IS_IEC_60559: '2',
  })
  return all.map(([property, value]) => `__${name}_${property}__ ${spelled(name, value, suffix)}\n`).join('')
}

function spelled(name: string, value: string, suffix: string): string {
  if (!value.includes('e')) return value
  return name === 'DBL' ? `((double)${value}${suffix})` : `${value}${suffix}`
}
