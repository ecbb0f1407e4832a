/** Plans of calls with aggregates, as GCC 12 makes them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { x86_64_linux } from '../../ctype/target.ts'
import { bits, struct, union } from '../../ctype/testing.ts'
import {
  arrayType,
  type CType,
  complexType,
  floatingType,
  integerType,
  pointerType,
  qualifiedType,
  typedefType,
  vectorType,
  voidType,
} from '../../ctype/type.ts'
import { printPlan } from '../plan.ts'
import { resultValue, slotValue } from '../slot.ts'
import { arrange } from './arrange.ts'

const [char, int, long] = [integerType('char'), integerType('int'), integerType('long')]
const [float, double, longDouble] = [floatingType('float'), floatingType('double'), floatingType('long double')]
const int128 = integerType('__int128')
const point = struct({ x: double, y: double })
const pair = struct({ l: long, m: long })
const mixed = struct({ l: long, f: float })
const bytes = (count: number) => struct({ s: arrayType(char, count) })
const times = (count: number, type: CType): CType[] => Array(count).fill(type)

const plan = (result: CType, parameters: readonly CType[], fixed?: number): string =>
  printPlan(
    arrange({
      parameters: parameters.map(type => slotValue(type, x86_64_linux)),
      result: resultValue(result, x86_64_linux),
      fixed,
    }),
  )

const golden: readonly (readonly [sentence: string, result: CType, parameters: readonly CType[], plan: string])[] = [
  [
    'point add(point, point): two doubles are two vector registers, there and back',
    point,
    [point, point],
    `\
bytes 0..8 of slot 0 -> xmm0
bytes 8..16 of slot 0 -> xmm1
bytes 0..8 of slot 1 -> xmm2
bytes 8..16 of slot 1 -> xmm3
call
xmm0 -> bytes 0..8 of result
xmm1 -> bytes 8..16 of result`,
  ],
  [
    'eightbytes of both classes take registers of both kinds',
    mixed,
    [int, mixed, double],
    `\
int32  slot 0 -> rdi
bytes 0..8 of slot 1 -> rsi
bytes 8..16 of slot 1 -> xmm0
double slot 2 -> xmm1
call
rax -> bytes 0..8 of result
xmm0 -> bytes 8..16 of result`,
  ],
  [
    'results of two integer eightbytes come in rax and rdx',
    pair,
    [],
    `\
call
rax -> bytes 0..8 of result
rdx -> bytes 8..16 of result`,
  ],
  [
    'a vector register comes before an integer one where the struct has it so',
    struct({ d: double, i: int }),
    [],
    `\
call
xmm0 -> bytes 0..8 of result
rax -> bytes 8..16 of result`,
  ],
  [
    'no more bytes move than the struct has',
    bytes(3),
    [bytes(3), bytes(5), bytes(6), bytes(7), bytes(15)],
    `\
bytes 0..3 of slot 0 -> rdi
bytes 0..5 of slot 1 -> rsi
bytes 0..6 of slot 2 -> rdx
bytes 0..7 of slot 3 -> rcx
bytes 0..8 of slot 4 -> r8
bytes 8..15 of slot 4 -> r9
call
rax -> bytes 0..3 of result`,
  ],
  [
    'what is larger than two eightbytes goes to the stack, and comes back at an address that takes rdi',
    bytes(24),
    [int, bytes(17), int],
    `\
result address -> rdi
int32  slot 0 -> rsi
bytes 0..17 of slot 1 -> stack+0
int32  slot 2 -> rdx
call with 32 bytes of stack`,
  ],
  [
    'what has no eightbyte left goes to the stack whole, and what comes later may have the register',
    int,
    [...times(5, int), pair, int, int],
    `\
int32  slot 0 -> rdi
int32  slot 1 -> rsi
int32  slot 2 -> rdx
int32  slot 3 -> rcx
int32  slot 4 -> r8
bytes 0..16 of slot 5 -> stack+0
int32  slot 6 -> r9
int32  slot 7 -> stack+16 extended
call with 32 bytes of stack
int32  rax -> result`,
  ],
  [
    'a mixed struct needs registers of both kinds',
    voidType,
    [...times(6, int), mixed, double],
    `\
int32  slot 0 -> rdi
int32  slot 1 -> rsi
int32  slot 2 -> rdx
int32  slot 3 -> rcx
int32  slot 4 -> r8
int32  slot 5 -> r9
bytes 0..16 of slot 6 -> stack+0
double slot 7 -> xmm0
call with 16 bytes of stack`,
  ],
  [
    'the hidden address is the first of six integer registers',
    bytes(32),
    [pair, pair, pair],
    `\
result address -> rdi
bytes 0..8 of slot 0 -> rsi
bytes 8..16 of slot 0 -> rdx
bytes 0..8 of slot 1 -> rcx
bytes 8..16 of slot 1 -> r8
bytes 0..16 of slot 2 -> stack+0
call with 16 bytes of stack`,
  ],
  [
    'a packed struct with a member that is not aligned is in memory, there and back',
    struct({ c: char, l: long }, { packed: true }),
    [struct({ c: char, l: long }, { packed: true })],
    `\
result address -> rdi
bytes 0..9 of slot 0 -> stack+0
call with 16 bytes of stack`,
  ],
  [
    '__int128 takes two registers, or is on the stack at a multiple of 16, never split',
    int128,
    [int128, ...times(3, long), int128, long, long, int128],
    `\
bytes 0..8 of slot 0 -> rdi
bytes 8..16 of slot 0 -> rsi
int64  slot 1 -> rdx
int64  slot 2 -> rcx
int64  slot 3 -> r8
bytes 0..16 of slot 4 -> stack+0
int64  slot 5 -> r9
int64  slot 6 -> stack+16
bytes 0..16 of slot 7 -> stack+32
call with 48 bytes of stack
rax -> bytes 0..8 of result
rdx -> bytes 8..16 of result`,
  ],
  [
    'a long double is on the stack at a multiple of 16, and returned in st0',
    longDouble,
    [...times(7, long), longDouble, long],
    `\
int64  slot 0 -> rdi
int64  slot 1 -> rsi
int64  slot 2 -> rdx
int64  slot 3 -> rcx
int64  slot 4 -> r8
int64  slot 5 -> r9
int64  slot 6 -> stack+0
x87    slot 7 -> stack+16
int64  slot 8 -> stack+32
call with 48 bytes of stack
x87    st0 -> result`,
  ],
  [
    'a struct of a long double alone is returned in st0, and one with more in memory',
    struct({ x: longDouble }),
    [struct({ x: longDouble }), struct({ x: longDouble, c: char })],
    `\
bytes 0..16 of slot 0 -> stack+0
bytes 0..32 of slot 1 -> stack+16
call with 48 bytes of stack
st0 -> bytes 0..16 of result`,
  ],
  [
    'a complex long double is on the stack, and returned in st0 and st1',
    complexType(longDouble),
    [complexType(longDouble)],
    `\
bytes 0..32 of slot 0 -> stack+0
call with 32 bytes of stack
st0 -> bytes 0..16 of result
st1 -> bytes 16..32 of result`,
  ],
  [
    'a complex float is one vector register, a complex int one integer register',
    complexType(float),
    [complexType(float), complexType(int), complexType(double)],
    `\
bytes 0..8 of slot 0 -> xmm0
bytes 0..8 of slot 1 -> rdi
bytes 0..8 of slot 2 -> xmm1
bytes 8..16 of slot 2 -> xmm2
call
xmm0 -> bytes 0..8 of result`,
  ],
  [
    'a vector of 16 bytes is one register, and on the stack at a multiple of 16',
    vectorType(float, 16),
    [...times(7, double), vectorType(int, 16), double, vectorType(float, 16)],
    `\
double slot 0 -> xmm0
double slot 1 -> xmm1
double slot 2 -> xmm2
double slot 3 -> xmm3
double slot 4 -> xmm4
double slot 5 -> xmm5
double slot 6 -> xmm6
bytes 0..16 of slot 7 -> xmm7
double slot 8 -> stack+0
bytes 0..16 of slot 9 -> stack+16
call with 32 bytes of stack
xmm0 -> bytes 0..16 of result`,
  ],
  [
    'a struct that is aligned to more than 16 has its stack aligned so',
    voidType,
    [struct({ c: { type: char, align: 64 } }), ...times(7, int), struct({ x: { type: double, align: 32 } })],
    `\
bytes 0..64 of slot 0 -> stack+0
int32  slot 1 -> rdi
int32  slot 2 -> rsi
int32  slot 3 -> rdx
int32  slot 4 -> rcx
int32  slot 5 -> r8
int32  slot 6 -> r9
int32  slot 7 -> stack+64 extended
bytes 0..32 of slot 8 -> stack+96
call with 128 bytes of stack aligned to 64`,
  ],
  [
    'typedefs and _Atomic align no argument',
    voidType,
    [
      ...times(7, long),
      typedefType('t', bytes(20), 16),
      qualifiedType(struct({ s: arrayType(char, 32) }), { atomic: true }),
    ],
    `\
int64  slot 0 -> rdi
int64  slot 1 -> rsi
int64  slot 2 -> rdx
int64  slot 3 -> rcx
int64  slot 4 -> r8
int64  slot 5 -> r9
int64  slot 6 -> stack+0
bytes 0..20 of slot 7 -> stack+8
bytes 0..32 of slot 8 -> stack+32
call with 64 bytes of stack`,
  ],
  [
    'what is empty is not passed',
    struct({}),
    [struct({}), int, struct({ a: arrayType(int128, 0) }), union({})],
    `\
int32  slot 1 -> rdi
call`,
  ],
  [
    'unnamed bit-fields take a register, but nothing is in it; without one they are nowhere',
    struct({ ' ': bits(int, 5) }),
    [struct({ ' ': bits(int, 5) }), ...times(5, int), struct({ ' ': bits(int, 5) }), int],
    `\
int32  slot 1 -> rsi
int32  slot 2 -> rdx
int32  slot 3 -> rcx
int32  slot 4 -> r8
int32  slot 5 -> r9
int32  slot 7 -> stack+0 extended
call with 16 bytes of stack`,
  ],
  [
    'a flexible array member is not passed',
    struct({ l: long, rest: arrayType(char, undefined) }),
    [struct({ l: long, rest: arrayType(char, undefined) })],
    `\
bytes 0..8 of slot 0 -> rdi
call
rax -> bytes 0..8 of result`,
  ],
  [
    'a flexible array alone has no bytes, but an alignment',
    voidType,
    [...times(7, long), struct({ e: struct({}), rest: arrayType(char, undefined) }, { align: 32 }), long],
    `\
int64  slot 0 -> rdi
int64  slot 1 -> rsi
int64  slot 2 -> rdx
int64  slot 3 -> rcx
int64  slot 4 -> r8
int64  slot 5 -> r9
int64  slot 6 -> stack+0
int64  slot 8 -> stack+32
call with 64 bytes of stack aligned to 32`,
  ],
  [
    'a transparent union is passed as its first member, and returned as itself',
    union({ i: pointerType(int), v: pointerType(voidType) }, { transparent: true }),
    [
      union({ x: longDouble, y: floatingType('_Float64x') }, { transparent: true }),
      union({ i: int }, { transparent: true }),
    ],
    `\
bytes 0..16 of slot 0 -> stack+0
bytes 0..4 of slot 1 -> rdi
call with 16 bytes of stack
rax -> bytes 0..8 of result`,
  ],
  [
    'padding at the end has no register',
    struct({ c: { type: char, align: 16 } }),
    [struct({ c: { type: char, align: 16 } })],
    `\
bytes 0..8 of slot 0 -> rdi
call
rax -> bytes 0..8 of result`,
  ],
]

for (const [sentence, result, parameters, expected] of golden) {
  test(sentence, () => assert.equal(plan(result, parameters), expected))
}

test('al counts the vector registers of structs too', () => {
  assert.equal(
    plan(int, [int, point, mixed, struct({ x: vectorType(int, 16) }), longDouble, bytes(20)], 1),
    `\
int32  slot 0 -> rdi
bytes 0..8 of slot 1 -> xmm0
bytes 8..16 of slot 1 -> xmm1
bytes 0..8 of slot 2 -> rsi
bytes 8..16 of slot 2 -> xmm2
bytes 0..16 of slot 3 -> xmm3
x87    slot 4 -> stack+0
bytes 0..20 of slot 5 -> stack+16
call with 48 bytes of stack with 4 vector registers
int32  rax -> result`,
  )
})

test('the example of psABI figures 3.5 and 3.6, without its wider vectors', () => {
  const structparm = struct({ a: int, b: int, d: double })
  const parameters = [int, int, structparm, int, int, longDouble, double, double, int, int, int]
  assert.equal(
    plan(voidType, parameters),
    `\
int32  slot 0 -> rdi
int32  slot 1 -> rsi
bytes 0..8 of slot 2 -> rdx
bytes 8..16 of slot 2 -> xmm0
int32  slot 3 -> rcx
int32  slot 4 -> r8
x87    slot 5 -> stack+0
double slot 6 -> xmm1
double slot 7 -> xmm2
int32  slot 8 -> r9
int32  slot 9 -> stack+16 extended
int32  slot 10 -> stack+24 extended
call with 32 bytes of stack`,
  )
})

test('an argument aligned to more than a page is refused on the stack', () => {
  const struct8k = struct({ c: char }, { align: 8192 })
  assert.throws(() => plan(voidType, [struct8k]), {
    name: 'CabiError',
    code: 'ERR_CABI_UNSUPPORTED',
    message: 'an argument on the stack that is aligned to 8192 bytes is not supported, only to 4096',
  })
})

test('a struct with a wide vector is refused as an argument and as a result', () => {
  const wide = struct({ v: vectorType(float, 32) })
  const error = { code: 'ERR_CABI_UNSUPPORTED', message: /^how 'struct r' is passed depends on the options/ }
  assert.throws(() => plan(voidType, [wide]), error)
  assert.throws(() => plan(wide, []), error)
})

test('what va_arg of GCC does not find is refused in a variadic call, and passed in any other', () => {
  const aligned = struct({ a: qualifiedType(typedefType('l16', long, 16), {}), b: long })
  const unnamed = struct({ ' ': bits(int, 3) })
  assert.throws(() => plan(voidType, [int, aligned], 1), {
    code: 'ERR_CABI_UNSUPPORTED',
    message: "'struct r', aligned to 16, is not supported as a variable argument: GCC reads it from where it is not",
  })
  assert.throws(() => plan(voidType, [unnamed], 1), {
    code: 'ERR_CABI_UNSUPPORTED',
    message:
      "'struct r', of unnamed bit-fields alone, is not supported in a variadic call: GCC looks for others elsewhere",
  })
  for (const [type, fixed] of [
    [aligned, undefined],
    [aligned, 1],
    [unnamed, undefined],
  ] as const) {
    assert.ok(plan(voidType, [type], fixed))
  }
})
