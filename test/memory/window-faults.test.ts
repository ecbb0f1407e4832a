/** The engine's loads and stores that fault, as each of its tiers makes them: see kernel/engine_access.c. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const child = fileURLToPath(new URL('./window-faults.child.js', import.meta.url))

const tiers = {
  'the tiers that V8 chooses': [],
  'the interpreter': ['--no-opt', '--no-sparkplug', '--no-maglev'],
  'no code of its own': ['--jitless'],
  'the baseline compiler': ['--always-sparkplug', '--no-opt', '--no-maglev'],
  'the optimiser in the middle': ['--maglev', '--no-opt'],
  'feedback from the beginning': ['--no-lazy-feedback-allocation'],
  'the collector moving everything': ['--stress-compaction', '--gc-interval=500'],
}

for (const [tier, flags] of Object.entries(tiers)) {
  test(`where there is no memory, ${tier} goes on, and it is an error`, () => {
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...flags, child], { encoding: 'utf8' })
    // 15 members and 3 counts of 7 faults; 9 types, 3 counts and 4 faults, there and in a callback.
    assert.deepEqual(
      { status, signal, stdout },
      { status: 0, signal: null, stdout: `${15 * 3 * 7 + 2 * 9 * 3 * 4}\n` },
      stderr,
    )
  })
}
