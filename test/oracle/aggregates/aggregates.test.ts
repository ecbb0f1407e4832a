/**
 * Random signatures with structs, unions and the like by value, judged by the callees that gcc makes of them: straight through
 * their thunks, and as programs call them. CABI_SEED repeats a run; `npm run oracle -- aggregates` runs more, and single ones.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('./command.js', import.meta.url))
const seed = process.env['CABI_SEED'] ?? String(Date.now() % 2 ** 32)

/** Runs in a process of its own: what goes wrong in a call may end it. Gives what it printed. */
function oracle(t: TestContext, parameters: string[], flags: string[] = [], environment = {}): string {
  const words = [...flags, command, 'aggregates', '--seed', seed, ...parameters]
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, words, {
    encoding: 'utf8',
    timeout: 180_000,
    env: { ...process.env, ...environment },
  })
  t.diagnostic(stdout.trim())
  assert.equal(status, 0, `${signal ?? ''}${stdout}${stderr}`)
  return stdout
}

const numbers = (text: string, pattern: RegExp): number[] => text.match(pattern)!.slice(1).map(Number)

test('1,000 random signatures pass and return every byte of every aggregate, and touch no other', t => {
  const printed = oracle(t, ['--count', '1000'], ['--allow-natives-syntax'])
  const aggregates = /: (\d+) in registers, (\d+) in memory; results: (\d+) in registers, (\d+) in memory/
  const [arguments_, onStack, results, hidden] = numbers(printed, aggregates)
  assert.ok(arguments_! > 500 && onStack! > 500 && results! > 100 && hidden! > 50, printed)
  const [refused] = numbers(printed, /(\d+) signatures refused/)
  assert.ok(refused! < 150, printed)
  const called = 1000 - refused!
  const [composed, generated, optimised] = numbers(printed, /judged: (\d+) composed, (\d+) generated, (\d+) optimised/)
  // Of each level and of each call; variadic functions are composed for good.
  assert.ok(composed! >= 8 * called && generated! > 10 * called && optimised! > 2.5 * called, printed)
  const [kept, functions] = numbers(printed, /(\d+) of (\d+) functions optimised/)
  assert.ok(kept! > 0.8 * functions!, printed)
})

test('100 random signatures do so through the plain kernel', t => {
  oracle(t, ['--from', '1000', '--count', '100', '--optimise', '0'], [], { CABI_KERNEL: 'plain' })
})

test('100 random signatures do so where code from strings is forbidden', t => {
  oracle(t, ['--from', '1100', '--count', '100', '--optimise', '0'], ['--disallow-code-generation-from-strings'])
})
