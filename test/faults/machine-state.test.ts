/**
 * The machine as it is right after a thunk, before the engine's own code has touched it: a probe in C calls thunks with
 * known values in the registers that a call preserves (psABI 3.2.1), and reports which came back different.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CallSignature } from '../../src/abi/plan.ts'
import { exchange } from '../../src/exchange/exchange.ts'
import type { CFunction } from '../../src/index.ts'
import { controlBlock } from '../../src/machine/control-block.ts'
import { checkArithmetic } from './arithmetic.ts'
import { disorders, openMachineState } from './libraries.ts'

const machine = openMachineState()
const { base, thunk, views } = exchange()

/** Bits of the probe's answer, from bit 0. */
const parts = [
  ...['rbx', 'rbp', 'r12', 'r13', 'r14', 'r15', 'rsp'],
  ...['direction flag', 'alignment check flag', 'trap flag'],
  ...['MXCSR control', 'x87 control', 'x87 stack', 'upper halves of vectors'],
  'status fault',
  'alignment of the stack in C',
]

/** What is different after a thunk that calls `target`. */
function different(signature: CallSignature, target: CFunction): string[] {
  const bits: number = machine['probe'](
    thunk(signature, { guarded: true, stack: 'auto' }).address,
    base,
    target.address,
  )
  return parts.filter((_, bit) => (bits >> bit) & 1)
}

const nothing: CallSignature = { parameters: [], result: undefined, fixed: undefined }
const trash: CFunction = machine['trash']

const signatures: Readonly<Record<string, CallSignature>> = {
  'no arguments': nothing,
  'integers in registers': { parameters: Array(6).fill('int64'), result: 'int64', fixed: undefined },
  'an even number of stack slots': { parameters: Array(8).fill('int32'), result: 'int32', fixed: undefined },
  'an odd number of stack slots': { parameters: Array(9).fill('int32'), result: 'int8', fixed: undefined },
  'doubles in registers and on the stack': { parameters: Array(11).fill('double'), result: 'double', fixed: undefined },
  floats: { parameters: Array(3).fill('float'), result: 'float', fixed: undefined },
  'variable arguments': { parameters: ['int64', 'double', 'int32'], result: 'int32', fixed: 1 },
}

describe('a call gives C an aligned stack, and leaves everything as it was whatever C clobbers', () => {
  for (const [name, signature] of Object.entries(signatures)) {
    test(name, () => assert.deepEqual(different(signature, trash), []))
  }

  test('JavaScript between such calls keeps its values', () => {
    let integer = 1
    let float = 0.5
    let expectedInteger = 1
    let expectedFloat = 0.5
    for (let i = 0; i < 20_000; i++) {
      integer = (integer * 31 + i) | 0
      float = float * 0.999 + i / 3
      trash()
      integer ^= i
      float += integer
    }
    for (let i = 0; i < 20_000; i++) {
      expectedInteger = ((expectedInteger * 31 + i) | 0) ^ i
      expectedFloat = expectedFloat * 0.999 + i / 3 + expectedInteger
    }
    assert.deepEqual([integer, float], [expectedInteger, expectedFloat])
    checkArithmetic()
  })
})

describe('a fault inside leaves everything as it was before the call', () => {
  for (const disorder of disorders) {
    test(disorder.replaceAll('_', ' '), () => {
      const target: CFunction = machine[disorder]
      assert.deepEqual(different(nothing, target), ['status fault'])
      const stack = { parameters: Array(9).fill('int64'), result: 'double', fixed: undefined } as const
      assert.deepEqual(different(stack, target), ['status fault'])
    })
  }

  test('floating-point control is what it was when the thread began', () => {
    const mxcsr = controlBlock.mxcsr / 4
    const x87Control = controlBlock.x87Control / 4
    const saved = [views.U32[mxcsr]!, views.U32[x87Control]!] as const
    views.U32.set([0x3f80], mxcsr)
    assert.deepEqual(different(nothing, machine[disorders[0]]), ['MXCSR control', 'status fault'])
    views.U32.set([saved[0]], mxcsr)
    views.U32.set([0x27f], x87Control)
    assert.deepEqual(different(nothing, machine[disorders[0]]), ['x87 control', 'status fault'])
    views.U32.set([saved[1]], x87Control)
    assert.deepEqual(different(nothing, machine[disorders[0]]), ['status fault'])
  })

  test('a call around the one that faulted goes on, and can fault itself', () => {
    const inner = machine[disorders[0]] as CFunction
    assert.deepEqual(different(nothing, inner), ['status fault'])
    assert.throws(() => machine['probe'](0, base, 0), { code: 'ERR_CABI_FAULT', address: 0, function: 'probe' })
    assert.equal(trash(), undefined)
  })
})
