import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CallPlan, type CallSignature, printPlan, type ScalarMove } from '../plan.ts'
import type { ResultValue, SlotValue } from '../slot.ts'
import { arrange } from './arrange.ts'
import { integerArguments, vectorArguments } from './registers.ts'

const signature = (result: ResultValue | undefined, parameters: string, fixed?: number): CallSignature => ({
  parameters: parameters.split(' ').filter(Boolean) as SlotValue[],
  result,
  fixed,
})

const plan = (result: ResultValue | undefined, parameters: string, fixed?: number) =>
  printPlan(arrange(signature(result, parameters, fixed)))

test('void f(void)', () => {
  assert.equal(plan(undefined, ''), 'call')
})

test('double pow(double, double)', () => {
  assert.equal(
    plan('double', 'double double'),
    `\
double slot 0 -> xmm0
double slot 1 -> xmm1
call
double xmm0 -> result`,
  )
})

test('the example of psABI figure 3.5 without its struct, long double, __m256 and __m512 members: func(e, f, g, h, m, n, i, j, k)', () => {
  assert.equal(
    plan(undefined, 'int32 int32 int32 int32 double double int32 int32 int32'),
    `\
int32  slot 0 -> rdi
int32  slot 1 -> rsi
int32  slot 2 -> rdx
int32  slot 3 -> rcx
double slot 4 -> xmm0
double slot 5 -> xmm1
int32  slot 6 -> r8
int32  slot 7 -> r9
int32  slot 8 -> stack+0 extended
call with 16 bytes of stack`,
  )
})

test('the example of psABI figure 3.5 without its long double, the struct as its two eightbytes and the vectors as doubles: the registers of figure 3.6', () => {
  // func(e, f, s, g, h, ld, m, y, z, n, i, j, k) with ld left out: in the figure it takes the first 16 bytes of stack.
  assert.equal(
    plan(undefined, 'int32 int32 int64 double int32 int32 double double double double int32 int32 int32'),
    `\
int32  slot 0 -> rdi
int32  slot 1 -> rsi
int64  slot 2 -> rdx
double slot 3 -> xmm0
int32  slot 4 -> rcx
int32  slot 5 -> r8
double slot 6 -> xmm1
double slot 7 -> xmm2
double slot 8 -> xmm3
double slot 9 -> xmm4
int32  slot 10 -> r9
int32  slot 11 -> stack+0 extended
int32  slot 12 -> stack+8 extended
call with 16 bytes of stack`,
  )
})

test('the seventh integer and those after it go to the stack, in the order of the arguments', () => {
  assert.equal(
    plan('int64', 'int64 int64 int64 int64 int64 int64 int64 uint32 int32'),
    `\
int64  slot 0 -> rdi
int64  slot 1 -> rsi
int64  slot 2 -> rdx
int64  slot 3 -> rcx
int64  slot 4 -> r8
int64  slot 5 -> r9
int64  slot 6 -> stack+0
uint32 slot 7 -> stack+8 extended
int32  slot 8 -> stack+16 extended
call with 32 bytes of stack
int64  rax -> result`,
  )
})

test('the ninth vector and those after it go to the stack', () => {
  assert.equal(
    plan('float', 'float double float double float double float double float double'),
    `\
float  slot 0 -> xmm0
double slot 1 -> xmm1
float  slot 2 -> xmm2
double slot 3 -> xmm3
float  slot 4 -> xmm4
double slot 5 -> xmm5
float  slot 6 -> xmm6
double slot 7 -> xmm7
float  slot 8 -> stack+0
double slot 9 -> stack+8
call with 16 bytes of stack
float  xmm0 -> result`,
  )
})

test('integers and vectors use their registers independently, and share the stack', () => {
  assert.equal(
    plan(
      'int32',
      'int64 double int64 double int64 double int64 double int64 double int64 double int64 double int64 double int64 double float uint32',
    ),
    `\
int64  slot 0 -> rdi
double slot 1 -> xmm0
int64  slot 2 -> rsi
double slot 3 -> xmm1
int64  slot 4 -> rdx
double slot 5 -> xmm2
int64  slot 6 -> rcx
double slot 7 -> xmm3
int64  slot 8 -> r8
double slot 9 -> xmm4
int64  slot 10 -> r9
double slot 11 -> xmm5
int64  slot 12 -> stack+0
double slot 13 -> xmm6
int64  slot 14 -> stack+8
double slot 15 -> xmm7
int64  slot 16 -> stack+16
double slot 17 -> stack+24
float  slot 18 -> stack+32
uint32 slot 19 -> stack+40 extended
call with 48 bytes of stack
int32  rax -> result`,
  )
})

test('int printf(const char *, ...) with an int and a double: the variable int is widened, al is 1', () => {
  assert.equal(
    plan('int32', 'int64 int32 double', 1),
    `\
int64  slot 0 -> rdi
int32  slot 1 -> rsi extended
double slot 2 -> xmm0
call with 1 vector registers
int32  rax -> result`,
  )
})

test('a variadic call without vectors says so', () => {
  assert.equal(
    plan('int32', 'int64 int32', 1),
    `\
int64  slot 0 -> rdi
int32  slot 1 -> rsi extended
call with 0 vector registers
int32  rax -> result`,
  )
})

test('a variadic call without variable arguments still says how many vectors its fixed ones use', () => {
  assert.equal(
    plan(undefined, 'double int32', 2),
    `\
double slot 0 -> xmm0
int32  slot 1 -> rdi
call with 1 vector registers`,
  )
})

test('al counts vector registers, not vectors: at most 8', () => {
  assert.equal(
    plan('double', 'int32 double double double double double double double double double', 1),
    `\
int32  slot 0 -> rdi
double slot 1 -> xmm0
double slot 2 -> xmm1
double slot 3 -> xmm2
double slot 4 -> xmm3
double slot 5 -> xmm4
double slot 6 -> xmm5
double slot 7 -> xmm6
double slot 8 -> xmm7
double slot 9 -> stack+0
call with 16 bytes of stack with 8 vector registers
double xmm0 -> result`,
  )
})

test('variable integers on the stack are widened as those in registers are', () => {
  assert.equal(
    plan(undefined, 'uint32 uint32 int32 int32 int32 int32 int32 int64 uint32', 1),
    `\
uint32 slot 0 -> rdi
uint32 slot 1 -> rsi extended
int32  slot 2 -> rdx extended
int32  slot 3 -> rcx extended
int32  slot 4 -> r8 extended
int32  slot 5 -> r9 extended
int32  slot 6 -> stack+0 extended
int64  slot 7 -> stack+8
uint32 slot 8 -> stack+16 extended
call with 32 bytes of stack with 0 vector registers`,
  )
})

for (const value of ['bool', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64'] as const) {
  test(`a result of ${value} comes from rax`, () => {
    assert.equal(plan(value, ''), `call\n${value.padEnd(6)} rax -> result`)
  })
}

const slotValues = ['int32', 'uint32', 'int64', 'float', 'double'] as const
const resultValues: readonly ResultValue[] = ['bool', 'int8', 'uint8', 'int16', 'uint16', ...slotValues]

const signatures: fc.Arbitrary<CallSignature> = fc
  .record({
    parameters: fc.array(fc.constantFrom(...slotValues), { maxLength: 40, size: 'max' }),
    result: fc.option(fc.constantFrom(...resultValues), { nil: undefined }),
    fixed: fc.option(fc.nat(40), { nil: undefined }),
  })
  .map(s => ({ ...s, fixed: s.fixed === undefined ? undefined : Math.min(s.fixed, s.parameters.length) }))

/** The rules of psABI 3.2.3 for scalars as things to count, rather than as a way to go about it. */
function verify({ parameters, result, fixed }: CallSignature, plan: CallPlan): void {
  const isVector = (value: SlotValue) => value === 'float' || value === 'double'
  const moves = plan.moves as readonly ScalarMove[]
  assert.deepEqual(
    moves.map(({ kind, slot, value }) => [kind, slot, value]),
    parameters.map((value, slot) => ['scalar', slot, value]),
    'each argument moves once, in order',
  )
  const registersOf = (moves: readonly ScalarMove[]) =>
    moves.flatMap(({ to }) => ('register' in to ? [to.register] : []))
  const integers = registersOf(moves.filter(move => !isVector(move.value)))
  const vectors = registersOf(moves.filter(move => isVector(move.value)))
  const vectorParameters = parameters.filter(isVector).length
  const [inIntegers, inVectors] = [Math.min(parameters.length - vectorParameters, 6), Math.min(vectorParameters, 8)]
  assert.deepEqual(integers, integerArguments.slice(0, inIntegers), 'the first integers take the integer registers')
  assert.deepEqual(vectors, vectorArguments.slice(0, inVectors), 'the first vectors take the vector registers')
  const offsets = moves.flatMap(({ to }) => ('stack' in to ? [to.stack] : []))
  assert.deepEqual(
    offsets,
    Array.from({ length: parameters.length - inIntegers - inVectors }, (_, i) => 8 * i),
    'the others follow one another on the stack, an eightbyte each',
  )
  const needed = 8 * offsets.length
  assert.ok(plan.stackSize % 16 === 0 && plan.stackSize >= needed && plan.stackSize < needed + 16, 'stack size')
  assert.equal(plan.stackAlignment, 16)
  assert.equal(plan.vectorCount, fixed === undefined ? undefined : inVectors)
  for (const { slot, value, to, extended } of moves) {
    const wide = value.endsWith('int32') && ('stack' in to || slot >= (fixed ?? parameters.length))
    assert.equal(extended, wide, `slot ${slot}`)
  }
  const register = result === 'float' || result === 'double' ? 'xmm0' : 'rax'
  assert.deepEqual(plan.results, result === undefined ? [] : [{ kind: 'scalar', value: result, register }])
}

test('10,000 random signatures of scalars are arranged by the rules', () => {
  let variadic = 0
  const property = fc.property(signatures, signature => {
    if (signature.fixed !== undefined) variadic++
    verify(signature, arrange(signature))
  })
  fc.assert(property, { numRuns: 10_000 })
  assert.ok(variadic > 1000)
})

test('calls with the same plan are told apart by nothing else', () => {
  const plans = new Map<string, CallPlan>()
  for (const signature of fc.sample(signatures, 1000)) {
    const arranged = arrange(signature)
    const text = printPlan(arranged)
    assert.deepEqual(plans.get(text) ?? arranged, arranged)
    plans.set(text, arranged)
  }
})
