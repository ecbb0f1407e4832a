/** The C library and its neighbours as programs use them. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { CabiError, c, errno, find, open, type Pointer, readString, strerror } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'

const libc = open(
  'libc.so.6',
  `long strtol(const char *restrict nptr, char **restrict endptr, int base);
   unsigned long long strtoull(const char *nptr, char **endptr, int base);
   double strtod(const char *nptr, char **endptr);
   int snprintf(char *str, size_t size, const char *format, ...);
   int sscanf(const char *str, const char *format, ...);
   char *getenv(const char *name);
   int setenv(const char *name, const char *value, int overwrite);
   int unsetenv(const char *name);
   char *strchr(const char *s, int c);
   size_t strlen(const char *s);
   int memcmp(const void *s1, const void *s2, size_t n);
   void *memcpy(void *dest, const void *src, size_t n);
   void *memset(void *s, int c, size_t n);
   typedef struct _IO_FILE FILE;
   FILE *fopen(const char *pathname, const char *mode);
   int fclose(FILE *stream);
   size_t fread(void *ptr, size_t size, size_t nmemb, FILE *stream);
   size_t fwrite(const void *ptr, size_t size, size_t nmemb, FILE *stream);
   int fseek(FILE *stream, long offset, int whence);
   long ftell(FILE *stream);
   char *fgets(char *s, int size, FILE *stream);
   int fprintf(FILE *stream, const char *format, ...);
   struct __dirstream;
   typedef struct __dirstream DIR;
   DIR *opendir(const char *name);
   int closedir(DIR *dirp);
   void *malloc(size_t size);
   void free(void *ptr);
   char *strdup(const char *s);
   int toupper(int c);
   int abs(int j);
   enum { SEEK_SET, SEEK_CUR, SEEK_END };`,
)

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1').split('\0', 1)[0]!

function temporaryFile(t: { after(remove: () => void): void }, content: string | Uint8Array = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-values-'))
  t.after(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'file'), content)
  return join(folder, 'file')
}

test('strtol parses, says where it stopped, and overflows with ERANGE', () => {
  assert.equal(libc['strtol']('  -42abc', null, 10), -42)
  assert.equal(libc['strtol']('ff', null, 16), 255)
  errno(0)
  assert.throws(() => libc['strtol']('9223372036854775808', null, 10), {
    code: 'ERR_CABI_RESULT_RANGE',
    result: 2n ** 63n - 1n,
  })
  assert.equal(errno(), constants.errno.ERANGE)
  assert.equal(strerror(errno()), 'Numerical result out of range')
  assert.equal(libc['strtol'].raw('-9223372036854775808', null, 10), -(2n ** 63n))
  assert.equal(libc['strtoull']('18446744073709551615', null, 10), 2n ** 64n - 1n)
  assert.equal(libc['strtod']('1e-310', null), 1e-310)
})

test('errno starts a call as it was set, and stays as the last call left it', () => {
  errno(7)
  libc['abs'](-1)
  assert.equal(errno(), 7)
  assert.equal(libc['opendir']('/no/such/folder'), null)
  assert.equal(errno(), constants.errno.ENOENT)
  assert.equal(strerror(), 'No such file or directory')
  assert.equal(errno(), constants.errno.ENOENT)
})

test('getenv sees what setenv put there', () => {
  assert.equal(libc['setenv']('CABI_TEST', 'grün 😀', 1), 0)
  const value: Pointer = libc['getenv']('CABI_TEST')
  assert.equal(readString(value), 'grün 😀')
  libc['unsetenv']('CABI_TEST')
  assert.equal(libc['getenv']('CABI_TEST'), null)
})

test('strchr finds a byte of a Uint8Array and points into it', () => {
  const bytes = Buffer.from('key=value\0')
  const found: Pointer = libc['strchr'](bytes, '='.charCodeAt(0))
  assert.equal(readString(found), '=value')
  found.bytes(1)[0] = ':'.charCodeAt(0)
  assert.equal(bytes.toString('latin1'), 'key:value\0')
})

test('memory goes between views of every kind', () => {
  const from = Float64Array.of(1, 2, 3)
  const to = new BigUint64Array(3)
  libc['memcpy'](to, from, from.byteLength)
  assert.deepEqual([...to], [0x3ff0000000000000n, 0x4000000000000000n, 0x4008000000000000n])
  assert.equal(libc['memcmp'](to, from, 24), 0)
  const view = new DataView(new ArrayBuffer(16), 4, 8)
  libc['memset'](view, 0x5a, view.byteLength)
  assert.deepEqual([...new Uint8Array(view.buffer)], [0, 0, 0, 0, ...Array(8).fill(0x5a), 0, 0, 0, 0])
  assert.ok(libc['memcmp'](new Uint8Array([1]), new Uint8Array([2]), 1) < 0)
})

test("C's own memory is read and written through a pointer", () => {
  const copy: Pointer = libc['strdup']('heap')
  const bytes = copy.bytes(5)
  bytes[0] = libc['toupper']('h'.charCodeAt(0))
  assert.equal(readString(copy), 'Heap')
  assert.equal(libc['strlen'](copy), 4)
  libc['free'](copy)
})

test('a file is written, sought and read through FILE *, which is no DIR *', t => {
  const path = temporaryFile(t)
  const out: Pointer = libc['fopen'](path, 'wb')
  assert.equal(libc['fwrite'](Buffer.from('first line\nsecond line\n'), 1, 23, out), 23)
  assert.equal(libc['fprintf'](out, '%d is %s\n', 3, 'third'), 11)
  assert.equal(libc['fclose'](out), 0)
  assert.equal(readFileSync(path, 'latin1'), 'first line\nsecond line\n3 is third\n')

  const file: Pointer = libc['fopen'](path, 'rb')
  const line = new Uint8Array(64)
  assert.ok(libc['fgets'](line, line.length, file))
  assert.equal(text(line), 'first line\n')
  assert.equal(libc['fseek'](file, 0, libc['SEEK_END']), 0)
  assert.equal(libc['ftell'](file), 34)
  libc['fseek'](file, 6, libc['SEEK_SET'])
  const word = Buffer.alloc(4)
  assert.equal(libc['fread'](word, 1, 4, file), 4)
  assert.equal(word.toString(), 'line')
  assert.throws(() => libc['closedir'](file), {
    name: 'TypeError',
    code: 'ERR_CABI_ARG_TYPE',
    message: `closedir: argument 1 (dirp) is 'DIR *': expected a Pointer to 'DIR' or null, got Pointer ${file}`,
  })
  assert.equal(libc['fclose'](file), 0)
})

test('a missing file is null and errno says why', () => {
  assert.equal(libc['fopen']('/no/such/file', 'r'), null)
  assert.equal(errno(), constants.errno.ENOENT)
})

test('a fault in the C library is an error, and the next call works', () => {
  assert.throws(
    () => libc['strlen'](null),
    (error: unknown) => error instanceof CabiError && error.code === 'ERR_CABI_FAULT',
  )
  assert.equal(libc['strlen']('still here'), 10)
})

/** A pointer with this address, from C. */
function pointerTo(address: number): Pointer {
  const exact = open(compileFixture('test/values/exact.c'), 'void *pointer_of(unsigned long long bits);')
  return exact['pointer_of'](address)
}

/** The arguments of the cases of print.c, as a JavaScript program writes them. */
const printed: Readonly<Record<string, readonly [format: string, ...values: unknown[]]>> = {
  int: ['%d|%i|%5d|%-5d|%05d|%+d|% d', 42, -42, 42, 42, 42, 42, 42],
  star: ['%*d|%-*d|%.*d|%*.*f', 6, 42, 6, 42, 5, 42, 9, 3, 3.2525],
  unsigned: ['%u|%o|%x|%X|%#x|%#o', 4294967295, 8, 255, 255, 255, 8],
  narrow: ['%hhd|%hhu|%hd|%hu|%hhx', -128, 255, -32768, 65535, 171],
  wide: [
    '%ld|%lu|%lld|%llu|%jd|%ju|%zd|%zu|%td',
    -(2n ** 63n),
    2n ** 64n - 1n,
    2n ** 63n - 1n,
    2n ** 64n - 1n,
    -1,
    1,
    -5,
    5,
    -7,
  ],
  hexwide: ['%lx|%llX|%lo', 0xdeadbeefcafebaben, 0xdeadbeefcafebaben, 8],
  floating: [
    '%f|%.2f|%e|%E|%g|%G|%a|%A|%10.3f|%-10.1f|%+.0f|%#.0f',
    ...[3.2525, 2.675, 12345.678, 12345.678, 1e-10, 1e20, 1.5, 0.1, 2.5, 2.5, 0.5, 0.5],
  ],
  special: ['%f|%f|%f|%g|%5.1F', Infinity, -Infinity, -0, 5e-324, Infinity],
  char: ['%c|%c|%3c|%-3c|', 'a', 66, 'c', 'd'],
  string: ['%s|%10s|%-10s|%.2s|%.*s', 'text', 'right', 'left', 'cut', 3, 'shorten'],
  pointer: ['%p|%p', pointerTo(0x1234), null],
  widechar: ['%lc|%ls', 'w'.charCodeAt(0), Int32Array.from([...'wide\0'], letter => letter.codePointAt(0)!)],
  percent: ['100%%|%d%%', 50],
  many: [
    '%d %f %d %f %d %f %d %f %d %f %d %f %d %f %d %f %d %f',
    ...[1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5],
  ],
  none: ['nothing to fill in'],
}

const printer = open(
  compileFixture('test/values/print.c'),
  Object.fromEntries(Object.keys(printed).map(name => [`print_${name}`, c.fn(c.int, [c.pointer(c.char), c.size_t])])),
)

for (const [name, [format, ...values]] of Object.entries(printed)) {
  test(`snprintf prints ${format} as a C program does`, () => {
    const [own, theirs] = [new Uint8Array(512), new Uint8Array(512)]
    const length = printer[`print_${name}`](theirs, theirs.length)
    assert.equal(libc['snprintf'](own, own.length, format, ...values), length)
    assert.equal(text(own), text(theirs))
  })
}

test('sscanf fills typed arrays of the types that the format names', () => {
  const int = new Int32Array(1)
  const short = new Int16Array(1)
  const byte = new Uint8Array(1)
  const long = new BigInt64Array(1)
  const float = new Float32Array(1)
  const double = new Float64Array(1)
  const word = new Uint8Array(16)
  const set = new Uint8Array(16)
  const count = new Int32Array(1)
  const matched = libc['sscanf'](
    '-7 300 255 -9007199254740993 1.5 2.25 word 0123abc skipped end',
    '%d %hd %hhu %ld %f %lf %15s %15[0-9]%*s %*s %n',
    ...[int, short, byte, long, float, double, word, set, count],
  )
  assert.equal(matched, 8)
  assert.deepEqual(
    [int[0], short[0], byte[0], long[0], float[0], double[0], text(word), text(set), count[0]],
    [-7, 300, 255, -9007199254740993n, 1.5, 2.25, 'word', '0123', 59],
  )
})

test('sscanf refuses an array of another type than the format names, before C writes', () => {
  const wrong = new Float64Array(1)
  assert.throws(() => libc['sscanf']('1', '%d', wrong), {
    code: 'ERR_CABI_ARG_TYPE',
    message:
      "sscanf: argument 3 (%d) is 'int *': expected a Pointer to 'int', an Int32Array or null, got Float64Array(1) [ 0 ]",
  })
  assert.equal(wrong[0], 0)
})

test("zlib's crc32 of a file is the one that gzip writes at its end", () => {
  const zlib = open('z', 'unsigned long crc32(unsigned long crc, const unsigned char *buf, unsigned int len);')
  const known = Buffer.from('123456789')
  assert.equal(zlib['crc32'](0, known, known.length), 0xcbf43926)
  const file = readFileSync(process.execPath).subarray(0, 1 << 20)
  const whole = zlib['crc32'](0, file, file.length)
  assert.equal(whole, gzipSync(file, { level: 0 }).subarray(-8).readUInt32LE())
  const half = zlib['crc32'](0, file, 1 << 19)
  assert.equal(zlib['crc32'](half, file.subarray(1 << 19), 1 << 19), whole)
})

test('libm computes as JavaScript does', () => {
  const m = open('m', {
    cos: c.fn(c.double, [c.double]),
    hypotf: c.fn(c.float, [c.float, c.float]),
    ldexp: c.fn(c.double, [c.double, c.int]),
  })
  assert.equal(m['cos'](0), 1)
  assert.equal(m['hypotf'](3, 4), 5)
  assert.equal(m['ldexp'](0.75, -1070), 0.75 * 2 ** -1070)
})

test('sqlite, where it is installed, says a version', t => {
  let library: string
  try {
    library = find('sqlite3')
  } catch (error) {
    assert.equal((error as CabiError).code, 'ERR_CABI_LIBRARY_NOT_FOUND')
    t.diagnostic('sqlite3 is not installed')
    return
  }
  const sqlite = open(library, 'const char *sqlite3_libversion(void); int sqlite3_libversion_number(void);')
  const [major, minor, patch] = (sqlite['sqlite3_libversion']() as string).split('.').map(Number)
  assert.equal(sqlite['sqlite3_libversion_number'](), major! * 1_000_000 + minor! * 1000 + patch!)
})
