/** Wherever C has a pointer to a function: parameters, fields, variables, arrays, results. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alloc, arena, c, callback, cast, type FunctionOptions, open, type Pointer, release } from 'cabi'
import { collect } from '../lifetime/garbage.ts'
import { openCallbacks } from './fixture.ts'

// biome-ignore lint/suspicious/noExplicitAny: its variables are assigned to
const lib: any = openCallbacks()
const handlers = lib['struct handlers']
const addOne = (value: number) => value + 1

test('a parameter takes a function, a callback, a function of C, null', () => {
  assert.equal(lib['apply'](addOne, 41), 42)
  assert.equal(
    lib['sum_of']((i: number) => i * i, 1000),
    332_833_500,
  )
  assert.equal(
    lib['apply_twice'](addOne, (value: number) => value * 10, 1),
    20,
  )
  assert.equal(lib['apply_twice'](addOne, addOne, 1), 3)
  using kept = callback(lib['int_function'], addOne)
  assert.equal(lib['apply'](kept, 1), 2)
  const abs = open('libc.so.6', 'int abs(int);')['abs']
  assert.equal(lib['apply'](abs, -3), 3)
  assert.equal(lib['is_doubled'](lib['choose'](0)), 1)
  assert.throws(() => lib['apply'](null, 1), { code: 'ERR_CABI_FAULT', address: 0 })
})

test('a function of C of another type is refused, until it is cast', () => {
  const { free, labs } = open('libc.so.6', 'void free(void *); long labs(long);')
  for (const [wrong, text] of [
    [free, 'void free(void *)'],
    [labs, 'long labs(long)'],
  ]) {
    assert.throws(() => lib['apply'](wrong, 1), {
      code: 'ERR_CABI_ARG_TYPE',
      message: `apply: argument 1 (fn) is 'int_function': expected a function, a Pointer to 'int (int)' or null, got the function '${text}' of C`,
    })
    assert.throws(() => new handlers({ on_value: wrong }), { code: 'ERR_CABI_ARG_TYPE' })
  }
  assert.equal(lib['apply'](cast(lib['int_function_type'], labs.address), 5), 5)
})

test('fields and their arrays keep functions as long as the instance lives', async () => {
  const instance: typeof handlers = new handlers({ on_value: addOne, others: [(value: number) => value * 2, null] })
  assert.equal(lib['call_handlers'](instance, 5), 12)
  await collect()
  assert.equal(lib['call_handlers'](instance, 5), 12)
  instance.others[1] = (value: number) => -value
  instance.on_value = lib['choose'](0)
  assert.equal(lib['call_handlers'](instance, 5), -20)
  assert.equal(instance.on_value(21), 42)
  assert.equal(instance.others[1](7), -7)
  instance.others[1] = null
  assert.equal(instance.others[1], null)
})

test('memory of C takes callbacks, and refuses functions that nothing would keep', () => {
  const own = lib['own_handlers']().value
  assert.throws(() => (own.on_value = addOne), {
    code: 'ERR_CABI_ARG_TYPE',
    message:
      /^handlers\.on_value is 'int_function': expected a Pointer to 'int \(int\)' or null: this is memory of C, and nothing would keep anything else alive for it.*callback\(\)/,
  })
  using kept = callback(lib['int_function'], addOne)
  own.on_value = kept
  assert.equal(lib['call_handlers'](lib['own_handlers'](), 1), 2)
  own.on_value = null
})

test('an arena keeps functions until it is closed', () => {
  using scope = arena()
  const instance = scope.alloc(handlers) as typeof handlers
  instance.on_value = addOne
  assert.equal(lib['call_handlers'](instance, 1), 2)
})

test('variables, and arrays of functions', () => {
  using one = callback(lib['int_function'], addOne)
  using ten = callback(lib['int_function'], (value: number) => value * 10)
  lib['hook'] = one
  assert.equal(lib['call_hook'](1), 2)
  assert.equal(lib['hook'](1), 2)
  lib['hooks'][0] = one
  lib['hooks'][2] = ten
  assert.equal(lib['call_hooks'](1), 20)
  lib['hooks'][0] = null
  assert.equal(lib['call_hooks'](1), 10)
  lib['hook'] = lib['choose'](1)
  assert.equal(lib['call_hook'](1), -1)
  lib['hook'] = null
  lib['hooks'][2] = null
})

test('what C hands out can be called: results, out-parameters, fields, casts', () => {
  assert.equal(lib['choose'](0)(21), 42)
  assert.equal(lib['choose'](1)(21), -21)
  assert.equal(lib['choose'](2), null)
  const out = alloc(lib['int_function']) as unknown as { value: (value: number) => number }
  lib['choose_into'](1, out)
  assert.equal(out.value(5), -5)
  const instance = new handlers()
  lib['fill_handlers'](instance)
  assert.equal(instance.on_value(4), 8)
  assert.equal(instance.others[0](4), -4)
  assert.equal(instance.others[1], null)
  assert.equal(instance.label, "C's")
  const { address } = lib['choose'](0)
  const doubled = cast(lib['int_function_type'], address) as unknown as (value: number) => number
  assert.equal(doubled(5), 10)
  assert.throws(() => lib['choose'](0)('x'), { code: 'ERR_CABI_ARG_TYPE', message: /argument 1/ })
})

test('a function of JavaScript comes back from C as one that C calls', () => {
  using kept = callback(lib['int_function'], addOne)
  const given = lib['same_pointer']((pointer: Pointer) => pointer, kept) as Pointer
  const called = cast(lib['int_function_type'], given) as unknown as (value: number) => number
  assert.equal(called(1), 2)
  lib['hook'] = kept
  assert.equal(lib['apply'](lib['hook'], 3), 4)
  lib['hook'] = null
})

test('callback() takes function types and pointers to them, and refuses what cannot be called back', () => {
  for (const type of [lib['int_function'], lib['int_function_type'], c.fn(c.int, [c.int])]) {
    using kept = callback(type, addOne)
    assert.equal(lib['apply'](kept, 1), 2)
  }
  const variadic: FunctionOptions = { variadic: true }
  assert.throws(() => callback(c.fn(c.int, [c.int], variadic), addOne), {
    code: 'ERR_CABI_UNSUPPORTED',
    message: /a variadic callback is not supported: nothing says where the variable arguments end/,
  })
  const printer = open('libc.so.6', 'void qsort(void *, size_t, size_t, int (*)(const void *, ...));')
  assert.throws(() => printer['qsort'](new Uint8Array(4), 4, 1, () => 0), {
    code: 'ERR_CABI_UNSUPPORTED',
    message: /variadic/,
  })
  // @ts-expect-error: it is no function type
  assert.throws(() => callback(c.int, addOne), { code: 'ERR_CABI_ARG_TYPE' })
  assert.throws(() => callback(lib['int_function'], 5 as never), { code: 'ERR_CABI_ARG_TYPE' })
  const kept = callback(lib['int_function'], addOne)
  release(kept)
  release(kept)
  assert.throws(() => lib['apply'](kept, 1), {
    code: 'ERR_CABI_CLOSED',
    message: 'addOne: the callback was released',
  })
  assert.throws(() => kept.value, { code: 'ERR_CABI_CLOSED', message: 'addOne: the callback was released' })
})
