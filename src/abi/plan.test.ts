import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CallPlan, printPlan } from './plan.ts'

const empty: CallPlan = {
  convention: 'sysv-x64',
  moves: [],
  stackSize: 0,
  vectorCount: undefined,
  result: undefined,
}

test('a plan of nothing is a call', () => {
  assert.equal(printPlan(empty), 'call')
})

test('moves are printed in order, before the call and its result', () => {
  const plan: CallPlan = {
    ...empty,
    moves: [
      { slot: 0, value: 'double', to: { register: 'xmm0' }, extended: false },
      { slot: 1, value: 'int32', to: { register: 'rdi' }, extended: true },
      { slot: 10, value: 'uint32', to: { stack: 8 }, extended: true },
    ],
    stackSize: 16,
    vectorCount: 1,
    result: { value: 'uint8', register: 'rax' },
  }
  assert.equal(
    printPlan(plan),
    `\
double slot 0 -> xmm0
int32  slot 1 -> rdi extended
uint32 slot 10 -> stack+8 extended
call with 16 bytes of stack with 1 vector registers
uint8  rax -> result`,
  )
})

test('a count of no vector registers is printed: the convention asked', () => {
  assert.equal(printPlan({ ...empty, vectorCount: 0 }), 'call with 0 vector registers')
})
