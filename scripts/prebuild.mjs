/** Builds the binaries that the package carries: the plain kernel, and for each listed Node the fast path and compiled code. */
import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isStale } from './freshness.mjs'
import { binaryFolder, fastBinary, nodeLines, plainBinary } from './kernel/binaries.mjs'
import { compileFast, compilePlain, kernelInputs } from './kernel/compile.mjs'
import { nodeDistribution } from './nodes.mjs'
import { root } from './root.mjs'
import { run } from './run.mjs'

/** What Node 20 runs from: newer symbols would shut out systems that it runs on. */
const oldestGlibc = '2.28'

function build(binary, compile) {
  if (isStale(binary, kernelInputs())) compile()
}

const byVersion = (a, b) => a.localeCompare(b, 'en', { numeric: true })

function newestGlibc(binary) {
  const symbols = execFileSync('objdump', ['--dynamic-syms', binary], { encoding: 'utf8' })
  return (
    [...symbols.matchAll(/\(GLIBC_([\d.]+)\)/g)]
      .map(([, version]) => version)
      .sort(byVersion)
      .at(-1) ?? '0'
  )
}

build(plainBinary, () => compilePlain(nodeDistribution(nodeLines[0].major).headers))
for (const { major, v8 } of nodeLines) build(fastBinary(v8), () => compileFast(nodeDistribution(major).headers, v8))

// Measuring, for one, makes code for other releases.
rmSync(join(root, 'dist/compiled'), { recursive: true, force: true })
for (const { major } of nodeLines) run(nodeDistribution(major).executable, ['scripts/kernel/compiled-code.mjs'])

const binaries = [plainBinary, ...nodeLines.map(({ v8 }) => fastBinary(v8))]
for (const name of readdirSync(binaryFolder)) {
  if (!binaries.includes(join(binaryFolder, name))) rmSync(join(binaryFolder, name))
}
for (const binary of binaries) {
  const newest = newestGlibc(binary)
  if (byVersion(newest, oldestGlibc) <= 0) continue
  console.error(`${basename(binary)} needs glibc ${newest}: newer than ${oldestGlibc}`)
  process.exitCode = 1
}
