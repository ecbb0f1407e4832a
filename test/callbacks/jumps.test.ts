/** C jumps (longjmp) over callbacks: the right call returns, and what was in between is gone. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openCallbacks } from './fixture.ts'

const lib = openCallbacks()

/** `depth` calls with a mark, one inside the other's callback, and then `bottom`. */
const nest = (depth: number, bottom: () => number): number =>
  depth === 0 ? bottom() : lib['with_mark'](() => nest(depth - 1, bottom), 0)

const jump = (outer: number, value: number) => () => lib['jump'](outer, value) ?? 0

/** What C does once it has jumped, so many bytes further down than before. */
const then = { callBack: 1, fault: 2, overflow: 4 }

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

/** Calls out of which C jumps, made by JavaScript that has caught an earlier jump. */
const meanwhile: Record<string, { run: () => number; gives: number }> = {
  'one over its own callback': { run: () => lib['with_mark'](jump(0, 5), 0), gives: 5000 },
  'one over two of its callbacks': { run: () => nest(2, jump(1, 5)), gives: 5000 },
  'one that calls back after it': {
    run: () => lib['with_mark_reaching']((value: number) => (value === 0 ? jump(0, 1)() : value), 64, then.callBack),
    gives: 1004,
  },
  'one in whose callback another jump is caught': {
    run: () => lib['with_mark'](() => caught(jump(0, 5)), 0),
    gives: 5000,
  },
  'two, one after the other': { run: () => nest(1, jump(0, 2)) + nest(1, jump(0, 3)), gives: 5000 },
}

/** What a callback gives that cannot hold the jump up. */
function caught(leave: () => number, run = () => 0): number {
  try {
    return leave()
  } catch {
    return run()
  }
}

for (const [what, { run, gives }] of Object.entries(meanwhile)) {
  test(`JavaScript that has caught a jump makes calls out of which C jumps: ${what}`, () => {
    const seen: number[] = []
    const stubborn = () => caught(jump(0, 4), () => seen.push(run()))
    for (const through of [stubborn, () => lib['apply'](stubborn, 0), () => lib['sum_of'](stubborn, 3)]) {
      for (let i = 0; i < 20; i++) assert.equal(lib['with_mark'](through, 0), 4000)
      const reaching = (value: number) => (value === 0 ? through() : value + 10)
      assert.equal(lib['with_mark_reaching'](reaching, 64, then.callBack), 1000 + 11 + 12 + 1)
      assert.throws(() => lib['with_mark_reaching'](reaching, 64, then.fault), { code: 'ERR_CABI_FAULT' })
    }
    assert.deepEqual([...new Set(seen)], [gives])
    assert.equal(lib['count_marks'](), 0)
  })
}

test('JavaScript that has caught a jump makes a call out of which C jumps further out: what is thrown comes with it', () => {
  const failure = new Error('mine')
  const outer = (further: () => number) => () => lib['with_mark'](() => caught(jump(0, 4), further), 0)
  for (let i = 0; i < 20; i++) {
    assert.equal(lib['with_mark'](outer(jump(0, 6)), 0), 6000)
    const fail = () => {
      throw failure
    }
    assert.throws(
      () =>
        lib['with_mark'](
          outer(() => lib['jump_after_callback'](fail, 6) ?? 0),
          0,
        ),
      (error: unknown) => error === failure,
    )
    assert.equal(lib['count_marks'](), 0)
  }
})

test('what carries JavaScript out of a jumped-over callback is an error as any when it is thrown later', () => {
  let carrier: unknown
  const keep = () => {
    try {
      jump(0, 4)()
    } catch (error) {
      carrier = error
    }
    return 0
  }
  assert.equal(lib['with_mark'](keep, 0), 4000)
  const fail = () => {
    throw carrier
  }
  for (const run of [
    () => lib['apply'](fail, 1),
    () => nest(3, fail),
    () => openCallbacks({ stack: 'host' })['apply'](fail, 1),
  ]) {
    assert.throws(run, (error: unknown) => error === carrier)
  }
})

test('a mark inside a callback is jumped to from a callback further in', () => {
  const inner = () => lib['with_mark'](() => lib['apply'](jump(0, 6), 0), 0) + 1
  assert.equal(lib['with_mark'](inner, 0), 6001)
})

/** Ways out of a callback. */
const waysOut: Record<string, () => number> = {
  'at once': jump(0, 1),
  'after a callback': () => lib['jump_after_callback']((value: number) => value, 1) ?? 0,
  'out of two calls': () => lib['apply'](jump(0, 1), 0),
  'from JavaScript that catches': () => {
    try {
      return jump(0, 1)()
    } catch {
      return 0
    }
  },
}

for (const [how, leave] of Object.entries(waysOut)) {
  for (const bytes of [64, 2000, 300_000]) {
    /** C calls with 0 where the way out is, then with 1 and 2. */
    const reach = (what: number, called: (value: number) => number) =>
      lib['with_mark_reaching']((value: number) => (value === 0 ? leave() : called(value)), bytes, what)

    test(`C that has jumped ${how} calls back ${bytes} bytes further down: its own call returns, or throws`, () => {
      for (let i = 0; i < 20; i++)
        assert.equal(
          reach(then.callBack, value => value + i),
          1004 + 2 * i,
        )
      const failures = [new Error('first'), new Error('second')]
      const fail = (value: number) => {
        throw failures[value - 1]
      }
      assert.throws(
        () => reach(then.callBack, fail),
        (error: unknown) => error === failures[0],
      )
      assert.equal(lib['count_marks'](), 0)
    })

    for (const [fault, what] of [
      ['faults', then.fault],
      ['overflows the stack', then.overflow],
      ['calls back and faults', then.callBack | then.fault],
    ] as const) {
      test(`C that has jumped ${how} ${fault} in frames of ${bytes} bytes: the error is its own call’s`, () => {
        const expected = { code: 'ERR_CABI_FAULT', signal: 'SIGSEGV', function: 'with_mark_reaching' }
        assert.throws(() => reach(what, value => value), expected)
        assert.equal(
          lib['apply']((value: number) => value + 1, 1),
          2,
        )
      })
    }
  }
}

test('what a callback threw before C has jumped out of its call is thrown by the call that C has jumped into', () => {
  const failure = new Error('mine')
  const isFailure = (error: unknown) => error === failure
  const fail = () => {
    throw failure
  }
  const jumpAfter = () => lib['jump_after_callback'](fail, 1) ?? 0
  for (let i = 0; i < 20; i++) {
    assert.throws(() => lib['with_mark'](jumpAfter, 0), isFailure)
    assert.throws(() => lib['with_mark'](() => lib['apply'](jumpAfter, 0), 0), isFailure)
    for (const between of [lib, openCallbacks({ stack: 'host' })]) {
      const failThenJump = (round: number) => (round === 0 ? fail() : jump(0, 1)())
      assert.throws(() => lib['with_mark'](() => between['sum_of'](failThenJump, 2), 0), isFailure)
      assert.equal(
        lib['with_mark'](() => between['sum_of'](jump(0, 1), 2), 0),
        1000,
      )
    }
  }
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

test('a jump over a call on the host stack gives that up: neither its C nor its JavaScript goes on', () => {
  const host = openCallbacks({ stack: 'host' })
  const seen: unknown[] = []
  const through = () => {
    try {
      seen.push(host['apply_twice'](jump(0, 3), (value: number) => seen.push(value), 0))
    } finally {
      seen.push('left')
    }
    return 0
  }
  for (let i = 0; i < 100; i++) assert.equal(lib['with_mark'](through, 0), 3000)
  assert.deepEqual(seen, Array(100).fill('left'))
  const failure = new Error('not a jump')
  const fail = () => {
    throw failure
  }
  for (const library of [lib, host]) {
    assert.throws(
      () => library['apply'](fail, 1),
      (error: unknown) => error === failure,
    )
  }
})

test('C on the host stack jumps about in its own call, after callbacks and in one', () => {
  const host = openCallbacks({ stack: 'host' })
  for (let i = 1; i < 100; i++) {
    assert.equal(
      host['jump_after']((value: number) => value + 1, i),
      1000 * (i + 1),
    )
    const inside = (value: number) => host['jump_after']((inner: number) => inner, value)
    assert.equal(host['apply'](inside, i), 1000 * i)
    assert.equal(host['jump_after'](inside, i), 1000 * 1000 * i)
  }
})

test('C on the host stack that jumps over a callback, and so over the engine, ends the process with the reason', () => {
  const child = fileURLToPath(new URL('./jump-over-engine.child.js', import.meta.url))
  for (const depth of ['1', '2']) {
    const { signal, stdout, stderr } = spawnSync(process.execPath, [child, depth], { encoding: 'utf8' })
    const reason = 'C has jumped (longjmp) over a callback in a call on the host stack, and the engine cannot go on'
    assert.deepEqual({ signal, stdout, stderr }, { signal: 'SIGABRT', stdout: '', stderr: `cabi: ${reason}\n` })
  }
})
