import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IntegerShape } from '../ctype/layout.ts'
import { bigintResult, narrowInteger, narrowResult, numberResult, wideInteger } from './integer.ts'
import { loaded, makeViews, stored, storedInline } from './testing.ts'

const views = makeViews()
const int8 = narrowInteger(views, { size: 1, signed: true }, false)
const char = narrowInteger(views, { size: 1, signed: true }, true)
const uint32 = narrowInteger(views, { size: 4, signed: false }, false)
const long = wideInteger(views, { size: 8, signed: true })
const unsignedLong = wideInteger(views, { size: 8, signed: false })

const low = 0xa5a5a5a5

test('a narrow integer is extended to 32 bits as its sign demands; the upper half of the slot stays', () => {
  assert.deepEqual(stored(views, int8, -1), [0xffffffff, low])
  assert.deepEqual(stored(views, int8, 127), [127, low])
  assert.deepEqual(stored(views, narrowInteger(views, { size: 2, signed: false }, false), 65535), [65535, low])
  assert.deepEqual(stored(views, uint32, 2 ** 32 - 1), [0xffffffff, low])
})

test('a wide integer fills its slot, as a number and as a bigint', () => {
  assert.deepEqual(stored(views, long, -2), [0xfffffffe, 0xffffffff])
  assert.deepEqual(stored(views, long, 2 ** 53 - 1), [0xffffffff, 0x1fffff])
  assert.deepEqual(stored(views, long, -(2n ** 63n)), [0, 0x80000000])
  assert.deepEqual(stored(views, unsignedLong, 2n ** 64n - 1n), [0xffffffff, 0xffffffff])
  assert.deepEqual(stored(views, unsignedLong, 0), [0, 0])
})

test('-0 is 0', () => {
  assert.deepEqual(stored(views, int8, -0), [0, low])
  assert.deepEqual(stored(views, long, -0), [0, 0])
})

test('a char takes a character of ASCII', () => {
  assert.deepEqual(stored(views, char, 'A'), [65, low])
  assert.deepEqual(stored(views, char, '\0'), [0, low])
  for (const text of ['', 'AB', 'é', '😀']) {
    assert.throws(() => stored(views, char, text), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE' })
  }
})

test('what is refused is said with the range, and whether the value or its type is wrong', () => {
  assert.throws(() => stored(views, int8, 128), {
    name: 'RangeError',
    code: 'ERR_CABI_ARG_RANGE',
    message: "f: argument 2 (n) is 'int': expected an integer from -128 to 127, got 128",
  })
  assert.throws(() => stored(views, int8, 1.5), {
    name: 'TypeError',
    code: 'ERR_CABI_ARG_TYPE',
    message: "f: argument 2 (n) is 'int': expected an integer from -128 to 127, got 1.5",
  })
  assert.throws(() => stored(views, char, 'ab'), {
    message:
      "f: argument 2 (n) is 'int': expected an integer from -128 to 127 or a one-character ASCII string, got 'ab'",
  })
  assert.throws(() => stored(views, unsignedLong, -1n), {
    name: 'RangeError',
    message:
      "f: argument 2 (n) is 'int': expected an integer from 0 to 18446744073709551615 (a bigint beyond 9007199254740991), got -1n",
  })
  assert.throws(() => stored(views, int8, 1n), { code: 'ERR_CABI_ARG_TYPE' })
  assert.throws(() => stored(views, long, 2 ** 53), { code: 'ERR_CABI_ARG_RANGE' })
  assert.throws(() => stored(views, long, Number.NaN), { code: 'ERR_CABI_ARG_TYPE' })
})

test('the source for the usual case stores what the function stores, and leaves it the rest', () => {
  const shapes: IntegerShape[] = ([1, 2, 4, 8] as const).flatMap(size => [
    { size, signed: true },
    { size, signed: false },
  ])
  const values = [
    ...[0, -0, 1, -1, 127, 128, -128, -129, 255, 256, 32767, 32768, 65535, 65536, 2 ** 31 - 1, 2 ** 31, -(2 ** 31)],
    ...[2 ** 32 - 1, 2 ** 32, 2 ** 53, -(2 ** 53), 0.5, Number.NaN, Number.POSITIVE_INFINITY],
    ...[0n, -1n, 2n ** 63n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 64n - 1n, 2n ** 64n, 'a', '', null, undefined, true],
  ]
  let usual = 0
  for (const shape of shapes) {
    const conversion = shape.size === 8 ? wideInteger(views, shape) : narrowInteger(views, shape, false)
    for (const value of values) {
      const inline = storedInline(views, conversion, value)
      if (inline === undefined) continue
      usual++
      assert.deepEqual(inline, stored(views, conversion, value), `${value} as ${JSON.stringify(shape)}`)
    }
  }
  assert.ok(usual > 50)
})

test('a narrow result is read as the 32 bits that the thunk left', () => {
  const of = (shape: IntegerShape, bits: bigint) => loaded(views, narrowResult(views, shape), bits)
  assert.deepEqual(of({ size: 4, signed: true }, 0xdeadbeef_80000000n), { load: -(2 ** 31), inline: -(2 ** 31) })
  assert.deepEqual(of({ size: 4, signed: false }, 0xdeadbeef_80000000n), { load: 2 ** 31, inline: 2 ** 31 })
  assert.deepEqual(of({ size: 1, signed: true }, 0xffffff80n), { load: -128, inline: -128 })
  assert.deepEqual(of({ size: 2, signed: false }, 0xffffn), { load: 65535, inline: 65535 })
})

test('a bigint result has all 64 bits', () => {
  const signed = bigintResult(views, { size: 8, signed: true })
  const unsigned = bigintResult(views, { size: 8, signed: false })
  assert.deepEqual(loaded(views, signed, 2n ** 64n - 1n), { load: -1n, inline: -1n })
  assert.deepEqual(loaded(views, unsigned, 2n ** 64n - 1n), { load: 2n ** 64n - 1n, inline: 2n ** 64n - 1n })
})

test('a number result is exact', () => {
  const signed = numberResult(views, { size: 8, signed: true })
  const unsigned = numberResult(views, { size: 8, signed: false })
  for (const value of [0n, 1n, -1n, 2n ** 31n, -(2n ** 31n) - 1n, 2n ** 32n, 2n ** 53n - 1n, -(2n ** 53n) + 1n]) {
    assert.deepEqual(loaded(views, signed, value), { load: Number(value), inline: Number(value) })
    if (value >= 0) assert.deepEqual(loaded(views, unsigned, value), { load: Number(value), inline: Number(value) })
  }
})

test('a number result that would not be exact is an error that has it and says what to do', () => {
  assert.throws(() => loaded(views, numberResult(views, { size: 8, signed: true }), -(2n ** 63n)), {
    name: 'RangeError',
    code: 'ERR_CABI_RESULT_RANGE',
    message:
      "f: the result -9223372036854775808 of type 'long' is no exact number: declare the result as int64_t or call .raw to get a bigint",
    function: 'f',
    result: -(2n ** 63n),
  })
  assert.throws(() => loaded(views, numberResult(views, { size: 8, signed: false }), 2n ** 53n), {
    message: /declare the result as uint64_t or call \.raw/,
    result: 2n ** 53n,
  })
})
