/** All tests of callbacks, on every Node, with an engine that moves objects, collects, compiles or is profiled as never otherwise. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeLines } from './kernel/binaries.mjs'
import { nodeDistribution } from './nodes.mjs'
import { root } from './root.mjs'
import { exitCode } from './run.mjs'
import { testFiles } from './test-files.mjs'

const profiles = mkdtempSync(join(tmpdir(), 'cabi-profiles-'))
const ways = [
  ['--stress-compaction'],
  ['--gc-interval=500'],
  ['--jitless'],
  ['--max-opt=3'],
  ['--always-osr'],
  ['--cpu-prof', '--cpu-prof-interval=100', `--cpu-prof-dir=${profiles}`],
]
/** The same at any speed: those that measure memory or start processes of their own are not of this. */
const files = testFiles(['test/callbacks/']).filter(file => !/(engine|termination|lifetime)\.test/.test(file))

const failed = nodeLines.flatMap(({ major }) => {
  const { executable } = nodeDistribution(major)
  return ways.flatMap(flags =>
    files
      .filter(file => exitCode(executable, ['--expose-gc', ...flags, join(root, file)], { stdio: 'ignore' }) !== 0)
      .map(file => `Node ${major} ${flags[0]} ${file}`),
  )
})
rmSync(profiles, { recursive: true })
for (const name of failed) console.error(`Failed: ${name}`)
if (failed.length > 0) process.exit(1)
