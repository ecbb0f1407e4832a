import assert from 'node:assert/strict'
import { test } from 'node:test'
import { functionType, integerType, pointerType, recordType, typedefType, voidType } from '../ctype/type.ts'
import { show } from '../exchange/argument-error.ts'
import { ctypeOf, handleOf, TypedValue } from './type-handle.ts'

const int = integerType('int')

test('one type node has one handle, and the handle its type', () => {
  assert.equal(handleOf(int), handleOf(int))
  assert.equal(ctypeOf(handleOf(int), 'test'), int)
})

test('a handle is spelled as C spells its type', () => {
  const handle = handleOf(pointerType(typedefType('FILE', recordType('struct', '_IO_FILE'))))
  assert.equal(String(handle), 'FILE *')
  assert.equal((handle as unknown as { name: string }).name, 'FILE *')
  assert.equal(show(handle), "the type 'FILE *'")
})

test('what is no handle is refused, and the message says where it was wanted', () => {
  for (const value of [undefined, null, 'int', 1, {}, () => 1, int, new Proxy(handleOf(int), {})]) {
    assert.throws(() => ctypeOf(value, 'test'), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', value })
  }
  assert.throws(() => ctypeOf('int', 'c.pointer'), {
    message: "c.pointer: expected a C type such as c.int or lib.name, got 'int'",
  })
})

test('the handle of a scalar makes a value that says its type', () => {
  const value = handleOf(int)(5)
  assert.ok(value instanceof TypedValue)
  assert.deepEqual([value.type, value.value], [int, 5])
  assert.equal(String(value), '(int)5')
  assert.equal(show(value), '(int)5')
  assert.ok(Object.isFrozen(value))
  assert.equal(String(handleOf(pointerType(voidType))(null)), '(void *)null')
  assert.equal(String(handleOf(typedefType('id_t', int))('x')), "(id_t)'x'")
})

test('only scalar types make values', () => {
  for (const [type, text] of [
    [voidType, 'void'],
    [recordType('struct', 's'), 'struct s'],
    [functionType(int, []), 'int (void)'],
  ] as const) {
    assert.throws(() => handleOf(type)(1), {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message: `${text}: only a scalar type makes a value`,
    })
  }
})

test('a typed value is known without its prototype being believed or a proxy being asked', () => {
  const asked: string[] = []
  const handler = new Proxy({}, { get: (_, trap) => void asked.push(String(trap)) })
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  assert.equal(TypedValue.isTypedValue(handleOf(int)(1)), true)
  const others = [null, 1, {}, Object.create(TypedValue.prototype), new Proxy(handleOf(int)(1), handler), proxy]
  for (const value of others) assert.equal(TypedValue.isTypedValue(value), false)
  assert.deepEqual(asked, [])
  assert.equal(typeof show(Object.create(TypedValue.prototype)), 'string')
})
