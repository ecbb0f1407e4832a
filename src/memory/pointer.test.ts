import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { x86_64_linux as platform } from '../ctype/target.ts'
import { floatingType, integerType, pointerType, qualifiedType, recordType, voidType } from '../ctype/type.ts'
import { show } from '../exchange/argument-error.ts'
import { c } from '../library/c.ts'
import { Pointer, pointerAt, type WantedTarget } from './pointer.ts'

const int = integerType('int')
const I32 = new Int32Array(2)

test('an address becomes a pointer with the same 64 bits', () => {
  for (const bits of [1n, 0x7fffffffn, 0x80000000n, 0x7fff12345678n, 2n ** 63n, 2n ** 64n - 1n]) {
    assert.equal(pointerAt(int, bits).bits, bits)
  }
  assert.equal(pointerAt(int, -1).bits, 2n ** 64n - 1n)
  assert.equal(pointerAt(int, 0x7fff12345678).address, 0x7fff12345678)
})

test('an address is a number where that is exact: negative near 2^64', () => {
  assert.equal(pointerAt(int, 2 ** 53 - 1).address, 2 ** 53 - 1)
  assert.equal(pointerAt(int, 2n ** 64n - 1n).address, -1)
  assert.equal(pointerAt(int, 2n ** 64n - 2n ** 53n + 1n).address, -(2 ** 53) + 1)
})

test('an address that no number has is an error that has the bits', () => {
  assert.throws(() => pointerAt(int, 2n ** 63n).address, {
    name: 'RangeError',
    code: 'ERR_CABI_RESULT_RANGE',
    message: 'the pointer (int *) 0x8000000000000000 has an address that is no exact number: read .bits',
    result: 2n ** 63n,
  })
})

test('a cast changes what it points to, and nothing else', () => {
  const pointer = pointerAt(int, 2n ** 64n - 16n)
  const cast = pointer.cast(c.double)
  assert.equal(cast.bits, pointer.bits)
  assert.equal(Pointer.targetOf(cast), floatingType('double'))
  assert.equal(Pointer.targetOf(pointer), int)
})

test('a cast to what is no type is refused', () => {
  for (const type of ['int', undefined, null, Pointer, () => 1]) {
    assert.throws(() => pointerAt(int, 1).cast(type as never), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE' })
  }
  assert.throws(() => pointerAt(int, 1).cast('int' as never), {
    message: "cast: expected a C type such as c.int or lib.name, got 'int'",
  })
})

test('a pointer reads as C writes it', () => {
  const text = pointerAt(qualifiedType(integerType('char'), { const: true }), 0x7f0012345678)
  assert.equal(`${text}`, '(const char *) 0x7f0012345678')
  assert.equal(inspect(text), 'Pointer (const char *) 0x7f0012345678')
  assert.equal(inspect([text]), '[ Pointer (const char *) 0x7f0012345678 ]')
  assert.equal(show(text), 'Pointer (const char *) 0x7f0012345678')
  assert.equal(`${pointerAt(pointerType(voidType), -1)}`, '(void **) 0xffffffffffffffff')
})

test('only a pointer is one: no forgery, no proxy', () => {
  const pointer = pointerAt(int, 1)
  assert.equal(Pointer.isPointer(pointer), true)
  for (const value of [null, undefined, 1, {}, Pointer, Object.create(Pointer.prototype), new Proxy(pointer, {})]) {
    assert.equal(Pointer.isPointer(value), false)
  }
})

const store = (value: unknown, wanted: WantedTarget) => Pointer.storeOf(wanted, I32)(value, 0)

test('a pointer is stored as two halves where its target may stand', () => {
  const wanted: WantedTarget = { target: int, platform, lastAccepted: int, accepted: new WeakSet() }
  assert.equal(store(pointerAt(int, 0xdeadbeef12345678n), wanted), true)
  assert.deepEqual([...new Uint32Array(I32.buffer)], [0x12345678, 0xdeadbeef])
})

test('a pointer to something else is not stored; null is', () => {
  I32.fill(7)
  const wanted: WantedTarget = { target: int, platform, lastAccepted: int, accepted: new WeakSet() }
  for (const target of [
    floatingType('double'),
    integerType('char'),
    qualifiedType(int, { const: true }),
    pointerType(int),
  ]) {
    assert.equal(store(pointerAt(target, 1), wanted), false)
  }
  for (const value of [undefined, 1, {}, Object.create(Pointer.prototype)]) {
    assert.equal(store(value, wanted), false)
  }
  assert.deepEqual([...I32], [7, 7])
  assert.equal(store(null, wanted), true)
  assert.deepEqual([...I32], [0, 0])
})

test('a type found as good as the wanted one is remembered, and only as good as that', () => {
  const thing = recordType('struct', 'thing')
  const wanted: WantedTarget = { target: thing, platform, lastAccepted: thing, accepted: new WeakSet() }
  const same = recordType('struct', 'thing')
  assert.equal(store(pointerAt(same, 1), wanted), true)
  assert.equal(wanted.lastAccepted, same)
  assert.equal(store(pointerAt(recordType('struct', 'other'), 1), wanted), false)
  assert.equal(store(pointerAt(voidType, 1), wanted), true)
  assert.equal(store(pointerAt(recordType('union', 'thing'), 1), wanted), false)
})

test('a pointer has no elements of JavaScript, and takes no other properties: C would not see them', () => {
  const pointer = pointerAt(int, 0x1000) as unknown as Record<string, unknown>
  const refusals: [() => unknown, string][] = [
    [() => pointer[0], `(${pointer})[0]: a pointer has no elements in JavaScript: read it with at(0)`],
    [() => pointer[-1], `(${pointer})[-1]: a pointer has no elements in JavaScript: read it with at(-1)`],
    [
      () => {
        pointer[1] = 3
      },
      `(${pointer})[1]: a pointer has no elements in JavaScript: write it with set(1, value)`,
    ],
    [
      () => {
        pointer['valeu'] = 3
      },
      `${pointer}: a pointer has no 'valeu' to be assigned; what it points to is .value`,
    ],
  ]
  for (const [use, message] of refusals) assert.throws(use, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
  assert.deepEqual([pointer['then'], pointer['toJSON'], Object.keys(pointer)], [undefined, undefined, []])
})
