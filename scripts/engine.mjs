/**
 * All tests of callbacks, on every Node, or on those that are named (`node scripts/engine.mjs 20 26`), with an engine that moves
 * objects, collects, compiles, is profiled or stepped through as never otherwise.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { nodeLines } from './kernel/binaries.mjs'
import { nodeDistribution } from './nodes.mjs'
import { root } from './root.mjs'
import { testFiles } from './test-files.mjs'

const profiles = mkdtempSync(join(tmpdir(), 'cabi-profiles-'))
const stepping = pathToFileURL(join(root, 'build/test/callbacks/stepping.preload.js')).href

/** V8's flags come and go. */
const waysOf = v8 => [
  ['--stress-compaction'],
  ['--gc-interval=500'],
  v8 < 13 ? ['--jitless', '--no-expose-wasm'] : ['--jitless'],
  // Up to each of the compilers; then with the last of them at once.
  ['--max-opt=1'],
  ['--max-opt=2'],
  ['--max-opt=3'],
  v8 < 14 ? ['--always-turbofan'] : ['--invocation-count-for-maglev=1', '--invocation-count-for-turbofan=1'],
  ['--always-osr'],
  ['--cpu-prof', '--cpu-prof-interval=100', `--cpu-prof-dir=${profiles}`],
  [`--import=${stepping}`],
]

/** Those that measure memory and time have no place here, nor do those that start engines themselves. */
const files = testFiles(['test/callbacks/']).filter(file => !/(engine|termination|terminations)\.test/.test(file))

/** Each pause describes every frame: of thousands, that takes for ever. */
const filesOf = ([flag]) => (flag.startsWith('--import=') ? files.filter(file => !file.includes('/nesting.')) : files)

const majors = process.argv.slice(2).map(Number)
const chosen = nodeLines.filter(({ major }) => majors.length === 0 || majors.includes(major))

/** What the test printed, if it failed. */
function failureOf(executable, flags, file) {
  const { status, signal, stdout, stderr } = spawnSync(executable, ['--expose-gc', ...flags, join(root, file)], {
    encoding: 'utf8',
    timeout: 600_000,
    killSignal: 'SIGKILL',
    maxBuffer: 2 ** 26,
  })
  return status === 0
    ? undefined
    : `${signal ?? `exit code ${status}`}\n${stdout.slice(-10_000)}${stderr.slice(-10_000)}`
}

const failed = []
for (const { major, v8 } of chosen) {
  const { executable } = nodeDistribution(major)
  for (const flags of waysOf(Number.parseInt(v8, 10))) {
    const start = performance.now()
    const before = failed.length
    for (const file of filesOf(flags)) {
      const failure = failureOf(executable, flags, file)
      if (failure === undefined) continue
      failed.push(`Node ${major} ${flags.join(' ')} ${file}`)
      console.error(`${failed.at(-1)}: ${failure}`)
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(0)
    console.log(
      `Node ${major} ${flags[0]}: ${filesOf(flags).length} files, ${failed.length - before} failed, ${seconds} s`,
    )
  }
}
rmSync(profiles, { recursive: true })
for (const name of failed) console.error(`Failed: ${name}`)
if (failed.length > 0) process.exit(1)
