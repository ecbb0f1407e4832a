/**
 * Faults while V8's profiler interrupts the thread every 100 µs and looks at its registers and stack. No stack overflows: the
 * profiler's own handler, which has to run on that stack, may not have enough of it.
 */
import { openFault, openMachineState } from './libraries.ts'

const c = openFault()
const machine = openMachineState()

function count(call: () => unknown, times: number): number {
  let faults = 0
  for (let i = 0; i < times; i++) {
    try {
      call()
    } catch {
      faults++
    }
  }
  return faults
}

const calls: readonly [() => unknown, number][] = [
  [() => machine['stack_pointer'](), 20_000],
  [() => machine['callee_saved_registers'](), 10_000],
  [() => machine['direction_flag'](), 10_000],
  [() => c['read_at'](0), 10_000],
  [() => c['abort'](), 5000],
]
console.log(calls.every(([call, times]) => count(call, times) === times) ? 'all' : 'not all')
