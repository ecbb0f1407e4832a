/**
 * The integer and floating types by name. Which basic type a library typedef stands for is the target's business
 * (`target.ts`); how a value comes out in JavaScript depends on the name alone.
 */

/** C11 6.2.5 §4-6, and GNU's 128-bit integers. */
export type BasicInteger =
  | 'char'
  | 'signed char'
  | 'unsigned char'
  | 'short'
  | 'unsigned short'
  | 'int'
  | 'unsigned int'
  | 'long'
  | 'unsigned long'
  | 'long long'
  | 'unsigned long long'
  | '__int128'
  | 'unsigned __int128'

/**
 * How a value that 32 bits cannot hold comes out: as a checked number, or as a bigint. Without a prototype it is a hash table
 * at once: an object of so many names leaves garbage as it grows, at each start.
 */
export const integers = {
  __proto__: null,
  char: 'number',
  'signed char': 'number',
  'unsigned char': 'number',
  short: 'number',
  'unsigned short': 'number',
  int: 'number',
  'unsigned int': 'number',
  long: 'number',
  'unsigned long': 'number',
  'long long': 'bigint',
  'unsigned long long': 'bigint',
  __int128: 'bigint',
  'unsigned __int128': 'bigint',
  int8_t: 'number',
  uint8_t: 'number',
  int16_t: 'number',
  uint16_t: 'number',
  int32_t: 'number',
  uint32_t: 'number',
  int64_t: 'bigint',
  uint64_t: 'bigint',
  intmax_t: 'bigint',
  uintmax_t: 'bigint',
  size_t: 'number',
  ssize_t: 'number',
  ptrdiff_t: 'number',
  intptr_t: 'number',
  uintptr_t: 'number',
  off_t: 'number',
  time_t: 'number',
  clock_t: 'number',
  pid_t: 'number',
  uid_t: 'number',
  gid_t: 'number',
  mode_t: 'number',
  dev_t: 'number',
  ino_t: 'number',
  nlink_t: 'number',
  blksize_t: 'number',
  blkcnt_t: 'number',
  id_t: 'number',
  key_t: 'number',
  useconds_t: 'number',
  suseconds_t: 'number',
  socklen_t: 'number',
  wchar_t: 'number',
  wint_t: 'number',
  char16_t: 'number',
  char32_t: 'number',
} as const

export type IntegerName = Exclude<keyof typeof integers, '__proto__'>

/** The names that headers give to basic types: `size_t`, `int64_t`. */
export type IntegerTypedef = Exclude<IntegerName, BasicInteger>

/** C11 6.2.5 §10; TS 18661-3's interchange and extended types; GNU's and Arm's. */
export type FloatingName =
  | 'float'
  | 'double'
  | 'long double'
  | '_Float16'
  | '_Float32'
  | '_Float64'
  | '_Float128'
  | '_Float32x'
  | '_Float64x'
  | '__bf16'

export const isIntegerName = (name: string): name is IntegerName => Object.hasOwn(integers, name)
