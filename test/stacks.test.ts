/** Errors point to the line that called C, not into cabi: that is the line Node shows of an uncaught one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { c, cdef, open } from 'cabi'

const libc = open(
  'libc.so.6',
  `int atoi(const char *nptr); int snprintf(char *, size_t, const char *, ...); int fcntl(int, int, ...);
  long strtol(const char *, char **, int); int missing_function(void); const char *strerror(int);`,
)
const wrong = open('libc.so.6', 'const char *abs(int);')
const closed = open('libc.so.6', 'int abs(int);')
const { abs } = closed
;(closed as Disposable)[Symbol.dispose]()

const mistakes: Readonly<Record<string, () => unknown>> = {
  // @ts-expect-error: a mistake
  'a wrong value': () => libc['atoi'](1),
  // @ts-expect-error: a mistake
  'a wrong number of arguments': () => libc['atoi'](),
  'a fault': () => libc['atoi'](null),
  'a result that no number holds': () => libc['strtol']('9007199254740993', null, 10),
  'a result that is no string': () => wrong['abs'](1),
  // @ts-expect-error: a mistake
  'a wrong value of .raw': () => libc['atoi'].raw(1),
  'a wrong value for a format': () => libc['snprintf'](null, 0, '%d', 'x'),
  'a format with too few values': () => libc['snprintf'](null, 0, '%d'),
  'a bare number in a variadic call': () => libc['fcntl'](1, 1, 1),
  'a missing symbol': () => libc['missing_function'],
  'a closed library': () => abs(1),
  'wrong C text': () => open('libc.so.6', 'int f(int'),
  'wrong C text in cdef': () => cdef('struct {'),
  'a missing library': () => open('no-such-library', ''),
}

for (const [name, mistake] of Object.entries(mistakes)) {
  test(`the stack of ${name} begins at the caller`, () => {
    assert.throws(mistake, (error: Error) => {
      const [first] = error.stack!.split('\n').filter(line => /^ +at /.test(line))
      assert.match(first!, /stacks\.test\.js:\d+:\d+\)?$/)
      return true
    })
  })
}

test('a library, its functions and typed values print as what they are', () => {
  assert.equal(inspect(open('m', 'double cos(double), sin(double);')), "library 'libm.so.6' { cos, sin }")
  assert.equal(inspect(libc['atoi']), '[Function: atoi]')
  assert.equal(inspect(libc['atoi'].raw), '[Function: atoi.raw]')
  assert.equal(inspect(c.int(5)), '(int)5')
})
