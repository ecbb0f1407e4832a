import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrangeDirect, printDirectPlan } from './direct.ts'
import type { CallSignature } from './plan.ts'
import type { ResultValue, SlotValue } from './slot.ts'
import { arrange } from './sysv-x64/arrange.ts'

function planOf(result: ResultValue | undefined, parameters: string, fixed?: number) {
  const signature: CallSignature = { parameters: parameters.split(' ').filter(Boolean) as SlotValue[], result, fixed }
  return arrangeDirect(signature, arrange)
}

const printed = (result: ResultValue | undefined, parameters: string) => printDirectPlan(planOf(result, parameters)!)

test('void f(void)', () => {
  assert.equal(printed(undefined, ''), 'call xmm0')
})

test('integers come one register later than they belong, for the receiver has the first', () => {
  assert.equal(
    printed('int32', 'int32 uint32'),
    'int32  rsi -> rdi\nuint32 rdx -> rsi\ncall xmm0\nint32  rax -> result',
  )
})

test('numbers come where they belong, and the function behind them', () => {
  assert.equal(
    printed('double', 'double int32 float'),
    'double xmm0 -> xmm0\nint32  rsi -> rdi\nfloat  xmm1 -> xmm1\ncall xmm2\ndouble xmm0',
  )
})

test('a floating-point result is what it gives, and any other the status', () => {
  assert.equal(printed('float', ''), 'call xmm0\nfloat  xmm0')
  const returns = (result: ResultValue | undefined) => planOf(result, '')!.returns
  assert.deepEqual((['float', 'double', 'x87', 'bool', 'int64', undefined] as const).map(returns), [
    ...['float', 'double', 'status', 'status', 'status', 'status'],
  ])
})

test('what no register is left for comes on the stack, one argument more than belongs there', () => {
  assert.equal(
    printed('int8', 'int32 int32 int32 int32 int32 int32 uint32'),
    `\
int32  rsi -> rdi
int32  rdx -> rsi
int32  rcx -> rdx
int32  r8 -> rcx
int32  r9 -> r8
int32  stack+0 -> r9
uint32 stack+8 -> stack+0
call xmm0 with 16 bytes of stack
int8   rax -> result`,
  )
})

test('no register is read after it has been written', () => {
  for (let integers = 0; integers <= 16; integers++) {
    const { moves } = planOf(undefined, 'int32 '.repeat(integers))!
    const written = new Set<string>()
    for (const { from, to } of moves) {
      assert.ok(!('register' in from && written.has(from.register)))
      if ('register' in to) written.add(to.register)
    }
  }
})

test('a plan of sixteen integers and seven numbers at most: the function has to come in a register', () => {
  assert.ok(planOf(undefined, 'int32 '.repeat(16)))
  assert.equal(planOf(undefined, 'int32 '.repeat(17)), undefined)
  assert.equal(planOf(undefined, 'double '.repeat(7))!.target, 'xmm7')
  assert.equal(planOf(undefined, 'double '.repeat(8)), undefined)
})

test('64-bit integers, pointers and long doubles go by slots; as results they do not matter', () => {
  assert.equal(planOf(undefined, 'int32 int64'), undefined)
  assert.equal(planOf(undefined, 'x87'), undefined)
  assert.equal(printDirectPlan(planOf('int64', '')!), 'call xmm0\nint64  rax -> result')
  assert.equal(printDirectPlan(planOf('x87', '')!), 'call xmm0\nx87    st0 -> result')
})

test('variadic calls and aggregates go by slots', () => {
  const aggregate = { kind: 'aggregate', type: { kind: 'void' }, size: 0, align: 1, isEmpty: true } as const
  assert.equal(planOf(undefined, 'int32', 1), undefined)
  assert.equal(planOf(aggregate, 'int32'), undefined)
})
