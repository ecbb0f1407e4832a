import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, alloc, c, cast, cdef, copy, fill, type RecordHandle, toObject, typeOf } from '../index.ts'

const { point: Point, 'struct holder': Holder } = cdef(
  'typedef struct { int x, y; } point; struct holder { const point fixed; const char *name; };',
) as Record<string, RecordHandle>

// biome-ignore lint/suspicious/noExplicitAny: what it is depends on a C type
type Loose = any

test('bytes are copied between objects of C, typed arrays, buffers and pointers', () => {
  const point = new Point!({ x: 1, y: -1 })
  const bytes = new Uint8Array(8)
  copy(bytes, point)
  assert.deepEqual([...bytes], [1, 0, 0, 0, 255, 255, 255, 255])
  const other = new Point!()
  copy(other, bytes.buffer)
  assert.deepEqual(toObject(other), { x: 1, y: -1 })
  copy(addressOf(other), Int32Array.of(5, 6))
  assert.deepEqual(toObject(other), { x: 5, y: 6 })
  const third = new Point!()
  copy(third, addressOf(other), 4)
  assert.deepEqual(toObject(third), { x: 5, y: 0 })
  copy(new DataView(bytes.buffer), third)
  assert.equal(bytes[0], 5)
})

test('a copy within itself is right in both directions', () => {
  const array = alloc(c.array(Point!, 4)) as Loose
  for (let i = 0; i < 4; i++) array.set(i, { x: i })
  copy(array.at(1), array, 8)
  assert.deepEqual(
    Array.from(array, (p: Loose) => p.x),
    [0, 0, 2, 3],
  )
})

test('fill sets every byte, or some', () => {
  const point = new Point!({ x: 1, y: 2 })
  fill(point, 0xff, 4)
  assert.deepEqual(toObject(point), { x: -1, y: 2 })
  fill(point, 0)
  assert.deepEqual(toObject(point), { x: 0, y: 0 })
  const bytes = new Uint8Array(3)
  fill(bytes, 7)
  assert.deepEqual([...bytes], [7, 7, 7])
})

test('nothing is read or written beyond an end', () => {
  const point = new Point!()
  const error = { name: 'RangeError', code: 'ERR_CABI_ARG_RANGE' }
  assert.throws(() => copy(point, new Uint8Array(9)), {
    ...error,
    message: "copy: 9 bytes are more than the 8 of an instance of 'point'",
  })
  assert.throws(() => copy(point, new Uint8Array(2), 4), error)
  assert.throws(() => fill(point, 0, 9), error)
  assert.throws(() => copy(point, point, 9), error)
})

test('what has no bytes, or no known number of them, is refused', () => {
  const point = new Point!()
  for (const value of [null, undefined, 5, 'text', {}, [1, 2], () => 1]) {
    for (const use of [() => copy(value as object, point), () => copy(point, value as object)]) {
      assert.throws(use, { code: /^ERR_CABI_ARG_(TYPE|RANGE)$/, value })
    }
  }
  assert.throws(() => copy(point, addressOf(point)), {
    code: 'ERR_CABI_ARG_TYPE',
    message: 'copy: expected a number of bytes (a pointer does not say how many there are), got undefined',
  })
  for (const count of [-1, 1.5, Number.NaN]) {
    assert.throws(() => copy(point, point, count), { name: 'RangeError', code: 'ERR_CABI_ARG_RANGE', value: count })
  }
  for (const byte of [256, -1, 1.5]) assert.throws(() => fill(point, byte), { name: 'RangeError', value: byte })
  assert.throws(() => fill(point, '0' as never), { name: 'TypeError', value: '0' })
})

test('const memory is copied from, and not written', () => {
  const holder = new Holder!({ fixed: { x: 1, y: 2 } })
  const point = new Point!()
  copy(point, holder.fixed)
  assert.deepEqual(toObject(point), { x: 1, y: 2 })
  for (const write of [() => copy(holder.fixed, point), () => fill(holder.fixed, 0)]) {
    assert.throws(write, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message: /expected memory that is not const/ })
  }
  assert.throws(() => copy(addressOf(holder.fixed), point, 8), { code: 'ERR_CABI_ARG_TYPE' })
  assert.equal(String(typeOf(addressOf(holder.fixed))), 'const point *')
})

test('a pointer to no memory is a fault', () => {
  const point = new Point!()
  assert.throws(() => copy(point, cast(Point!, 16)!, 8), { code: 'ERR_CABI_FAULT', address: 16 })
  assert.throws(() => fill(cast(Point!, 16)!, 0, 8), { code: 'ERR_CABI_FAULT', address: 16 })
})

test('a string that was copied lives as long as the copy', () => {
  const holder = new Holder!({ name: 'kept' })
  const other = new Holder!()
  copy(other, holder)
  holder.name = null
  assert.equal(other.name, 'kept')
})

test('addressOf refuses what is in no memory', () => {
  for (const value of [null, 5, 'x', {}, [], Symbol('s')]) {
    assert.throws(() => addressOf(value), {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message: /^addressOf: expected an instance, array or box of C, a typed array or an ArrayBuffer, got /,
    })
  }
  const detached = new Uint8Array(4)
  structuredClone(detached.buffer, { transfer: [detached.buffer] })
  assert.throws(() => addressOf(detached), { code: 'ERR_CABI_ARG_TYPE' })
  for (const [value, text] of [
    [new Uint8Array(1), 'uint8_t *'],
    [new Float64Array(1), 'double *'],
    [new BigInt64Array(1), 'int64_t *'],
    [new ArrayBuffer(1), 'void *'],
    [new Point!(), 'point *'],
    [alloc(c.int), 'int *'],
  ] as const) {
    assert.equal(String(typeOf(addressOf(value))), text)
  }
})
