/**
 * Random types, laid out as the compiler of each target does it. CABI_SEED repeats a run; `npm run oracle -- layouts` runs
 * more, and single ones.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { targets } from '../../../src/ctype/target.ts'
import { missingCompiler } from '../compiler.ts'

const command = fileURLToPath(new URL('./command.js', import.meta.url))
const seed = process.env['CABI_SEED'] ?? String(Date.now() % 2 ** 32)

for (const name of Object.values(targets).map(target => target.name)) {
  test(`2,000 random types have the sizes, alignments and places of members that ${name} gives them`, t => {
    const missing = missingCompiler(name)
    if (missing !== undefined) return t.skip(missing)
    const words = [command, 'layouts', '--seed', seed, '--count', '2000', '--target', name]
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    t.diagnostic(stdout.trim())
    assert.equal(status, 0, `${stdout}${stderr}`)
    const [, questions] = stdout.match(/ (\d+) questions, 0 failed/)!
    assert.ok(Number(questions) > 20_000, stdout)
  })
}
