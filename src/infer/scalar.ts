/**
 * C's scalar types, and what each is in JavaScript: a table. A typedef has the name of its basic type on x86-64 Linux, so that
 * pointers to both are the same (`identity.ts`); messages name the interface.
 */
import type { Complex, Exact, Long, Scalar } from './ctype.ts'

type Char = number | string
type CharElements = Uint8Array | Int8Array | Uint8ClampedArray
type Unsigned8 = Uint8Array | Uint8ClampedArray
type Integer<Name extends string, Elements> = Scalar<Name, number, number, Elements>
type Wide<Name extends string> = Long<Name, BigInt64Array>
type UnsignedWide<Name extends string> = Long<Name, BigUint64Array>

export interface bool extends Scalar<'bool', boolean> {}
export interface char extends Scalar<'char', number, Char, CharElements> {}
export interface signed_char extends Integer<'signed char', Int8Array> {}
export interface unsigned_char extends Integer<'unsigned char', Unsigned8> {}
export interface short extends Integer<'short', Int16Array> {}
export interface unsigned_short extends Integer<'unsigned short', Uint16Array> {}
export interface int extends Integer<'int', Int32Array> {}
export interface unsigned_int extends Integer<'unsigned int', Uint32Array> {}
export interface long extends Wide<'long'> {}
export interface unsigned_long extends UnsignedWide<'unsigned long'> {}
export interface long_long extends Exact<'long long', BigInt64Array> {}
export interface unsigned_long_long extends Exact<'unsigned long long', BigUint64Array> {}
export interface int128 extends Scalar<'__int128', bigint, number | bigint> {}
export interface uint128 extends Scalar<'unsigned __int128', bigint, number | bigint> {}

export interface int8_t extends Integer<'signed char', Int8Array> {}
export interface uint8_t extends Integer<'unsigned char', Unsigned8> {}
export interface int16_t extends Integer<'short', Int16Array> {}
export interface uint16_t extends Integer<'unsigned short', Uint16Array> {}
export interface int32_t extends Integer<'int', Int32Array> {}
export interface uint32_t extends Integer<'unsigned int', Uint32Array> {}
export interface int64_t extends Exact<'long', BigInt64Array> {}
export interface uint64_t extends Exact<'unsigned long', BigUint64Array> {}
export interface intmax_t extends Exact<'long', BigInt64Array> {}
export interface uintmax_t extends Exact<'unsigned long', BigUint64Array> {}

export interface size_t extends UnsignedWide<'unsigned long'> {}
export interface ssize_t extends Wide<'long'> {}
export interface ptrdiff_t extends Wide<'long'> {}
export interface intptr_t extends Wide<'long'> {}
export interface uintptr_t extends UnsignedWide<'unsigned long'> {}
export interface off_t extends Wide<'long'> {}
export interface time_t extends Wide<'long'> {}
export interface clock_t extends Wide<'long'> {}
export interface dev_t extends UnsignedWide<'unsigned long'> {}
export interface ino_t extends UnsignedWide<'unsigned long'> {}
export interface nlink_t extends UnsignedWide<'unsigned long'> {}
export interface blksize_t extends Wide<'long'> {}
export interface blkcnt_t extends Wide<'long'> {}
export interface suseconds_t extends Wide<'long'> {}
export interface pid_t extends Integer<'int', Int32Array> {}
export interface uid_t extends Integer<'unsigned int', Uint32Array> {}
export interface gid_t extends Integer<'unsigned int', Uint32Array> {}
export interface mode_t extends Integer<'unsigned int', Uint32Array> {}
export interface id_t extends Integer<'unsigned int', Uint32Array> {}
export interface key_t extends Integer<'int', Int32Array> {}
export interface useconds_t extends Integer<'unsigned int', Uint32Array> {}
export interface socklen_t extends Integer<'unsigned int', Uint32Array> {}
export interface wchar_t extends Integer<'int', Int32Array> {}
export interface wint_t extends Integer<'unsigned int', Uint32Array> {}
export interface char16_t extends Integer<'unsigned short', Uint16Array> {}
export interface char32_t extends Integer<'unsigned int', Uint32Array> {}

export interface float extends Scalar<'float', number, number, Float32Array> {}
export interface double extends Scalar<'double', number, number, Float64Array> {}
export interface long_double extends Scalar<'long double', number> {}
export interface _Float16 extends Scalar<'_Float16', number> {}
export interface _Float32 extends Scalar<'_Float32', number, number, Float32Array> {}
export interface _Float64 extends Scalar<'_Float64', number, number, Float64Array> {}
export interface _Float128 extends Scalar<'_Float128', number> {}
export interface _Float32x extends Scalar<'_Float32x', number, number, Float64Array> {}
export interface _Float64x extends Scalar<'_Float64x', number> {}
export interface __bf16 extends Scalar<'__bf16', number> {}

export interface float_complex extends Scalar<'float _Complex', Complex> {}
export interface double_complex extends Scalar<'double _Complex', Complex> {}
export interface long_double_complex extends Scalar<'long double _Complex', Complex> {}
export interface _Float16_complex extends Scalar<'_Float16 _Complex', Complex> {}
export interface _Float32_complex extends Scalar<'_Float32 _Complex', Complex> {}
export interface _Float64_complex extends Scalar<'_Float64 _Complex', Complex> {}
export interface _Float128_complex extends Scalar<'_Float128 _Complex', Complex> {}
export interface _Float32x_complex extends Scalar<'_Float32x _Complex', Complex> {}
export interface _Float64x_complex extends Scalar<'_Float64x _Complex', Complex> {}

/** The typedefs of the C library, which texts may use without declaring them; they win over a text's own. */
export interface LibraryTypedefs {
  int8_t: int8_t
  uint8_t: uint8_t
  int16_t: int16_t
  uint16_t: uint16_t
  int32_t: int32_t
  uint32_t: uint32_t
  int64_t: int64_t
  uint64_t: uint64_t
  intmax_t: intmax_t
  uintmax_t: uintmax_t
  size_t: size_t
  ssize_t: ssize_t
  ptrdiff_t: ptrdiff_t
  intptr_t: intptr_t
  uintptr_t: uintptr_t
  off_t: off_t
  time_t: time_t
  clock_t: clock_t
  dev_t: dev_t
  ino_t: ino_t
  nlink_t: nlink_t
  blksize_t: blksize_t
  blkcnt_t: blkcnt_t
  suseconds_t: suseconds_t
  pid_t: pid_t
  uid_t: uid_t
  gid_t: gid_t
  mode_t: mode_t
  id_t: id_t
  key_t: key_t
  useconds_t: useconds_t
  socklen_t: socklen_t
  wchar_t: wchar_t
  wint_t: wint_t
  char16_t: char16_t
  char32_t: char32_t
}

/** Types by the words of C, spaces as underscores; what `c` has too. */
export interface Scalars extends LibraryTypedefs {
  void: void
  bool: bool
  char: char
  signed_char: signed_char
  unsigned_char: unsigned_char
  short: short
  unsigned_short: unsigned_short
  int: int
  unsigned_int: unsigned_int
  long: long
  unsigned_long: unsigned_long
  long_long: long_long
  unsigned_long_long: unsigned_long_long
  int128: int128
  uint128: uint128
  float: float
  double: double
  long_double: long_double
  _Float16: _Float16
  _Float32: _Float32
  _Float64: _Float64
  _Float128: _Float128
}
