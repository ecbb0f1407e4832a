/** `errno` is what the last call left and the next one finds, whatever JavaScript and Node do in between. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { errno, open, strerror } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'

const c = open(
  compileFixture(new URL('./errno.c', import.meta.url)),
  `int get_errno(void);
   void set_errno(int value);
   int swap_errno(int value);
   int swap_errno_last(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f, int64_t g, int value);
   double set_errno_to_double(int value);
   void set_errno_and_fault(int value, uintptr_t address);`,
)

/** Node's own system calls fail, on this thread and others; the heap is collected; other libraries are opened. */
function disturb(): void {
  assert.equal(existsSync('/does/not/exist'), false)
  assert.throws(() => statSync('/does/not/exist'), { code: 'ENOENT' })
  assert.throws(() => readFileSync('/'), { code: 'EISDIR' })
  assert.throws(() => open('does-not-exist', ''), { code: 'ERR_CABI_LIBRARY_NOT_FOUND' })
  const garbage = Array.from({ length: 10_000 }, (_, i) => new Float64Array(i % 100))
  assert.equal(garbage.length, 10_000)
  globalThis.gc?.()
  assert.equal(strerror(1), 'Operation not permitted')
}

if (isMainThread) {
  test('a call leaves errno, and the next call finds it', () => {
    c['set_errno'](7)
    assert.equal(errno(), 7)
    disturb()
    assert.equal(errno(), 7)
    assert.equal(c['get_errno'](), 7)
    assert.equal(c['swap_errno'](8), 7)
    assert.equal(c['swap_errno_last'](1, 2, 3, 4, 5, 6, 7, 9), 28)
    assert.equal(errno(), 9)
    assert.equal(c['set_errno_to_double'](10), 0.5)
    assert.equal(errno(), 10)
    assert.equal(strerror(), strerror(10))
  })

  test('errno(n) is what the next call starts with', () => {
    assert.equal(errno(11), 11)
    disturb()
    assert.equal(c['swap_errno'](-1), 11)
    assert.equal(errno(), -1)
    assert.equal(errno(2 ** 31 - 1), 2 ** 31 - 1)
    assert.equal(c['get_errno'](), 2 ** 31 - 1)
  })

  test('a call that faults changes nothing: the next finds what it found', () => {
    errno(12)
    for (let i = 0; i < 3; i++) {
      assert.throws(() => c['set_errno_and_fault'](99, 0), { code: 'ERR_CABI_FAULT' })
      assert.equal(errno(), 12)
      assert.equal(c['get_errno'](), 12)
    }
    const unguarded = open(null, 'int abs(int value);', { guard: false })
    unguarded['abs'](1)
    assert.equal(errno(), 12)
  })

  test('each thread has its own', async () => {
    errno(13)
    const workers = [20, 30].map(value => new Worker(new URL(import.meta.url), { argv: [String(value)] }))
    const messages = workers.map(worker => once(worker, 'message'))
    let calls = 0
    const timer = setInterval(() => {
      calls++
      assert.equal(c['swap_errno'](13), 13)
    }, 0)
    assert.deepEqual(await Promise.all(messages), [[20], [30]])
    clearInterval(timer)
    assert.ok(calls > 0)
    assert.equal(errno(), 13)
  })
} else {
  assert.equal(errno(), 0)
  const value = Number(process.argv[2])
  errno(value)
  for (let i = 0; i < 2000; i++) assert.equal(c['swap_errno'](value), value)
  assert.throws(() => c['set_errno_and_fault'](99, 0), { code: 'ERR_CABI_FAULT' })
  disturb()
  parentPort!.postMessage(c['get_errno']())
}
