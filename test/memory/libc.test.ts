/** What the C library hands out and takes: lists, arrays, boxes for results, and memory to free. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { alloc, arena, c, open, own, type Pointer, readString, release } from '../../src/index.ts'

const libc = open(
  null,
  `long strtol(const char *nptr, char **endptr, int base);
   double frexp(double x, int *exp); double modf(double x, double *iptr);
   char *strdup(const char *s); void free(void *ptr); size_t strlen(const char *s);
   ssize_t getline(char **line, size_t *size, struct file *stream);
   struct file *fopen(const char *path, const char *mode); int fclose(struct file *stream);
   struct sockaddr { unsigned short sa_family; char sa_data[14]; };
   struct sockaddr_in { unsigned short sin_family; uint16_t sin_port; uint8_t sin_addr[4]; char sin_zero[8]; };
   struct addrinfo { int ai_flags, ai_family, ai_socktype, ai_protocol; unsigned int ai_addrlen;
     struct sockaddr *ai_addr; char *ai_canonname; struct addrinfo *ai_next; };
   int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **res);
   void freeaddrinfo(struct addrinfo *res);
   typedef struct { size_t gl_pathc; char **gl_pathv; size_t gl_offs; int gl_flags; void *hooks[5]; } glob_t;
   int glob(const char *pattern, int flags, void *errfunc, glob_t *pglob); void globfree(glob_t *pglob);
   struct dirent { unsigned long d_ino; long d_off; unsigned short d_reclen; unsigned char d_type; char d_name[256]; };
   struct dir; struct dir *opendir(const char *name); struct dirent *readdir(struct dir *dir); int closedir(struct dir *dir);
   struct tm { int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst; long tm_gmtoff; const char *tm_zone; };
   struct tm *gmtime_r(const time_t *timep, struct tm *result); time_t timegm(struct tm *tm);
   struct timespec { time_t tv_sec; long tv_nsec; };
   int nanosleep(const struct timespec *duration, struct timespec *rem);
   struct timeval { time_t tv_sec; suseconds_t tv_usec; }; int gettimeofday(struct timeval *tv, void *tz);
   int posix_spawn(pid_t *pid, const char *path, const void *actions, const void *attributes, char *const argv[], char *const envp[]);
   pid_t waitpid(pid_t pid, int *status, int options);
   extern char **environ; extern int opterr;`,
)

test('a box takes what a function gives through a pointer', () => {
  const end = alloc(c.pointer(c.char)) as { value: Pointer }
  const number = Buffer.from('123abc\0')
  assert.equal(libc['strtol'](number, end, 10), 123)
  assert.equal(readString(end.value), 'abc')
  const exponent = alloc(c.int) as { value: number }
  assert.deepEqual([libc['frexp'](12, exponent), exponent.value], [0.75, 4])
  const whole = alloc(c.double) as { value: number }
  assert.deepEqual([libc['modf'](-2.5, whole), whole.value], [-0.5, -2])
  // A typed array of one does too.
  const one = new Int32Array(1)
  assert.deepEqual([libc['frexp'](3, one), one[0]], [0.75, 2])
})

test('a box of another type is refused', () => {
  assert.throws(() => libc['frexp'](1, alloc(c.unsigned_int)), {
    code: 'ERR_CABI_ARG_TYPE',
    message: /^frexp: argument 2 \(exp\) is 'int \*': expected .*, got a box of 'unsigned int'$/,
  })
})

test('getline allocates and grows its buffer', t => {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const lines = ['one\n', `${'long '.repeat(1000)}\n`, 'grün\n']
  writeFileSync(join(folder, 'lines'), lines.join(''))
  const stream = libc['fopen'](join(folder, 'lines'), 'r')
  const line = alloc(c.pointer(c.char)) as { value: Pointer | null }
  const size = alloc(c.size_t) as { value: number }
  const read: (string | null)[] = []
  while (libc['getline'](line, size, stream) >= 0) read.push(readString(line.value))
  assert.deepEqual(read, lines)
  release(own(line.value!, libc['free']))
  libc['fclose'](stream)
})

test('getaddrinfo’s list is walked', () => {
  const hints = new libc['struct addrinfo']({ ai_flags: 4, ai_family: 2 })
  const result = alloc(c.pointer(libc['struct addrinfo'])) as { value: Pointer }
  assert.equal(libc['getaddrinfo']('127.0.0.1', '80', hints, result), 0)
  const list = own(result.value, libc['freeaddrinfo'])
  const infos: Pointer[] = []
  for (let info: Pointer | null = list; info !== null; info = info.value.ai_next as Pointer | null) infos.push(info)
  for (const info of infos) {
    const { ai_family, ai_addr } = info.value
    const address = ai_addr.cast(libc['struct sockaddr_in']).value
    assert.deepEqual([ai_family, address.sin_family, ...address.sin_addr], [2, 2, 127, 0, 0, 1])
    assert.equal(address.sin_port, 80 << 8)
  }
  // Streams, datagrams, raw sockets.
  assert.deepEqual(
    infos.map(info => info.value.ai_socktype),
    [1, 2, 3],
  )
  release(list)
  assert.throws(() => list.value, { code: 'ERR_CABI_CLOSED' })
})

test('glob’s list of paths', t => {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const name of ['a.c', 'b.c', 'ü.c', 'd.h']) writeFileSync(join(folder, name), '')
  const found = new libc['glob_t']()
  assert.equal(libc['glob'](join(folder, '*.c'), 0, null, found), 0)
  const paths = found.gl_pathv.array(found.gl_pathc)
  assert.deepEqual(
    Array.from(paths as Iterable<Pointer>, path => readString(path)),
    ['a.c', 'b.c', 'ü.c'].map(name => join(folder, name)),
  )
  assert.equal(found.gl_pathv.at(found.gl_pathc), null)
  libc['globfree'](found)
})

test('readdir’s names', t => {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const name of ['one', 'zwölf']) writeFileSync(join(folder, name), '')
  mkdirSync(join(folder, 'inner'))
  const dir = own(libc['opendir'](folder), libc['closedir'])
  const names: [name: string, inode: number, isFolder: boolean][] = []
  for (let entry = libc['readdir'](dir); entry !== null; entry = libc['readdir'](dir)) {
    const { d_name, d_ino, d_type } = entry.value
    if (!/^\.\.?$/.test(d_name)) names.push([d_name, d_ino, d_type === 4])
  }
  release(dir)
  assert.deepEqual(
    names.sort(),
    readdirSync(folder)
      .sort()
      .map(name => [name, statSync(join(folder, name)).ino, name === 'inner']),
  )
})

test('struct tm, timespec and timeval', () => {
  const tm = new libc['struct tm']()
  // The address of a box, and an array of one value.
  const time = alloc(c.time_t) as { value: number }
  time.value = 951827696
  for (const given of [time, [951827696], BigInt64Array.of(951827696n)]) {
    const filled: Pointer = libc['gmtime_r'](given, tm)
    assert.equal(filled.value.tm_year, 100)
    assert.deepEqual([tm.tm_mon, tm.tm_mday, tm.tm_hour, tm.tm_yday, tm.tm_zone], [1, 29, 12, 59, 'GMT'])
  }
  assert.equal(libc['timegm'](tm), 951827696)
  const now = new libc['struct timeval']()
  assert.equal(libc['gettimeofday'](now, null), 0)
  assert.ok(Math.abs(now.tv_sec - Date.now() / 1000) < 5)
  assert.equal(libc['nanosleep'](new libc['struct timespec']({ tv_nsec: 1000 }), null), 0)
})

test('argv as execvp and posix_spawn take it', () => {
  const pid = alloc(c.pid_t) as { value: number }
  const status = alloc(c.int) as { value: number }
  const spawn = (argv: unknown, env: unknown) => {
    assert.equal(libc['posix_spawn'](pid, '/bin/sh', null, null, argv, env), 0)
    assert.equal(libc['waitpid'](pid.value, status, 0), pid.value)
    return status.value >> 8
  }
  assert.equal(spawn(['sh', '-c', 'exit $1', 'sh', '42'], ['A=b']), 42)
  assert.equal(spawn(['sh', '-c', 'test "$A" = "grün 😀"'], ['A=grün 😀']), 0)
  assert.equal(spawn(['sh', '-c', 'test -n "$PATH"'], libc['environ']), 0)
  assert.throws(() => spawn(['sh', 5], []), {
    code: 'ERR_CABI_ARG_TYPE',
    message: "posix_spawn: argument 5 (argv), element [1] is 'char *const': expected a string, got 5",
  })
})

test('memory of C is owned, looked at and given back', () => {
  const copy = own(libc['strdup']('some text'), libc['free'])
  assert.equal(libc['strlen'](copy), 9)
  copy.set(0, 'S')
  assert.equal(readString(copy), 'Some text')
  copy.array(4).fill(0x78)
  assert.equal(readString(copy), 'xxxx text')
  release(copy)
  assert.throws(() => readString(copy), { code: 'ERR_CABI_CLOSED' })
})

test('what an arena holds goes to C and comes back', () => {
  const scope = arena()
  const end = scope.alloc(c.pointer(c.char))
  const text = scope.string('77 bottles')
  assert.equal(libc['strtol'](text, end, 10), 77)
  assert.equal(readString(end.value), ' bottles')
  assert.equal(end.value.address - text.address, 2)
  scope.close()
  assert.throws(() => libc['strtol'](text, end, 10), { code: 'ERR_CABI_CLOSED' })
})

test('a variable of the C library', () => {
  assert.equal(libc['opterr'], 1)
  Reflect.set(libc, 'opterr', 0)
  assert.equal(libc['opterr'], 0)
  Reflect.set(libc, 'opterr', 1)
})
