import { relative } from 'node:path'
import { isStale } from '../freshness.mjs'
import { fastBinary, hasFastPath, plainBinary, runningV8 } from '../kernel/binaries.mjs'
import { compileFast, compilePlain, kernelInputs } from '../kernel/compile.mjs'
import { findHeaders } from '../kernel/headers.mjs'
import { nodeDistribution } from '../nodes.mjs'
import { root } from '../root.mjs'

/** Headers for the Node that runs this: its own, or else those of the same line, downloaded. */
export function runningHeaders() {
  const [major] = process.versions.node.split('.')
  return findHeaders(runningV8) ?? nodeDistribution(major).headers
}

function build(output, compile) {
  if (!isStale(output, kernelInputs())) return
  console.log(`Compiling ${relative(root, output)}`)
  compile()
}

/** Builds the binaries for the Node that runs this, unless they are newer than their sources. */
export function buildKernel() {
  build(plainBinary, () => compilePlain(runningHeaders()))
  if (hasFastPath) {
    build(fastBinary(runningV8), () => compileFast(runningHeaders(), runningV8))
  }
}
