/** A tour of cabi: `npm start`. Each line shows a call as it is written, and what came of it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as zlib from 'node:zlib'
import { CabiError, open, readString } from 'cabi'

const { printf, fflush, atoi, getenv, __assert_fail } = open(
  'libc.so.6',
  `
  typedef struct _IO_FILE FILE;
  int printf(const char *format, ...);
  int fflush(FILE *stream);
  int atoi(const char *nptr);
  char *getenv(const char *name);
  void __assert_fail(const char *assertion, const char *file, unsigned int line, const char *function);
`,
)
const { pow, cos } = open('m', 'double pow(double x, double y); double cos(double x);')
const { crc32 } = open('z', 'unsigned long crc32(unsigned long crc, const unsigned char *buf, unsigned int len);')

const title = (text: string) => console.log(`\n${text}`)

/** The call at the left; whoever writes next continues the line. */
const begin = (call: string) => process.stdout.write(`  ${call.padEnd(40)} `)

function show(call: string, value: unknown): void {
  begin(call)
  console.log(value)
}

/** Runs what must fail, and shows how. */
function showError(call: string, attempt: () => unknown): void {
  try {
    show(call, attempt())
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof CabiError)) throw error
    show(call, `${error.name} ${(error as { code?: string }).code}`)
    // At most 90 characters a line.
    for (const [line] of error.message.matchAll(/\S.{0,89}(?=\s|$)/g)) console.log(`    ${line}`)
  }
}

console.log(`A tour of cabi: C functions as JavaScript functions (Node ${process.version})`)

title('The C library')
begin(String.raw`printf('Hello %s!\n', 'world')`)
printf('Hello %s!\n', 'world')
// C keeps what it prints until its buffer is full, unless it writes to a terminal.
fflush(null)
show(`atoi('42')`, atoi('42'))
process.env['CABI_TOUR'] = 'set by JavaScript, read by C'
const variable = getenv('CABI_TOUR')
show(`getenv('CABI_TOUR')`, variable)
show(`readString(getenv('CABI_TOUR'))`, readString(variable))

title(`libm, found by its short name 'm'`)
show('pow(2, 0.5)', pow(2, 0.5))
show('cos(Math.PI)', cos(Math.PI))

title('zlib, over the bytes of a file')
const bytes = readFileSync(fileURLToPath(import.meta.url))
show('crc32(0, bytes, bytes.length)', hex(crc32(0, bytes, bytes.length)))
// Node has its own since 20.15. The other is the check value that CRC-32 is published with.
if (zlib.crc32 !== undefined) show('the same by node:zlib', hex(zlib.crc32(bytes)))
else show(`crc32(0, Buffer.from('123456789'), 9)`, `${hex(crc32(0, Buffer.from('123456789'), 9))}, as published`)

title('SQLite')
show('sqlite3_libversion()', sqliteVersion())

title('A wrong call is an exception')
// @ts-expect-error: TypeScript refuses it as well
showError('atoi(1)', () => atoi(1))

title('Declared wrongly, as int atoi(long nptr), C takes 1 for an address')
const { atoi: wrongAtoi } = open('libc.so.6', 'int atoi(long nptr);')
showError('wrongAtoi(1)', () => wrongAtoi(1))

title('A failed assert in C, whose own words go to stderr')
showError(`__assert_fail('2 + 2 == 5', ...)`, () => __assert_fail('2 + 2 == 5', 'tour.c', 42, 'main'))

title('The process goes on')
show(`pow(atoi('3'), 2) + pow(atoi('4'), 2)`, pow(atoi('3'), 2) + pow(atoi('4'), 2))
console.log('\nGoodbye.')

function hex(checksum: number): string {
  return `0x${checksum.toString(16).padStart(8, '0')}`
}

function sqliteVersion(): string {
  try {
    const { sqlite3_libversion } = open('sqlite3', 'const char *sqlite3_libversion(void);')
    return sqlite3_libversion() ?? 'unknown'
  } catch (error) {
    if (error instanceof CabiError && error.code === 'ERR_CABI_LIBRARY_NOT_FOUND') return 'not installed here'
    throw error
  }
}
