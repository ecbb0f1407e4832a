import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  arrayType,
  bareType,
  boolType,
  type CType,
  complexType,
  defineEnum,
  defineRecord,
  enumType,
  floatingType,
  functionType,
  integerType,
  isConst,
  pointerType,
  qualifiedType,
  recordType,
  typedefType,
  vectorType,
  voidType,
} from './type.ts'

const int = integerType('int')
const record = {
  members: [],
  packed: false,
  pack: undefined,
  align: undefined,
  bitFields: undefined,
  transparent: false,
}
const constInt = qualifiedType(int, { const: true })

test('every node is frozen', () => {
  const nodes: readonly CType[] = [
    voidType,
    boolType,
    int,
    floatingType('double'),
    enumType('color', { enumerators: [], fixed: undefined, packed: false }),
    recordType('struct', 's', record),
    arrayType(int, 3),
    complexType(int),
    vectorType(int, 16),
    pointerType(int),
    constInt,
    typedefType('t', int),
    functionType(int, []),
  ]
  for (const node of nodes) assert.ok(Object.isFrozen(node), node.kind)
  assert.equal(new Set(nodes.map(node => node.kind)).size, nodes.length)
})

test('a function type does not change with the list it was made from', () => {
  const parameters = [{ name: undefined, type: int }]
  const type = functionType(voidType, parameters)
  parameters.pop()
  assert.equal(type.parameters.length, 1)
  assert.ok(Object.isFrozen(type.parameters))
  assert.equal(type.variadic, false)
})

test('qualifiers gather in one node, whatever their order and number', () => {
  const both = { kind: 'qualified', type: int, const: true, volatile: true, atomic: false }
  assert.deepEqual(qualifiedType(constInt, { volatile: true }), both)
  assert.deepEqual(qualifiedType(qualifiedType(int, { volatile: true }), { const: true }), both)
  assert.deepEqual(qualifiedType(int, { const: true, volatile: true }), both)
})

test('qualifiers that add nothing give the same node back', () => {
  assert.equal(qualifiedType(int, {}), int)
  assert.equal(qualifiedType(int, { const: false, volatile: false }), int)
  assert.equal(qualifiedType(constInt, { const: true }), constInt)
  assert.equal(qualifiedType(constInt, { const: false }), constInt)
})

test('the bare type lies under typedef names and qualifiers in any order', () => {
  const nested = qualifiedType(typedefType('t', qualifiedType(typedefType('u', int), { volatile: true })), {
    const: true,
  })
  assert.equal(bareType(nested), int)
  assert.equal(bareType(int), int)
})

test('the bare type of a pointer keeps what the pointer points to', () => {
  const pointer = pointerType(constInt)
  assert.equal(bareType(typedefType('p', pointer)), pointer)
})

test('a type is const through typedef names', () => {
  assert.equal(isConst(constInt), true)
  assert.equal(isConst(typedefType('t', constInt)), true)
  assert.equal(isConst(qualifiedType(typedefType('t', constInt), { volatile: true })), true)
})

test('a type is not const for being volatile, or for pointing to what is', () => {
  assert.equal(isConst(int), false)
  assert.equal(isConst(qualifiedType(int, { volatile: true })), false)
  assert.equal(isConst(pointerType(constInt)), false)
  assert.equal(isConst(typedefType('t', int)), false)
})

test('a record or an enumeration is frozen when it is defined, once', () => {
  const list = recordType('struct', 'list')
  const color = enumType('color')
  assert.equal(Object.isFrozen(list), false)
  const next = { name: 'next', type: pointerType(list), bits: undefined, packed: false, align: undefined }
  defineRecord(list, { ...record, members: [next] })
  defineEnum(color, { enumerators: [], fixed: undefined, packed: false })
  assert.ok(Object.isFrozen(list) && Object.isFrozen(color))
  assert.throws(() => defineRecord(list, record), /^Error: a type is defined once$/)
})

test('what is built of the same parts is the same node', () => {
  assert.equal(pointerType(constInt), pointerType(qualifiedType(int, { const: true })))
  assert.equal(arrayType(int, 3), arrayType(int, 3))
  assert.equal(vectorType(int, 16), vectorType(int, 16))
  assert.equal(complexType(floatingType('double')), complexType(floatingType('double')))
  assert.notEqual(arrayType(int, 3), arrayType(int, undefined))
})
