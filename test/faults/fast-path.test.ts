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

  /** Slow calls of one `batch`, once there are none any more; of the last where that never comes. */
  const slowCallsOf = (batch: () => unknown): number => {
    let slow = 1
    for (let attempt = 0; attempt < 200 && slow > 0; attempt++) {
      const before = fast!.slowCalls()
      batch()
      slow = fast!.slowCalls() - before
    }
    return slow
  }

  test('a hot call takes the fast path', () => {
    const { add } = c
    const batch = () => {
      for (let i = 0; i < 5000; i++) add(i, 1)
    }
    assert.equal(slowCallsOf(batch), 0)
  })

  // Only what returns gets hot. And V8 12.4 makes no fast calls inside of `try`: it stands around the whole batch.
  test('a hot call that faults takes the fast path', () => {
    const readAt = c['read_at']
    const data = c['data_address']()
    const readNullAtLast = () => {
      for (let i = 0; i < 5000; i++) readAt(data)
      return readAt(0)
    }
    assert.equal(
      slowCallsOf(() => assert.throws(readNullAtLast, { code: 'ERR_CABI_FAULT', address: 0 })),
      0,
    )
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
