/**
 * The C types of the walk and what the documentation's table says of each. Sizes and signs are written down here, not asked
 * of the code under test; that they are the compiler's is what the walk shows.
 */

export type Rule =
  | { readonly kind: 'bool' | 'float' | 'double' }
  | {
      readonly kind: 'integer'
      readonly bits: 8 | 16 | 32 | 64
      readonly signed: boolean
      /** Also takes one ASCII character. */
      readonly isChar: boolean
    }
  | {
      readonly kind: 'pointer'
      /** What it points to, in one spelling for all compatible types, without const. */
      readonly target: string
      /** The same as messages print it. */
      readonly pointed: string
      readonly isConst: boolean
      /** Typed arrays of the target's elements. */
      readonly arrays: readonly string[]
      /** What an array of values consists of, where one is taken. */
      readonly element: Rule | 'string' | undefined
    }

export interface CTypeCase {
  /** As it is declared and as messages print it. */
  readonly spelling: string
  /** Of the fixture's function. */
  readonly take: string
  readonly rule: Rule
}

/** Bits of a type; 'u' and 'i' say its sign, 'c' the plain `char`. */
const integers: Readonly<Record<string, string>> = {
  char: 'c8',
  'signed char': 'i8',
  'unsigned char': 'u8',
  short: 'i16',
  'unsigned short': 'u16',
  int: 'i32',
  'unsigned int': 'u32',
  long: 'i64',
  'unsigned long': 'u64',
  'long long': 'i64',
  'unsigned long long': 'u64',
  int8_t: 'i8',
  uint8_t: 'u8',
  int16_t: 'i16',
  uint16_t: 'u16',
  int32_t: 'i32',
  uint32_t: 'u32',
  int64_t: 'i64',
  uint64_t: 'u64',
  intmax_t: 'i64',
  uintmax_t: 'u64',
  size_t: 'u64',
  ssize_t: 'i64',
  ptrdiff_t: 'i64',
  intptr_t: 'i64',
  uintptr_t: 'u64',
  off_t: 'i64',
  time_t: 'i64',
  clock_t: 'i64',
  pid_t: 'i32',
  uid_t: 'u32',
  gid_t: 'u32',
  mode_t: 'u32',
  dev_t: 'u64',
  ino_t: 'u64',
  nlink_t: 'u64',
  blksize_t: 'i64',
  blkcnt_t: 'i64',
  id_t: 'u32',
  key_t: 'i32',
  useconds_t: 'u32',
  suseconds_t: 'i64',
  socklen_t: 'u32',
  wchar_t: 'i32',
  wint_t: 'u32',
  char16_t: 'u16',
  char32_t: 'u32',
  'enum color': 'u32',
  'enum sign': 'i32',
}

const integerRule = (facts: string): Rule => ({
  kind: 'integer',
  bits: Number(facts.slice(1)) as 8 | 16 | 32 | 64,
  signed: facts[0] !== 'u',
  isChar: facts[0] === 'c',
})

const integerCases = Object.entries(integers).map(
  ([spelling, facts]): CTypeCase => ({
    spelling,
    take: `take_${spelling.replace('enum ', '').replaceAll(' ', '_')}`,
    rule: integerRule(facts),
  }),
)

const others: CTypeCase[] = [
  { spelling: 'bool', take: 'take_bool', rule: { kind: 'bool' } },
  { spelling: 'float', take: 'take_float', rule: { kind: 'float' } },
  { spelling: 'double', take: 'take_double', rule: { kind: 'double' } },
  // Names that the declarations below give to other types, and qualifiers of the parameter itself.
  { spelling: 'handle_t', take: 'take_int', rule: integerRule('i32') },
  { spelling: 'letter_t', take: 'take_char', rule: integerRule('c8') },
  { spelling: 'const int', take: 'take_int', rule: integerRule('i32') },
  { spelling: 'volatile double', take: 'take_double', rule: { kind: 'double' } },
]

/** Target, its spelling without const, and the arrays of its elements. */
const pointers: readonly (readonly [target: string, spelling: string, arrays: readonly string[]])[] = [
  ['void', 'void', []],
  ['char', 'char', ['Uint8Array', 'Int8Array', 'Uint8ClampedArray']],
  ['i8', 'signed char', ['Int8Array']],
  ['i8', 'int8_t', ['Int8Array']],
  ['u8', 'unsigned char', ['Uint8Array', 'Uint8ClampedArray']],
  ['u8', 'uint8_t', ['Uint8Array', 'Uint8ClampedArray']],
  ['i16', 'short', ['Int16Array']],
  ['u16', 'char16_t', ['Uint16Array']],
  ['i32', 'int', ['Int32Array']],
  ['i32', 'handle_t', ['Int32Array']],
  ['i32', 'wchar_t', ['Int32Array']],
  ['u32', 'unsigned int', ['Uint32Array']],
  ['u32', 'enum color', ['Uint32Array']],
  ['long', 'long', ['BigInt64Array']],
  ['long', 'int64_t', ['BigInt64Array']],
  ['long long', 'long long', ['BigInt64Array']],
  ['unsigned long', 'size_t', ['BigUint64Array']],
  ['unsigned long', 'uint64_t', ['BigUint64Array']],
  ['float', 'float', ['Float32Array']],
  ['double', 'double', ['Float64Array']],
  ['bool', 'bool', []],
  ['struct thing', 'struct thing', []],
  ['struct thing', 'thing_t', []],
  ['struct other', 'struct other', []],
]

const pointerCase = (target: string, pointed: string, isConst: boolean, arrays: readonly string[] = []): CTypeCase => ({
  spelling: `${pointed}${pointed.endsWith('*') ? '' : ' '}*`,
  take: target === 'char' && isConst ? 'take_string' : 'take_pointer',
  rule: { kind: 'pointer', target, pointed, isConst, arrays, element: isConst ? elementOf(target) : undefined },
})

/** C may write to what is not const; characters are strings, and of the structs only their names are known. */
function elementOf(target: string): Rule | 'string' | undefined {
  if (target === 'const char *') return 'string'
  if (target === 'bool' || target === 'float' || target === 'double') return { kind: target }
  const facts = /^[iu]\d+$/.test(target) ? target : integers[target]
  return facts === undefined || target === 'char' ? undefined : integerRule(facts)
}

const pointerCases: CTypeCase[] = [
  ...pointers.flatMap(([target, spelling, arrays]) => [
    pointerCase(target, spelling, false, arrays),
    pointerCase(target, `const ${spelling}`, true, arrays),
  ]),
  { ...pointerCase('char', 'const char', true, ['Uint8Array', 'Int8Array', 'Uint8ClampedArray']), spelling: 'text_t' },
  pointerCase('void *', 'void *', false),
  pointerCase('char *', 'char *', false),
  pointerCase('const char *', 'const char *const', true),
  pointerCase('int *', 'int *', false),
]

export const declarations = `
  typedef int handle_t;
  typedef char letter_t;
  typedef const char *text_t;
  typedef struct thing thing_t;
  struct other;
  enum color { RED, GREEN, BLUE = 0xffffffff };
  enum sign { NEGATIVE = -1, POSITIVE = 1 };
`

export const cTypes: readonly CTypeCase[] = [...integerCases, ...others, ...pointerCases]
