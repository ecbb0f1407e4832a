import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cdef, type TypeHandle } from '../index.ts'
import { c } from './c.ts'
import { offsetof } from './offsetof.ts'
import { alignof, sizeof } from './sizeof.ts'

const layoutOf = (type: TypeHandle, ...members: string[]) => [
  sizeof(type),
  alignof(type),
  ...members.map(member => offsetof(type, member)),
]

test('a struct has its members in their order, as the same C has', () => {
  const { point } = cdef('typedef struct { char tag; double x, y; short last; } point;')
  const made = c.struct({ tag: c.char, x: c.double, y: c.double, last: c.short })
  assert.deepEqual(layoutOf(made, 'tag', 'x', 'y', 'last'), [32, 8, 0, 8, 16, 24])
  assert.deepEqual(layoutOf(point as TypeHandle, 'tag', 'x', 'y', 'last'), [32, 8, 0, 8, 16, 24])
})

test('a union has its members at its start', () => {
  assert.deepEqual(
    layoutOf(c.union({ i: c.int, d: c.double, bytes: c.array(c.char, 9) }), 'i', 'd', 'bytes'),
    [16, 8, 0, 0, 0],
  )
})

test('packed, align and name are as in C', () => {
  const members = { tag: c.char, x: c.double }
  assert.deepEqual(layoutOf(c.struct(members, { packed: true }), 'x'), [9, 1, 1])
  assert.deepEqual(layoutOf(c.struct(members, { align: 32 }), 'x'), [32, 32, 8])
  assert.deepEqual(layoutOf(c.struct(members, { packed: true, align: 4 }), 'x'), [12, 4, 1])
  assert.equal(String(c.struct(members, { name: 'point' })), 'struct point')
  assert.equal(String(c.pointer(c.union(members, { name: 'either' }))), 'union either *')
})

test('bit-fields share their units', () => {
  assert.equal(sizeof(c.struct({ a: c.bits(c.unsigned_int, 3), b: c.bits(c.int, 29) })), 4)
  assert.equal(sizeof(c.struct({ a: c.bits(c.unsigned_int, 3), b: c.bits(c.int, 30) })), 8)
  assert.equal(sizeof(c.struct({ a: c.bits(c.bool, 1), b: c.char })), 2)
})

test('structs nest, and may end in an array without a count', () => {
  const inner = c.struct({ a: c.int, b: c.char })
  assert.deepEqual(
    layoutOf(c.struct({ first: c.char, inner, rest: c.array(c.short) }), 'inner', 'rest'),
    [12, 4, 4, 12],
  )
  assert.equal(sizeof(c.struct({})), 0)
})

test('what cannot be a struct or union is refused in words', () => {
  const refusals: readonly (readonly [call: () => unknown, message: string])[] = [
    [() => c.struct(null as never), 'c.struct: expected members by name, got null'],
    [
      () => c.struct({ x: 'int' as never }),
      "c.struct: member 'x': expected a C type such as c.int or lib.name, got 'int'",
    ],
    [() => c.struct({ 'a b': c.int }), "c.struct: member 'a b': expected a C identifier as its name"],
    [() => c.struct({ 1: c.int }), "c.struct: member '1': expected a C identifier as its name"],
    [
      () => c.union({ v: c.void }),
      "c.union: member 'v': 'void' has no size: there are no values of it: bytes are c.uint8_t, and a pointer to anything is c.pointer(c.void)",
    ],
    [
      () => c.struct({ f: c.fn(c.int, []) }),
      "c.struct: member 'f': 'int (void)' has no size: it is a function, and no pointer to one: write c.pointer(T)",
    ],
    [
      () => c.struct({ rest: c.array(c.int) }),
      "c.struct: member 'rest': 'int []' has no size: it says no number of elements: write c.array(T, count)",
    ],
    [
      () => c.struct({ rest: c.array(c.int), last: c.int }),
      "c.struct: member 'rest': 'int []' has no size: it says no number of elements: write c.array(T, count)",
    ],
    [
      () => c.union({ a: c.int, rest: c.array(c.int) }),
      "c.union: member 'rest': 'int []' has no size: it says no number of elements: write c.array(T, count)",
    ],
    [
      () => c.struct({ x: { type: c.int, bits: 3 } }),
      "c.struct: member 'x': expected a C type such as c.int or lib.name, got { type: [Function: int], bits: 3 }",
    ],
    [() => c.struct({}, null as never), 'c.struct: expected options as an object, got null'],
    [() => c.struct({}, { pack: true } as never), "c.struct: there is no option 'pack'; known are packed, align, name"],
    [() => c.struct({}, { packed: 1 as never }), 'c.struct: packed is true or false, got 1'],
    [() => c.union({}, { name: 'a b' }), "c.union: name is a C identifier, got 'a b'"],
  ]
  for (const [call, message] of refusals) assert.throws(call, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
})

test('a struct is a class, which is constructed and not called', () => {
  const Point = c.struct({ x: c.int, y: c.int })
  assert.equal(new Point({ x: 1 }).x, 1)
  assert.throws(() => Point({ x: 1 }), { name: 'TypeError', message: /without 'new'$/ })
})

test('an alignment is a power of two', () => {
  for (const align of [0, -8, 3, 1.5, 2 ** 29, Number.NaN, '8' as never]) {
    assert.throws(() => c.struct({ x: c.int }, { align }), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: /^c\.struct: align is a power of two up to 268435456, got /,
    })
  }
})

test('a bit-field has no more bits than its type, and a type that has bits', () => {
  for (const [type, bits, most] of [
    [c.int, 33, 32],
    [c.uint8_t, 9, 8],
    [c.bool, 2, 1],
    [c.int, 0, 32],
    [c.long, -1, 64],
  ] as const) {
    assert.throws(() => c.bits(type, bits), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: `c.bits: a bit-field of '${type}' has from 1 to ${most} bits, got ${bits}`,
    })
  }
  for (const type of [c.double, c.void, c.pointer(c.int), c.array(c.int, 2), c.struct({})]) {
    assert.throws(() => c.bits(type, 1), {
      code: 'ERR_CABI_ARG_TYPE',
      message: `c.bits: expected an integer type, bool or an enumeration, got '${type}'`,
    })
  }
  for (const bits of [1.5, '1', null]) assert.throws(() => c.bits(c.int, bits as never), { code: 'ERR_CABI_ARG_TYPE' })
})
