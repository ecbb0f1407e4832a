/** Which conversion each type gets: seen by what it takes and by what it makes of bits. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ParseOptions, parseDeclarations } from '../cdecl/parse.ts'
import {
  arrayType,
  type CType,
  enumType,
  type FunctionType,
  floatingType,
  integerType,
  recordType,
} from '../ctype/type.ts'
import { slotWord } from '../exchange/call.ts'
import { exchange, word as words } from '../exchange/exchange.ts'
import { Pointer } from '../memory/pointer.ts'
import { argumentConversion, type ResultOptions, resultConversion, upcallShapeOf } from './conversion-of.ts'

const shared = exchange()
const { U64 } = shared.views

function typeOf(text: string, options: ParseOptions = {}): CType {
  const { functions } = parseDeclarations(
    `typedef int handle; struct s; enum e { A }; enum n { B = -1 }; ${text} f(void);`,
    options,
  )
  return functions.get('f')!.type.result
}

const takes = (text: string, value: unknown): boolean => {
  const type = typeOf(text)
  try {
    const argument = { function: 'f', index: 0, name: undefined, type }
    argumentConversion(shared, type).store(value, slotWord(0), argument)
    return true
  } catch (error) {
    assert.match((error as { code: string }).code, /^ERR_CABI_ARG_/)
    return false
  }
}

const usual: ResultOptions = { raw: false }

function makes(text: string, bits: bigint, options: Partial<ResultOptions> & ParseOptions = {}): unknown {
  const type = typeOf(text, options)
  U64[words.result / 2] = bits
  return resultConversion(shared, type, { ...usual, ...options }).load({ function: 'f', type })
}

test('typedef names and qualifiers change nothing', () => {
  for (const type of ['int', 'handle', 'const int', 'volatile handle']) {
    assert.equal(takes(type, 2 ** 31 - 1), true)
    assert.equal(takes(type, 2 ** 31), false)
    assert.equal(makes(type, 0xffffffffn), -1)
  }
})

test('an enumeration takes what its integer type takes: unsigned unless a constant is negative', () => {
  assert.deepEqual([takes('enum e', -1), takes('enum e', 2 ** 32 - 1)], [false, true])
  assert.deepEqual([takes('enum n', -1), takes('enum n', 2 ** 32 - 1)], [true, false])
  assert.equal(makes('enum e', 0xffffffffn), 2 ** 32 - 1)
  assert.equal(makes('enum n', 0xffffffffn), -1)
})

test('of the characters only plain char takes a string', () => {
  assert.equal(takes('char', 'a'), true)
  for (const type of ['signed char', 'unsigned char', 'int8_t', 'uint8_t', 'wchar_t', 'int'])
    assert.equal(takes(type, 'a'), false)
})

test('bigints are for types of 64 bits', () => {
  for (const type of ['long', 'size_t', 'long long', 'uint64_t']) assert.equal(takes(type, 1n), true)
  for (const type of ['int', 'char', 'short', 'double', 'bool']) assert.equal(takes(type, 1n), false)
})

test('a 64-bit result is a number by C name, a bigint by width', () => {
  for (const type of ['long', 'unsigned long', 'size_t', 'ssize_t', 'off_t', 'time_t']) assert.equal(makes(type, 5n), 5)
  for (const type of ['long long', 'unsigned long long', 'int64_t', 'uint64_t']) assert.equal(makes(type, 5n), 5n)
})

test("int64: 'number' and raw each say it for all of them", () => {
  for (const type of ['long', 'size_t', 'long long', 'uint64_t']) {
    assert.equal(makes(type, 5n, { int64: 'number' }), 5)
    assert.equal(makes(type, 5n, { raw: true }), 5n)
    assert.equal(makes(type, 5n, { raw: true, int64: 'number' }), 5n)
  }
  for (const type of ['int', 'char', 'enum e']) assert.equal(makes(type, 5n, { raw: true }), 5)
})

test('const char * is a string, unless raw; every other pointer is a Pointer', () => {
  assert.equal(makes('const char *', 0n), null)
  assert.equal(makes('const char *', 0n, { raw: true }), null)
  assert.ok(Pointer.isPointer(makes('const char *', 16n, { raw: true })))
  for (const type of [
    'char *',
    'const signed char *',
    'const unsigned char *',
    'void *',
    'struct s *',
    'const char **',
  ]) {
    assert.ok(Pointer.isPointer(makes(type, 16n)), type)
  }
})

test('void makes undefined, bool a boolean, floating types numbers', () => {
  assert.equal(makes('void', 1n), undefined)
  assert.equal(makes('bool', 1n), true)
  assert.equal(makes('double', 0x3ff8000000000000n), 1.5)
  assert.equal(makes('float', 0x3fc00000n), 1.5)
})

test('what cannot be passed is refused, by its type', () => {
  const types: readonly (readonly [type: CType, text: string])[] = [
    [recordType('struct', 's'), 'struct s'],
    [floatingType('_Float16'), '_Float16'],
    [floatingType('_Float128'), '_Float128'],
    [enumType('unknown'), 'enum unknown'],
    [arrayType(integerType('int'), 2), 'int [2]'],
  ]
  for (const [type, text] of types) {
    assert.throws(() => argumentConversion(shared, type), {
      code: 'ERR_CABI_UNSUPPORTED',
      message: `a parameter of type '${text}' is not supported by value`,
    })
    assert.throws(() => resultConversion(shared, type, usual), {
      code: 'ERR_CABI_UNSUPPORTED',
      message: `a result of type '${text}' is not supported by value`,
    })
  }
})

test('callbacks that are run alike are run by one function, whatever names their types', () => {
  const { functions } = parseDeclarations(
    'int f(int); int same(int); void g(int *); void other(double *); int after_other(int);',
    {},
  )
  const runOf = (name: string) => upcallShapeOf(shared, functions.get(name)!.type as FunctionType).runAndResume
  assert.equal(runOf('f'), runOf('same'))
  assert.notEqual(runOf('g'), runOf('other'), 'pointers of two types')
  assert.equal(runOf('f'), runOf('after_other'))
})
