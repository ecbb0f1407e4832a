import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInC } from '../../test/oracle/gcc.ts'
import { integerShape, sizeOf } from './layout.ts'
import { integers, isIntegerName } from './scalar.ts'
import { x86_64_linux } from './target.ts'
import {
  boolType,
  type CType,
  enumType,
  floatingType,
  functionType,
  integerType,
  pointerType,
  qualifiedType,
  recordType,
  typedefType,
  voidType,
} from './type.ts'

const names = Object.keys(integers).filter(isIntegerName)
const int = integerType('int')

test('every integer type has the size and sign that GCC gives it', () => {
  assertInC(
    names.map(name => {
      const { size, signed } = integerShape(integerType(name), x86_64_linux)
      return `sizeof(${name}) == ${size} && ((${name})-1 < 0) == ${signed}`
    }),
  )
})

test('char takes its sign from the target, and only char', () => {
  const unsignedChar = { ...x86_64_linux, charIsSigned: false }
  const differing = names.filter(
    name =>
      integerShape(integerType(name), x86_64_linux).signed !== integerShape(integerType(name), unsignedChar).signed,
  )
  assert.deepEqual(differing, ['char'])
})

test('a type takes its size from the target', () => {
  const narrowLong = { ...x86_64_linux, size: { ...x86_64_linux.size, long: 4, pointer: 4 } }
  assert.equal(sizeOf(integerType('int64_t'), narrowLong), 4)
  assert.equal(sizeOf(pointerType(voidType), narrowLong), 4)
})

test('scalars, pointers and enumerations have a size, seen through typedef names and qualifiers', () => {
  const sizes: readonly (readonly [CType, number])[] = [
    [boolType, 1],
    [floatingType('float'), 4],
    [floatingType('double'), 8],
    [enumType(undefined, int), 4],
    [enumType('wide', integerType('unsigned long')), 8],
    [pointerType(voidType), 8],
    [pointerType(functionType(int, [])), 8],
    [typedefType('t', qualifiedType(typedefType('u', integerType('short')), { const: true })), 2],
  ]
  for (const [type, size] of sizes) assert.equal(sizeOf(type, x86_64_linux), size)
})

test('void, functions and undefined structs have no size', () => {
  for (const type of [voidType, functionType(int, []), recordType('struct', 's'), typedefType('t', voidType)]) {
    assert.equal(sizeOf(type, x86_64_linux), undefined)
  }
})
