import assert from 'node:assert/strict'
import { test } from 'node:test'
import { double, doubleResult, float, floatResult, roundToFloat } from './floating.ts'
import { argument, loaded, makeViews, stored, storedInline } from './testing.ts'

const views = makeViews()
const largest = 2 ** 128 - 2 ** 104
/** Halfway between the largest float and the one that would be next: rounds to the even one, infinity. */
const middle = 2 ** 128 - 2 ** 103

const wordsOf = (array: Float64Array | Float32Array) => [...new Uint32Array(array.buffer)]

test('a double is stored as it is, by both forms', () => {
  for (const value of [0, -0, 1.5, 5e-324, Number.MAX_VALUE, Number.NEGATIVE_INFINITY, Number.NaN]) {
    assert.deepEqual(stored(views, double(views), value), wordsOf(Float64Array.of(value)))
    assert.deepEqual(storedInline(views, double(views), value), wordsOf(Float64Array.of(value)))
  }
})

test('a float is rounded to the nearest, by both forms', () => {
  for (const value of [0, -0, 0.1, 16777217, 1e-46, largest, Number.POSITIVE_INFINITY, Number.NaN]) {
    const [word] = wordsOf(Float32Array.of(value))
    assert.equal(stored(views, float(views), value)[0], word)
    assert.equal(storedInline(views, float(views), value)?.[0], word)
  }
})

test('a number between the largest float and the middle to the next rounds to the largest', () => {
  assert.equal(roundToFloat(middle - 2 ** 75, argument), largest)
  assert.equal(storedInline(views, float(views), middle - 2 ** 75), undefined)
})

test('a finite number too large for a float is refused', () => {
  for (const value of [middle, -middle, Number.MAX_VALUE]) {
    assert.equal(storedInline(views, float(views), value), undefined)
    assert.throws(() => stored(views, float(views), value), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: `f: argument 2 (n) is 'int': expected a number that a float can hold (up to 3.4028234663852886e+38), got ${value}`,
    })
  }
})

test('a direct call passes the number itself, 0 and -0 told apart, and leaves it for errors', () => {
  for (const conversion of [float(views), double(views)]) {
    const { passed } = conversion.inline('value', 0, () => '')
    const both = new Function('value', `return [${passed}, value]`)
    for (const value of [0, -0, 1, 0.1, -5e-324, largest, Number.NEGATIVE_INFINITY, Number.NaN]) {
      assert.deepEqual(both(value), [value, value])
    }
  }
})

test('only numbers are numbers', () => {
  for (const value of ['1', 1n, null, undefined, true, Object(1)]) {
    for (const conversion of [float(views), double(views)]) {
      assert.equal(storedInline(views, conversion, value), undefined)
      assert.throws(() => stored(views, conversion, value), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE' })
    }
  }
})

test('results are read from their own width', () => {
  const [bits] = new BigUint64Array(Float64Array.of(-0.1).buffer)
  assert.deepEqual(loaded(views, doubleResult(views), bits!), { load: -0.1, inline: -0.1 })
  assert.deepEqual(loaded(views, floatResult(views), 0xdeadbeef_3dcccccdn), {
    load: Math.fround(0.1),
    inline: Math.fround(0.1),
  })
})
