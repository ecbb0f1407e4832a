import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingCompiler } from '../../test/oracle/compiler.ts'
import { assertInC } from '../../test/oracle/gcc.ts'
import { basicInteger, integerShape, sizeOf } from './layout.ts'
import { integers, isIntegerName } from './scalar.ts'
import { targets, x86_64_linux } from './target.ts'
import { struct } from './testing.ts'
import {
  arrayType,
  boolType,
  type CType,
  complexType,
  enumType,
  floatingType,
  functionType,
  integerType,
  pointerType,
  qualifiedType,
  recordType,
  typedefType,
  vectorType,
  voidType,
} from './type.ts'

const names = Object.keys(integers).filter(isIntegerName)
const int = integerType('int')
const enumeration = (value: bigint, packed = false) =>
  enumType('e', { enumerators: [{ name: 'A', value }], fixed: undefined, packed })

for (const target of Object.values(targets)) {
  test(`every integer type has the size and sign that GCC gives it, on ${target.name}`, t => {
    const missing = missingCompiler(target.name)
    if (missing !== undefined) return t.skip(missing)
    const there = names.filter(name => name in target.typedefs || name in target.size)
    const conditions = there.map(name => {
      const { size, signed } = integerShape(integerType(name), target)
      return `sizeof(${name}) == ${size} && ((${name})-1 < 0) == ${signed}`
    })
    assertInC(conditions, '', target.name)
  })
}

test('char takes its sign from the target, and only char', () => {
  const unsignedChar = { ...x86_64_linux, charIsSigned: false }
  const differing = names.filter(
    name =>
      integerShape(integerType(name), x86_64_linux).signed !== integerShape(integerType(name), unsignedChar).signed,
  )
  assert.deepEqual(differing, ['char'])
})

test('a typedef of the library is the basic type that it is on the target', () => {
  assert.equal(basicInteger('size_t', x86_64_linux), 'unsigned long')
  assert.equal(basicInteger('size_t', targets['x86_64-windows']), 'unsigned long long')
  assert.equal(basicInteger('unsigned char', targets['x86_64-windows']), 'unsigned char')
})

test('types have a size, seen through typedef names and qualifiers', () => {
  const sizes: readonly (readonly [CType, number])[] = [
    [boolType, 1],
    [floatingType('float'), 4],
    [floatingType('long double'), 16],
    [integerType('__int128'), 16],
    [enumeration(1n), 4],
    [enumeration(0x100000000n), 8],
    [enumeration(1n, true), 1],
    [pointerType(voidType), 8],
    [pointerType(functionType(int, [])), 8],
    [complexType(floatingType('float')), 8],
    [vectorType(int, 16), 16],
    [arrayType(arrayType(int, 3), 4), 48],
    [arrayType(int, 0), 0],
    [struct({}), 0],
    [struct({ a: int, b: integerType('char') }), 8],
    [typedefType('t', qualifiedType(typedefType('u', integerType('short')), { const: true }), 16), 2],
  ]
  for (const [type, size] of sizes) assert.equal(sizeOf(type, x86_64_linux), size)
})

test('void, functions and incomplete types have no size, nor does what is made of them', () => {
  const list = recordType('struct', 's')
  const without = [voidType, functionType(int, []), list, enumType('e'), arrayType(int, undefined), arrayType(list, 3)]
  for (const type of [...without, typedefType('t', voidType)]) assert.equal(sizeOf(type, x86_64_linux), undefined)
})

test('what the compiler of a target does not have has no size there', () => {
  const int128 = integerType('__int128')
  const absent = [int128, integerType('unsigned __int128'), complexType(int128), vectorType(int128, 16)]
  for (const type of [...absent, arrayType(int128, 2), floatingType('_Float16')]) {
    assert.equal(sizeOf(type, targets['i386-linux']), undefined)
  }
  assert.equal(sizeOf(integerType('uid_t'), targets['x86_64-windows']), undefined)
})
