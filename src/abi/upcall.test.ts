import assert from 'node:assert/strict'
import { test } from 'node:test'
import { x86_64_linux as target } from '../ctype/target.ts'
import { struct } from '../ctype/testing.ts'
import { arrayType, type CType, complexType, floatingType, integerType, pointerType, voidType } from '../ctype/type.ts'
import { maxParameters, receivedValue, resultValue } from './slot.ts'
import { arrange } from './sysv-x64/arrange.ts'
import { arrangeUpcall, printUpcallPlan } from './upcall.ts'

const planOf = (result: CType, parameters: readonly CType[]) =>
  arrangeUpcall(
    { parameters: parameters.map(type => receivedValue(type, target)), result: resultValue(result, target) },
    arrange,
  )

const printed = (result: CType, ...parameters: CType[]): string => printUpcallPlan(planOf(result, parameters))

const [char, short, int, long] = (['char', 'short', 'int', 'long'] as const).map(integerType) as [
  CType,
  CType,
  CType,
  CType,
]
const [float, double, longDouble] = (['float', 'double', 'long double'] as const).map(floatingType) as [
  CType,
  CType,
  CType,
]
const address = pointerType(voidType)

test('int compare(const void *, const void *)', () => {
  assert.equal(
    printed(int, address, address),
    `\
rdi -> int64 slot 0
rsi -> int64 slot 1
return
result int32 -> rax`,
  )
})

test('void f(void) is a return', () => {
  assert.equal(printed(voidType), 'return')
})

test('scalars that are narrower than a register are read from their own width on: C leaves the bits above undefined', () => {
  const narrow = [integerType('signed char'), integerType('unsigned char'), short, integerType('unsigned short')]
  assert.equal(
    printed(char, ...narrow, int, integerType('unsigned int'), integerType('signed char')),
    `\
rdi -> int8 slot 0
rsi -> uint8 slot 1
rdx -> int16 slot 2
rcx -> uint16 slot 3
r8 -> int32 slot 4
r9 -> uint32 slot 5
stack+0 -> int8 slot 6
return
result int8 -> rax`,
  )
})

// psABI figures 3.5 and 3.6: func(e, f, s, g, h, ld, m, y, z, n, i, j, k), without the vectors.
test('the parameters of the psABI’s example go where its figure says', () => {
  const s = struct({ a: int, b: int, d: double })
  assert.equal(
    printed(voidType, int, int, s, int, int, longDouble, double, double, int, int, int),
    `\
rdi -> int32 slot 0
rsi -> int32 slot 1
rdx -> bytes 0..8 of slot 11
xmm0 -> bytes 8..16 of slot 11
rcx -> int32 slot 3
r8 -> int32 slot 4
xmm1 -> double slot 6
xmm2 -> double slot 7
r9 -> int32 slot 8
stack+0 -> x87 slot 5
stack+16 -> int32 slot 9
stack+24 -> int32 slot 10
return`,
  )
})

test('registers are read before the stack, which is read through some of them', () => {
  const big = struct({ a: long, b: long, c: long })
  assert.equal(
    printed(struct({ x: double, y: double }), integerType('signed char'), big, float),
    `\
rdi -> int8 slot 0
xmm0 -> float slot 2
stack+0 -> bytes 0..24 of slot 3
return
bytes 0..8 of result -> xmm0
bytes 8..16 of result -> xmm1`,
  )
})

test('a result in memory takes rdi, and gives back its address', () => {
  assert.equal(
    printed(struct({ s: arrayType(char, 24) }), int),
    `\
rsi -> int32 slot 0
return
bytes 0..24 of result -> the address in rdi`,
  )
})

test('a long double comes on the stack and goes back in st0, a complex one in two of them', () => {
  assert.equal(printed(longDouble, longDouble), 'stack+0 -> x87 slot 0\nreturn\nresult x87 -> st0')
  assert.equal(
    printed(complexType(floatingType('long double')) as CType),
    'return\nbytes 0..16 of result -> st0\nbytes 16..32 of result -> st1',
  )
})

test('aggregates lie one behind the other, after the slots of all parameters; an empty one has no bytes', () => {
  const { slots } = planOf(voidType, [struct({}), struct({ s: arrayType(char, 9) }), int, struct({ c: char })])
  assert.deepEqual(slots, [4, 4, 2, 6])
})

test('what is passed is the type itself, however a typedef aligns it', () => {
  const wide: CType = { ...typedefOf(integerType('__int128')), align: 64 }
  const before = struct({ s: arrayType(char, 24) })
  assert.equal(
    printed(voidType, int, int, int, int, int, before, wide),
    printed(voidType, int, int, int, int, int, before, integerType('__int128')),
  )
})

const typedefOf = (type: CType) => ({ kind: 'typedef', name: 't', type, align: undefined }) as const

test('arguments that do not fit into all slots are refused', () => {
  const bytes = 8 * maxParameters
  assert.equal(planOf(voidType, [struct({ s: arrayType(char, bytes - 8) })]).moves.length, 1)
  assert.throws(() => planOf(voidType, [struct({ s: arrayType(char, bytes - 7) })]), {
    code: 'ERR_CABI_UNSUPPORTED',
    message: 'a callback whose parameters take more than 32768 bytes is not supported',
  })
})
