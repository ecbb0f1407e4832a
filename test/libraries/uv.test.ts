/** libuv: a loop of its own, and timers on Node's, which come when no call of C is in progress. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alloc, c, callback, cast, open, type Pointer, release } from 'cabi'

const declarations = `
  typedef enum { UV_RUN_DEFAULT = 0, UV_RUN_ONCE, UV_RUN_NOWAIT } uv_run_mode;
  enum { UV_TIMER = 13 };
  typedef struct uv_loop_s uv_loop_t;
  typedef struct uv_handle_s uv_handle_t;
  typedef struct uv_timer_s uv_timer_t;
  typedef void (*uv_timer_cb)(uv_timer_t *handle);
  typedef void (*uv_close_cb)(uv_handle_t *handle);
  typedef void (*uv_walk_cb)(uv_handle_t *handle, void *arg);
  size_t uv_loop_size(void);
  size_t uv_handle_size(int type);
  int uv_loop_init(uv_loop_t *loop);
  int uv_loop_close(uv_loop_t *loop);
  uv_loop_t *uv_default_loop(void);
  int uv_run(uv_loop_t *, uv_run_mode mode);
  void uv_walk(uv_loop_t *loop, uv_walk_cb walk_cb, void *arg);
  int uv_timer_init(uv_loop_t *, uv_timer_t *handle);
  int uv_timer_start(uv_timer_t *handle, uv_timer_cb cb, uint64_t timeout, uint64_t repeat);
  int uv_timer_stop(uv_timer_t *handle);
  void uv_close(uv_handle_t *handle, uv_close_cb close_cb);
  void *malloc(size_t size);
  void free(void *ptr);
`
/** Node's own libuv: its executable exports it. */
const uv = open(null, declarations)

/** Memory for what only libuv knows the inside of. */
const room = (size: number, type: unknown): Pointer => uv['malloc'](size)!.cast(type as never)
const makeTimer = (loop: Pointer): Pointer => {
  const timer = room(uv['uv_handle_size'](uv['UV_TIMER']), uv['uv_timer_t'])
  assert.equal(uv['uv_timer_init'](loop, timer), 0)
  return timer
}

/** C frees it: `free` is a function of C, cast to the type that is wanted. */
const freeHandle = cast(c.fn(c.void, [c.pointer(uv['uv_handle_t'])]), uv['free'].address)
const closeTimer = (timer: Pointer): void => uv['uv_close'](timer.cast(uv['uv_handle_t']), freeHandle)

function withLoop(use: (loop: Pointer) => void): void {
  const loop = room(uv['uv_loop_size'](), uv['uv_loop_t'])
  assert.equal(uv['uv_loop_init'](loop), 0)
  use(loop)
  assert.equal(uv['uv_run'](loop, uv['UV_RUN_DEFAULT']), 0)
  assert.equal(uv['uv_loop_close'](loop), 0)
  uv['free'](loop)
}

test('timers on a loop of its own come in their order, and stop', () => {
  withLoop(loop => {
    const order: string[] = []
    const timers = [30, 10, 20].map(delay => {
      const timer = makeTimer(loop)
      let rounds = 0
      const tick = callback(uv['uv_timer_cb'], (handle: Pointer) => {
        assert.equal(handle.address, timer.address)
        order.push(`${delay}`)
        if (++rounds === 2) uv['uv_timer_stop'](handle)
      })
      assert.equal(uv['uv_timer_start'](timer, tick, delay, 100), 0)
      return { timer, tick }
    })
    assert.equal(uv['uv_run'](loop, uv['UV_RUN_DEFAULT']), 0)
    assert.deepEqual(order, ['10', '20', '30', '10', '20', '30'])
    for (const { timer, tick } of timers) {
      closeTimer(timer)
      release(tick)
    }
  })
})

test('uv_walk shows every handle to a function, with its argument', () => {
  withLoop(loop => {
    const timers = Array.from({ length: 5 }, () => makeTimer(loop))
    const argument = alloc(c.array(c.int, 1)) as Int32Array
    const seen = new Set<number>()
    const visit = (handle: Pointer, arg: Pointer) => {
      seen.add(handle.address)
      arg.cast(c.int).value += 1
    }
    uv['uv_walk'](loop, visit, argument)
    assert.deepEqual(seen, new Set(timers.map(({ address }) => address)))
    assert.equal(argument[0], 5)
    uv['uv_walk'](loop, (handle: Pointer) => closeTimer(handle.cast(uv['uv_timer_t'])), null)
  })
})

test('an exception in a timer comes out of uv_run, with those of later timers attached', () => {
  withLoop(loop => {
    const timers = [new Error('first'), new Error('second')].map((failure, i) => {
      const timer = makeTimer(loop)
      const fail = callback(uv['uv_timer_cb'], () => {
        throw failure
      })
      uv['uv_timer_start'](timer, fail, i + 1, 0)
      return { timer, fail, failure }
    })
    assert.throws(
      () => uv['uv_run'](loop, uv['UV_RUN_DEFAULT']),
      (error: Error & { suppressed?: unknown[] }) => {
        assert.equal(error, timers[0]!.failure)
        assert.deepEqual(error.suppressed, [timers[1]!.failure])
        return true
      },
    )
    for (const { timer, fail } of timers) {
      closeTimer(timer)
      release(fail)
    }
  })
})

test("a timer on Node's loop calls back outside of any call", async () => {
  const timer = makeTimer(uv['uv_default_loop']()!)
  let ticks = 0
  const done = new Promise<void>(resolve => {
    const tick = callback(uv['uv_timer_cb'], (handle: Pointer) => {
      // C again, and C that calls back again.
      const numbers = Int32Array.of(3, 1, 2)
      open(null, 'void qsort(void *, size_t, size_t, int (*)(const int *, const int *));')['qsort'](
        numbers,
        3,
        4,
        (a: Pointer, b: Pointer) => a.value - b.value,
      )
      assert.deepEqual([...numbers], [1, 2, 3])
      if (++ticks < 20) return
      uv['uv_timer_stop'](handle)
      release(tick)
      resolve()
    })
    uv['uv_timer_start'](timer, tick, 1, 1)
  })
  await done
  assert.equal(ticks, 20)
  closeTimer(timer)
})

test('promises that such a callback settles go on before the next one', async () => {
  const timers = [1, 1].map(() => makeTimer(uv['uv_default_loop']()!))
  const order: string[] = []
  const kept = timers.map((timer, i) => {
    const tick = callback(uv['uv_timer_cb'], () => {
      order.push(`timer ${i}`)
      Promise.resolve().then(() => order.push(`promise ${i}`))
    })
    uv['uv_timer_start'](timer, tick, 1, 0)
    return tick
  })
  await new Promise(resolve => setTimeout(resolve, 50))
  assert.deepEqual(order, ['timer 0', 'promise 0', 'timer 1', 'promise 1'])
  for (const timer of timers) closeTimer(timer)
  for (const tick of kept) release(tick)
})
