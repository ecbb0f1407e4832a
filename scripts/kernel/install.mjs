/**
 * The package's install script: builds what the package does not bring for the Node that runs it. Nothing depends on
 * it where the prebuilt binaries fit, since package managers may not run it.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { fastBinary, hasFastPath, plainBinary, runningV8 } from './binaries.mjs'
import { compileFast, compilePlain } from './compile.mjs'
import { findHeaders } from './headers.mjs'

const missingHeaders = `there are no headers of Node ${process.versions.node} (a whole distribution has include/node beside bin)`

function loads(binary) {
  try {
    createRequire(import.meta.url)(binary)
    return true
  } catch {
    return false
  }
}

function problemOf(build) {
  try {
    const headers = findHeaders(runningV8)
    if (!headers) return missingHeaders
    build(headers)
  } catch (error) {
    return error.message
  }
}

if (!loads(plainBinary)) {
  const problem = problemOf(compilePlain)
  if (problem) {
    console.error(`cabi: no kernel for this system: ${problem}\nThen run: node ${fileURLToPath(import.meta.url)}`)
    process.exit(1)
  }
}

if (hasFastPath && !existsSync(fastBinary(runningV8))) {
  const problem = problemOf(headers => compileFast(headers, runningV8))
  if (problem) console.log(`cabi: calls take the plain path, which is slower: ${problem.split('\n', 1)[0]}`)
}

// In a checkout, the scripts are bundled after this.
if (existsSync(new URL('../../dist/cabi.js', import.meta.url))) {
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL('compiled-code.mjs', import.meta.url))])
  if (status !== 0) console.log('cabi: programs start slower: the code compiled for this Node could not be written')
}
