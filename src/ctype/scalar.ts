/**
 * The integer and floating types by name. `same` is the basic type a library typedef stands for on a target with 64-bit
 * `long` (LP64); `out` is how a value of more than 32 bits comes out in JavaScript: as a checked number, or as a bigint.
 */

/** C11 6.2.5 §4-6. */
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

interface IntegerFacts {
  /** The basic type it is (LP64). */
  readonly same: BasicInteger
  /** How a value that 32 bits cannot hold comes out. */
  readonly out: 'number' | 'bigint'
}

const is = (same: BasicInteger, out: 'number' | 'bigint' = 'number'): IntegerFacts => ({ same, out })

export const integers = {
  char: is('char'),
  'signed char': is('signed char'),
  'unsigned char': is('unsigned char'),
  short: is('short'),
  'unsigned short': is('unsigned short'),
  int: is('int'),
  'unsigned int': is('unsigned int'),
  long: is('long'),
  'unsigned long': is('unsigned long'),
  'long long': is('long long', 'bigint'),
  'unsigned long long': is('unsigned long long', 'bigint'),
  int8_t: is('signed char'),
  uint8_t: is('unsigned char'),
  int16_t: is('short'),
  uint16_t: is('unsigned short'),
  int32_t: is('int'),
  uint32_t: is('unsigned int'),
  int64_t: is('long', 'bigint'),
  uint64_t: is('unsigned long', 'bigint'),
  intmax_t: is('long', 'bigint'),
  uintmax_t: is('unsigned long', 'bigint'),
  size_t: is('unsigned long'),
  ssize_t: is('long'),
  ptrdiff_t: is('long'),
  intptr_t: is('long'),
  uintptr_t: is('unsigned long'),
  off_t: is('long'),
  time_t: is('long'),
  clock_t: is('long'),
  pid_t: is('int'),
  uid_t: is('unsigned int'),
  gid_t: is('unsigned int'),
  mode_t: is('unsigned int'),
  dev_t: is('unsigned long'),
  ino_t: is('unsigned long'),
  nlink_t: is('unsigned long'),
  blksize_t: is('long'),
  blkcnt_t: is('long'),
  id_t: is('unsigned int'),
  key_t: is('int'),
  useconds_t: is('unsigned int'),
  suseconds_t: is('long'),
  socklen_t: is('unsigned int'),
  wchar_t: is('int'),
  wint_t: is('unsigned int'),
  char16_t: is('unsigned short'),
  char32_t: is('unsigned int'),
} as const satisfies Record<string, IntegerFacts>

export type IntegerName = keyof typeof integers

export type FloatingName = 'float' | 'double'

export const isIntegerName = (name: string): name is IntegerName => Object.hasOwn(integers, name)
