import assert from 'node:assert/strict'
import { constants } from 'node:os'
import { test } from 'node:test'
import { open } from '../index.ts'
import { errno, strerror } from './errno.ts'

const {
  close: closeFile,
  abs,
  __errno_location,
} = open(null, 'int close(int fd); int abs(int j); int *__errno_location(void);')
const { EBADF, ENOENT } = constants.errno

test('errno is what the last call left', () => {
  errno(0)
  assert.equal(closeFile(-1), -1)
  assert.equal(errno(), EBADF)
})

test('a call that does not touch it leaves it as it was set', () => {
  for (const value of [0, 1, 12345, -1, 2 ** 31 - 1, -(2 ** 31)]) {
    assert.equal(errno(value), value)
    abs(-1)
    assert.equal(errno(), value)
  }
})

test('the call finds in errno what was set', () => {
  errno(77)
  const seen = new Int32Array(__errno_location().bytes(4).buffer)
  errno(78)
  abs(1)
  assert.equal(seen[0], 78)
})

test("JavaScript's own system calls do not change it", () => {
  errno(ENOENT)
  closeFile(-1)
  try {
    process.chdir('/no/such/folder')
  } catch {}
  assert.equal(errno(), EBADF)
})

test('a refused call does not change it', () => {
  errno(5)
  assert.throws(() => closeFile('x'), { code: 'ERR_CABI_ARG_TYPE' })
  assert.equal(errno(), 5)
})

test('strerror has the words of the C library, and leaves errno alone', () => {
  errno(ENOENT)
  assert.equal(strerror(EBADF), 'Bad file descriptor')
  assert.equal(strerror(), 'No such file or directory')
  assert.equal(strerror(0), 'Success')
  assert.equal(strerror(99999), 'Unknown error 99999')
  assert.equal(errno(), ENOENT)
})

test('what is no int is refused, and is not converted', () => {
  const values: unknown[] = [
    1.5,
    2 ** 31,
    Number.NaN,
    '1',
    1n,
    null,
    true,
    Symbol('s'),
    {},
    { valueOf: () => assert.fail('converted') },
  ]
  for (const value of values) {
    for (const use of [errno, strerror]) {
      assert.throws(() => use(value as number), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', value })
    }
  }
  assert.throws(() => errno('1' as never), { message: "errno: expected an int, got '1'" })
  assert.throws(() => strerror(1n as never), { message: 'strerror: expected an int, got 1n' })
})
