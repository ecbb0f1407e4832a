/**
 * Random signatures, judged by the callees that gcc makes of them. CABI_SEED repeats a run; `npm run oracle -- calls` runs
 * more, and single ones.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('./command.js', import.meta.url))
const seed = process.env['CABI_SEED'] ?? String(Date.now() % 2 ** 32)

/** Runs in a process of its own: what goes wrong in a call may end it. Gives what it printed. */
function oracle(t: TestContext, parameters: string[], flags: string[] = [], environment = {}): string {
  const words = [...flags, command, 'calls', '--seed', seed, ...parameters]
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, words, {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  })
  t.diagnostic(stdout.trim())
  assert.equal(status, 0, `${signal ?? ''}${stdout}${stderr}`)
  return stdout
}

test('1,000 random signatures pass and return what C sees, composed and generated', t => {
  const printed = oracle(t, ['--count', '1000', '--optimise', '0'])
  assert.match(printed, / 0 failed; .* fast kernel/)
})

test('50 random signatures do so from optimised code', t => {
  const printed = oracle(t, ['--from', '1000', '--count', '50', '--optimise', '1'], ['--allow-natives-syntax'])
  const [, optimised, functions] = printed.match(/(\d+) of (\d+) functions optimised/)!.map(Number)
  assert.equal(functions, 100)
  assert.ok(optimised! >= 60, `${optimised} functions optimised`)
})

test('100 random signatures do so through the plain kernel', t => {
  const printed = oracle(t, ['--from', '1050', '--count', '100', '--optimise', '0'], [], { CABI_KERNEL: 'plain' })
  assert.match(printed, / plain kernel/)
})

test('100 random signatures do so where code from strings is forbidden', t => {
  const flags = ['--disallow-code-generation-from-strings']
  oracle(t, ['--from', '1150', '--count', '100', '--optimise', '0'], flags)
})
