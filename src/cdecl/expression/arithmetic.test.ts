import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Target, targets, x86_64_linux } from '../../ctype/target.ts'
import { boolType, enumType, floatingType, type IntegerType, integerType } from '../../ctype/type.ts'
import { castTo, commonType, isTrue, promoted } from './arithmetic.ts'
import { infinity, nan, scaled } from './real.ts'

test('types narrower than int are promoted to int, by their basic type', () => {
  assert.equal(promoted(integerType('char'), x86_64_linux).name, 'int')
  assert.equal(promoted(integerType('uint16_t'), x86_64_linux).name, 'int')
  assert.equal(promoted(integerType('uint32_t'), x86_64_linux).name, 'unsigned int')
  assert.equal(promoted(integerType('int64_t'), x86_64_linux).name, 'long')
  assert.equal(promoted(integerType('int64_t'), targets['i386-linux']).name, 'long long')
  assert.equal(promoted(boolType, x86_64_linux).name, 'int')
  const definition = { enumerators: [{ name: 'A', value: 1n }], fixed: undefined, packed: false }
  assert.equal(promoted(enumType('e', definition), x86_64_linux).name, 'unsigned int')
  assert.equal(promoted(enumType('p', { ...definition, packed: true }), x86_64_linux).name, 'int')
})

test('the common type is the higher rank, unsigned where the signed one cannot hold the other', () => {
  const common = (a: IntegerType['name'], b: IntegerType['name'], target: Target = x86_64_linux) =>
    commonType(integerType(a), integerType(b), target).name
  assert.equal(common('short', 'short'), 'int')
  assert.equal(common('int', 'unsigned int'), 'unsigned int')
  assert.equal(common('unsigned int', 'long'), 'long')
  assert.equal(common('unsigned int', 'long', targets['x86_64-windows']), 'unsigned long')
  assert.equal(common('unsigned long', 'long'), 'unsigned long')
  assert.equal(common('unsigned long', 'long long'), 'unsigned long long')
  assert.equal(common('unsigned long', 'long long', targets['i386-linux']), 'long long')
  assert.equal(common('unsigned long long', '__int128'), '__int128')
  assert.equal(commonType(floatingType('float'), integerType('long'), x86_64_linux).name, 'float')
  assert.equal(commonType(floatingType('float'), floatingType('double'), x86_64_linux).name, 'double')
})

test('a floating value converts to an integer type that holds its integer part', () => {
  const byte = integerType('unsigned char')
  assert.equal(castTo(byte, scaled(511n, -1), x86_64_linux), 255n)
  assert.equal(castTo(byte, scaled(256n, 0), x86_64_linux), undefined)
  assert.equal(castTo(byte, infinity(false), x86_64_linux), undefined)
  assert.equal(castTo(byte, nan, x86_64_linux), undefined)
  assert.equal(castTo(boolType, scaled(1n, -9), x86_64_linux), 1n)
})

test('NaN is true', () => {
  assert.equal(isTrue(nan), true)
  assert.equal(isTrue(scaled(0n, 5)), false)
})
