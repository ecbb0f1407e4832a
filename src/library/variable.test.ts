import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { compileFixture } from '../../test/fixture.ts'
import { close, type LooseLibrary, open, type Pointer, readString, symbol } from '../index.ts'

const file = compileFixture(new URL('./variable.c', import.meta.url))
const declarations = `
  extern bool flag; extern char letter; extern short small; extern int count; extern unsigned int mask;
  extern long total; extern long long big; extern uint64_t bits; extern float ratio; extern double pi;
  extern long double wide; extern __int128 huge; extern enum color { RED, GREEN, BLUE } color;
  extern const int limit; extern const char *const version; extern const char *message; extern char *writable;
  extern int *cursor; extern int numbers[4]; extern const int primes[3]; extern const char *const messages[];
  extern char name[8]; extern struct point { int x, y; } origin; extern struct point points[2];
  extern union number { int i; float f; } number; extern int (*handler)(int);
  extern _Thread_local int per_thread; extern struct opaque *thing; extern int sized[];
  extern int renamed __asm__("count"); extern int missing_one; extern struct unknown unknown __asm__("origin");
  int get_count(void); double get_pi(void); int get_flag(void); int get_number(int i); int get_origin(void);
  int get_per_thread(void); uint64_t get_bits(void); int get_cursor(void);`
const lib = open(file, declarations)

/** What the fixture starts with, and another value. */
const scalars: Readonly<Record<string, readonly [held: unknown, other: unknown]>> = {
  flag: [true, false],
  letter: [120, 121],
  small: [-5, 30_000],
  count: [42, -1],
  mask: [0xfffffff0, 1],
  total: [-7_000_000_000, 2 ** 53 - 1],
  big: [-9_000_000_000_000_000_000n, 5n],
  bits: [0xfedcba9876543210n, 2n ** 64n - 1n],
  ratio: [0.5, -0.25],
  pi: [Math.PI, Math.E],
  wide: [2.5, -1e300],
  huge: [2n ** 100n, -1n],
  color: [1, 2],
  per_thread: [5, 6],
}

test('variables of every scalar type are read and written', () => {
  for (const [name, [held, other]] of Object.entries(scalars)) {
    assert.deepEqual(lib[name], held, name)
    Reflect.set(lib, name, other)
    assert.deepEqual(lib[name], other, name)
    Reflect.set(lib, name, held)
    assert.deepEqual(lib[name], held, name)
  }
})

/** Assigns as a program does: what `set` throws comes out. */
function assign(library: LooseLibrary, name: string, value: unknown): void {
  ;(library as Record<string, unknown>)[name] = value
}

test('what is assigned is what C has, and the other way round', () => {
  assign(lib, 'count', 7)
  assert.equal(lib['get_count'](), 7)
  assert.equal(lib['get_cursor'](), 7)
  lib['cursor'].value = 8
  assert.equal(lib['count'], 8)
  assert.equal(lib['renamed'], 8)
  assign(lib, 'count', 42)
  assign(lib, 'pi', 3)
  assert.equal(lib['get_pi'](), 3)
  assign(lib, 'pi', Math.PI)
  assign(lib, 'flag', false)
  assert.equal(lib['get_flag'](), 0)
  assign(lib, 'flag', true)
  assign(lib, 'bits', 1n << 63n)
  assert.equal(lib['get_bits'](), 1n << 63n)
  assign(lib, 'bits', 0xfedcba9876543210n)
})

test('strings and pointers are those of C', () => {
  assert.equal(lib['version'], '1.2.3')
  assert.equal(lib['message'], 'hello')
  assert.equal(lib['writable'], null)
  assert.equal(lib['handler'], null)
  assert.equal(`${lib['thing']}`, `(struct opaque *) 0x${lib['cursor'].address.toString(16)}`)
  assert.throws(() => assign(lib, 'message', 'other'), {
    code: 'ERR_CABI_ARG_TYPE',
    message: /^message is 'const char \*': expected a Pointer to 'const char' or null: this is memory of C/,
  })
  assert.equal(lib['message'], 'hello')
  const cursor: Pointer = lib['cursor']
  assign(lib, 'cursor', null)
  assert.ok(lib['cursor'] === null)
  assign(lib, 'cursor', cursor)
  assert.equal(lib['get_cursor'](), 42)
})

test('an array of numbers is a typed array over the variable itself', () => {
  const { numbers } = lib
  assert.ok(numbers instanceof Int32Array)
  assert.deepEqual([...numbers], [1, 2, 3, 4])
  numbers[2] = 33
  assert.equal(lib['get_number'](2), 33)
  numbers[2] = 3
})

test('structs, unions and arrays of them are views', () => {
  const { origin, points, number } = lib
  assert.deepEqual([origin.x, origin.y], [3, 4])
  origin.x = 9
  assert.equal(lib['get_origin'](), 9004)
  assign(lib, 'origin', { x: 1, y: 2 })
  assert.equal(lib['get_origin'](), 1002)
  assert.deepEqual([origin.x, origin.y], [1, 2])
  origin.x = 3
  origin.y = 4
  assert.deepEqual([points.length, points[1].x, points[1].y], [2, 3, 4])
  assert.equal(number.f, 1)
  number.i = 0x40000000
  assert.equal(number.f, 2)
  number.i = 0x3f800000
})

test('an array of characters is a string', () => {
  assert.equal(lib['name'], 'cabi')
  assign(lib, 'name', 'longer')
  assert.equal(lib['name'], 'longer')
  assign(lib, 'name', 'cabi')
})

test('an array of unknown size is a pointer to its first element', () => {
  assert.deepEqual(
    [0, 1, 4].map(i => lib['sized'].at(i)),
    [10, 20, 50],
  )
  assert.deepEqual(
    [0, 1, 2].map(i => lib['messages'].at(i)),
    ['zero', 'one', null],
  )
  assert.throws(() => assign(lib, 'sized', [1]), {
    code: 'ERR_CABI_ARG_TYPE',
    message: "sized is 'int []': an array of unknown size cannot be assigned: write sized.set(i, value)",
  })
  assert.throws(() => lib['messages'].set(0, null), { code: 'ERR_CABI_ARG_TYPE' })
})

test('what is const is read, and not written', () => {
  assert.equal(lib['limit'], 100)
  for (const [name, type] of [
    ['limit', 'const int'],
    ['version', 'const char *const'],
    ['primes', 'const int [3]'],
  ] as const) {
    assert.throws(() => assign(lib, name, null), {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message: `${name} is '${type}': it is const, or part of what is`,
    })
  }
  const { primes } = lib
  assert.deepEqual([...primes], [2, 3, 5])
  // A copy.
  primes[0] = 7
  assert.deepEqual([...lib['primes']], [2, 3, 5])
})

test('what is declared as a variable and is none where it is defined is a fault', () => {
  const wrong = open(file, 'extern int limit; extern int get_count;')
  assert.equal(wrong['limit'], 100)
  assert.throws(() => assign(wrong, 'limit', 1), {
    code: 'ERR_CABI_FAULT',
    message: /^writing limit was stopped by SIGSEGV: no access to memory at address 0x[0-9a-f]+$/,
    operation: 'write',
    access: 'limit',
  })
  assert.throws(() => assign(wrong, 'get_count', 1), { code: 'ERR_CABI_FAULT' })
  assert.equal(lib['limit'], 100)
})

test('wrong values are refused, and the variable stays as it is', () => {
  for (const [name, value, code, message] of [
    [
      'count',
      2 ** 31,
      'ERR_CABI_ARG_RANGE',
      "count is 'int': expected an integer from -2147483648 to 2147483647, got 2147483648",
    ],
    ['count', '1', 'ERR_CABI_ARG_TYPE', "count is 'int': expected an integer from -2147483648 to 2147483647, got '1'"],
    ['flag', 1, 'ERR_CABI_ARG_TYPE', "flag is 'bool': expected true or false, got 1"],
    ['pi', 1n, 'ERR_CABI_ARG_TYPE', "pi is 'double': expected a number, got 1n"],
    [
      'ratio',
      1e300,
      'ERR_CABI_ARG_RANGE',
      "ratio is 'float': expected a number that a float can hold (up to 3.4028234663852886e+38), got 1e+300",
    ],
  ] as const) {
    assert.throws(() => assign(lib, name, value), { code, message })
    assert.deepEqual(lib[name], scalars[name]![0])
  }
})

test('a symbol is looked up when it is first touched, and missed then', () => {
  const library = open(file, 'extern int coun; extern int count;')
  assert.equal(library['count'], 42)
  for (const touch of [() => library['coun'], () => assign(library, 'coun', 1), () => symbol(library, 'coun')]) {
    assert.throws(touch, {
      code: 'ERR_CABI_SYMBOL_NOT_FOUND',
      message: `there is no symbol 'coun' in '${file}' (${file}); did you mean 'count'?`,
    })
  }
  assert.throws(() => open(file, 'extern int coun;', { now: true }), { code: 'ERR_CABI_SYMBOL_NOT_FOUND' })
})

test('a variable whose type is not defined is refused', () => {
  assert.throws(() => lib['unknown'], {
    code: 'ERR_CABI_UNSUPPORTED',
    message: "unknown is 'struct unknown': its definition is missing",
  })
})

test('every name works through symbol', () => {
  const library = open(file, 'extern int then __asm__("count");')
  assert.equal(symbol(library, 'then'), 42)
  assert.equal('then' in library, false)
})

test('after close they are closed, and what was taken before is not', () => {
  const library = open(file, declarations)
  const { origin, numbers, count } = library
  close(library)
  assert.equal(count, 42)
  assert.deepEqual([origin.x, numbers[3]], [3, 4])
  for (const use of [() => library['count'], () => assign(library, 'count', 1), () => library['origin']]) {
    assert.throws(use, {
      code: 'ERR_CABI_CLOSED',
      message: `${/count/.test(`${use}`) ? 'count' : 'origin'}: the library '${file}' was closed`,
    })
  }
  assert.equal(lib['count'], 42)
})

for (const library of [null, 'libc.so.6']) {
  test(`environ of ${library} is the environment, of which programs have a copy`, () => {
    const { environ } = open(library, 'extern char **environ;')
    const found: string[] = []
    for (let i = 0; environ.at(i) !== null; i++) found.push(readString(environ.at(i), { encoding: 'latin1' })!)
    assert.ok(found.some(entry => entry.startsWith('PATH=')))
  })
}

const worker = `
  const { parentPort, workerData } = require('node:worker_threads')
  import(workerData.cabi).then(({ open }) => {
    const lib = open(workerData.file, 'extern _Thread_local int per_thread; int get_per_thread(void);')
    const before = lib.per_thread
    lib.per_thread = 77
    parentPort.postMessage([before, lib.per_thread, lib.get_per_thread()])
  })`

test('what is thread-local is one for each thread', async () => {
  assign(lib, 'per_thread', 11)
  const cabi = new URL('../index.js', import.meta.url).href
  const thread = new Worker(worker, { eval: true, workerData: { cabi, file } })
  const message = await new Promise((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
  })
  assert.deepEqual(message, [5, 77, 77])
  assert.deepEqual([lib['per_thread'], lib['get_per_thread']()], [11, 11])
  assign(lib, 'per_thread', 5)
})
