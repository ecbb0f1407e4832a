/** What the typedefs of a target's C library stand for: glibc's, and mingw-w64's on Windows. */
import type { BasicInteger, IntegerTypedef } from './scalar.ts'
import type { TargetName } from './target.ts'

type Row = readonly (BasicInteger | undefined)[]

const same = (type: BasicInteger): Row => [type, type, type, type, type]
const columns: readonly TargetName[] = ['x86_64-linux', 'x86_64-windows', 'aarch64-linux', 'i386-linux', 'armhf-linux']
const none = undefined

// biome-ignore format: a table
const typedefs = (): Readonly<Record<IntegerTypedef, Row>> => ({
  int8_t: same('signed char'),
  uint8_t: same('unsigned char'),
  int16_t: same('short'),
  uint16_t: same('unsigned short'),
  int32_t: same('int'),
  uint32_t: same('unsigned int'),
  int64_t:     ['long',           'long long',          'long',           'long long',          'long long'],
  uint64_t:    ['unsigned long',  'unsigned long long', 'unsigned long',  'unsigned long long', 'unsigned long long'],
  intmax_t:    ['long',           'long long',          'long',           'long long',          'long long'],
  uintmax_t:   ['unsigned long',  'unsigned long long', 'unsigned long',  'unsigned long long', 'unsigned long long'],
  size_t:      ['unsigned long',  'unsigned long long', 'unsigned long',  'unsigned int',       'unsigned int'],
  ssize_t:     ['long',           'long long',          'long',           'int',                'int'],
  ptrdiff_t:   ['long',           'long long',          'long',           'int',                'int'],
  intptr_t:    ['long',           'long long',          'long',           'int',                'int'],
  uintptr_t:   ['unsigned long',  'unsigned long long', 'unsigned long',  'unsigned int',       'unsigned int'],
  off_t: same('long'),
  time_t:      ['long',           'long long',          'long',           'long',               'long'],
  clock_t: same('long'),
  pid_t:       ['int',            'long long',          'int',            'int',                'int'],
  uid_t:       ['unsigned int',   none,                 'unsigned int',   'unsigned int',       'unsigned int'],
  gid_t:       ['unsigned int',   none,                 'unsigned int',   'unsigned int',       'unsigned int'],
  mode_t:      ['unsigned int',   'unsigned short',     'unsigned int',   'unsigned int',       'unsigned int'],
  dev_t:       ['unsigned long',  'unsigned int',       'unsigned long',  'unsigned long long', 'unsigned long long'],
  ino_t:       ['unsigned long',  'unsigned short',     'unsigned long',  'unsigned long',      'unsigned long'],
  nlink_t:     ['unsigned long',  none,                 'unsigned int',   'unsigned int',       'unsigned int'],
  blksize_t:   ['long',           none,                 'int',            'long',               'long'],
  blkcnt_t:    ['long',           none,                 'long',           'long',               'long'],
  id_t:        ['unsigned int',   none,                 'unsigned int',   'unsigned int',       'unsigned int'],
  key_t:       ['int',            none,                 'int',            'int',                'int'],
  useconds_t: same('unsigned int'),
  suseconds_t: ['long',           none,                 'long',           'long',               'long'],
  socklen_t:   ['unsigned int',   none,                 'unsigned int',   'unsigned int',       'unsigned int'],
  wchar_t:     ['int',            'unsigned short',     'unsigned int',   'long',               'unsigned int'],
  wint_t:      ['unsigned int',   'unsigned short',     'unsigned int',   'unsigned int',       'unsigned int'],
  char16_t: same('unsigned short'),
  char32_t: same('unsigned int'),
})

type Typedefs = Readonly<Partial<Record<IntegerTypedef, BasicInteger>>>

const known = new Map<TargetName, Typedefs>()

/** Made when first asked for: most programs use one target. */
export function typedefsOf(target: TargetName): Typedefs {
  let found = known.get(target)
  if (found === undefined) {
    found = columnOf(target)
    known.set(target, found)
  }
  return found
}

function columnOf(target: TargetName): Typedefs {
  const column = columns.indexOf(target)
  const there = Object.entries(typedefs()).filter(([, row]) => row[column] !== undefined)
  return Object.fromEntries(there.map(([name, row]) => [name, row[column]]))
}
