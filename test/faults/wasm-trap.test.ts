/** V8's own use of SIGSEGV, before and after the kernel's handler is there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openFault } from './libraries.ts'
import { wasmTraps } from './wasm.ts'

test('WebAssembly traps before, between and after faults of C are still its own', () => {
  const early = wasmTraps()
  early()
  const c = openFault()
  for (const trap of [early, wasmTraps()]) {
    for (let i = 0; i < 100; i++) {
      trap()
      assert.throws(() => c['read_at'](0), { code: 'ERR_CABI_FAULT', address: 0 })
      trap()
      assert.throws(() => c['abort'](), { code: 'ERR_CABI_FAULT', signal: 'SIGABRT' })
    }
  }
  assert.equal(c['add'](2, 3), 5)
})
