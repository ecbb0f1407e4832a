/** With `guard: false` every fault of the table kills the process, at every place, as it does without cabi. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { faultsOf } from './fault-table.ts'
import { openFault } from './libraries.ts'

const child = fileURLToPath(new URL('./unguarded.child.js', import.meta.url))

for (const place of ['in a call', 'in a call inside of a callback', 'after a callback']) {
  for (const { what, signal } of faultsOf(openFault())) {
    test(`${what} ${place} kills with ${signal}`, async () => {
      // What a library writes before it aborts is not of interest.
      const [, killedBy] = await once(spawn(process.execPath, [child, what, place], { stdio: 'ignore' }), 'exit')
      assert.equal(killedBy, signal)
    })
  }
}
