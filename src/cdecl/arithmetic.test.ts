import assert from 'node:assert/strict'
import { test } from 'node:test'
import { floatingType, integerType } from '../ctype/type.ts'
import { commonType, converted, evaluateBinary, evaluateUnary, intConstant, isTrue, promoted } from './arithmetic.ts'

test('types narrower than int are promoted to int, by their basic type', () => {
  assert.equal(promoted(integerType('char')).name, 'int')
  assert.equal(promoted(integerType('uint16_t')).name, 'int')
  assert.equal(promoted(integerType('uint32_t')).name, 'unsigned int')
  assert.equal(promoted(integerType('int64_t')).name, 'long')
})

test('the common type is the higher rank, unsigned where the signed one cannot hold the other', () => {
  const common = (a: 'int' | 'unsigned int' | 'long' | 'unsigned long' | 'long long' | 'short', b: typeof a) =>
    commonType(integerType(a), integerType(b)).name
  assert.equal(common('short', 'short'), 'int')
  assert.equal(common('int', 'unsigned int'), 'unsigned int')
  assert.equal(common('unsigned int', 'long'), 'long')
  assert.equal(common('unsigned long', 'long'), 'unsigned long')
  assert.equal(common('unsigned long', 'long long'), 'unsigned long long')
  assert.equal(commonType(floatingType('float'), integerType('long')).name, 'float')
  assert.equal(commonType(floatingType('float'), floatingType('double')).name, 'double')
})

test('a floating value converts to an integer type that holds its integer part', () => {
  const value = (number: number) =>
    converted({ kind: 'floating', value: number, type: floatingType('double') }, integerType('unsigned char'))?.value
  assert.equal(value(255.9), 255n)
  assert.equal(value(-0.9), 0n)
  assert.equal(value(256), undefined)
  assert.equal(value(-1), undefined)
  assert.equal(value(Number.NaN), undefined)
})

test('NaN is true', () => {
  const nan = { kind: 'floating', value: Number.NaN, type: floatingType('double') } as const
  assert.equal(isTrue(nan), true)
  assert.deepEqual(evaluateUnary('!', nan), intConstant(0n))
})

test('a fault is told in words, unless the operation is not evaluated', () => {
  const [one, zero] = [intConstant(1n), intConstant(0n)]
  assert.equal(evaluateBinary('/', one, zero, true), 'division by zero')
  assert.deepEqual(evaluateBinary('/', one, zero, false), intConstant(0n))
  assert.equal(evaluateBinary('<<', one, intConstant(-1n), true), 'shift by -1 in a type of 32 bits')
})
