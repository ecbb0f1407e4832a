/** What each kind of pointer takes; `test/values` walks all values through all types. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { x86_64_linux as target } from '../ctype/target.ts'
import {
  arrayType,
  type CType,
  enumType,
  floatingType,
  functionType,
  integerType,
  pointerType,
  qualifiedType,
  recordType,
  vectorType,
  voidType,
} from '../ctype/type.ts'
import { slotWord } from '../exchange/call.ts'
import { exchange, word as words } from '../exchange/exchange.ts'
import { Pointer, pointerAt } from './pointer.ts'
import { pointer, pointerResult } from './pointer-conversion.ts'

const shared = exchange()
const { views, kernel } = shared
const slot = slotWord(0)
const int = integerType('int')
const char = integerType('char')
const constant = (type: CType) => qualifiedType(type, { const: true })

/** The address that C would get for `value` as a pointer to `type`. */
function addressFor(type: CType, value: unknown): bigint {
  views.U64[slot / 2] = 0xa5a5a5a5a5a5a5a5n
  pointer(shared, type, target).store(value, slot, { function: 'f', index: 0, name: 'p', type: pointerType(type) })
  return views.U64[slot / 2]!
}

const messageFor = (type: CType, value: unknown): string => {
  try {
    return `accepted: ${addressFor(type, value)}`
  } catch (error) {
    return (error as Error).message
  }
}

const memoryAddress = (memory: ArrayBufferView) => BigInt(kernel.addressOf(memory))

test('null is the null pointer for every type', () => {
  for (const type of [voidType, int, constant(char), recordType('struct', 's')])
    assert.equal(addressFor(type, null), 0n)
})

test('a view stands for a pointer to its elements, at its own first byte', () => {
  const buffer = new ArrayBuffer(64)
  for (const view of [new Int32Array(buffer, 8), new Int32Array(4)]) {
    assert.equal(addressFor(int, view), memoryAddress(view))
    assert.equal(addressFor(constant(int), view), memoryAddress(view))
    assert.equal(addressFor(voidType, view), memoryAddress(view))
  }
  const bytes = Buffer.from('pooled')
  assert.equal(addressFor(char, bytes), memoryAddress(bytes))
})

test('every view and every buffer stands for void *', () => {
  const buffer = new ArrayBuffer(16)
  const shared = new SharedArrayBuffer(16)
  assert.equal(addressFor(voidType, buffer), memoryAddress(new Uint8Array(buffer)))
  assert.equal(addressFor(constant(voidType), shared), memoryAddress(new Uint8Array(shared)))
  assert.equal(addressFor(voidType, new DataView(buffer, 3)), memoryAddress(new Uint8Array(buffer, 3)))
})

test('what is empty has an address: C may refuse a null pointer', () => {
  for (const empty of [new Int32Array(0), new Int32Array(new ArrayBuffer(8), 8)]) {
    assert.notEqual(addressFor(int, empty), 0n)
    assert.notEqual(addressFor(voidType, empty), 0n)
  }
})

test('the source for the usual case takes null, pointers and views, and leaves the rest', () => {
  const scope: Record<string, (value: unknown, word: number) => boolean> = {}
  const { when } = pointer(shared, int, target).inline('a0', slot, (hint, value) => {
    scope[hint] = value as never
    return hint
  })
  assert.equal(when, `storePointer(a0,${slot})`)
  const usual = scope['storePointer']!
  const view = new Int32Array(new ArrayBuffer(8))
  assert.equal(usual(view, slot), true)
  assert.equal(views.U64[slot / 2], memoryAddress(view))
  assert.equal(usual(null, slot), true)
  assert.equal(views.U64[slot / 2], 0n)
  assert.equal(usual(pointerAt(int, 2n ** 63n), slot), true)
  assert.equal(views.U64[slot / 2], 2n ** 63n)
  for (const value of [undefined, 0, 'a', [1], {}, new Float32Array(1), new Int32Array(0)]) {
    assert.equal(usual(value, slot), false, String(value))
  }
})

test('a refusal says what would do', () => {
  const refusals: readonly (readonly [type: CType, value: unknown, message: string])[] = [
    ...(
      [
        [[1, 2], '[ 1, 2 ]'],
        [0, '0'],
      ] as const
    ).map(
      ([value, shown]) =>
        [
          int,
          value,
          `f: argument 1 (p) is 'int *': expected a Pointer to 'int', an Int32Array or null (C may write there: alloc makes a place for it), got ${shown}`,
        ] as const,
    ),
    [
      voidType,
      'a',
      "f: argument 1 (p) is 'void *': expected a Pointer, typed array, DataView, ArrayBuffer or null (arena().string(text) puts a string into memory), got 'a'",
    ],
    [
      recordType('struct', 's'),
      new Uint8Array(1),
      "f: argument 1 (p) is 'struct s *': expected a Pointer to 'struct s' or null, got Uint8Array(1) [ 0 ]",
    ],
    [
      constant(char),
      1,
      "f: argument 1 (p) is 'const char *': expected a string, a Pointer to 'const char', a Uint8Array or null, got 1",
    ],
    [
      char,
      'text',
      "f: argument 1 (p) is 'char *': expected a Uint8Array (C may write to it, and a string cannot change), a Pointer to 'char' or null, got 'text'",
    ],
    [int, 'text', "f: argument 1 (p) is 'int *': expected a Pointer to 'int', an Int32Array or null, got 'text'"],
    [
      int,
      pointerAt(constant(int), 16),
      "f: argument 1 (p) is 'int *': expected a Pointer to 'int', not to const: C may write there, got Pointer (const int *) 0x10",
    ],
    [
      int,
      pointerAt(char, 16),
      "f: argument 1 (p) is 'int *': expected a Pointer to 'int', an Int32Array or null, got Pointer (char *) 0x10",
    ],
  ]
  for (const [type, value, message] of refusals) assert.equal(messageFor(type, value), message)
})

test('a detached buffer and a view beyond the end of a shrunk one are refused', () => {
  const detached = new Int32Array(2)
  structuredClone(detached.buffer, { transfer: [detached.buffer] })
  assert.equal(
    messageFor(int, detached),
    "f: argument 1 (p) is 'int *': expected a Pointer to 'int', an Int32Array or null, not a detached or out-of-bounds one, got Int32Array(0) []",
  )
  for (const type of [int, voidType]) assert.throws(() => addressFor(type, detached), { code: 'ERR_CABI_ARG_TYPE' })
  assert.throws(() => addressFor(voidType, detached.buffer), { code: 'ERR_CABI_ARG_TYPE' })
})

const compare = functionType(int, [
  { name: 'a', type: pointerType(int) },
  { name: 'b', type: pointerType(int) },
])

test('a pointer to a function goes where a pointer to such a function is wanted, as does one to void, and null', () => {
  assert.equal(addressFor(compare, null), 0n)
  assert.equal(addressFor(compare, pointerAt(compare, 4096)), 4096n)
  assert.equal(addressFor(compare, pointerAt(voidType, -1)), 2n ** 64n - 1n)
  assert.equal(addressFor(functionType(int, compare.parameters), pointerAt(compare, 1)), 1n)
})

test('another function, a view and an object are refused for a pointer to a function', () => {
  for (const value of [
    pointerAt(functionType(voidType, compare.parameters), 16),
    pointerAt(functionType(int, []), 16),
    pointerAt(int, 16),
    new Uint8Array(8),
    {},
    5,
    'f',
  ]) {
    assert.throws(() => addressFor(compare, value), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE' })
  }
})

test('a JavaScript function is for a pointer to a function, which it is made outside of here, and for no other', () => {
  assert.throws(() => addressFor(compare, () => 0), { code: 'ERR_CABI_ARG_TYPE' })
  assert.throws(() => addressFor(voidType, () => 0), { code: 'ERR_CABI_ARG_TYPE' })
})

test('a pointer to an array goes where a pointer to the same array is wanted', () => {
  const three = arrayType(int, 3)
  assert.equal(addressFor(three, pointerAt(arrayType(int, 3), 16)), 16n)
  assert.equal(addressFor(arrayType(int, undefined), pointerAt(three, 16)), 16n)
  for (const value of [pointerAt(arrayType(int, 4), 16), pointerAt(int, 16), new Int32Array(3)]) {
    assert.throws(() => addressFor(three, value), { code: 'ERR_CABI_ARG_TYPE' })
  }
})

test('no typed array has elements of a type that JavaScript has no array of', () => {
  const types: readonly CType[] = [
    floatingType('long double'),
    floatingType('_Float16'),
    integerType('__int128'),
    vectorType(int, 16),
    enumType('unknown'),
    functionType(voidType, []),
  ]
  for (const type of types) {
    for (const view of [new Float64Array(2), new Float32Array(4), new BigInt64Array(2), new Uint8Array(16)]) {
      assert.throws(() => addressFor(type, view), { code: 'ERR_CABI_ARG_TYPE' })
    }
  }
})

test('a result is a pointer of the declared type, or null', () => {
  const result = pointerResult(shared, constant(int))
  const load = (bits: bigint) => {
    views.U64[words.result / 2] = bits
    return result.load({ function: 'f', type: pointerType(constant(int)) }) as Pointer | null
  }
  assert.equal(load(0n), null)
  assert.equal(load(2n ** 63n)?.bits, 2n ** 63n)
  assert.equal(load(2n ** 32n)?.bits, 2n ** 32n)
  assert.equal(Pointer.targetOf(load(1n)!), constant(int))
})
