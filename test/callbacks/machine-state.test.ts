/**
 * The machine across a callback: C finds its registers as they were, and so does the engine's code, when C is parked and when
 * it is done. The probe in C is that of calls and faults.
 */
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { exchange, word } from '../../src/exchange/exchange.ts'
import { type CFunction, c, callback, release } from '../../src/index.ts'
import { checkArithmetic } from '../faults/arithmetic.ts'
import { openMachineState } from '../faults/libraries.ts'

const libraries = {
  'on the call stack': openMachineState(),
  'on the host stack': openMachineState({ stack: 'host' }),
}

/** Bits of the probe's answers, from bit 0. */
const parts = [
  ...['rbx', 'rbp', 'r12', 'r13', 'r14', 'r15', 'rsp'],
  ...['direction flag', 'alignment check flag', 'trap flag'],
  ...['MXCSR control', 'x87 control', 'x87 stack', 'upper halves of vectors'],
]

const different = (bits: number): string[] => parts.filter((_, bit) => (bits >> bit) & 1)

let calls = 0
/** `trash` sets MXCSR to what it is by default: C then would not be in the mode that it chose. */
let isInOrder = true
/** Computes, uses what a callback may, calls C, and leaves garbage. */
const kept = callback(c.fn(c.void, []), () => {
  calls++
  checkArithmetic()
  if (isInOrder) {
    libraries['on the call stack']['trash']()
    libraries['on the host stack']['trash']()
  }
  assert.ok(Array.from({ length: 100 }, (_, i) => Math.sqrt(i)).length === 100)
  gc!()
})
after(() => release(kept))

describe('C that calls back finds callee-saved registers, stack pointer, MXCSR and x87 control as they were', () => {
  const modes = ['hold_and_call_back', 'round_up_and_call_back', 'flush_to_zero_and_call_back']
  for (const [where, library] of Object.entries(libraries)) {
    for (const mode of modes) {
      test(`${mode} ${where}, and JavaScript computes as ever`, () => {
        const before = calls
        library['set_callback'](kept)
        isInOrder = mode === 'hold_and_call_back'
        for (let i = 0; i < 20; i++) assert.deepEqual(different(library[mode]()), [])
        assert.equal(calls, before + 20)
      })
    }
  }
})

describe('the code that calls C finds them so', () => {
  test('when C is parked, and when it was resumed and is done', () => {
    const { activations, base, thunk, views } = exchange()
    const library = libraries['on the host stack']
    library['set_callback'](kept)
    libraries['on the call stack']['hold_and_call_back']()
    const { resume } = activations.upcalls.at(views.I32[word.callback]!).shape
    for (const guarded of [true, false]) {
      const { address } = thunk({ parameters: [], result: undefined, fixed: undefined }, { guarded, stack: 'auto' })
      const target = (library['hold_and_call_back'] as CFunction).address
      const bits: bigint = library['probe_callback'](address, base, target, resume)
      assert.notEqual(bits, -1n)
      assert.deepEqual(different(Number(bits & 0xffff_ffffn)), [])
      assert.deepEqual(different(Number(bits >> 32n)), [])
    }
  })
})
