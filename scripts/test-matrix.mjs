/** Runs every test on each line of Node that has a fast path, newest release of each, with its own fast binary. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeLines } from './kernel/binaries.mjs'
import { nodeDistribution } from './nodes.mjs'
import { root } from './root.mjs'
import { run } from './run.mjs'
import { testFiles, testFlags } from './test-files.mjs'

const logs = join(root, 'build/test-matrix')

/** The summary that the runner ends its TAP with: `# pass 12`. */
const count = (tap, what) => Number(tap.match(new RegExp(`^# ${what} (\\d+)$`, 'm'))?.[1] ?? Number.NaN)

function test({ major }) {
  const { executable } = nodeDistribution(major)
  const log = join(logs, `node-${major}.tap`)
  const start = performance.now()
  // It runs for an hour, and the machine may have other work meanwhile.
  const patience = '--test-timeout=600000'
  const reporter = ['--test-reporter=tap', `--test-reporter-destination=${log}`]
  const { status } = spawnSync(executable, [...testFlags, patience, ...reporter, ...testFiles()], {
    cwd: root,
    stdio: 'inherit',
  })
  const tap = readFileSync(log, 'utf8')
  return {
    node: execFileSync(executable, ['--version'], { encoding: 'utf8' }).trim(),
    tests: count(tap, 'tests'),
    passed: count(tap, 'pass'),
    failed: count(tap, 'fail') + count(tap, 'cancelled'),
    skipped: count(tap, 'skipped') + count(tap, 'todo'),
    seconds: Math.round((performance.now() - start) / 1000),
    exit: status,
    problems: tap.match(/^ *not ok .*$/gm) ?? [],
  }
}

run(process.execPath, ['scripts/prebuild.mjs'])
mkdirSync(logs, { recursive: true })
const results = nodeLines.map(test)
for (const { node, problems } of results) for (const problem of problems) console.log(`${node}: ${problem.trim()}`)
console.table(results.map(({ problems, ...row }) => row))
if (results.some(({ exit }) => exit !== 0)) {
  console.error(`The whole output is in ${logs}`)
  process.exit(1)
}
