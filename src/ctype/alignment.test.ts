import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alignOf, memberAlignOf, preferredAlignOf } from './alignment.ts'
import { type Target, targets, x86_64_linux } from './target.ts'
import { struct } from './testing.ts'
import {
  arrayType,
  type CType,
  complexType,
  floatingType,
  functionType,
  integerType,
  qualifiedType,
  recordType,
  typedefType,
  vectorType,
  voidType,
} from './type.ts'

const int = integerType('int')
const long = integerType('long long')
const double = floatingType('double')
const atomic = (type: CType) => qualifiedType(type, { atomic: true })

/** `_Alignof`, of members, `__alignof__`. */
const all = (type: CType, target: Target) => [
  alignOf(type, target),
  memberAlignOf(type, target),
  preferredAlignOf(type, target),
]

test('i386 aligns long long and double to 4 in structs, and to 8 elsewhere', () => {
  for (const type of [long, double, complexType(double), complexType(long), arrayType(double, 3)]) {
    assert.deepEqual(all(type, targets['i386-linux']), [4, 4, 8])
    assert.deepEqual(all(type, targets['armhf-linux']), [8, 8, 8])
  }
})

test('a typedef sets the alignment, to more or less, in place of the type', () => {
  for (const align of [1, 2, 16, 64]) {
    const type = typedefType('t', double, align)
    assert.deepEqual(all(type, targets['i386-linux']), [align, align, align])
    const array = arrayType(qualifiedType(type, { const: true }), 2)
    assert.deepEqual(all(array, x86_64_linux), [align, align, align])
  }
  assert.equal(alignOf(typedefType('u', typedefType('t', int, 16)), x86_64_linux), 16)
  assert.equal(alignOf(typedefType('u', typedefType('t', int, 16), 2), x86_64_linux), 2)
})

test('_Alignof knows no more than the largest alignment, unless somebody asked for more', () => {
  const vector = vectorType(int, 64)
  assert.deepEqual(all(vector, x86_64_linux), [16, 64, 64])
  assert.deepEqual(all(struct({ vector }), x86_64_linux), [16, 64, 64])
  assert.deepEqual(all(typedefType('t', vector, 64), x86_64_linux), [64, 64, 64])
  assert.deepEqual(all(struct({ vector, i: { type: int, align: 32 } }), x86_64_linux), [64, 64, 64])
  assert.deepEqual(all(vector, targets['aarch64-linux']), [16, 16, 16])
  assert.deepEqual(all(vector, targets['armhf-linux']), [8, 8, 8])
})

test('what is atomic and as large as an integer is aligned to its size', () => {
  assert.deepEqual(all(atomic(long), targets['i386-linux']), [8, 8, 8])
  assert.deepEqual(all(atomic(typedefType('t', long, 1)), targets['i386-linux']), [8, 8, 8])
  assert.deepEqual(all(atomic(complexType(double)), x86_64_linux), [16, 16, 16])
  assert.deepEqual(all(atomic(complexType(double)), targets['armhf-linux']), [8, 8, 8])
  assert.deepEqual(all(atomic(struct({ a: int, b: int, c: int })), x86_64_linux), [4, 4, 4])
})

test('what a typedef makes atomic and aligns is not raised by making it atomic again', () => {
  const less = typedefType('less', atomic(int), 2)
  assert.deepEqual(all(atomic(less), x86_64_linux), [2, 2, 2])
  assert.deepEqual(all(atomic(typedefType('t', atomic(int))), x86_64_linux), [4, 4, 4])
})

test('another qualifier raises what a typedef makes atomic and aligns, and drops what it aligns of a qualified array', () => {
  const less = typedefType('less', atomic(int), 2)
  assert.deepEqual(all(qualifiedType(less, { const: true }), x86_64_linux), [4, 4, 4])
  const array = typedefType('array', arrayType(qualifiedType(int, { const: true }), 2), 16)
  assert.deepEqual(all(qualifiedType(array, { const: true }), x86_64_linux), [16, 16, 16])
  assert.deepEqual(all(qualifiedType(array, { volatile: true }), x86_64_linux), [4, 4, 4])
})

test('an array is aligned as its elements would be without qualifiers, and without typedefs that hide some', () => {
  const pair = struct({ a: int, b: int })
  const loose = typedefType('loose', int, 1)
  const hidden = typedefType('hidden', qualifiedType(loose, { const: true }))
  assert.equal(alignOf(arrayType(atomic(pair), 2), x86_64_linux), 4)
  assert.equal(alignOf(arrayType(typedefType('t', atomic(pair)), 2), x86_64_linux), 4)
  assert.equal(alignOf(hidden, x86_64_linux), 1)
  assert.equal(alignOf(arrayType(hidden, 2), x86_64_linux), 4)
})

test('so is one of arrays that a typedef aligns and another qualifies, but by what their elements are aligned to', () => {
  const loose = typedefType('loose', int, 2)
  for (const [element, align] of [[int, 4] as const, [loose, 2] as const]) {
    const row = typedefType('row', arrayType(element, 2), 1)
    const hidden = typedefType('hidden', qualifiedType(row, { volatile: true }))
    assert.equal(alignOf(hidden, x86_64_linux), 1)
    assert.equal(alignOf(arrayType(hidden, 2), x86_64_linux), align)
  }
})

test('an array without a count is aligned as its elements', () => {
  assert.deepEqual(all(arrayType(int, undefined), x86_64_linux), [4, 4, 4])
})

test('what has no size has no alignment', () => {
  for (const type of [voidType, functionType(int, []), recordType('struct', 's'), arrayType(voidType, 2)]) {
    assert.deepEqual(all(type, x86_64_linux), [undefined, undefined, undefined])
  }
  assert.deepEqual(all(vectorType(integerType('__int128'), 16), targets['i386-linux']), [
    undefined,
    undefined,
    undefined,
  ])
})
