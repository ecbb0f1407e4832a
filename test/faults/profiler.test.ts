/** A signal for somebody else may arrive at any instruction of a fault's way out. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const child = fileURLToPath(new URL('./profiled.child.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'cabi-profiled-'))
after(() => rmSync(folder, { recursive: true }))

test('faults under the profiler are survived, and the profile is written', () => {
  const flags = ['--cpu-prof', '--cpu-prof-interval=100', `--cpu-prof-dir=${folder}`]
  const { stdout, status, signal } = spawnSync(process.execPath, [...flags, child], {
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
  assert.deepEqual({ stdout, status, signal }, { stdout: 'all\n', status: 0, signal: null })
})
