import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isIntegerOrDouble } from './i386-member.ts'
import { targets } from './target.ts'
import { bits, struct, union } from './testing.ts'
import {
  arrayType,
  type CType,
  complexType,
  floatingType,
  integerType,
  qualifiedType,
  typedefType,
  vectorType,
} from './type.ts'

const char = integerType('char')
const long = integerType('long long')
const double = floatingType('double')
const float128 = floatingType('_Float128')
const atomic = (type: CType) => qualifiedType(type, { atomic: true })
const eight = vectorType(char, 8)

const those: readonly (readonly [claim: string, yes: boolean, type: CType])[] = [
  ['integers', true, long],
  ['doubles', true, typedefType('t', double)],
  ['arrays of doubles', true, arrayType(double, 3)],
  ['complex doubles', true, complexType(double)],
  ['structs of a double', true, struct({ double })],
  ['structs of an atomic long long', true, struct({ m: atomic(long) })],
  ['structs of a vector of 8 chars', true, struct({ eight })],
  ['unions of a vector and an array that an integer holds', true, union({ eight, m: arrayType(char, 8) })],
  ['structs of an array of one complex double', true, struct({ m: arrayType(complexType(double), 1) })],
  ['structs of a bit-field of 64 bits', true, struct({ m: bits(long, 64) })],
  ['atomic long long', false, atomic(long)],
  ['arrays of atomic long long', false, arrayType(typedefType('t', atomic(long)), 2)],
  ['_Float128', false, float128],
  ['complex _Float128', false, complexType(float128)],
  ['vectors of floats', false, vectorType(floatingType('float'), 8)],
  ['vectors of 16 bytes', false, vectorType(char, 16)],
  ['structs with an array in memory', false, struct({ m: arrayType(char, 3), eight: vectorType(char, 4) })],
  ['structs with a flexible array', false, struct({ eight, m: arrayType(char, undefined) })],
  ['unions of a complex double', false, union({ m: complexType(double) })],
  ['structs of 16 bytes', false, struct({ m: atomic(long), n: long })],
  ['structs of nothing', false, struct({ ' ': bits(long, 0), m: arrayType(float128, 0) })],
  ['structs of a member beside nothing', true, struct({ m: arrayType(char, 0), n: long })],
]

for (const [claim, yes, type] of those) {
  test(`${claim} are ${yes ? '' : 'neither '}integers ${yes ? 'or' : 'nor'} doubles to the compiler`, () => {
    assert.equal(isIntegerOrDouble(type, targets['i386-linux']), yes)
  })
}
