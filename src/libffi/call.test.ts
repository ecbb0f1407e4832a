import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFixture } from '../../test/fixture.ts'
import { addressOf, alloc, arena, c, cast, open, own, type Pointer, release, toObject } from '../typed.ts'
import {
  call,
  FFI_DEFAULT_ABI,
  FFI_OK,
  FFI_TYPE_COMPLEX,
  FFI_TYPE_STRUCT,
  ffi_arg,
  ffi_cif,
  ffi_sarg,
  type ffi_type,
  ffi_type_complex_double,
  ffi_type_complex_float,
  ffi_type_complex_longdouble,
  ffi_type_double,
  ffi_type_float,
  ffi_type_longdouble,
  ffi_type_pointer,
  ffi_type_schar,
  ffi_type_sint,
  ffi_type_sint8,
  ffi_type_sint16,
  ffi_type_sint32,
  ffi_type_sint64,
  ffi_type_uint8,
  ffi_type_uint16,
  ffi_type_uint32,
  ffi_type_uint64,
  ffi_type_void,
  prepCif,
  prepCifVar,
} from './index.ts'

// A string that TypeScript does not know: the types of what is called say nothing here.
const declarations: string = `struct pair { char tag; double value; };
   int minus_one_8(void), most_u8(void), minus_two_16(void), most_u16(void), minus_three_32(void), most_u32(void);
   int least_64(void), most_u64(void), same_pointer(void), same_float(void), same_double(void), same_long_double(void);
   int conjugate_f(void), conjugate(void), same_complex_int(void), real_part(void), swapped(void), twice(void), sum(void);
   int count_calls(void), apply(void);`
const lib = open(compileFixture(new URL('./call.c', import.meta.url)), declarations)
const { same_pointer, swapped, twice, conjugate_f, conjugate, same_complex_int, real_part, sum, count_calls } = lib
const { strlen, abs } = open('libc.so.6', 'size_t strlen(const char *s); int abs(int j);')

function prepared(rtype: ffi_type, ...argtypes: ffi_type[]): ffi_cif {
  const cif = new ffi_cif()
  assert.equal(prepCif(cif, FFI_DEFAULT_ABI, argtypes.length, rtype, argtypes), FFI_OK)
  return cif
}

const struct = (...elements: ffi_type[]): ffi_type => ({ size: 0, alignment: 0, type: FFI_TYPE_STRUCT, elements })
const pair = struct(ffi_type_schar, ffi_type_double)

test('integers narrower than ffi_arg are widened to it, by their sign', () => {
  const widened: readonly [name: string, type: ffi_type, result: bigint][] = [
    ['minus_one_8', ffi_type_sint8, -1n],
    ['most_u8', ffi_type_uint8, 255n],
    ['minus_two_16', ffi_type_sint16, -2n],
    ['most_u16', ffi_type_uint16, 65535n],
    ['minus_three_32', ffi_type_sint32, -3n],
    ['most_u32', ffi_type_uint32, 4294967295n],
    ['least_64', ffi_type_sint64, -(2n ** 63n)],
    ['most_u64', ffi_type_uint64, -1n],
  ]
  for (const [name, type, result] of widened) {
    const rvalue = BigInt64Array.of(0x5555555555555555n)
    call(prepared(type), lib[name], rvalue, null)
    assert.equal(rvalue[0], result, name)
  }
})

test('the function is a function of C, a pointer to one, or an address', () => {
  const cif = prepared(ffi_type_sint, ffi_type_sint)
  const { address } = abs
  for (const fn of [abs, address, BigInt(address), cast(c.void, address)!]) {
    const rc = alloc(ffi_sarg)
    call(cif, fn, rc, [Int32Array.of(-7)])
    assert.equal(rc.value, 7)
  }
})

test('memory is of whatever kind: the cif says what is in it', () => {
  const cif = prepared(ffi_type_sint, ffi_type_sint)
  const bytes = new Uint8Array([0, 0, 251, 255, 255, 255])
  const box = Object.assign(alloc(c.int), { value: -5 })
  const instance = new (c.struct({ x: c.int, y: c.int }))({ x: -5 })
  const enums = alloc(c.array(c.enum({ a: -5 }), 2))
  enums.set(0, -5)
  using scope = arena()
  const scoped = Object.assign(scope.alloc(c.int), { value: -5 })
  const view = new DataView(bytes.buffer, 2)
  const unaligned = addressOf(bytes.subarray(2))
  const places = [box, box.pointer, instance, enums, scoped, view, unaligned, new Int32Array([-5]).buffer]
  for (const place of places) {
    const rc = new BigUint64Array(1)
    call(cif, abs, rc, [place])
    assert.equal(rc[0], 5n)
  }
})

test('a pointer argument is in its own memory, which can be changed between calls', () => {
  const cif = prepared(ffi_type_uint64, ffi_type_pointer)
  const s = alloc(c.string)
  const rc = alloc(ffi_arg)
  for (const text of ['Hello World!', 'This is cool!', '']) {
    s.value = text
    call(cif, strlen, rc, [s])
    assert.equal(rc.value, text.length)
  }
})

test('every bit of a pointer goes there and back', () => {
  const cif = prepared(ffi_type_pointer, ffi_type_pointer)
  for (const bits of [0n, 1n, 0x123456789abcdef0n, 2n ** 64n - 1n]) {
    const result = new BigUint64Array(1)
    call(cif, same_pointer, result, [BigUint64Array.of(bits)])
    assert.equal(result[0], bits)
  }
})

test('every bit of a floating value goes there and back: signalling NaNs, and all of a long double', () => {
  const values: readonly [name: string, type: ffi_type, bytes: readonly number[]][] = [
    ['same_float', ffi_type_float, [0x01, 0x00, 0xa0, 0x7f]],
    ['same_double', ffi_type_double, [1, 2, 3, 4, 5, 6, 0xf4, 0x7f]],
    ['same_long_double', ffi_type_longdouble, [1, 2, 3, 4, 5, 6, 7, 0x88, 0xff, 0x3f]],
  ]
  for (const [name, type, bytes] of values) {
    const value = new Uint8Array(16)
    const result = new Uint8Array(16)
    value.set(bytes)
    call(prepared(type, type), lib[name], result, [value])
    assert.deepEqual(result.subarray(0, bytes.length), value.subarray(0, bytes.length), name)
  }
})

test('a struct goes by value and comes back', () => {
  const result = new lib['struct pair']()
  const value = new lib['struct pair']({ tag: 3, value: 1.5 })
  call(prepared(pair, pair, ffi_type_sint), swapped, result, [value, Int32Array.of(9)])
  assert.deepEqual(toObject(result), { tag: 9, value: 4.5 })
  assert.deepEqual(toObject(value), { tag: 3, value: 1.5 })
})

test('a union that a struct emulates goes by value and comes back', () => {
  const union: ffi_type = { ...struct(struct(ffi_type_sint, ffi_type_sint, ffi_type_sint)), size: 16, alignment: 8 }
  const result = new Float64Array(2)
  call(prepared(union, union), twice, result, [Float64Array.of(1.25, 0)])
  assert.equal(result[0], 2.5)
})

test('complex numbers are two parts in a row', () => {
  const floats = new Float32Array(2)
  call(prepared(ffi_type_complex_float, ffi_type_complex_float), conjugate_f, floats, [Float32Array.of(1, 2)])
  assert.deepEqual([...floats], [1, -2])
  const doubles = new Float64Array(2)
  call(prepared(ffi_type_complex_double, ffi_type_complex_double), conjugate, doubles, [Float64Array.of(1, 2)])
  assert.deepEqual([...doubles], [1, -2])
  const custom = { size: 8, alignment: 4, type: FFI_TYPE_COMPLEX, elements: [ffi_type_sint, null] }
  const ints = new Int32Array(2)
  call(prepared(custom, custom), same_complex_int, ints, [Int32Array.of(-5, 6)])
  assert.deepEqual([...ints], [-5, 6])
  const wide = alloc(c.array(c.long_double, 2))
  wide.set(0, 2.5)
  call(prepared(ffi_type_double, ffi_type_complex_longdouble), real_part, doubles, [wide])
  assert.equal(doubles[0], 2.5)
})

test('variable arguments of every kind', () => {
  const cif = new ffi_cif()
  const types = [ffi_type_double, ffi_type_sint, pair, ffi_type_longdouble]
  assert.equal(prepCifVar(cif, FFI_DEFAULT_ABI, 1, 9, ffi_type_double, [ffi_type_sint, ...types, ...types]), FFI_OK)
  const wide = alloc(c.long_double)
  wide.value = 1000
  const variable = [Float64Array.of(0.5), Int32Array.of(-3), new lib['struct pair']({ tag: 2, value: 10 }), wide]
  const result = new Float64Array(1)
  call(cif, sum, result, [Int32Array.of(2), ...variable, ...variable])
  assert.equal(result[0], 2 * (0.5 - 3 + 20 + 1000))
})

test('a result is discarded for null, and a result of void is none', () => {
  const before = alloc(ffi_arg)
  const after = alloc(ffi_arg)
  call(prepared(ffi_type_sint), count_calls, before, null)
  call(prepared(ffi_type_sint), count_calls, null, [])
  call(prepared(ffi_type_void), count_calls, new Uint8Array(0), [])
  call(prepared(ffi_type_sint), count_calls, after, null)
  assert.equal(after.value - before.value, 3)
})

test('a fault in C is an exception', () => {
  assert.throws(() => call(prepared(ffi_type_uint64, ffi_type_pointer), strlen, null, [BigUint64Array.of(16n)]), {
    code: 'ERR_CABI_FAULT',
  })
})

test('what a pointer in a box points to is there when C looks, however much is collected', () => {
  const { gc } = globalThis
  assert.ok(gc !== undefined)
  const cif = prepared(ffi_type_uint64, ffi_type_pointer)
  const rc = alloc(ffi_arg)
  for (let i = 0; i < 50; i++) {
    const s = alloc(c.string)
    s.value = 'kept alive '.repeat(100)
    gc()
    call(cif, strlen, rc, [s])
    assert.equal(rc.value, 1100)
  }
})

const { malloc, free } = open('libc.so.6', 'void *malloc(size_t size); void free(void *pointer);')
const absCif = prepared(ffi_type_sint, ffi_type_sint)
const int = Int32Array.of(1)
const rc = alloc(ffi_arg)
const nowhere = cast(c.int, 16)!

function closed(): object {
  const scope = arena()
  const box = scope.alloc(c.int)
  scope.close()
  return box
}

function released(): Pointer {
  const memory = own(malloc(8), free)
  release(memory)
  return memory
}

const wrong: readonly [message: string | RegExp, code: string, attempt: () => unknown][] = [
  [
    'call: expected a cif that prepCif or prepCifVar gave FFI_OK for, got ffi_cif {}',
    'ERR_CABI_ARG_TYPE',
    () => call(new ffi_cif(), abs, rc, [int]),
  ],
  [
    'call: expected a cif, made with new ffi_cif(), got undefined',
    'ERR_CABI_ARG_TYPE',
    () => call(undefined as never, abs, rc, [int]),
  ],
  ['call: avalues: expected 1, got 0', 'ERR_CABI_ARG_COUNT', () => call(absCif, abs, rc, [])],
  ['call: avalues: expected 1, got 2', 'ERR_CABI_ARG_COUNT', () => call(absCif, abs, rc, [int, int])],
  ['call: avalues: expected an array of memory, got null', 'ERR_CABI_ARG_TYPE', () => call(absCif, abs, rc, null)],
  [
    'call: avalues[0] is ffi_type_sint32: expected memory: a box, instance, array or Pointer, got 5',
    'ERR_CABI_ARG_TYPE',
    () => call(absCif, abs, rc, [5 as never]),
  ],
  [
    'call: avalues[0] is ffi_type_sint32: expected memory: a box, instance, array or Pointer, got {}',
    'ERR_CABI_ARG_TYPE',
    () => call(absCif, abs, rc, [{}]),
  ],
  [
    'call: avalues[0] is ffi_type_sint32: expected memory of 4 bytes, got 2',
    'ERR_CABI_ARG_RANGE',
    () => call(absCif, abs, rc, [alloc(c.short)]),
  ],
  [
    'call: avalues[0] is ffi_type_sint32: expected memory of 4 bytes, got 0',
    'ERR_CABI_ARG_RANGE',
    () => call(absCif, abs, rc, [new Int32Array(0)]),
  ],
  [
    'call: rvalue is for ffi_type_sint32: expected memory of 8 bytes, got 4',
    'ERR_CABI_ARG_RANGE',
    () => call(absCif, abs, alloc(c.int), [int]),
  ],
  [
    'call: rvalue is for an ffi_type of your own: expected memory of 16 bytes, got 8',
    'ERR_CABI_ARG_RANGE',
    () => call(prepared(pair), abs, new Uint8Array(8), []),
  ],
  [
    'call: rvalue is for ffi_type_sint32: expected memory: a box, instance, array or Pointer, got undefined',
    'ERR_CABI_ARG_TYPE',
    () => call(absCif, abs, undefined as never, [int]),
  ],
  [/^reading \*\(int32_t \*\) 0x10 was stopped/, 'ERR_CABI_FAULT', () => call(absCif, abs, rc, [nowhere])],
  [/no access to memory at address 0x10$/, 'ERR_CABI_FAULT', () => call(absCif, abs, nowhere, [int])],
  ['the arena was closed: its memory is gone', 'ERR_CABI_CLOSED', () => call(absCif, abs, rc, [closed()])],
  [/was closed: its memory is gone$/, 'ERR_CABI_CLOSED', () => call(absCif, abs, rc, [released()])],
  [
    'call: fn: expected a function of C, a pointer to one or its address, got null',
    'ERR_CABI_ARG_TYPE',
    () => call(absCif, null as never, rc, [int]),
  ],
  [
    'call: fn: expected a function of C, a pointer to one or its address, got 0',
    'ERR_CABI_ARG_TYPE',
    () => call(absCif, 0, rc, [int]),
  ],
  [
    `call: fn: expected a function of C, a pointer to one or its address, got [Function: isNaN]`,
    'ERR_CABI_ARG_TYPE',
    () => call(absCif, Number.isNaN as never, rc, [int]),
  ],
]

for (const [message, code, attempt] of wrong) {
  test(`refused: ${message}`, () => assert.throws(attempt, { message, code }))
}

test('where the result cannot go, C does not run', () => {
  const cif = prepared(ffi_type_sint)
  const before = alloc(ffi_arg)
  call(cif, count_calls, before, null)
  for (const rvalue of [nowhere, new Uint8Array(4), closed()]) {
    assert.throws(() => call(cif, count_calls, rvalue, null))
  }
  const after = alloc(ffi_arg)
  call(cif, count_calls, after, null)
  assert.equal(after.value - before.value, 1)
})
