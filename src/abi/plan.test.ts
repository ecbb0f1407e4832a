import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CallPlan, needsResultAddress, printPlan } from './plan.ts'

const empty: CallPlan = {
  convention: 'sysv-x64',
  moves: [],
  stackSize: 0,
  stackAlignment: 16,
  vectorCount: undefined,
  results: [],
}

test('a plan of nothing is a call', () => {
  assert.equal(printPlan(empty), 'call')
})

test('moves are printed in order, before the call and its result', () => {
  const plan: CallPlan = {
    ...empty,
    moves: [
      { kind: 'scalar', slot: 0, value: 'double', to: { register: 'xmm0' }, extended: false },
      { kind: 'scalar', slot: 1, value: 'int32', to: { register: 'rdi' }, extended: true },
      { kind: 'scalar', slot: 10, value: 'uint32', to: { stack: 8 }, extended: true },
    ],
    stackSize: 16,
    vectorCount: 1,
    results: [{ kind: 'scalar', value: 'uint8', register: 'rax' }],
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

test('bytes of aggregates, the result’s address and the stack’s alignment are printed', () => {
  const plan: CallPlan = {
    ...empty,
    moves: [
      { kind: 'result address', to: { register: 'rdi' } },
      { kind: 'bytes', slot: 0, from: 8, end: 15, to: { register: 'xmm0' } },
      { kind: 'bytes', slot: 1, from: 0, end: 24, to: { stack: 32 } },
    ],
    stackSize: 64,
    stackAlignment: 32,
    results: [
      { kind: 'bytes', register: 'rax', from: 0, end: 8 },
      { kind: 'bytes', register: 'xmm0', from: 8, end: 11 },
    ],
  }
  assert.equal(
    printPlan(plan),
    `\
result address -> rdi
bytes 8..15 of slot 0 -> xmm0
bytes 0..24 of slot 1 -> stack+32
call with 64 bytes of stack aligned to 32
rax -> bytes 0..8 of result
xmm0 -> bytes 8..11 of result`,
  )
})

test('an address for the result is needed where it has bytes, or is passed on', () => {
  assert.equal(needsResultAddress(empty), false)
  assert.equal(needsResultAddress({ ...empty, results: [{ kind: 'scalar', value: 'x87', register: 'st0' }] }), false)
  assert.equal(needsResultAddress({ ...empty, results: [{ kind: 'bytes', register: 'rax', from: 0, end: 1 }] }), true)
  assert.equal(needsResultAddress({ ...empty, moves: [{ kind: 'result address', to: { register: 'rdi' } }] }), true)
})
