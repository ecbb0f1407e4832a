import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFixture } from '../../test/fixture.ts'
import { type CFunction, c, close, errno, open, type Pointer } from '../index.ts'

const file = compileFixture(new URL('./variadic.c', import.meta.url))
const library = open(file, 'int tell(char *to, size_t size, const char *tags, ...);')
const room = Buffer.alloc(1024)
const text = () => room.toString('utf8', 0, room.indexOf(0)).trimEnd()

/** What C read, for each letter of `tags` an argument. */
function told(tags: string, ...values: unknown[]): string {
  library['tell'](room, room.length, tags, ...values)
  return text()
}

const { snprintf, sscanf } = open(
  null,
  `int snprintf(char *restrict s, size_t n, const char *restrict format, ...);
   int sscanf(const char *s, const char *format, ...);`,
)

function printed(format: unknown, ...values: unknown[]): string {
  snprintf(room, room.length, format, ...values)
  return text()
}

const messageOf = (call: () => unknown): string => {
  try {
    return `accepted: ${call()}`
  } catch (error) {
    const { code, message } = error as Error & { code: string }
    return `${code} ${message}`
  }
}

test('typed values, strings, bigints, pointers, views and null go as they are', () => {
  assert.equal(told('iid', c.int(-1), c.int(2), c.double(0.1)), 'i-1 i2 d0.10000000000000001')
  assert.equal(told('ls', -(2n ** 63n), 'grün'), 'l-9223372036854775808 sgrün')
  assert.equal(told('ppp', null, new Float32Array(1), new ArrayBuffer(1)), 'p0 p1 p1')
  const pointer: Pointer = open(null, 'void *abs(int);')['abs'](16)
  assert.equal(told('l', pointer), 'l16')
  assert.equal(told('s', Buffer.from('bytes\0')), 'sbytes')
})

test('an int is extended to 64 bits, for C that reads a long', () => {
  assert.equal(told('ll', c.int(-2), c.unsigned_int(2 ** 32 - 1)), 'l-2 l4294967295')
  assert.equal(told('lll', c.char('a'), c.int8_t(-128), c.bool(true)), 'l97 l-128 l1')
})

test('a float is rounded to one and widened', () => {
  assert.equal(told('dd', c.float(0.1), c.double(0.1)), `d${Math.fround(0.1)} d0.10000000000000001`)
  assert.equal(
    messageOf(() => told('d', c.float(1e300))),
    "ERR_CABI_ARG_RANGE tell: argument 4 is 'float': expected a number that a float can hold (up to 3.4028234663852886e+38), got 1e+300",
  )
})

test('registers run out, of either kind', () => {
  const values = Array.from({ length: 12 }, (_, i) => [c.int(i), c.double(i + 0.5)]).flat()
  assert.equal(told('id'.repeat(12), ...values), Array.from({ length: 12 }, (_, i) => `i${i} d${i + 0.5}`).join(' '))
})

test('a bare number is refused: nothing says where C will look for it', () => {
  assert.equal(
    messageOf(() => told('i', 1)),
    "ERR_CABI_ARG_TYPE tell: argument 4 is '...': expected a typed number, for C reads 1 and 1.0 from different registers: write c.int(1) or c.double(1), got 1",
  )
  assert.equal(
    messageOf(() => told('d', 1.5)),
    "ERR_CABI_ARG_TYPE tell: argument 4 is '...': expected a typed number: write c.double(1.5), got 1.5",
  )
})

test('what C has no type for is refused', () => {
  for (const value of [undefined, true, {}, [], Symbol('s'), () => 1, new Date(0), c.int]) {
    assert.match(
      messageOf(() => told('i', value)),
      /^ERR_CABI_ARG_TYPE tell: argument 4 is '\.\.\.': expected a string, pointer, box, array of C, view, ArrayBuffer, struct or union, null, bigint, or a typed value such as c\.int\(1\), got /,
    )
  }
})

test('a typed value is checked as a parameter of its type would be', () => {
  assert.match(
    messageOf(() => told('i', c.int(1.5))),
    /^ERR_CABI_ARG_TYPE tell: argument 4 is 'int': expected an integer .*, got 1\.5$/,
  )
  assert.match(
    messageOf(() => told('s', c.string('a\0b'))),
    /^ERR_CABI_ARG_RANGE tell: argument 4 is 'const char \*': expected a string without a NUL/,
  )
  assert.match(
    messageOf(() => told('i', 2n ** 64n)),
    /^ERR_CABI_ARG_RANGE tell: argument 4 is 'long long'/,
  )
})

test('a declared parameter is no place for a typed value', () => {
  assert.match(
    messageOf(() => library['tell'](room, c.double(100), '')),
    /^ERR_CABI_ARG_TYPE tell: argument 2 \(size\) is 'size_t': expected an integer .*, got \(double\)100$/,
  )
})

test('too few arguments are refused; more are the variable part', () => {
  assert.equal(
    messageOf(() => library['tell'](room, 1)),
    'ERR_CABI_ARG_COUNT tell: expected at least 3 arguments, got 2',
  )
  assert.equal(told(''), '')
})

test('a signature may say what bare numbers are', () => {
  const signature = (variadic: typeof c.int) => c.fn(c.int, [c.pointer(c.char), c.size_t, c.string], { variadic })
  const ints: CFunction = open(file, { tell: signature(c.int) })['tell']
  const doubles: CFunction = open(file, { tell: signature(c.double) })['tell']
  const floats: CFunction = open(file, { tell: signature(c.float) })['tell']
  ints(room, room.length, 'iid', 1, -2, c.double(3))
  assert.equal(text(), 'i1 i-2 d3')
  doubles(room, room.length, 'ddi', 1, 0.1, c.int(3))
  assert.equal(text(), 'd1 d0.10000000000000001 i3')
  floats(room, room.length, 'd', 0.1)
  assert.equal(text(), `d${Math.fround(0.1)}`)
  assert.throws(() => ints(room, room.length, 'i', 1.5), { code: 'ERR_CABI_ARG_TYPE' })
  assert.throws(() => floats(room, room.length, 'd', 1e300), { code: 'ERR_CABI_ARG_RANGE' })
})

test('types of one name from two libraries are not mixed up', () => {
  const first = open(file, 'typedef int number;')
  const second = open(file, 'typedef double number;')
  assert.equal(told('i', first['number'](1)), 'i1')
  assert.equal(told('d', second['number'](1)), 'd1')
  assert.equal(told('i', first['number'](1)), 'i1')
})

test('a format says the types of what follows it', () => {
  assert.equal(printed('%d|%s|%.2f|%c|%%|%lu', 42, 'text', 2.5, 'x', 7n), '42|text|2.50|x|%|7')
  assert.equal(printed('%5.*f|%-*d|', 2, 3.1401, 6, 42), ' 3.14|42    |')
})

test('a format is read from bytes and from C memory too', () => {
  assert.equal(printed(Buffer.from('%d of bytes\0%s'), 1), '1 of bytes')
  const copy: Pointer = open(null, 'char *strdup(const char *s);')['strdup']('%d of memory')
  assert.equal(printed(copy, 2), '2 of memory')
  open(null, 'void free(void *p);')['free'](copy)
})

test('a value that is not what the format says is refused, and named by its directive', () => {
  assert.equal(
    messageOf(() => printed('%d', 1.5)),
    "ERR_CABI_ARG_TYPE snprintf: argument 4 (%d) is 'int': expected an integer from -2147483648 to 2147483647, got 1.5",
  )
  assert.match(
    messageOf(() => printed('%s', 1)),
    /^ERR_CABI_ARG_TYPE snprintf: argument 4 \(%s\) is 'const char \*': .*, got 1$/,
  )
  assert.match(
    messageOf(() => printed('%*d', 'a', 1)),
    /^ERR_CABI_ARG_TYPE snprintf: argument 4 \(\*\) is 'int': /,
  )
  assert.match(
    messageOf(() => printed('%hhd', 200)),
    /^ERR_CABI_ARG_RANGE snprintf: argument 4 \(%hhd\) is 'signed char': /,
  )
})

test('a typed value must be what the format says, up to sign', () => {
  assert.equal(
    printed('%d %u %ld %lld %s', c.int(-1), c.int(5), c.long(-2), c.int64_t(3n), c.string('s')),
    '-1 5 -2 3 s',
  )
  assert.equal(
    messageOf(() => printed('%d', c.double(1))),
    "ERR_CABI_ARG_TYPE snprintf: argument 4 (%d) is 'int': expected a value of that type, got (double)1",
  )
  for (const [format, value] of [
    ['%ld', c.int(1)],
    ['%d', c.long(1)],
    ['%f', c.int(1)],
    ['%s', c.int(1)],
    ['%hhd', c.int(1)],
  ] as const) {
    assert.match(
      messageOf(() => printed(format, value)),
      /^ERR_CABI_ARG_TYPE .*: expected a value of that type/,
    )
  }
  assert.equal(printed('%f', c.float(0.5)), '0.500000')
})

test('the number of values must be what the format takes', () => {
  assert.equal(
    messageOf(() => printed('%d %d', 1)),
    'ERR_CABI_ARG_COUNT snprintf: the format "%d %d" takes 2 arguments after it, got 1',
  )
  assert.equal(
    messageOf(() => printed('text', 1)),
    'ERR_CABI_ARG_COUNT snprintf: the format "text" takes 0 arguments after it, got 1',
  )
  assert.throws(() => printed('%d', 1, 2), { function: 'snprintf', expected: 4, received: 5 })
})

test('a format that is no text is refused', () => {
  assert.equal(
    messageOf(() => printed(1, 2)),
    "ERR_CABI_ARG_TYPE snprintf: argument 3 (format) is 'const char *': expected a format string, got 1",
  )
  for (const value of [null, undefined, {}, new Int32Array(1), new Proxy({}, {})]) {
    assert.throws(() => printed(value), { code: 'ERR_CABI_ARG_TYPE' })
  }
})

test('a format with an unknown directive is refused', () => {
  assert.equal(
    messageOf(() => printed('%2$d %1$d', 1, 2)),
    'ERR_CABI_UNSUPPORTED snprintf: the directive %2$d of the format "%2$d %1$d" is not supported',
  )
})

test('scanf takes arrays of what it stores', () => {
  const [int, double] = [new Int32Array(1), new Float64Array(1)]
  assert.equal(sscanf('7 2.5', '%d %lf', int, double), 2)
  assert.deepEqual([int[0], double[0]], [7, 2.5])
  assert.match(
    messageOf(() => sscanf('7', '%d', double)),
    /^ERR_CABI_ARG_TYPE sscanf: argument 3 \(%d\) is 'int \*'/,
  )
})

test('a thousand and more formats and types are called as the first', () => {
  for (let i = 0; i < 1500; i++) assert.equal(printed(`%d of ${i}`, i), `${i} of ${i}`)
  for (let i = 1; i < 1100; i++) assert.equal(printed(`%${i % 50}d`, i), String(i).padStart(i % 50))
})

test('.raw loses nothing of the result', () => {
  const { syscall } = open(null, 'long syscall(long number, ...);')
  const getpid = 39
  assert.equal(syscall(getpid), process.pid)
  assert.equal(syscall.raw(getpid), BigInt(process.pid))
})

test('errno is kept over a variadic call', () => {
  const { fcntl } = open(null, 'int fcntl(int fd, int cmd, ...);')
  assert.equal(fcntl(-1, 1), -1)
  assert.equal(errno(), 9)
})

test('after close a variadic function says so, whatever its arguments', () => {
  const closed = open(null, 'int snprintf(char *s, size_t n, const char *format, ...);')
  const print: CFunction = closed['snprintf']
  close(closed)
  for (const values of [[room, 1, '%d', 1], [], [room, 1, 5]]) {
    assert.throws(() => print(...values), {
      code: 'ERR_CABI_CLOSED',
      message: "snprintf: the library 'this process' was closed",
    })
  }
})
