import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFixture } from '../../test/fixture.ts'
import { c, errno, open } from '../index.ts'

const file = compileFixture(new URL('./check.c', import.meta.url))

test('a check sees the result and the call, and what it gives is what the call gives', () => {
  const calls: unknown[] = []
  const lib = open(file, {
    fail_with: c.fn(
      c.check(c.int, (result: number, call) => {
        calls.push([result, { ...call }])
        return `got ${result}`
      }),
      [c.int, c.int],
    ),
  })
  for (let i = 0; i < 300; i++) assert.equal(lib['fail_with'](2, 5), 'got -1')
  assert.deepEqual(calls[0], [-1, { function: 'fail_with', arguments: [2, 5], errno: 5 }])
  assert.deepEqual(calls[299], calls[0])
  assert.equal(lib['fail_with'].raw(2, 5), -1)
  assert.equal(calls.length, 300)
})

test('what a check throws is thrown as it is', () => {
  const failure = new Error('no')
  const refusing = c.check(c.int, () => {
    throw failure
  })
  const { fail_with } = open(file, { fail_with: c.fn(refusing, [c.int, c.int]) })
  assert.throws(
    () => fail_with(0, 0),
    (error: unknown) => error === failure,
  )
})

test('variadic functions have checks too', () => {
  const { printf_like } = open(file, {
    printf_like: c.fn(
      c.check(c.int, (result: number, call) => [result, call.arguments]),
      [c.int],
      { variadic: true },
    ),
  })
  assert.deepEqual(printf_like(3, c.int(4)), [7, [3, 4]])
})

test('errno: -1 and null are thrown as system errors are', () => {
  const lib = open(file, {
    fail_with: c.fn(c.errno(c.int), [c.int, c.int]),
    null_with: c.fn(c.errno(c.pointer(c.void)), [c.int]),
    map_failed: c.fn(c.errno(c.pointer(c.void)), [c.int]),
    huge_with: c.fn(c.errno(c.size_t), [c.int]),
    short_with: c.fn(c.errno(c.short), [c.int]),
  })
  for (let i = 0; i < 300; i++) {
    assert.throws(() => lib['fail_with'](2, 2), {
      name: 'Error',
      message: 'ENOENT: no such file or directory, fail_with',
      code: 'ENOENT',
      errno: -2,
      syscall: 'fail_with',
    })
  }
  assert.throws(() => lib['null_with'](12), { code: 'ENOMEM', syscall: 'null_with' })
  assert.throws(() => lib['map_failed'](12), { code: 'ENOMEM', syscall: 'map_failed' })
  assert.throws(() => lib['huge_with'](84), { code: 'EILSEQ', syscall: 'huge_with' })
  assert.throws(() => lib['short_with'](13), { code: 'EACCES', syscall: 'short_with' })
  assert.throws(() => lib['null_with'](4095), { code: 'E4095', message: 'E4095: unknown system error, null_with' })
})

test('errno: a result that is no failure, or that set no errno, is an ordinary one', () => {
  const lib = open(file, {
    fail_with: c.fn(c.errno(c.int), [c.int, c.int]),
    succeed_with: c.fn(c.errno(c.int), [c.int, c.int]),
    null_with: c.fn(c.errno(c.pointer(c.void)), [c.int]),
  })
  errno(7)
  // -1 and an errno that it did not set.
  assert.equal(lib['fail_with'](0, 0), -1)
  // Success may leave anything in errno.
  assert.equal(lib['succeed_with'](42, 2), 42)
  assert.equal(errno(), 2)
  assert.equal(lib['null_with'](0), null)
})

test('a system error has the stack of who made the call', () => {
  const { fail_with } = open(file, { fail_with: c.fn(c.errno(c.int), [c.int, c.int]) })
  function callsWrongly() {
    fail_with(2, 2)
  }
  assert.throws(callsWrongly, (error: Error) => /callsWrongly/.test(error.stack!.split('\n')[1]!))
})

test('what is checked is a result and nothing else', () => {
  const checked = c.check(c.int, result => result)
  const refused = /got a checked result 'int'/
  assert.throws(() => c.fn(c.void, [checked as never]), { code: 'ERR_CABI_ARG_TYPE', message: refused })
  assert.throws(() => c.pointer(checked as never), { code: 'ERR_CABI_ARG_TYPE', message: refused })
  assert.throws(() => c.struct({ x: checked as never }), { code: 'ERR_CABI_ARG_TYPE', message: refused })
  assert.throws(() => c.check(c.int, 5 as never), {
    code: 'ERR_CABI_ARG_TYPE',
    message: 'c.check: expected a function, got 5',
  })
  assert.throws(() => c.errno(c.double), {
    code: 'ERR_CABI_ARG_TYPE',
    message: 'c.errno: expected an integer type or a pointer, which show that a call failed, got double',
  })
})
