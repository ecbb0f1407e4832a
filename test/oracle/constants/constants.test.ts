/**
 * Random constant expressions, worked out as the compiler of each target does it. CABI_SEED repeats a run; `npm run oracle --
 * constants` runs more.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { targets } from '../../../src/ctype/target.ts'
import { missingCompiler } from '../compiler.ts'

const command = fileURLToPath(new URL('./command.js', import.meta.url))
const seed = process.env['CABI_SEED'] ?? String(Date.now() % 2 ** 32)

for (const { name } of Object.values(targets)) {
  test(`1,000 random constant expressions have the values and types that ${name} gives them`, t => {
    const missing = missingCompiler(name)
    if (missing !== undefined) return t.skip(missing)
    const words = [command, 'constants', '--seed', seed, '--count', '1000', '--target', name]
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    t.diagnostic(stdout.trim())
    assert.equal(status, 0, `${stdout}${stderr}`)
    const [, accepted] = stdout.match(/; (\d+) constants, 0 failed/)!
    assert.ok(Number(accepted) > 400, stdout)
  })
}
