/**
 * The macros that GCC 12 predefines, but for those of the floating formats (`predefined-floating.ts`), of the decimal and
 * fixed-point types, of its minor version, and for `__cdecl` and the like, which are words here. As `gcc -dM -E` prints them.
 */
import type { TargetName } from '../../ctype/target.ts'

export interface PredefinedGroup {
  readonly targets: readonly TargetName[]
  /** Each line: a name, the parameters of a function-like macro, and a body. */
  readonly macros: string
}

export const predefinedGroups: readonly PredefinedGroup[] = [
  {
    targets: ['x86_64-linux', 'x86_64-windows', 'aarch64-linux', 'i386-linux', 'armhf-linux'],
    macros: `
__ATOMIC_ACQUIRE 2
__ATOMIC_ACQ_REL 4
__ATOMIC_CONSUME 1
__ATOMIC_RELAXED 0
__ATOMIC_RELEASE 3
__ATOMIC_SEQ_CST 5
__BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__
__CHAR16_TYPE__ short unsigned int
__CHAR32_TYPE__ unsigned int
__CHAR_BIT__ 8
__DEC_EVAL_METHOD__ 2
__FINITE_MATH_ONLY__ 0
__FLOAT_WORD_ORDER__ __ORDER_LITTLE_ENDIAN__
__FLT_RADIX__ 2
__GCC_ASM_FLAG_OUTPUTS__ 1
__GCC_ATOMIC_BOOL_LOCK_FREE 2
__GCC_ATOMIC_CHAR16_T_LOCK_FREE 2
__GCC_ATOMIC_CHAR32_T_LOCK_FREE 2
__GCC_ATOMIC_CHAR_LOCK_FREE 2
__GCC_ATOMIC_INT_LOCK_FREE 2
__GCC_ATOMIC_LLONG_LOCK_FREE 2
__GCC_ATOMIC_LONG_LOCK_FREE 2
__GCC_ATOMIC_POINTER_LOCK_FREE 2
__GCC_ATOMIC_SHORT_LOCK_FREE 2
__GCC_ATOMIC_TEST_AND_SET_TRUEVAL 1
__GCC_ATOMIC_WCHAR_T_LOCK_FREE 2
__GCC_CONSTRUCTIVE_SIZE 64
__GCC_HAVE_SYNC_COMPARE_AND_SWAP_1 1
__GCC_HAVE_SYNC_COMPARE_AND_SWAP_2 1
__GCC_HAVE_SYNC_COMPARE_AND_SWAP_4 1
__GCC_HAVE_SYNC_COMPARE_AND_SWAP_8 1
__GCC_IEC_559 2
__GCC_IEC_559_COMPLEX 2
__GNUC_EXECUTION_CHARSET_NAME "UTF-8"
__GNUC_STDC_INLINE__ 1
__GNUC__ 12
__GXX_ABI_VERSION 1017
__HAVE_SPECULATION_SAFE_VALUE 1
__INT16_C(c) c
__INT16_MAX__ 0x7fff
__INT16_TYPE__ short int
__INT32_C(c) c
__INT32_MAX__ 0x7fffffff
__INT32_TYPE__ int
__INT8_C(c) c
__INT8_MAX__ 0x7f
__INT8_TYPE__ signed char
__INTMAX_WIDTH__ 64
__INT_FAST64_WIDTH__ 64
__INT_FAST8_MAX__ 0x7f
__INT_FAST8_TYPE__ signed char
__INT_FAST8_WIDTH__ 8
__INT_LEAST16_MAX__ 0x7fff
__INT_LEAST16_TYPE__ short int
__INT_LEAST16_WIDTH__ 16
__INT_LEAST32_MAX__ 0x7fffffff
__INT_LEAST32_TYPE__ int
__INT_LEAST32_WIDTH__ 32
__INT_LEAST64_WIDTH__ 64
__INT_LEAST8_MAX__ 0x7f
__INT_LEAST8_TYPE__ signed char
__INT_LEAST8_WIDTH__ 8
__INT_MAX__ 0x7fffffff
__INT_WIDTH__ 32
__LONG_LONG_MAX__ 0x7fffffffffffffffLL
__LONG_LONG_WIDTH__ 64
__NO_INLINE__ 1
__ORDER_BIG_ENDIAN__ 4321
__ORDER_LITTLE_ENDIAN__ 1234
__ORDER_PDP_ENDIAN__ 3412
__PRAGMA_REDEFINE_EXTNAME 1
__REGISTER_PREFIX__
__SCHAR_MAX__ 0x7f
__SCHAR_WIDTH__ 8
__SHRT_MAX__ 0x7fff
__SHRT_WIDTH__ 16
__SIG_ATOMIC_MAX__ 0x7fffffff
__SIG_ATOMIC_MIN__ (-__SIG_ATOMIC_MAX__ - 1)
__SIG_ATOMIC_TYPE__ int
__SIG_ATOMIC_WIDTH__ 32
__SIZEOF_DOUBLE__ 8
__SIZEOF_FLOAT__ 4
__SIZEOF_INT__ 4
__SIZEOF_LONG_LONG__ 8
__SIZEOF_SHORT__ 2
__STDC_HOSTED__ 1
__STDC_UTF_16__ 1
__STDC_UTF_32__ 1
__STDC_VERSION__ 201710L
__STDC__ 1
__UINT16_C(c) c
__UINT16_MAX__ 0xffff
__UINT16_TYPE__ short unsigned int
__UINT32_C(c) c ## U
__UINT32_MAX__ 0xffffffffU
__UINT32_TYPE__ unsigned int
__UINT8_C(c) c
__UINT8_MAX__ 0xff
__UINT8_TYPE__ unsigned char
__UINT_FAST8_MAX__ 0xff
__UINT_FAST8_TYPE__ unsigned char
__UINT_LEAST16_MAX__ 0xffff
__UINT_LEAST16_TYPE__ short unsigned int
__UINT_LEAST32_MAX__ 0xffffffffU
__UINT_LEAST32_TYPE__ unsigned int
__UINT_LEAST8_MAX__ 0xff
__UINT_LEAST8_TYPE__ unsigned char
__USER_LABEL_PREFIX__
`,
  },
  {
    targets: ['x86_64-linux', 'x86_64-windows', 'aarch64-linux', 'i386-linux'],
    macros: `
__BIGGEST_ALIGNMENT__ 16
`,
  },
  {
    targets: ['x86_64-linux', 'x86_64-windows', 'aarch64-linux', 'armhf-linux'],
    macros: `
__FLT_EVAL_METHOD_TS_18661_3__ 0
__FLT_EVAL_METHOD__ 0
`,
  },
  {
    targets: ['x86_64-linux', 'x86_64-windows', 'i386-linux', 'armhf-linux'],
    macros: `
__GCC_DESTRUCTIVE_SIZE 64
`,
  },
  {
    targets: ['x86_64-linux', 'aarch64-linux', 'i386-linux', 'armhf-linux'],
    macros: `
_STDC_PREDEF_H 1
__ELF__ 1
__GNUC_WIDE_EXECUTION_CHARSET_NAME "UTF-32LE"
__PIC__ 2
__PIE__ 2
__SIZEOF_WCHAR_T__ 4
__SIZEOF_WINT_T__ 4
__STDC_IEC_559_COMPLEX__ 1
__STDC_IEC_559__ 1
__STDC_IEC_60559_BFP__ 201404L
__STDC_IEC_60559_COMPLEX__ 201404L
__STDC_ISO_10646__ 201706L
__WCHAR_WIDTH__ 32
__WINT_MAX__ 0xffffffffU
__WINT_MIN__ 0U
__WINT_TYPE__ unsigned int
__WINT_WIDTH__ 32
__gnu_linux__ 1
__linux 1
__linux__ 1
__pic__ 2
__pie__ 2
__unix 1
__unix__ 1
linux 1
unix 1
`,
  },
  {
    targets: ['x86_64-linux', 'x86_64-windows', 'aarch64-linux'],
    macros: `
__INTPTR_WIDTH__ 64
__PTRDIFF_WIDTH__ 64
__SIZEOF_INT128__ 16
__SIZEOF_LONG_DOUBLE__ 16
__SIZEOF_POINTER__ 8
__SIZEOF_PTRDIFF_T__ 8
__SIZEOF_SIZE_T__ 8
__SIZE_WIDTH__ 64
`,
  },
  {
    targets: ['x86_64-linux', 'x86_64-windows', 'i386-linux'],
    macros: `
__ATOMIC_HLE_ACQUIRE 65536
__ATOMIC_HLE_RELEASE 131072
__DECIMAL_BID_FORMAT__ 1
__DECIMAL_DIG__ 21
__SEG_FS 1
__SEG_GS 1
__SIZEOF_FLOAT128__ 16
`,
  },
  {
    targets: ['x86_64-linux', 'aarch64-linux', 'i386-linux'],
    macros: `
__GCC_HAVE_DWARF2_CFI_ASM 1
`,
  },
  {
    targets: ['x86_64-windows', 'i386-linux', 'armhf-linux'],
    macros: `
__INT64_C(c) c ## LL
__INT64_MAX__ 0x7fffffffffffffffLL
__INT64_TYPE__ long long int
__INTMAX_C(c) c ## LL
__INTMAX_MAX__ 0x7fffffffffffffffLL
__INTMAX_TYPE__ long long int
__INT_FAST32_MAX__ 0x7fffffff
__INT_FAST32_TYPE__ int
__INT_FAST32_WIDTH__ 32
__INT_FAST64_MAX__ 0x7fffffffffffffffLL
__INT_FAST64_TYPE__ long long int
__INT_LEAST64_MAX__ 0x7fffffffffffffffLL
__INT_LEAST64_TYPE__ long long int
__LONG_MAX__ 0x7fffffffL
__LONG_WIDTH__ 32
__SIZEOF_LONG__ 4
__UINT64_C(c) c ## ULL
__UINT64_MAX__ 0xffffffffffffffffULL
__UINT64_TYPE__ long long unsigned int
__UINTMAX_C(c) c ## ULL
__UINTMAX_MAX__ 0xffffffffffffffffULL
__UINTMAX_TYPE__ long long unsigned int
__UINT_FAST32_MAX__ 0xffffffffU
__UINT_FAST32_TYPE__ unsigned int
__UINT_FAST64_MAX__ 0xffffffffffffffffULL
__UINT_FAST64_TYPE__ long long unsigned int
__UINT_LEAST64_MAX__ 0xffffffffffffffffULL
__UINT_LEAST64_TYPE__ long long unsigned int
`,
  },
  {
    targets: ['x86_64-linux', 'x86_64-windows'],
    macros: `
__FXSR__ 1
__MMX_WITH_SSE__ 1
__MMX__ 1
__SIZEOF_FLOAT80__ 16
__SSE2_MATH__ 1
__SSE2__ 1
__SSE_MATH__ 1
__SSE__ 1
__amd64 1
__amd64__ 1
__k8 1
__k8__ 1
__x86_64 1
__x86_64__ 1
`,
  },
  {
    targets: ['x86_64-linux', 'aarch64-linux'],
    macros: `
_LP64 1
__INT64_C(c) c ## L
__INT64_MAX__ 0x7fffffffffffffffL
__INT64_TYPE__ long int
__INTMAX_C(c) c ## L
__INTMAX_MAX__ 0x7fffffffffffffffL
__INTMAX_TYPE__ long int
__INTPTR_MAX__ 0x7fffffffffffffffL
__INTPTR_TYPE__ long int
__INT_FAST16_MAX__ 0x7fffffffffffffffL
__INT_FAST16_TYPE__ long int
__INT_FAST16_WIDTH__ 64
__INT_FAST32_MAX__ 0x7fffffffffffffffL
__INT_FAST32_TYPE__ long int
__INT_FAST32_WIDTH__ 64
__INT_FAST64_MAX__ 0x7fffffffffffffffL
__INT_FAST64_TYPE__ long int
__INT_LEAST64_MAX__ 0x7fffffffffffffffL
__INT_LEAST64_TYPE__ long int
__LONG_MAX__ 0x7fffffffffffffffL
__LONG_WIDTH__ 64
__LP64__ 1
__PTRDIFF_MAX__ 0x7fffffffffffffffL
__PTRDIFF_TYPE__ long int
__SIZEOF_LONG__ 8
__SIZE_MAX__ 0xffffffffffffffffUL
__SIZE_TYPE__ long unsigned int
__UINT64_C(c) c ## UL
__UINT64_MAX__ 0xffffffffffffffffUL
__UINT64_TYPE__ long unsigned int
__UINTMAX_C(c) c ## UL
__UINTMAX_MAX__ 0xffffffffffffffffUL
__UINTMAX_TYPE__ long unsigned int
__UINTPTR_MAX__ 0xffffffffffffffffUL
__UINTPTR_TYPE__ long unsigned int
__UINT_FAST16_MAX__ 0xffffffffffffffffUL
__UINT_FAST16_TYPE__ long unsigned int
__UINT_FAST32_MAX__ 0xffffffffffffffffUL
__UINT_FAST32_TYPE__ long unsigned int
__UINT_FAST64_MAX__ 0xffffffffffffffffUL
__UINT_FAST64_TYPE__ long unsigned int
__UINT_LEAST64_MAX__ 0xffffffffffffffffUL
__UINT_LEAST64_TYPE__ long unsigned int
`,
  },
  {
    targets: ['x86_64-linux', 'i386-linux'],
    macros: `
__WCHAR_MIN__ (-__WCHAR_MAX__ - 1)
`,
  },
  {
    targets: ['x86_64-windows', 'armhf-linux'],
    macros: `
__GXX_TYPEINFO_EQUALITY_INLINE 0
`,
  },
  {
    targets: ['aarch64-linux', 'armhf-linux'],
    macros: `
__ARM_ARCH_PROFILE 65
__ARM_FEATURE_CLZ 1
__ARM_FEATURE_UNALIGNED 1
__ARM_SIZEOF_MINIMAL_ENUM 4
__ARM_SIZEOF_WCHAR_T 4
__CHAR_UNSIGNED__ 1
__WCHAR_MAX__ 0xffffffffU
__WCHAR_MIN__ 0U
__WCHAR_TYPE__ unsigned int
`,
  },
  {
    targets: ['i386-linux', 'armhf-linux'],
    macros: `
__INTPTR_MAX__ 0x7fffffff
__INTPTR_TYPE__ int
__INTPTR_WIDTH__ 32
__INT_FAST16_MAX__ 0x7fffffff
__INT_FAST16_TYPE__ int
__INT_FAST16_WIDTH__ 32
__PTRDIFF_MAX__ 0x7fffffff
__PTRDIFF_TYPE__ int
__PTRDIFF_WIDTH__ 32
__SIZEOF_POINTER__ 4
__SIZEOF_PTRDIFF_T__ 4
__SIZEOF_SIZE_T__ 4
__SIZE_MAX__ 0xffffffffU
__SIZE_TYPE__ unsigned int
__SIZE_WIDTH__ 32
__UINTPTR_MAX__ 0xffffffffU
__UINTPTR_TYPE__ unsigned int
__UINT_FAST16_MAX__ 0xffffffffU
__UINT_FAST16_TYPE__ unsigned int
`,
  },
  {
    targets: ['x86_64-linux'],
    macros: `
__WCHAR_MAX__ 0x7fffffff
__WCHAR_TYPE__ int
__code_model_small__ 1
`,
  },
  {
    targets: ['x86_64-windows'],
    macros: `
WIN32 1
WIN64 1
WINNT 1
_INTEGRAL_MAX_BITS 64
_WIN32 1
_WIN64 1
__GNUC_WIDE_EXECUTION_CHARSET_NAME "UTF-16LE"
__GXX_MERGED_TYPEINFO_NAMES 0
__INTPTR_MAX__ 0x7fffffffffffffffLL
__INTPTR_TYPE__ long long int
__INT_FAST16_MAX__ 0x7fff
__INT_FAST16_TYPE__ short int
__INT_FAST16_WIDTH__ 16
__MINGW32__ 1
__MINGW64__ 1
__MSVCRT__ 1
__PIC__ 1
__PTRDIFF_MAX__ 0x7fffffffffffffffLL
__PTRDIFF_TYPE__ long long int
__SEH__ 1
__SIZEOF_WCHAR_T__ 2
__SIZEOF_WINT_T__ 2
__SIZE_MAX__ 0xffffffffffffffffULL
__SIZE_TYPE__ long long unsigned int
__UINTPTR_MAX__ 0xffffffffffffffffULL
__UINTPTR_TYPE__ long long unsigned int
__UINT_FAST16_MAX__ 0xffff
__UINT_FAST16_TYPE__ short unsigned int
__WCHAR_MAX__ 0xffff
__WCHAR_MIN__ 0
__WCHAR_TYPE__ short unsigned int
__WCHAR_WIDTH__ 16
__WIN32 1
__WIN32__ 1
__WIN64 1
__WIN64__ 1
__WINNT 1
__WINNT__ 1
__WINT_MAX__ 0xffff
__WINT_MIN__ 0
__WINT_TYPE__ short unsigned int
__WINT_WIDTH__ 16
__code_model_medium__ 1
__pic__ 1
`,
  },
  {
    targets: ['aarch64-linux'],
    macros: `
__AARCH64EL__ 1
__AARCH64_CMODEL_SMALL__ 1
__ARM_64BIT_STATE 1
__ARM_ALIGN_MAX_PWR 28
__ARM_ALIGN_MAX_STACK_PWR 16
__ARM_ARCH 8
__ARM_ARCH_8A 1
__ARM_ARCH_ISA_A64 1
__ARM_FEATURE_FMA 1
__ARM_FEATURE_IDIV 1
__ARM_FEATURE_NUMERIC_MAXMIN 1
__ARM_FP 14
__ARM_FP16_ARGS 1
__ARM_FP16_FORMAT_IEEE 1
__ARM_NEON 1
__ARM_PCS_AAPCS64 1
__DECIMAL_DIG__ 36
__FLT_EVAL_METHOD_C99__ 0
__FP_FAST_FMA 1
__FP_FAST_FMAF 1
__FP_FAST_FMAF32 1
__FP_FAST_FMAF32x 1
__FP_FAST_FMAF64 1
__GCC_DESTRUCTIVE_SIZE 256
__GCC_HAVE_SYNC_COMPARE_AND_SWAP_16 1
__aarch64__ 1
`,
  },
  {
    targets: ['i386-linux'],
    macros: `
_ILP32 1
__FLT_EVAL_METHOD_TS_18661_3__ 2
__FLT_EVAL_METHOD__ 2
__ILP32__ 1
__LAHF_SAHF__ 1
__SIZEOF_FLOAT80__ 12
__SIZEOF_LONG_DOUBLE__ 12
__WCHAR_MAX__ 0x7fffffffL
__WCHAR_TYPE__ long int
__code_model_32__ 1
__i386 1
__i386__ 1
__i686 1
__i686__ 1
__pentiumpro 1
__pentiumpro__ 1
i386 1
`,
  },
  {
    targets: ['armhf-linux'],
    macros: `
__APCS_32__ 1
__ARMEL__ 1
__ARM_32BIT_STATE 1
__ARM_ARCH 7
__ARM_ARCH_7A__ 1
__ARM_ARCH_ISA_ARM 1
__ARM_ARCH_ISA_THUMB 2
__ARM_ASM_SYNTAX_UNIFIED__ 1
__ARM_EABI__ 1
__ARM_FEATURE_COPROC 15
__ARM_FEATURE_DSP 1
__ARM_FEATURE_LDREX 15
__ARM_FEATURE_QBIT 1
__ARM_FEATURE_SAT 1
__ARM_FEATURE_SIMD32 1
__ARM_FP 12
__ARM_PCS_VFP 1
__BIGGEST_ALIGNMENT__ 8
__DECIMAL_DIG__ 17
__SIZEOF_LONG_DOUBLE__ 8
__THUMBEL__ 1
__THUMB_INTERWORK__ 1
__VFP_FP__ 1
__arm__ 1
__thumb2__ 1
__thumb__ 1
`,
  },
]
