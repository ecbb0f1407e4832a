/** What a thread does in these suites: faults of C, traps of WebAssembly and arithmetic by turns. */
import assert from 'node:assert/strict'
import { errno, type LooseLibrary } from '../../src/index.ts'
import { checkArithmetic } from './arithmetic.ts'
import { wasmTraps } from './wasm.ts'

/** `round(i)` throws an AssertionError where a fault is not this thread's own or something is wrong after it. */
export function rounds(c: LooseLibrary): (i: number) => void {
  const trap = wasmTraps()
  return i => {
    errno(i)
    assert.throws(() => c['read_at'](i), { code: 'ERR_CABI_FAULT', address: i, arguments: [i] })
    trap()
    assert.throws(() => c['divide'](i, 0), { code: 'ERR_CABI_FAULT', signal: 'SIGFPE', arguments: [i, 0] })
    if (i % 50 === 1)
      assert.throws(() => c['recurse'](i), { code: 'ERR_CABI_FAULT', signal: 'SIGSEGV', arguments: [i] })
    trap()
    assert.equal(c['add'](i, 1), i + 1)
    assert.equal(errno(), i)
    checkArithmetic()
  }
}
