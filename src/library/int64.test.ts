/** The option `int64: 'number'`, wherever a value comes out. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFixture } from '../../test/fixture.ts'
import { addressOf, alloc, c, callback, cast, cdef, open, type Pointer, release, toObject } from '../index.ts'

const file = compileFixture(new URL('./int64.c', import.meta.url))

const text = `
  typedef int64_t number;
  struct pair { int64_t first; unsigned long long low: 40, high: 24; number array[2]; };
  typedef long long each(int64_t x, const unsigned long long *p, struct pair pair);
  extern int64_t counter; extern unsigned long long table[2]; extern struct pair pair; extern number *where;
  intmax_t half(long long x); struct pair make(number first); int64_t *find(void); long long (*chosen(void))(int64_t);
  long long call_each(each *f, int64_t x);`

const libraries = {
  'opened so': () => open(file, text, { int64: 'number' }),
  'of declarations made so': () => open(file, cdef(text, { int64: 'number' })),
  both: () => open(file, cdef(text, { int64: 'number' }), { int64: 'number' }),
}

for (const [name, openLibrary] of Object.entries(libraries)) {
  test(`results, members, bit-fields, variables, pointees, boxes and parameters of callbacks are numbers: ${name}`, () => {
    const lib = openLibrary()
    assert.deepEqual([lib['half'](10), lib['half'](-10n), lib['chosen']()(20)], [5, -5, 10])
    assert.equal(lib['half'].raw(10), 5n)
    assert.deepEqual(toObject(lib['make'](3)), { first: 3, low: 4, high: 5, array: [6n, 7n] })
    assert.deepEqual([lib['counter'], lib['pair'].first, lib['pair'].low], [42, 1, 2])
    Object.assign(lib, { counter: 43n })
    assert.equal(lib['counter'], 43)
    Object.assign(lib, { counter: 42 })
    const found: Pointer = lib['find']()
    assert.deepEqual([found.value, found.at(1), lib['where'].value], [42, 43, 42])
    const box = alloc(lib['number']) as { value: number }
    box.value = 9
    assert.deepEqual([box.value, (addressOf(box) as Pointer).value], [9, 9])
    const seen: unknown[] = []
    const f = callback(lib['each'], (x: number, p: Pointer, pair: { first: number }) => {
      seen.push(x, p.value, pair.first)
      return x + 1
    })
    assert.equal(lib['call_each'](f, 7), 8)
    assert.deepEqual(seen, [7, 8, 9])
    release(f)
  })
}

test('what is no exact number is refused with its value, and says how to get it', () => {
  const lib = open(file, text, { int64: 'number' })
  const pair = new lib['struct pair']({ first: 2n ** 60n })
  for (const [use, message] of [
    [
      () => pair.first,
      "pair.first is 'int64_t': its value 1152921504606846976 is no exact number: open the library without int64: 'number' to get a bigint",
    ],
    [
      () => lib['half'](2n ** 61n),
      "half: the result 1152921504606846976 of type 'intmax_t' is no exact number: open the library without int64: 'number' or call .raw to get a bigint",
    ],
  ] as const) {
    assert.throws(use, { name: 'RangeError', code: 'ERR_CABI_RESULT_RANGE', message, result: 2n ** 60n })
  }
})

test('the same types of other libraries give bigints, and are the same to C', () => {
  const numbers = open(file, text, { int64: 'number' })
  const bigints = open(file, text)
  assert.deepEqual([numbers['counter'], bigints['counter'], bigints['find']().value], [42, 42n, 42n])
  assert.equal(bigints['half'](numbers['counter']), 21n)
  assert.equal(numbers['half'](numbers['find']().value), 21)
  assert.equal(bigints['make'](3).first, 3n)
  assert.equal(cast(bigints['struct pair'], (addressOf(numbers['pair']) as Pointer).address)!.value.first, 1n)
})

test('signatures made with c are of numbers as well', () => {
  const lib = open(
    file,
    { half: c.fn(c.intmax_t, [c.int64_t]), find: c.fn(c.pointer(c.int64_t), []) },
    { int64: 'number' },
  )
  assert.deepEqual([lib['half'](10), lib['find']().value], [5, 42])
})

test('declarations that cdef made of bigints stay so', () => {
  assert.throws(() => open(file, cdef(text), { int64: 'number' }), {
    name: 'TypeError',
    code: 'ERR_CABI_ARG_TYPE',
    message:
      "options: int64 is 'number', and the declarations were made without: write cdef(text, { int64: 'number' })",
  })
})

test('arrays of 64-bit integers are of bigints wherever they are, and whatever their name', () => {
  const lib = open(file, text, { int64: 'number' })
  assert.deepEqual(lib['table'], BigUint64Array.of(1n, 2n))
  assert.ok(lib['pair'].array instanceof BigInt64Array)
  const packed = c.struct(
    { tag: c.char, values: c.array(c.long, 2), last: c.array(lib['number'], 1) },
    { packed: true },
  )
  const odd = new packed({ values: [1, 2n], last: [3] }) as { values: unknown[]; last: unknown[] }
  assert.deepEqual([[...odd.values], [...odd.last]], [[1n, 2n], [3n]])
  odd.values[1] = 5
  odd.values[0] = 4n
  assert.deepEqual([...odd.values], [4n, 5n])
  assert.equal((addressOf(odd.values) as Pointer).value, 4, 'a pointer to a long')
  const even = new (c.struct({ values: c.array(c.long, 2) }))({ values: [1, 2n] }) as { values: unknown }
  assert.deepEqual(even.values, BigInt64Array.of(1n, 2n))
  const foreign = cast(lib['struct pair'], (addressOf(lib['pair']) as Pointer).address) as Pointer
  assert.deepEqual([...foreign.value.array], [3n, 4n])
})
