/** What was lent for a call, or released, and is called all the same: told, and never a crash. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { callback, errno, open, type Pointer, release } from 'cabi'
import { optimisation } from '../oracle/optimisation.ts'
import { openCallbacks } from './fixture.ts'

setFlagsFromString('--allow-natives-syntax')
const { prepare, optimise, isOptimised } = optimisation()
const lib = openCallbacks()
/** V8's last compiler may be forbidden (`scripts/engine.mjs`). */
const isOptimising = !process.execArgv.some(flag => /^--max-opt=[12]$/.test(flag))

function keepLent(): void {
  const forgetful = () => 5
  lib['keep'](forgetful)
}

const expired = (name: string) => ({
  name: 'CabiError',
  code: 'ERR_CABI_CALLBACK_EXPIRED',
  callback: name,
  message: `${name}: C called it after the call that it was lent to, or after its release; C was given zero. callback() makes one that lives until it is released`,
})

// While there is no callback: calls are direct then, and nothing of one waits for callbacks.
for (const name of ['call_hook', 'call_hook_for_double']) {
  test(`${name}: optimised JavaScript is told of a callback that was released as well`, () => {
    const kept = callback(lib['int_function'], (value: number) => value)
    lib['keep'](kept)
    release(kept)
    lib['swap_hooks']()
    lib['keep'](lib['choose'](0))
    const hot = new Function('call', `return function ${name}(value) { return call(value) }`)(lib[name])
    prepare(hot)
    for (let i = 0; i < 100; i++) hot(i)
    optimise(hot)
    const usual = hot(1)
    lib['swap_hooks']()
    assert.ok(isOptimised(hot) || !isOptimising)
    assert.throws(() => hot(1), { code: 'ERR_CABI_CALLBACK_EXPIRED' })
    assert.ok(errno() >= 0, 'as C left it')
    assert.throws(() => hot(1), { code: 'ERR_CABI_CALLBACK_EXPIRED' })
    lib['swap_hooks']()
    assert.equal(hot(1), usual)
  })
}

for (const others of [0, 1]) {
  test(`a lent function that C calls later is named, with ${others} live callbacks beside it`, () => {
    const beside = Array.from({ length: others }, () => callback(lib['int_function'], (value: number) => value))
    keepLent()
    for (let i = 0; i < 3; i++) assert.throws(() => lib['call_hook'](1), expired('forgetful'))
    assert.equal(
      lib['apply']((value: number) => value + 1, 1),
      2,
    )
    const seen: unknown[] = []
    assert.throws(() => lib['apply_twice'](lib['hook'], (value: number) => seen.push(value), 7), expired('forgetful'))
    assert.deepEqual(seen, [0])
    for (const kept of beside) release(kept)
  })
}

test('a callback that was released is named, and may have been anything', () => {
  const kept = callback(lib['int_function'], function forSale() {
    return 1
  })
  lib['keep'](kept)
  assert.equal(lib['call_hook'](0), 1)
  release(kept)
  assert.throws(() => lib['call_hook'](0), expired('forSale'))
})

test('a function whose name cannot be asked for is called as any, and disturbs nobody when it has ended', async () => {
  const nameless = (fn: (value: number) => number) => {
    const get = () => {
      throw new Error('no name')
    }
    return [Object.defineProperty((value: number) => fn(value), 'name', { get }), new Proxy(fn, { get })]
  }
  for (const fn of nameless(value => value + 1)) {
    assert.equal(lib['apply'](fn, 1), 2)
    assert.equal(
      lib['apply']((value: number) => value + 2, 1),
      3,
    )
    const kept = callback(lib['int_function'], fn)
    lib['keep'](kept)
    assert.equal(lib['call_hook'](1), 2)
    release(kept)
    assert.throws(() => lib['call_hook'](1), expired("a callback of type 'int (int)'"))
  }
  for (const fn of nameless(() => 0.5)) {
    assert.throws(() => lib['apply'](fn, 1), { message: /^the result of the callback of apply \(fn\) is 'int'/ })
  }
  // It is forgotten when the collector has run, by nobody's call.
  for (let i = 0; i < 3; i++) {
    gc!()
    await setImmediate()
  }
})

test('a callback may release itself', () => {
  for (let i = 0; i < 1000; i++) {
    const kept = callback(lib['int_function'], (value: number) => {
      release(kept)
      return value + 1
    })
    lib['keep'](kept)
    assert.equal(lib['call_hook'](i), i + 1)
  }
})

test('a function that was lent is not kept for good: the collector takes it', async () => {
  function lendOnce(): WeakRef<object>[] {
    const functions = [(value: number) => value + 1, (value: number) => value + 2]
    for (const fn of functions) assert.ok(lib['apply'](fn, 1) > 1)
    return functions.map(fn => new WeakRef(fn))
  }
  for (let round = 0; round < 3; round++) {
    const lent = lendOnce()
    for (let i = 0; i < 20 && lent.some(ref => ref.deref() !== undefined); i++) {
      await setImmediate()
      gc!()
    }
    assert.deepEqual(
      lent.map(ref => ref.deref()),
      [undefined, undefined],
    )
  }
  assert.equal(
    lib['apply']((value: number) => value + 3, 1),
    4,
  )
})

test('nor is one that is lent by the name of a function that is just forgotten', async () => {
  let lent: WeakRef<object> | undefined
  const get = () => {
    const fn = (value: number) => value + 2
    assert.equal(lib['apply'](fn, 1), 3)
    lent ??= new WeakRef(fn)
    return 'lending'
  }
  assert.equal(
    lib['apply'](
      Object.defineProperty((value: number) => value + 1, 'name', { get }),
      1,
    ),
    2,
  )
  for (let i = 0; i < 40 && (lent === undefined || lent.deref() !== undefined); i++) {
    await setImmediate()
    gc!()
  }
  assert.ok(lent !== undefined)
  assert.equal(lent.deref(), undefined)
})

test('the stub of a released callback is the last to be used again', () => {
  const make = () => callback(lib['int_function'], (value: number) => value) as Pointer & Disposable
  const first = make()
  const { address } = first
  release(first)
  const later = Array.from({ length: 250 }, () => {
    const kept = make()
    release(kept)
    return kept.address
  })
  assert.ok(!later.includes(address))
  assert.equal(new Set(later).size, later.length)
})

test('a callback whose name cannot be read ends all the same', () => {
  const nameless = Object.defineProperty((value: number) => value, 'name', {
    get: () => {
      throw new Error('no name')
    },
  })
  const kept = callback(lib['int_function'], nameless)
  release(kept)
  assert.throws(() => lib['apply'](kept, 1), {
    code: 'ERR_CABI_CLOSED',
    message: "a callback of type 'int (int)': the callback was released",
  })
})

const libc = open(
  'libc.so.6',
  `void qsort(int *base, size_t count, size_t size, int (*compare)(const int *, const int *));
   long labs(long x); size_t strlen(const char *s);`,
)
const meddling: Record<string, () => void> = {
  'a call by slots': () => libc.labs(-5),
  'a call with a string': () => libc.strlen('xyz'),
  'a call with a callback': () => libc.qsort(Int32Array.of(2, 1), 2, 4, (a, b) => a!.value - b!.value),
  'a call that is refused': () => libc.qsort(Int32Array.of(2, 1), 2, 4.5, () => 0),
}
for (const [what, meddle] of Object.entries(meddling)) {
  test(`a callback whose name makes ${what} leaves the arguments as they are when another is lent in its place`, () => {
    for (let i = 0; i < 200; i++) {
      let asked = 0
      const named = Object.defineProperty(
        (a: { value: number } | null, b: { value: number } | null) => a!.value - b!.value,
        'name',
        {
          get() {
            asked += 1
            meddle()
            return 'named'
          },
        },
      )
      libc.qsort(Int32Array.of(3, 1, 2), 3, 4, named)
      const numbers = Int32Array.of(6, 5, 4)
      libc.qsort(numbers, 3, 4, (a, b) => a!.value - b!.value)
      assert.deepEqual([...numbers], [4, 5, 6])
      assert.equal(asked, 1)
    }
  })
}

test('a callback whose name makes a call leaves the result of the call that it was lent to as it is', () => {
  const apply = lib['apply'] as (f: (x: number) => number, x: number) => number
  for (let i = 0; i < 200; i++) {
    const named = (x: number): number => {
      // Lent in its place: it ends with the call, whose result is still to be read.
      if (x === 1) apply(x => -x, 2)
      return x + 40
    }
    Object.defineProperty(named, 'name', {
      get() {
        libc.labs(-5)
        return 'named'
      },
    })
    assert.equal(apply(named, 1), 41)
  }
})

test('outside of any call it is a warning', { timeout: 5000 }, async () => {
  const uv = open(
    null,
    `typedef struct uv_loop_s uv_loop_t; typedef struct uv_timer_s uv_timer_t;
     uv_loop_t *uv_default_loop(void); size_t uv_handle_size(int type);
     int uv_timer_init(uv_loop_t *, uv_timer_t *);
     int uv_timer_start(uv_timer_t *, void (*)(uv_timer_t *), uint64_t, uint64_t);
     void *malloc(size_t);`,
  )
  const timer = uv['malloc'](uv['uv_handle_size'](13))!.cast(uv['uv_timer_t'])
  uv['uv_timer_init'](uv['uv_default_loop'](), timer)
  uv['uv_timer_start'](timer, function tick() {}, 1, 0)
  const [warning] = await once(process, 'warning')
  assert.equal(warning.code, 'ERR_CABI_CALLBACK_EXPIRED')
  assert.match(warning.message, /^tick: C called it after/)
})
