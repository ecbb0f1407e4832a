import assert from 'node:assert/strict'
import { test } from 'node:test'
import { integerShape } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { integers, isIntegerName } from '../ctype/scalar.ts'
import { targets, x86_64_linux } from '../ctype/target.ts'
import { struct, union } from '../ctype/testing.ts'
import {
  arrayType,
  bareType,
  boolType,
  type CType,
  complexType,
  type EnumType,
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
} from '../ctype/type.ts'
import { aggregateOf } from './aggregate.ts'
import { maxParameters, type ResultValue, resultValue, type SlotValue, slotOffset, slotValue } from './slot.ts'

const enumOf = (...values: bigint[]): EnumType =>
  enumType('e', { enumerators: values.map((value, i) => ({ name: `e${i}`, value })), fixed: undefined, packed: false })

const table: readonly (readonly [CType, SlotValue, ResultValue])[] = [
  [boolType, 'uint32', 'bool'],
  [integerType('char'), 'int32', 'int8'],
  [integerType('signed char'), 'int32', 'int8'],
  [integerType('unsigned char'), 'uint32', 'uint8'],
  [integerType('short'), 'int32', 'int16'],
  [integerType('unsigned short'), 'uint32', 'uint16'],
  [integerType('int'), 'int32', 'int32'],
  [integerType('unsigned int'), 'uint32', 'uint32'],
  [integerType('long'), 'int64', 'int64'],
  [integerType('unsigned long'), 'int64', 'int64'],
  [integerType('long long'), 'int64', 'int64'],
  [integerType('unsigned long long'), 'int64', 'int64'],
  [floatingType('float'), 'float', 'float'],
  [floatingType('double'), 'double', 'double'],
  [enumOf(0n, 1n), 'uint32', 'uint32'],
  [enumOf(-1n, 1n), 'int32', 'int32'],
  [enumOf(0n, 2n ** 63n), 'int64', 'int64'],
  [pointerType(voidType), 'int64', 'int64'],
  [pointerType(functionType(voidType, [])), 'int64', 'int64'],
  [typedefType('t', qualifiedType(integerType('short'), { const: true })), 'int32', 'int16'],
  [floatingType('_Float32'), 'float', 'float'],
  [floatingType('_Float64'), 'double', 'double'],
  [floatingType('_Float32x'), 'double', 'double'],
  [floatingType('long double'), 'x87', 'x87'],
  [floatingType('_Float64x'), 'x87', 'x87'],
]

for (const [type, slot, result] of table) {
  const text = type.kind === 'integer' || type.kind === 'floating' ? type.name : type.kind
  test(`${text} is passed as ${slot} and returned as ${result}`, () => {
    assert.equal(slotValue(type, x86_64_linux), slot)
    assert.equal(resultValue(type, x86_64_linux), result)
  })
}

test('every integer type is returned with its own size and sign', () => {
  for (const name of Object.keys(integers).filter(isIntegerName)) {
    if (name.endsWith('__int128')) continue
    const { size, signed } = integerShape(integerType(name), x86_64_linux)
    const expected = size === 8 ? 'int64' : `${signed ? '' : 'u'}int${size * 8}`
    assert.equal(resultValue(integerType(name), x86_64_linux), expected, name)
  }
})

const aggregates: readonly CType[] = [
  struct({ c: integerType('char') }),
  union({ c: integerType('char') }),
  integerType('__int128'),
  integerType('unsigned __int128'),
  complexType(floatingType('float')),
  vectorType(integerType('int'), 16),
]

for (const type of aggregates) {
  test(`${printType(type)} is passed and returned as the bytes at an address`, () => {
    const value = aggregateOf(bareType(type), x86_64_linux)
    assert.equal(value?.type, type)
    assert.deepEqual(slotValue(typedefType('t', qualifiedType(type, { const: true })), x86_64_linux), value)
    assert.deepEqual(resultValue(type, x86_64_linux), value)
  })
}

test('a transparent union is passed as the bytes of its first member, and returned as a union', () => {
  const type = union({ i: integerType('int'), u: integerType('unsigned int') }, { transparent: true })
  assert.deepEqual(slotValue(type, x86_64_linux), aggregateOf(integerType('int'), x86_64_linux))
  assert.deepEqual(resultValue(type, x86_64_linux), aggregateOf(type, x86_64_linux))
})

test('the place of a result is aligned as its typedef says, an argument is not', () => {
  const type = typedefType('t', struct({ c: integerType('char') }), 32)
  const aligns = (value: SlotValue | ResultValue | undefined) => typeof value === 'object' && value.align
  assert.equal(aligns(resultValue(type, x86_64_linux)), 32)
  assert.equal(aligns(slotValue(type, x86_64_linux)), 1)
  const less = typedefType('t', struct({ d: floatingType('double') }), 1)
  assert.equal(aligns(resultValue(less, x86_64_linux)), 8)
})

test('a long double is no value where it is not Intel’s extended format', () => {
  for (const target of [targets['aarch64-linux'], targets['armhf-linux']]) {
    assert.throws(() => slotValue(floatingType('long double'), target), { code: 'ERR_CABI_UNSUPPORTED' })
  }
  for (const target of [targets['x86_64-windows'], targets['i386-linux']])
    assert.equal(slotValue(floatingType('long double'), target), 'x87')
})

test('char is what the target says', () => {
  const unsignedChar = { ...x86_64_linux, charIsSigned: false }
  assert.equal(slotValue(integerType('char'), unsignedChar), 'uint32')
  assert.equal(resultValue(integerType('char'), unsignedChar), 'uint8')
})

test('void is a result without a value', () => {
  assert.equal(resultValue(voidType, x86_64_linux), undefined)
  assert.equal(resultValue(typedefType('nothing', voidType), x86_64_linux), undefined)
})

const refused: readonly (readonly [CType, string])[] = [
  [recordType('struct', 's'), 'struct s'],
  [typedefType('s_t', recordType('union', 'u')), 's_t'],
  [functionType(voidType, []), 'void (void)'],
  [arrayType(integerType('int'), 2), 'int [2]'],
  [floatingType('_Float16'), '_Float16'],
  [floatingType('_Float128'), '_Float128'],
  [floatingType('__bf16'), '__bf16'],
  [complexType(floatingType('__bf16')), '__bf16 _Complex'],
  [enumType('unknown'), 'enum unknown'],
]

for (const [type, text] of refused) {
  test(`'${text}' is refused by value`, () => {
    const message = `a result of type '${text}' is not supported by value`
    assert.throws(() => resultValue(type, x86_64_linux), { name: 'CabiError', code: 'ERR_CABI_UNSUPPORTED', message })
    const parameter = message.replace('result', 'parameter')
    assert.throws(() => slotValue(type, x86_64_linux), { code: 'ERR_CABI_UNSUPPORTED', message: parameter })
  })
}

test('void is refused as a parameter', () => {
  assert.throws(() => slotValue(voidType, x86_64_linux), {
    code: 'ERR_CABI_UNSUPPORTED',
    message: "a parameter of type 'void' is not supported by value",
  })
})

test('slots are 8 bytes apart', () => {
  assert.deepEqual([0, 1, 2, 4095].map(slotOffset), [0, 8, 16, 32760])
})

test('a call may have all the parameters that C requires', () => {
  assert.ok(maxParameters >= 127)
})
