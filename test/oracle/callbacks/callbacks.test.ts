/**
 * Random signatures that C calls back with, compiled by gcc: every byte of every argument, and of every result, in all the ways
 * in and out. CABI_SEED repeats a run; `npm run oracle -- callbacks` runs more, and single ones.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('./command.js', import.meta.url))
const seed = process.env['CABI_SEED'] ?? String(Date.now() % 2 ** 32)

/** Runs in a process of its own: what goes wrong in a call may end it. Gives what it printed. */
function oracle(t: TestContext, parameters: string[], flags: string[] = [], environment = {}): string {
  const words = ['--expose-gc', ...flags, command, 'callbacks', '--seed', seed, ...parameters]
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, words, {
    encoding: 'utf8',
    // Collections take twice as long from Node 22 on, and there are thousands.
    timeout: 540_000,
    env: { ...process.env, ...environment },
  })
  t.diagnostic(stdout.trim())
  assert.equal(status, 0, `${signal ?? ''}${stdout}${stderr}`)
  return stdout
}

const numbers = (text: string, pattern: RegExp): number[] => text.match(pattern)!.slice(1).map(Number)

test('1,000 random signatures give JavaScript what C passes, and C what JavaScript returns, cold and optimised', t => {
  const printed = oracle(t, ['--count', '1000', '--optimise', '10'], ['--allow-natives-syntax'])
  const [refused] = numbers(printed, /(\d+) signatures refused/)
  assert.ok(refused! < 150, printed)
  const [inMemory, calls, inexact] = numbers(
    printed,
    /(\d+) results in memory; (\d+) callbacks.*; (\d+) given a number/,
  )
  assert.ok(inMemory! > 30 && calls! > 15 * (1000 - refused!) && inexact! > 300, printed)
  const [optimised, functions] = numbers(printed, /(\d+) of (\d+) functions optimised/)
  assert.ok(functions! > 250 && optimised! > 0.75 * functions!, printed)
})

test('100 random signatures do so through the plain kernel', t => {
  oracle(t, ['--from', '1000', '--count', '100', '--optimise', '0'], [], { CABI_KERNEL: 'plain' })
})

test('100 random signatures do so where code from strings is forbidden', t => {
  oracle(t, ['--from', '1100', '--count', '100', '--optimise', '0'], ['--disallow-code-generation-from-strings'])
})
