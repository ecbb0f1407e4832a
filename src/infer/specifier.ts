/**
 * Declaration specifiers: which type the words before a declarator mean. The words of basic types, in any order, are a state
 * machine in a table:
 *
 *   long unsigned long     '' ─▶ long ─▶ unsigned_long ─▶ unsigned_long_long
 */
import type { Const, Long } from './ctype.ts'
import type { Declarator } from './declarator.ts'
import type { TypeOfDeclared } from './declared.ts'
import type { Replacement } from './literal.ts'
import type { Tagged } from './record.ts'
import type {
  __bf16,
  _Float16_complex,
  _Float32_complex,
  _Float32x,
  _Float32x_complex,
  _Float64_complex,
  _Float64x,
  _Float64x_complex,
  _Float128_complex,
  double_complex,
  float_complex,
  LibraryTypedefs,
  long_double_complex,
  Scalars,
} from './scalar.ts'
import type { Close } from './text.ts'
import type { Tokens } from './token.ts'
import type { CTypeError, NotUnderstood, UnknownTypeName } from './type-error.ts'

/** `[type, tokens behind]`. `Names` is the text's index (`declaration.ts`), passed as one type so that it stays one. */
export type Specifiers<
  S extends string,
  Names,
  State extends keyof Next = '',
  IsConst extends boolean = false,
> = S extends `${infer Word} ${infer Rest}`
  ? Word extends keyof Next[State]
    ? Specifiers<Rest, Names, Next[State][Word] & keyof Next, IsConst>
    : Word extends keyof Ignored
      ? Specifiers<Rest, Names, State, IsConst>
      : Word extends keyof Constness
        ? Specifiers<Rest, Names, State, true>
        : State extends ''
          ? Word extends keyof TagKeyword
            ? Tagged<Word, Rest, Names> extends [infer T, infer After extends string]
              ? Qualifiers<T, After, IsConst>
              : [CTypeError<`a tag or '{' is expected behind '${Word}'`>, '']
            : Word extends keyof Parenthesised
              ? InParentheses<Word, Rest, Names, IsConst>
              : Names extends { readonly [K in `m ${Word}`]: infer Text }
                ? Expanded<Text, Word, Rest, Names, IsConst>
                : Qualifiers<Named<Word, Names>, Rest, IsConst>
          : Word extends keyof Parenthesised
            ? Rest extends `( ${infer Inner}`
              ? Close<Inner, '( ', ') '> extends [string, infer After extends string]
                ? Specifiers<After, Names, State, IsConst>
                : [CTypeError<'a parenthesis is not closed'>, '']
              : Specifiers<Rest, Names, State, IsConst>
            : [WithConst<State extends keyof ByInt64 ? Sized<State, Names> : Basic[State & keyof Basic], IsConst>, S]
  : State extends ''
    ? [CTypeError<'a type is expected'>, '']
    : [WithConst<State extends keyof ByInt64 ? Sized<State, Names> : Basic[State & keyof Basic], IsConst>, S]

/** Those behind the name of a type: `point_t const *`. */
type Qualifiers<T, S extends string, IsConst extends boolean> = S extends `${infer Word} ${infer Rest}`
  ? Word extends keyof Ignored
    ? Qualifiers<T, Rest, IsConst>
    : Word extends keyof Constness
      ? Qualifiers<T, Rest, true>
      : [WithConst<T, IsConst>, S]
  : [WithConst<T, IsConst>, S]

export type WithConst<T, IsConst extends boolean = true> = IsConst extends true
  ? [T] extends [CTypeError<string> | Const<unknown>]
    ? T
    : Const<T>
  : T

/** 64 bits by name, in a library that was opened with `int64: 'number'` a checked number. */
type Sized<Name extends keyof ByInt64, Names> = Names extends { readonly int64: string } ? ByInt64[Name] : Scalars[Name]

interface ByInt64 {
  long_long: Long<'long long', BigInt64Array>
  unsigned_long_long: Long<'unsigned long long', BigUint64Array>
  int64_t: Long<'long', BigInt64Array>
  uint64_t: Long<'unsigned long', BigUint64Array>
  intmax_t: Long<'long', BigInt64Array>
  uintmax_t: Long<'unsigned long', BigUint64Array>
}

/** A typedef name. Those of the C library need no declaration, and win over the text's. */
export type Named<Name extends string, Names> = Name extends keyof LibraryTypedefs
  ? Name extends keyof ByInt64
    ? Sized<Name, Names>
    : LibraryTypedefs[Name]
  : Names extends { readonly [K in `t ${Name}`]: infer Text extends string }
    ? TypeOfDeclared<Text, Name, Names>
    : Name extends keyof Predefined
      ? Predefined[Name]
      : UnknownTypeName<Name>

/** Names that a text may declare otherwise. */
interface Predefined {
  bool: Scalars['bool']
  __float80: Scalars['long_double']
  va_list: NotUnderstood<'va_list'>
  __builtin_va_list: NotUnderstood<'va_list'>
  __gnuc_va_list: NotUnderstood<'va_list'>
}

/** A macro of the text: empty, or words of C. */
type Expanded<Text, Word extends string, Rest extends string, Names, IsConst extends boolean> = Text extends string
  ? Tokens<Replacement<Text>> extends infer Body extends string
    ? Body extends `${Word} ${string}`
      ? Qualifiers<UnknownTypeName<Word>, Rest, IsConst>
      : Specifiers<`${Body}${Rest}`, Names, '', IsConst>
    : never
  : never

/** `_Atomic(int) x`, `_Alignas(16) int x`. */
type InParentheses<Word, S extends string, Names, IsConst extends boolean> = S extends `( ${infer Inner}`
  ? Close<Inner, '( ', ') '> extends [infer Inside extends string, infer After extends string]
    ? Word extends '_Alignas' | 'alignas'
      ? Specifiers<After, Names, '', IsConst>
      : Word extends '_Atomic'
        ? Specifiers<Inside, Names, '', IsConst> extends [infer T, infer Stars extends string]
          ? Declarator<Stars, T, Names> extends [string, infer U, string]
            ? Qualifiers<U, After, false>
            : never
          : never
        : [NotUnderstood<'typeof'>, After]
    : [CTypeError<'a parenthesis is not closed'>, '']
  : Specifiers<S, Names, '', IsConst>

export interface Parenthesised {
  _Atomic: 1
  _Alignas: 1
  alignas: 1
  typeof: 1
  __typeof: 1
  __typeof__: 1
  typeof_unqual: 1
}

export interface TagKeyword {
  struct: 1
  union: 1
  enum: 1
}

export interface Constness {
  const: 1
  __const: 1
  __const__: 1
}

/** Words that change no type. */
export interface Ignored {
  volatile: 1
  __volatile: 1
  __volatile__: 1
  restrict: 1
  __restrict: 1
  __restrict__: 1
  typedef: 1
  extern: 1
  static: 1
  register: 1
  auto: 1
  inline: 1
  __inline: 1
  __inline__: 1
  __forceinline: 1
  _Noreturn: 1
  noreturn: 1
  _Thread_local: 1
  thread_local: 1
  __thread: 1
  __extension__: 1
  __cdecl: 1
  _cdecl: 1
  __stdcall: 1
  _stdcall: 1
  __fastcall: 1
  _fastcall: 1
  __thiscall: 1
  __vectorcall: 1
  _Nonnull: 1
  _Nullable: 1
  _Null_unspecified: 1
}

type Sign<S, U> = { signed: S; __signed: S; __signed__: S; unsigned: U }

/** For each state, the words that may follow, and where they lead. */
export interface Next {
  '': {
    void: 'void'
    _Bool: 'bool'
    char: 'char'
    short: 'short'
    int: 'int'
    long: 'long'
    float: 'float'
    double: 'double'
    __int128: 'int128'
    __int128_t: 'int128'
    __uint128_t: 'uint128'
    _Complex: 'complex'
    __complex: 'complex'
    __complex__: 'complex'
    _Float16: '_Float16'
    _Float32: '_Float32'
    _Float64: '_Float64'
    _Float128: '_Float128'
    __float128: '_Float128'
    _Float32x: '_Float32x'
    _Float64x: '_Float64x'
    __bf16: '__bf16'
  } & Sign<'signed', 'unsigned'>
  signed: { char: 'signed_char'; short: 'short'; int: 'int'; long: 'long'; __int128: 'int128' }
  unsigned: {
    char: 'unsigned_char'
    short: 'unsigned_short'
    int: 'unsigned_int'
    long: 'unsigned_long'
    __int128: 'uint128'
  }
  char: Sign<'signed_char', 'unsigned_char'>
  short: { int: 'short' } & Sign<'short', 'unsigned_short'>
  unsigned_short: { int: 'unsigned_short' }
  int: { long: 'long'; short: 'short' } & Sign<'int', 'unsigned_int'>
  unsigned_int: { long: 'unsigned_long'; short: 'unsigned_short' }
  long: { int: 'long'; long: 'long_long'; double: 'long_double'; _Complex: 'long_complex' } & Sign<
    'long',
    'unsigned_long'
  >
  unsigned_long: { int: 'unsigned_long'; long: 'unsigned_long_long' }
  long_long: { int: 'long_long' } & Sign<'long_long', 'unsigned_long_long'>
  unsigned_long_long: { int: 'unsigned_long_long' }
  int128: Sign<'int128', 'uint128'>
  float: ComplexWord<'float_complex'>
  double: { long: 'long_double' } & ComplexWord<'double_complex'>
  long_double: ComplexWord<'long_double_complex'>
  _Float16: ComplexWord<'_Float16_complex'>
  _Float32: ComplexWord<'_Float32_complex'>
  _Float64: ComplexWord<'_Float64_complex'>
  _Float128: ComplexWord<'_Float128_complex'>
  _Float32x: ComplexWord<'_Float32x_complex'>
  _Float64x: ComplexWord<'_Float64x_complex'>
  complex: {
    float: 'float_complex'
    double: 'double_complex'
    long: 'long_complex'
    _Float16: '_Float16_complex'
    _Float32: '_Float32_complex'
    _Float64: '_Float64_complex'
    _Float128: '_Float128_complex'
    _Float32x: '_Float32x_complex'
    _Float64x: '_Float64x_complex'
    __float128: '_Float128_complex'
  }
  long_complex: { double: 'long_double_complex' }
  double_complex: { long: 'long_double_complex' }
  void: Nothing
  bool: Nothing
  signed_char: Nothing
  unsigned_char: Nothing
  uint128: Nothing
  float_complex: Nothing
  long_double_complex: Nothing
  _Float16_complex: Nothing
  _Float32_complex: Nothing
  _Float64_complex: Nothing
  _Float128_complex: Nothing
  _Float32x_complex: Nothing
  _Float64x_complex: Nothing
  __bf16: Nothing
}

type Nothing = Readonly<Record<never, never>>
type ComplexWord<State> = { _Complex: State; __complex: State; __complex__: State }

interface Basic extends Omit<Scalars, keyof LibraryTypedefs> {
  signed: Scalars['int']
  unsigned: Scalars['unsigned_int']
  complex: double_complex
  float_complex: float_complex
  double_complex: double_complex
  long_double_complex: long_double_complex
  _Float16_complex: _Float16_complex
  _Float32_complex: _Float32_complex
  _Float64_complex: _Float64_complex
  _Float128_complex: _Float128_complex
  _Float32x_complex: _Float32x_complex
  _Float64x_complex: _Float64x_complex
  _Float32x: _Float32x
  _Float64x: _Float64x
  __bf16: __bf16
}
