/** Optimised JavaScript enters C by V8's fast calls, also where C faults; CABI_KERNEL=plain does without. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { exchange } from '../../src/exchange/exchange.ts'
import { openFault } from './libraries.ts'

const program = fileURLToPath(import.meta.url)

if (process.argv[2] === 'which') {
  openFault()
  console.log(exchange().fast === undefined ? 'plain' : 'fast')
} else {
  const c = openFault()
  const { fast } = exchange()

  test('calls are slow until they are optimised', () => {
    const before = fast!.slowCalls()
    c['half'](1)
    assert.equal(fast!.slowCalls(), before + 1)
  })

  /** Slow calls in the second half of 10,000, once it has none any more; of the last 10,000 where that never comes. */
  const slowCallsOf = (batch: (halfway: () => void) => void): number => {
    let slow = 1
    for (let attempt = 0; attempt < 200 && slow > 0; attempt++) {
      let before = 0
      batch(() => {
        before = fast!.slowCalls()
      })
      slow = fast!.slowCalls() - before
    }
    return slow
  }

  test('a hot call takes the fast path', () => {
    const { add } = c
    const slow = slowCallsOf(halfway => {
      for (let i = 0; i < 10_000; i++) {
        if (i === 5000) halfway()
        add(i, 1)
      }
    })
    assert.equal(slow, 0)
  })

  // The last one faults: only what returns gets hot, and V8 12.4 makes no fast calls inside of `try`.
  test('a hot call that faults takes the fast path', () => {
    const readAt = c['read_at']
    const data = c['data_address']()
    const readNullAtLast = (halfway: () => void) => {
      for (let i = 0; i < 10_000; i++) {
        if (i === 5000) halfway()
        readAt(i < 9999 ? data : 0)
      }
    }
    const slow = slowCallsOf(halfway =>
      assert.throws(() => readNullAtLast(halfway), { code: 'ERR_CABI_FAULT', address: 0 }),
    )
    assert.equal(slow, 0)
  })

  test('CABI_KERNEL=plain does without', () => {
    const run = (kernel: string) =>
      execFileSync(process.execPath, [program, 'which'], {
        encoding: 'utf8',
        env: { ...process.env, CABI_KERNEL: kernel },
      })
    assert.equal(run('plain'), 'plain\n')
    assert.equal(run(''), 'fast\n')
  })
}
