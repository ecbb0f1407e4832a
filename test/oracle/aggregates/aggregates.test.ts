/**
 * Random signatures with structs, unions and the like by value, judged by the callees that gcc makes of them. CABI_SEED
 * repeats a run; `npm run oracle -- aggregates` runs more, and single ones.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('./command.js', import.meta.url))
const seed = process.env['CABI_SEED'] ?? String(Date.now() % 2 ** 32)

test('1,000 random signatures pass and return every byte of every aggregate, and touch no other', t => {
  const words = [command, 'aggregates', '--seed', seed, '--count', '1000']
  // In a process of its own: what goes wrong in a call may end it.
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 120_000 })
  t.diagnostic(stdout.trim())
  assert.equal(status, 0, `${signal ?? ''}${stdout}${stderr}`)
  const counts = stdout.match(/: (\d+) in registers, (\d+) in memory; results: (\d+) in registers, (\d+) in memory/)!
  const [arguments_, onStack, results, hidden] = counts.slice(1).map(Number)
  assert.ok(arguments_! > 500 && onStack! > 500 && results! > 100 && hidden! > 50, stdout)
  const [, calls, refused] = stdout.match(/(\d+) calls, 0 failed; (\d+) signatures refused/)!.map(Number)
  assert.equal(calls, 4 * (1000 - refused!))
  assert.ok(refused! < 150, stdout)
})
