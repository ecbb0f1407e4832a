/** What is C, or GNU C, but not understood yet: what to call it in the message, by the word or sign that gives it away. */

const attribute = (word: string) => `an attribute ('${word}')`
const calling = (word: string) => `a calling convention ('${word}')`
const itself = (word: string) => `'${word}'`

const constructs: readonly (readonly [string, (word: string) => string])[] = [
  ['__attribute__ __attribute __declspec', attribute],
  ['__cdecl __stdcall __fastcall __thiscall __vectorcall _cdecl _stdcall', calling],
  ['asm __asm __asm__', word => `an assembler name ('${word}')`],
  ['va_list __builtin_va_list __gnuc_va_list', () => `'va_list'`],
  ['_Complex __complex __complex__ _Imaginary', word => `a complex type ('${word}')`],
  ['__int128 __int128_t __uint128_t _BitInt __auto_type', itself],
  ['_Float16 _Float32 _Float64 _Float128 _Float32x _Float64x __float128 __float80 __fp16 __bf16 __ibm128', itself],
  ['_Decimal32 _Decimal64 _Decimal128', itself],
  ['typeof __typeof __typeof__ typeof_unqual', itself],
  ['_Atomic _Alignas alignas _Alignof alignof __alignof __alignof__ _Generic', itself],
  ['_Static_assert static_assert _Thread_local thread_local __thread', itself],
  ['inline __inline __inline__ _Noreturn auto constexpr __extension__ nullptr', itself],
  ['_Nonnull _Nullable _Null_unspecified', itself],
]

export const unsupportedWords = constructs.map(([words]) => words).join(' ')

/** What to call the construct that a keyword gives away. */
export const unsupportedWord = (word: string): string | undefined =>
  constructs.find(([words]) => words.split(' ').includes(word))?.[1](word)

/** By the punctuator found where a declarator ended. */
export const unsupportedAfterDeclarator: ReadonlyMap<string, string> = new Map([
  ['{', 'a function body'],
  ['=', 'an initialiser'],
  [':', 'a bit-field'],
  ['[', 'an array'],
  ['[[', `an attribute ('[[...]]')`],
])

/** By name, without the `#`. */
export const unsupportedDirectives: ReadonlySet<string> = new Set(
  'if ifdef ifndef elif elifdef elifndef else endif include include_next import embed undef line error warning pragma ident assert unassert sccs'.split(
    ' ',
  ),
)
