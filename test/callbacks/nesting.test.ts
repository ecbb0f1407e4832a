/** JavaScript, C, JavaScript, C: as deep as one likes, and out of it by exceptions. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { callback, cast, open, type Pointer } from 'cabi'
import { openCallbacks } from './fixture.ts'

for (const stack of ['auto', 'host'] as const) {
  const lib = openCallbacks({ stack })
  const how = `on the ${stack === 'host' ? 'host' : 'call'} stack`

  // Where frames of C lie between those of JavaScript, the engine's stack is all that there is; further down is a RangeError.
  const depths = stack === 'host' ? 100 : 1000

  test(`${depths} deep ${how}`, () => {
    const descend = (depth: number): number => (depth === 0 ? 0 : 1 + lib['apply'](descend, depth - 1))
    for (let i = 0; i < 5; i++) assert.equal(descend(depths), depths)
    const freshly = (depth: number): number =>
      depth === 0 ? 0 : 1 + lib['apply']((value: number) => freshly(value), depth - 1)
    assert.equal(freshly(depths), depths)
  })

  test(`recursion without an end ${how} is an error, and calls and callbacks go on`, () => {
    const endless = (depth: number): number => lib['apply'](endless, depth + 1) + 1
    for (let i = 0; i < 3; i++) {
      assert.throws(() => endless(0), RangeError)
      assert.equal(
        lib['apply']((value: number) => value + 1, 1),
        2,
      )
    }
  })

  test(`an exception comes out of the call ${how}, the same object, and C was given zero`, () => {
    const failure = new Error('mine')
    const seen: number[] = []
    const fail = () => {
      throw failure
    }
    assert.throws(
      () => lib['apply_twice'](fail, (value: number) => seen.push(value), 9),
      (error: unknown) => error === failure,
    )
    assert.deepEqual(seen, [0])
    assert.match(failure.stack!, /nesting\.test/)
    for (const thrown of [undefined, null, 0, 'text', Symbol.iterator, Object.freeze(new Error('frozen'))]) {
      const raise = () => {
        throw thrown
      }
      try {
        lib['apply'](raise, 1)
        assert.fail('it returned')
      } catch (error) {
        assert.equal(error, thrown)
      }
    }
  })

  test(`further exceptions of the same call ${how} are attached to the first`, () => {
    const failures = Array.from({ length: 5 }, (_, i) => new Error(`failure ${i}`))
    const fail = (i: number) => {
      throw failures[i]!
    }
    assert.throws(
      () => lib['sum_of'](fail, 5),
      (error: Error & { suppressed?: unknown }) => {
        assert.equal(error, failures[0])
        assert.deepEqual(error.suppressed, failures.slice(1))
        return true
      },
    )
  })

  test(`where the first of them ${how} takes nothing, it is thrown all the same, and the others are warnings`, async () => {
    const refuse = () => {
      throw new Error('a trap')
    }
    for (const first of [
      Object.freeze(new Error('frozen')),
      new Proxy(new Error('mine'), { defineProperty: refuse }),
      1,
    ]) {
      const others = [new Error('second'), Object.create(null)]
      const fail = (i: number) => {
        throw [first, ...others][i]!
      }
      const warnings: Error[] = []
      const collect = (warning: Error) => warnings.push(warning)
      process.on('warning', collect)
      try {
        lib['sum_of'](fail, 3)
        assert.fail('it returned')
      } catch (error) {
        assert.ok(error === first)
      }
      await setImmediate()
      process.off('warning', collect)
      assert.equal(warnings[0], others[0])
      assert.match(warnings[1]!.message, /Object: null prototype/)
    }
  })

  test(`thrown at depth 3 and caught at depth 2 ${how}, it ends there`, () => {
    const failure = new Error('deep')
    const third = () => {
      throw failure
    }
    const second = (value: number) => {
      try {
        return lib['apply'](third, value)
      } catch (error) {
        assert.equal(error, failure)
        return 22
      }
    }
    const first = (value: number) => lib['apply'](second, value) + 1
    assert.equal(lib['apply'](first, 1), 23)
    const uncaught = (value: number) => lib['apply'](third, value)
    assert.throws(
      () => lib['apply']((value: number) => lib['apply'](uncaught, value), 1),
      (error: unknown) => error === failure,
    )
    assert.equal((failure as { suppressed?: unknown }).suppressed, undefined)
  })

  test(`a callback that must not return ${how} abandons C by throwing, and is an error if it returns`, () => {
    const failure = new Error('fatal')
    const fail = (message: string) => {
      throw Object.assign(failure, { text: message })
    }
    for (let i = 0; i < 100; i++) assert.throws(() => lib['fail'](fail, 'grüß'), { message: 'fatal', text: 'grüß' })
    assert.throws(() => lib['fail'](function returns() {}, 'x'), {
      code: 'ERR_CABI_FAULT',
      message: 'returns: it is declared noreturn, and returned: the call of C was given up',
    })
    const failWithNumber = (number: number) => {
      throw Object.assign(failure, { number })
    }
    for (let i = 0; i < 100; i++) assert.throws(() => lib['fail_with_number'](failWithNumber, i), { number: i })
    const inside = (value: number) => {
      assert.throws(() => lib['fail'](fail, 'inner'), { text: 'inner' })
      return value + 1
    }
    assert.equal(lib['apply'](inside, 1), 2)
  })

  test(`a callback that must not return ${how} is called by JavaScript as by C`, () => {
    using fails = callback(lib['fatal'], (message: string) => {
      throw new Error(message)
    })
    using returns = callback(lib['fatal'], function returns() {})
    for (const callIt of [
      (kept: Pointer) => (kept as Pointer<unknown>).value,
      (kept: Pointer) => cast(lib['fatal_type'], kept.address),
    ]) {
      for (let i = 0; i < 50; i++) {
        const [failing, returning] = [fails, returns].map(kept => callIt(kept) as (message: string) => void)
        assert.throws(() => failing!(`${i}`), { message: `${i}` })
        assert.throws(() => returning!(''), { code: 'ERR_CABI_FAULT', message: /^returns: it is declared noreturn/ })
        assert.throws(() => lib['apply'](() => failing!('inside') ?? 0, 1), { message: 'inside' })
      }
    }
  })

  test(`callbacks call other libraries that call back ${how}`, () => {
    const libc = open('libc.so.6', 'void qsort(void *, size_t, size_t, int (*)(const int *, const int *));', { stack })
    const sortInside = (value: number) => {
      const numbers = Int32Array.of(value, 3, 1, 2)
      libc['qsort'](numbers, 4, 4, (a, b) => {
        return lib['apply']((x: number) => x, a!.value - b!.value)
      })
      return numbers[3]!
    }
    for (let i = 4; i < 500; i++) assert.equal(lib['apply'](sortInside, i), i)
  })
}

test('a call on one stack inside a callback of the other', () => {
  const libraries = [openCallbacks(), openCallbacks({ stack: 'host' })]
  const failure = new Error('bottom')
  const descend = (depth: number): number => {
    if (depth === 0) throw failure
    return libraries[depth % 2]!['apply'](descend, depth - 1)
  }
  const ascend = (depth: number): number => (depth === 0 ? 0 : libraries[depth % 2]!['apply'](ascend, depth - 1) + 1)
  for (let i = 0; i < 20; i++) {
    assert.equal(ascend(40), 40)
    assert.throws(
      () => descend(41),
      (error: unknown) => error === failure,
    )
  }
})

test('strings of a parked call survive the calls inside it', () => {
  const lib = openCallbacks()
  const text = 'grüß '.repeat(1000)
  const nested = (depth: number): number => {
    const own = `${depth}`.repeat(3000)
    if (depth < 20)
      assert.equal(
        lib['length_after'](own, () => nested(depth + 1)),
        own.length,
      )
    return 0
  }
  assert.equal(lib['length_after'](text, nested), Buffer.byteLength(text))
  const numbers = [1, 2, 3, 4]
  assert.equal(
    lib['sum_after'](numbers, 4, () => lib['sum_after']([9, 9, 9, 9], 4, () => 0)),
    46,
  )
  const fails = () => {
    assert.throws(() => lib['apply'](1, 1), { code: 'ERR_CABI_ARG_TYPE' })
    assert.throws(() => lib['read_at'](8), { code: 'ERR_CABI_FAULT' })
    return 0
  }
  assert.equal(lib['length_after'](text, fails), Buffer.byteLength(text))
  using kept = callback(lib['int_function'], fails)
  assert.equal(lib['length_after'](text, kept), Buffer.byteLength(text))
})
