import assert from 'node:assert/strict'
import { test } from 'node:test'
import { c, call, close, errno, open } from '../index.ts'

const libm = open('m', '')
const libc = open(null, '')

test('a function that nothing declares is called with the types it is given', () => {
  assert.equal(call(libm, 'pow', c.double, [c.double(2), c.double(10)]), 1024)
  assert.equal(call(libm, 'powf', c.float, [c.float(2), c.float(3)]), 8)
  assert.equal(call(libc, 'strlen', c.size_t, ['five!']), 5)
  assert.equal(call(libc, 'llabs', c.long_long, [-5n]), 5n)
  assert.equal(call(libc, 'getpid', c.int), process.pid)
  for (let i = 0; i < 300; i++) assert.equal(call(libc, 'abs', c.int, [c.int(-i)]), i)
})

test('buffers, null and errno', () => {
  const bytes = new Uint8Array(8)
  call(libc, 'memset', c.void, [bytes, c.int(7), c.size_t(3)])
  assert.deepEqual([...bytes], [7, 7, 7, 0, 0, 0, 0, 0])
  assert.equal(call(libc, 'time', c.long, [null]), Math.floor(Date.now() / 1000))
  errno(0)
  assert.equal(call(libc, 'close', c.int, [c.int(-1)]), -1)
  assert.equal(errno(), 9)
  assert.throws(() => call(libc, 'close', c.errno(c.int), [c.int(-1)]), { code: 'EBADF', syscall: 'close' })
})

const refused: readonly [what: string, run: () => unknown, code: string, message: string | RegExp][] = [
  [
    'a bare number',
    () => call(libc, 'abs', c.int, [1]),
    'ERR_CABI_ARG_TYPE',
    'abs: argument 1: expected a typed number, for C reads 1 and 1.0 from different registers: write c.int(1) or c.double(1), got 1',
  ],
  [
    'what C has no type for',
    () => call(libc, 'abs', c.int, [undefined]),
    'ERR_CABI_ARG_TYPE',
    /^abs: argument 1: expected a string, /,
  ],
  [
    'a value that its type does not hold',
    () => call(libc, 'abs', c.int, [c.int(2 ** 40)]),
    'ERR_CABI_ARG_RANGE',
    /^abs: argument 1 is 'int'/,
  ],
  [
    'a name that is not there',
    () => call(libc, 'ab5', c.int, []),
    'ERR_CABI_SYMBOL_NOT_FOUND',
    /^there is no symbol 'ab5' in this process/,
  ],
  [
    'what is no library',
    () => call({}, 'abs', c.int, []),
    'ERR_CABI_ARG_TYPE',
    'call: expected a library from open(), got {}',
  ],
  ['a name that is none', () => call(libc, 5 as never, c.int, []), 'ERR_CABI_ARG_TYPE', 'call: expected a name, got 5'],
  [
    'arguments without brackets',
    () => call(libc, 'abs', c.int, 5 as never),
    'ERR_CABI_ARG_TYPE',
    'call: expected the arguments of abs as an array, got 5',
  ],
  [
    'a result that is no type',
    () => call(libc, 'abs', 'int' as never, []),
    'ERR_CABI_ARG_TYPE',
    "call: expected a C type such as c.int or lib.name, got 'int'",
  ],
]

for (const [what, run, code, message] of refused) {
  test(`refused: ${what}`, () => {
    assert.throws(run, { code, message })
  })
}

test('a closed library is closed', () => {
  const lib = open('m', '')
  assert.equal(call(lib, 'cos', c.double, [c.double(0)]), 1)
  close(lib)
  assert.throws(() => call(lib, 'cos', c.double, [c.double(0)]), { code: 'ERR_CABI_CLOSED' })
})

test('errors point to the line of the call', () => {
  function callsWrongly() {
    call(libc, 'abs', c.int, [1])
  }
  assert.throws(callsWrongly, (error: Error) => /callsWrongly/.test(error.stack!.split('\n')[1]!))
})
