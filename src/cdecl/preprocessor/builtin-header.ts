/**
 * The headers that `#include` takes: those whose types are built in, and whose macros are these. They are the ones that C
 * asks for where there is no library (C11 4 §6), and <sys/types.h>.
 */

const sized = (width: number) => [
  ...['', '_LEAST', '_FAST'].flatMap(kind => [
    `INT${kind}${width}_MIN (-__INT${kind}${width}_MAX__ - 1)`,
    `INT${kind}${width}_MAX __INT${kind}${width}_MAX__`,
    `UINT${kind}${width}_MAX __UINT${kind}${width}_MAX__`,
  ]),
  `INT${width}_C(c) __INT${width}_C(c)`,
  `UINT${width}_C(c) __UINT${width}_C(c)`,
]

const stdint = () => [
  ...[8, 16, 32, 64].flatMap(sized),
  ...['INTMAX', 'INTPTR'].flatMap(name => [`${name}_MIN (-__${name}_MAX__ - 1)`, `${name}_MAX __${name}_MAX__`]),
  'UINTMAX_MAX __UINTMAX_MAX__',
  'UINTPTR_MAX __UINTPTR_MAX__',
  'INTMAX_C(c) __INTMAX_C(c)',
  'UINTMAX_C(c) __UINTMAX_C(c)',
  'PTRDIFF_MIN (-__PTRDIFF_MAX__ - 1)',
  'PTRDIFF_MAX __PTRDIFF_MAX__',
  'SIG_ATOMIC_MIN __SIG_ATOMIC_MIN__',
  'SIG_ATOMIC_MAX __SIG_ATOMIC_MAX__',
  'SIZE_MAX __SIZE_MAX__',
  'WCHAR_MIN __WCHAR_MIN__',
  'WCHAR_MAX __WCHAR_MAX__',
  'WINT_MIN __WINT_MIN__',
  'WINT_MAX __WINT_MAX__',
]

/** `CHAR_MIN` and `CHAR_MAX` by whether the target's `char` has a sign. */
const limits = (charIsSigned: boolean) => [
  'CHAR_BIT __CHAR_BIT__',
  'SCHAR_MIN (-__SCHAR_MAX__ - 1)',
  'SCHAR_MAX __SCHAR_MAX__',
  'UCHAR_MAX (__SCHAR_MAX__ * 2 + 1)',
  charIsSigned ? 'CHAR_MIN (-__SCHAR_MAX__ - 1)' : 'CHAR_MIN 0',
  charIsSigned ? 'CHAR_MAX __SCHAR_MAX__' : 'CHAR_MAX (__SCHAR_MAX__ * 2 + 1)',
  'SHRT_MIN (-__SHRT_MAX__ - 1)',
  'SHRT_MAX __SHRT_MAX__',
  'USHRT_MAX (__SHRT_MAX__ * 2 + 1)',
  'INT_MIN (-__INT_MAX__ - 1)',
  'INT_MAX __INT_MAX__',
  'UINT_MAX (__INT_MAX__ * 2U + 1U)',
  'LONG_MIN (-__LONG_MAX__ - 1L)',
  'LONG_MAX __LONG_MAX__',
  'ULONG_MAX (__LONG_MAX__ * 2UL + 1UL)',
  'LLONG_MIN (-__LONG_LONG_MAX__ - 1LL)',
  'LLONG_MAX __LONG_LONG_MAX__',
  'ULLONG_MAX (__LONG_LONG_MAX__ * 2ULL + 1ULL)',
]

/** C11 5.2.4.2.2; each is `__FLT_DIG__` and the like. */
const float = () => [
  'FLT_RADIX __FLT_RADIX__',
  'FLT_EVAL_METHOD __FLT_EVAL_METHOD__',
  'DECIMAL_DIG __DECIMAL_DIG__',
  ...['FLT', 'DBL', 'LDBL'].flatMap(type => [
    ...'MANT_DIG DIG DECIMAL_DIG MIN_EXP MIN_10_EXP MAX_EXP MAX_10_EXP MAX MIN EPSILON'
      .split(' ')
      .map(property => `${type}_${property} __${type}_${property}__`),
    `${type}_HAS_SUBNORM __${type}_HAS_DENORM__`,
    `${type}_TRUE_MIN __${type}_DENORM_MIN__`,
  ]),
]

/** By name, the macros of each as they follow `#define`. */
export const builtinHeaders = (charIsSigned: boolean): Readonly<Record<string, readonly string[]>> => ({
  'float.h': float(),
  'iso646.h': [
    'and &&',
    'and_eq &=',
    'bitand &',
    'bitor |',
    'compl ~',
    'not !',
    'not_eq !=',
    'or ||',
    'or_eq |=',
    'xor ^',
    'xor_eq ^=',
  ],
  'limits.h': limits(charIsSigned),
  'stdalign.h': ['alignas _Alignas', 'alignof _Alignof', '__alignas_is_defined 1', '__alignof_is_defined 1'],
  'stdarg.h': [],
  'stdbool.h': ['bool _Bool', 'true 1', 'false 0', '__bool_true_false_are_defined 1'],
  'stddef.h': ['NULL ((void *)0)'],
  'stdint.h': stdint(),
  'stdnoreturn.h': ['noreturn _Noreturn'],
  'sys/types.h': [],
})
