import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Target, x86_64_linux } from '../ctype/target.ts'
import {
  arrayType,
  type CType,
  complexType,
  floatingType,
  functionType,
  integerType,
  pointerType,
  qualifiedType,
  recordType,
  typedefType,
  vectorType,
  voidType,
} from '../ctype/type.ts'
import { show } from '../exchange/argument-error.ts'
import { ctypeOf, handleOf, TypedValue, targetedTypeOf } from './type-handle.ts'

const int = integerType('int')

const record = (members: Readonly<Record<string, CType>>) => ({
  members: Object.entries(members).map(([name, type]) => ({
    name,
    type,
    bits: undefined,
    packed: false,
    align: undefined,
  })),
  packed: false,
  pack: undefined,
  align: undefined,
  bitFields: undefined,
  transparent: false,
})

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
    [voidType, 'void: only a scalar type makes a value'],
    [
      functionType(int, []),
      'int (void): only a scalar type makes a value: callback(type, function) makes what C can call',
    ],
  ] as const) {
    assert.throws(() => handleOf(type)(1), {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message: text,
    })
  }
})

test('complex numbers and vectors are values that say their type', () => {
  for (const type of [complexType(floatingType('double')), vectorType(int, 16)]) {
    const value = handleOf(type)({ re: 1, im: 2 })
    assert.ok(TypedValue.isTypedValue(value))
    assert.equal(value.type, type)
  }
})

test('what is defined elsewhere and arrays are neither called nor constructed', () => {
  const undeclared = 'has no size: its members are not declared: declare them, or write alloc(c.pointer(T))'
  const types: readonly [CType, string][] = [
    [recordType('struct', 's'), `'struct s' ${undeclared}`],
    [typedefType('u_t', recordType('union', 'u')), `'u_t' ${undeclared}`],
    [arrayType(int, 3), "there is nothing to construct of 'int [3]': alloc makes memory for it"],
  ]
  for (const [type, reason] of types) {
    const handle = handleOf(type)
    const Constructor = handle as unknown as new (value: unknown) => unknown
    assert.throws(() => handle({}), {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message: `${handle}: only a scalar type makes a value`,
    })
    assert.throws(() => new Constructor({}), {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message: `${handle}: ${reason}`,
    })
  }
})

test('a function type constructs nothing, and says what does', () => {
  const Constructor = handleOf(functionType(int, [])) as unknown as new (value: unknown) => unknown
  assert.throws(() => new Constructor(() => 0), {
    name: 'TypeError',
    code: 'ERR_CABI_ARG_TYPE',
    message:
      "int (void): there is nothing to construct of 'int (void)': callback(type, function) makes what C can call",
  })
})

test('the handle of a struct is the class of its instances, under every name of its', () => {
  const point = recordType('struct', 'point', record({ x: int }))
  const Point = handleOf(point)
  assert.equal(handleOf(typedefType('point_t', typedefType('p_t', point))), Point)
  assert.equal(String(Point), 'struct point')
  assert.equal((Point as unknown as { name: string }).name, 'struct point')
  assert.equal(ctypeOf(Point, 'test'), point)
  assert.notEqual(handleOf(typedefType('wide_t', point, 32)), Point)
  assert.notEqual(handleOf(qualifiedType(point, { const: true })), Point)
})

test('a struct without a tag goes by the typedef name that it is first asked for with', () => {
  const type = typedefType('div_t', recordType('struct', undefined, record({ quot: int })))
  assert.equal(String(handleOf(type)), 'div_t')
  assert.equal(handleOf(type.type), handleOf(type))
})

test('a scalar is called, not constructed', () => {
  const Int = handleOf(int) as unknown as new (value: unknown) => unknown
  assert.throws(() => new Int(1), {
    name: 'TypeError',
    code: 'ERR_CABI_ARG_TYPE',
    message: "int: there is nothing to construct of 'int': call it without new",
  })
})

test('a type of another target has a handle of its own, which can be measured and not used', () => {
  const target: Target = { ...x86_64_linux, name: 'i386-linux' }
  const foreign = handleOf(int, target)
  assert.notEqual(foreign, handleOf(int))
  assert.equal(foreign, handleOf(int, target))
  assert.deepEqual(targetedTypeOf(foreign, 'test'), { type: int, target })
  assert.deepEqual(targetedTypeOf(handleOf(int), 'test'), { type: int, target: x86_64_linux })
  const message = (use: string) => `${use}: 'int' is a type of i386-linux, and calls are made on x86_64-linux`
  assert.throws(() => ctypeOf(foreign, 'cast'), { code: 'ERR_CABI_ARG_TYPE', message: message('cast') })
  assert.throws(() => foreign(1), { code: 'ERR_CABI_ARG_TYPE', message: message('int') })
  assert.throws(() => targetedTypeOf('int', 'sizeof'), {
    code: 'ERR_CABI_ARG_TYPE',
    message: "sizeof: expected a C type such as c.int or lib.name, got 'int'",
  })
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
