import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from '../cdecl/parse.ts'
import { sameType } from '../ctype/compatible.ts'
import { printType } from '../ctype/print.ts'
import { integers } from '../ctype/scalar.ts'
import { x86_64_linux } from '../ctype/target.ts'
import { integerType, voidType } from '../ctype/type.ts'
import { ctypeOf, type TypeHandle } from '../memory/type-handle.ts'
import { c } from './c.ts'

const printed = (handle: TypeHandle) => printType(ctypeOf(handle, 'test'))

test('every integer type has a name here, C names with spaces under an underscore', () => {
  for (const name of Object.keys(integers)) {
    if (!name.includes('__')) assert.equal(printed(c[name.replaceAll(' ', '_') as 'int']), name)
  }
  assert.deepEqual([c.int128, c.uint128].map(printed), ['__int128', 'unsigned __int128'])
  assert.equal(c.int, c.int)
  assert.equal(ctypeOf(c.int, 'test'), integerType('int'))
})

test('void, bool, the floating types and strings', () => {
  assert.deepEqual([c.void, c.bool, c.float, c.double, c.long_double, c.string].map(printed), [
    'void',
    'bool',
    'float',
    'double',
    'long double',
    'const char *',
  ])
  for (const name of ['_Float16', '_Float32', '_Float64', '_Float128'] as const) assert.equal(printed(c[name]), name)
})

test('types are made of types', () => {
  assert.equal(printed(c.pointer(c.pointer(c.void))), 'void **')
  assert.equal(printed(c.const(c.pointer(c.const(c.char)))), 'const char *const')
  assert.equal(printed(c.fn(c.int, [c.string], { variadic: true })), 'int (const char *, ...)')
  assert.equal(printed(c.pointer(c.fn(c.void, []))), 'void (*)(void)')
  assert.equal(printed(c.array(c.array(c.int, 3), 2)), 'int [2][3]')
  assert.equal(printed(c.pointer(c.array(c.char))), 'char (*)[]')
})

test('a parameter that is an array or a function is a pointer', () => {
  const callback = c.fn(c.void, [])
  assert.equal(printed(c.fn(c.int, [c.array(c.int, 3), callback])), 'int (int *, void (*)(void))')
  assert.equal(printed(c.fn(c.int, [c.const(c.array(c.int))])), 'int (const int *)')
})

test('a signature is the type that the C text declares', () => {
  const { functions } = parseDeclarations('double frexp(double value, int *exp); int f(const char *, ...);')
  const frexp = c.fn(c.double, [c.double, c.pointer(c.int)])
  assert.ok(sameType(ctypeOf(frexp, 'test'), functions.get('frexp')!.type, x86_64_linux))
  assert.ok(
    sameType(ctypeOf(c.fn(c.int, [c.string], { variadic: true }), 'test'), functions.get('f')!.type, x86_64_linux),
  )
})

test('variadic may name the type of bare numbers', () => {
  const type = ctypeOf(c.fn(c.int, [c.int], { variadic: c.int }), 'test')
  assert.ok(type.kind === 'function' && type.variadic === integerType('int'))
})

test('what is no type is refused where it is used', () => {
  const refusals: readonly (readonly [call: () => unknown, message: string])[] = [
    [() => c.pointer('int' as never), "c.pointer: expected a C type such as c.int or lib.name, got 'int'"],
    [() => c.const(undefined as never), 'c.const: expected a C type such as c.int or lib.name, got undefined'],
    [() => c.fn(c.int, c.int as never), "c.fn: expected an array of parameter types, got the type 'int'"],
    [() => c.fn(c.int, [1 as never]), 'c.fn: expected a C type such as c.int or lib.name, got 1'],
    [() => c.fn(undefined as never, []), 'c.fn: expected a C type such as c.int or lib.name, got undefined'],
    [() => c.fn(c.int, [], null as never), 'c.fn: expected options as an object, got null'],
    [() => c.fn(c.int, [], { varadic: true } as never), "c.fn: there is no option 'varadic'; known is variadic"],
    [
      () => c.fn(c.int, [], { variadic: 1 as never }),
      'c.fn: variadic: expected a C type such as c.int or lib.name, got 1',
    ],
  ]
  for (const [call, message] of refusals) assert.throws(call, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
})

test('what C has no array or function of is refused', () => {
  const refusals: readonly (readonly [call: () => unknown, message: string])[] = [
    [
      () => c.array(c.void, 1),
      "c.array: 'void' has no size: there are no values of it: bytes are c.uint8_t, and a pointer to anything is c.pointer(c.void)",
    ],
    [
      () => c.array(c.fn(c.int, []), 1),
      "c.array: 'int (void)' has no size: it is a function, and no pointer to one: write c.array(c.pointer(T), n)",
    ],
    [
      () => c.array(c.array(c.int), 2),
      "c.array: 'int []' has no size: it says no number of elements: write c.array(c.array(T, count), n)",
    ],
    [() => c.array(c.int, 1.5), 'c.array: expected a number of elements, got 1.5'],
    [() => c.array(c.int, '2' as never), "c.array: expected a number of elements, got '2'"],
    [() => c.array(5 as never, 2), 'c.array: expected a C type such as c.int or lib.name, got 5'],
    [
      () => c.fn(c.int, [c.void]),
      "c.fn: no parameter is 'void': of a function without parameters write c.fn(result, []), and c.pointer(c.void) for 'void *'",
    ],
    [() => c.fn(c.array(c.int, 2), []), "c.fn: a function cannot return 'int [2]': write c.pointer of its element"],
    [() => c.fn(c.fn(c.int, []), []), "c.fn: a function cannot return 'int (void)': write c.pointer(T)"],
  ]
  for (const [call, message] of refusals) assert.throws(call, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
  for (const count of [-1, 2 ** 53, 2 ** 52]) {
    assert.throws(() => c.array(c.int, count), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: `c.array: no array has ${count} elements of 4 bytes`,
    })
  }
})

test('c cannot be changed', () => {
  assert.ok(Object.isFrozen(c))
  assert.throws(() => Object.assign(c, { int: c.char }), TypeError)
  assert.equal(ctypeOf(c.void, 'test'), voidType)
})
