import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cdef, type TargetName, type TypeHandle } from '../index.ts'
import { c } from './c.ts'
import { alignof, sizeof } from './sizeof.ts'

const text = `typedef long word; typedef struct { char tag; long long big; void *address; } mixed;
  typedef long double extended; struct opaque; typedef int aligned_t __attribute__((aligned(16)));`

test('sizes and alignments are those of C', () => {
  const types = [
    c.char,
    c.bool,
    c.int,
    c.double,
    c.long_double,
    c.int128,
    c.pointer(c.void),
    c.array(c.short, 5),
    c.size_t,
  ]
  assert.deepEqual(types.map(sizeof), [1, 1, 4, 8, 16, 16, 8, 10, 8])
  assert.deepEqual(types.map(alignof), [1, 1, 4, 8, 16, 16, 8, 2, 8])
  assert.deepEqual([sizeof(c.array(c.int, 0)), alignof(c.array(c.int))], [0, 4])
})

test('they are those of the target that a text was parsed for', () => {
  const expected: Readonly<Record<TargetName, readonly number[]>> = {
    'x86_64-linux': [8, 24, 8],
    'x86_64-windows': [4, 24, 8],
    'aarch64-linux': [8, 24, 8],
    'i386-linux': [4, 16, 4],
    'armhf-linux': [4, 24, 8],
  }
  for (const [target, sizes] of Object.entries(expected) as [TargetName, readonly number[]][]) {
    const types = cdef(text, { target })
    const mixed = types['mixed'] as TypeHandle
    assert.deepEqual([sizeof(types['word'] as TypeHandle), sizeof(mixed), alignof(mixed)], sizes, target)
  }
})

test('a typedef may be aligned to more than its type', () => {
  const { aligned_t } = cdef(text)
  assert.deepEqual([sizeof(aligned_t as TypeHandle), alignof(aligned_t as TypeHandle)], [4, 16])
})

test('what has no size is refused', () => {
  const opaque = cdef(text)['struct opaque'] as TypeHandle
  const reasons: readonly [TypeHandle, string][] = [
    [c.void, 'there are no values of it: bytes are c.uint8_t, and a pointer to anything is c.pointer(c.void)'],
    [c.const(c.void), 'there are no values of it: bytes are c.uint8_t, and a pointer to anything is c.pointer(c.void)'],
    [opaque, 'its members are not declared: declare them, or write sizeof(c.pointer(T))'],
    [c.array(c.int), 'it says no number of elements: write sizeof(c.array(T, count))'],
    [c.fn(c.int, []), 'it is a function, and no pointer to one: write sizeof(c.pointer(T))'],
  ]
  for (const [type, reason] of reasons) {
    assert.throws(() => sizeof(type), {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message: `sizeof: '${type}' has no size: ${reason}`,
    })
  }
  for (const [type, reason] of reasons.filter(([type]) => !String(type).includes('['))) {
    assert.throws(() => alignof(type), {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message: `alignof: '${type}' has no alignment: ${reason.replace('sizeof', 'alignof')}`,
    })
  }
})

test('what is no type is refused', () => {
  for (const value of [undefined, null, 'int', 4, {}, c, c.int(1)]) {
    assert.throws(() => sizeof(value as never), {
      code: 'ERR_CABI_ARG_TYPE',
      message: /^sizeof: expected a C type such as/,
    })
    assert.throws(() => alignof(value as never), { code: 'ERR_CABI_ARG_TYPE', message: /^alignof: expected a C type/ })
  }
})

test('a type of another target can be measured, and used for nothing else', () => {
  const word = cdef(text, { target: 'i386-linux' })['word'] as TypeHandle
  const message = (use: string) => `${use}: 'word' is a type of i386-linux, and calls are made on x86_64-linux`
  for (const [use, call] of [
    ['c.pointer', () => c.pointer(word)],
    ['c.fn', () => c.fn(c.int, [word])],
    ['c.array', () => c.array(word, 2)],
    ["c.struct: member 'x'", () => c.struct({ x: word })],
    ['word', () => word(1)],
  ] as const) {
    assert.throws(call, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message: message(use) })
  }
})
