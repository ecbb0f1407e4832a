/**
 * Callbacks while the engine moves objects at every chance, collects, is profiled, debugged, compiles nothing or everything.
 * `scripts/engine.mjs` runs all tests of callbacks so, on every Node.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const child = fileURLToPath(new URL('./engine.child.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'cabi-engine-'))
after(() => rmSync(folder, { recursive: true }))

function run(flags: readonly string[], what: string, environment = {}): string {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', ...flags, child, what], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, ...environment },
  })
  assert.deepEqual({ status, signal }, { status: 0, signal: null }, stdout + stderr)
  return stdout
}

/** V8's flags come and go. */
const v8 = Number.parseInt(process.versions.v8, 10)
const nothingCompiled = v8 < 13 ? ['--jitless', '--no-expose-wasm'] : ['--jitless']
const allOptimised =
  v8 < 14 ? ['--always-turbofan'] : ['--invocation-count-for-maglev=1', '--invocation-count-for-turbofan=1']

const ways: readonly (readonly [string, readonly string[], string])[] = [
  ['objects are moved whenever they can be', ['--stress-compaction'], '20'],
  ['garbage is collected every 500 allocations', ['--gc-interval=500'], '100'],
  ['nothing is compiled to machine code', nothingCompiled, '100'],
  ['code is optimised as far as it goes, at once', allOptimised, '30'],
  ['code is optimised in the middle of loops', ['--always-osr'], '50'],
]

for (const [what, flags, rounds] of ways) {
  test(`callbacks are right where ${what}`, () => {
    assert.equal(run(flags, rounds), 'done\n')
  })
}

test('callbacks are right where the profiler looks at the stack 10,000 times a second', () => {
  assert.equal(run(['--cpu-prof', '--cpu-prof-interval=100'], '300'), 'done\n')
  assert.ok(readdirSync(folder).some(file => file.endsWith('.cpuprofile')))
})

test('callbacks are right where a debugger steps through them', () => {
  assert.equal(run([], 'stepping'), 'stepped\n')
})
