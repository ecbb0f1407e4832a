import assert from 'node:assert/strict'
import { test } from 'node:test'
import { c } from '../library/c.ts'
import { cast } from './cast.ts'
import { ReferencedType } from './pointee.ts'
import { Pointer } from './pointer.ts'
import { provenanceOf } from './provenance.ts'

test('an address becomes a pointer to the type', () => {
  for (const [address, bits] of [
    [16, 16n],
    [2 ** 53 - 1, 2n ** 53n - 1n],
    [-1, 2n ** 64n - 1n],
    [-1n, 2n ** 64n - 1n],
    [2n ** 64n - 1n, 2n ** 64n - 1n],
    [2n ** 63n, 2n ** 63n],
    [-(2n ** 63n), 2n ** 63n],
  ] as const) {
    const pointer = cast(c.int, address)
    assert.ok(Pointer.isPointer(pointer))
    assert.equal(pointer.bits, bits)
    assert.equal(`${pointer}`, `(int *) 0x${bits.toString(16)}`)
  }
})

test('a pointer becomes one to another type, and keeps what it kept', () => {
  const owner = {}
  const pointer = new Pointer(ReferencedType.of({ kind: 'void' }), 8, 1, provenanceOf(owner))
  const int = cast(c.int, pointer)
  assert.equal(`${int}`, '(int *) 0x100000008')
  assert.equal(Pointer.ownerOf(int)?.keeps, owner)
})

test('null and address 0 are the null pointer', () => {
  for (const nothing of [null, 0, -0, 0n]) assert.equal(cast(c.int, nothing), null)
})

test('what is no address is refused', () => {
  for (const value of [1.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY, 2n ** 64n, -(2n ** 63n) - 1n]) {
    assert.throws(() => cast(c.int, value), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: `cast: expected an address, an integer of 64 bits (a bigint beyond 9007199254740991), got ${value}${typeof value === 'bigint' ? 'n' : ''}`,
    })
  }
  for (const value of [undefined, '16', true, {}, new Uint8Array(8)]) {
    assert.throws(() => cast(c.int, value as never), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE' })
  }
  assert.throws(() => cast(c.int, '16' as never), {
    message: "cast: expected a Pointer, an address or null, got '16'",
  })
})

test('what is no type is refused before the address is looked at', () => {
  assert.throws(() => cast('int' as never, 1.5), {
    code: 'ERR_CABI_ARG_TYPE',
    message: "cast: expected a C type such as c.int or lib.name, got 'int'",
  })
})
