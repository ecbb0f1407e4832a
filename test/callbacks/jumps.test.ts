/** C jumps (longjmp) over callbacks: the right call returns, and what was in between is gone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCallbacks } from './fixture.ts'

const lib = openCallbacks()

/** `depth` calls with a mark, one inside the other's callback, and then `bottom`. */
const nest = (depth: number, bottom: () => number): number =>
  depth === 0 ? bottom() : lib['with_mark'](() => nest(depth - 1, bottom), 0)

const jump = (outer: number, value: number) => () => lib['jump'](outer, value) ?? 0

for (const over of [1, 2, 5]) {
  test(`over ${over} callbacks`, () => {
    for (let i = 0; i < 200; i++) {
      assert.equal(nest(over, jump(over - 1, 3)), 3000)
      assert.equal(lib['count_marks'](), 0)
    }
    assert.equal(nest(3 + over, jump(over - 1, 3)), 3000)
    assert.equal(
      lib['apply']((value: number) => value + 1, 1),
      2,
    )
  })

  test(`over ${over} callbacks, and exceptions by turns`, () => {
    const failure = new Error('not a jump')
    const fail = () => {
      throw failure
    }
    for (let i = 0; i < 100; i++) {
      assert.equal(nest(over, jump(over - 1, i + 1)), 1000 * (i + 1))
      assert.throws(
        () => nest(over, fail),
        (error: unknown) => error === failure,
      )
      assert.equal(lib['count_marks'](), 0)
    }
  })

  test(`blocks of JavaScript that ${over} jumped-over callbacks are in are left, and may catch in vain`, () => {
    const left: number[] = []
    const through = (depth: number): number => {
      if (depth === 0) return jump(over - 1, 2)()
      try {
        return lib['with_mark'](() => through(depth - 1), 0)
      } catch {
        return 5
      } finally {
        left.push(depth)
      }
    }
    assert.equal(through(over), 2000)
    assert.deepEqual(
      left,
      Array.from({ length: over }, (_, i) => i + 1),
    )
  })
}

test('a callback that was jumped out of catches, goes on calling C, and cannot hold the jump up', () => {
  const seen: number[] = []
  const stubborn = () => {
    try {
      lib['jump'](0, 4)
    } catch {
      seen.push(lib['apply']((value: number) => value + 1, 1))
    }
    return 77
  }
  assert.equal(lib['with_mark'](stubborn, 0), 4000)
  assert.deepEqual(seen, [2])
  // From further in, with a call of its own in progress.
  assert.equal(
    lib['with_mark'](() => lib['apply'](stubborn, 0), 0),
    4000,
  )
})

test('a mark inside a callback is jumped to from a callback further in', () => {
  const inner = () => lib['with_mark'](() => lib['apply'](jump(0, 6), 0), 0) + 1
  assert.equal(lib['with_mark'](inner, 0), 6001)
})

test('a jump in a call on the host stack lands in its own call', () => {
  const host = openCallbacks({ stack: 'host' })
  assert.equal(
    host['apply'](() => nest(2, jump(1, 8)), 0),
    8000,
  )
  assert.equal(
    host['apply']((value: number) => value + 1, 1),
    2,
  )
})

test('ten thousand jumps leave no memory behind', () => {
  const round = () => {
    for (let i = 0; i < 2000; i++) assert.equal(nest(2, jump(1, 1)), 1000)
    globalThis.gc!()
    return process.memoryUsage.rss()
  }
  round()
  const before = round()
  for (let i = 0; i < 3; i++) round()
  assert.ok(round() - before < 8 * 2 ** 20)
})
