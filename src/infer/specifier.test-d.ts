/** The words in front of a declarator. */
import type { Const } from './ctype.ts'
import type { Equal } from './equal.test-d.ts'
import type {
  _Float32_complex,
  char,
  double_complex,
  int,
  int64_t,
  long,
  long_double,
  long_long,
  size_t,
  uint128,
  unsigned_char,
  unsigned_int,
  unsigned_long,
  unsigned_long_long,
} from './scalar.ts'
import type { Specifiers } from './specifier.ts'
import type { CTypeError, NotUnderstood, UnknownTypeName } from './type-error.ts'

type Meaning<Words extends string, Names = object> =
  Specifiers<`${Words} `, Names> extends [infer T, string] ? T : never

// Words of one type in any order (C11 6.7.2 §2).
true satisfies Equal<Meaning<'unsigned'>, unsigned_int>
true satisfies Equal<Meaning<'long unsigned int long'>, unsigned_long_long>
true satisfies Equal<Meaning<'int long unsigned'>, unsigned_long>
true satisfies Equal<Meaning<'char unsigned'>, unsigned_char>
true satisfies Equal<Meaning<'double long'>, long_double>
true satisfies Equal<Meaning<'_Complex double'>, double_complex>
true satisfies Equal<Meaning<'_Float32 _Complex'> | Meaning<'_Complex _Float32'>, _Float32_complex>
true satisfies Equal<Meaning<'unsigned __int128'>, uint128>
// Qualifiers anywhere; storage classes, `inline` and calling conventions are no part of the type.
true satisfies Equal<Meaning<'char const'>, Const<char>>
true satisfies Equal<Meaning<'extern volatile const int'>, Const<int>>
true satisfies Equal<Meaning<'_Alignas ( 16 ) int'>, int>

// Typedefs: those of the C library without a declaration, the text's own in chains, and none.
true satisfies Equal<Meaning<'size_t'>, size_t>
true satisfies Equal<Meaning<'b', { 't b': 'a b'; 't a': 'long a' }>, long>
true satisfies Equal<Meaning<'foo_t'>, UnknownTypeName<'foo_t'>>
// A macro in place of a type is its words, and one that is itself ends there.
true satisfies Equal<Meaning<'WORD', { 'm WORD': 'unsigned char' }>, unsigned_char>
true satisfies Equal<Meaning<'WORD', { 'm WORD': 'WORD' }>, UnknownTypeName<'WORD'>>

// 64 bits by name follow `int64: 'number'`.
true satisfies Equal<Meaning<'int64_t'>, int64_t>
true satisfies Equal<Meaning<'long long'>, long_long>
true satisfies Equal<Meaning<'int64_t', { int64: 'number' }> extends int64_t ? true : false, false>

true satisfies Equal<Meaning<'typeof ( x )'>, NotUnderstood<'typeof'>>
true satisfies Equal<Specifiers<'', object>[0], CTypeError<'a type is expected'>>
