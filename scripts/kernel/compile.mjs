/** How the kernel is compiled: kernel/*.c to the plain binary, kernel/*.cc to one binary for each V8 version. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fastBinary, kernelFolder, plainBinary } from './binaries.mjs'
import { v8Of } from './headers.mjs'

const oldestGlibc = fileURLToPath(new URL('oldest-glibc.h', import.meta.url))
const sources = extension => readdirSync(kernelFolder).filter(name => name.endsWith(extension))

const warnings = ['-Wall', '-Wextra', '-Werror']
const shared = ['-O2', '-fPIC', '-fvisibility=hidden']
// nodelete: signal handlers, parked stacks and V8 keep pointers into a binary for as long as the process lives.
// noseparate-code: two mappings instead of four, of which the kernel and the fast calls load in 0.45 ms instead of 0.56.
const link = ['-shared', '-Wl,-z,nodelete', '-Wl,-z,noseparate-code']

const c = {
  compiler: process.env.CC ?? 'gcc',
  flags: headers => ['-std=gnu11', ...shared, '-I', headers, '-include', oldestGlibc],
}
// -isystem: V8's own headers warn.
const cxx = {
  compiler: process.env.CXX ?? 'g++',
  flags: headers => ['-std=c++20', ...shared, '-isystem', headers],
}

function compile({ compiler, flags }, headers, options) {
  const { status, error, stderr } = spawnSync(compiler, [...flags(headers), ...options], {
    cwd: kernelFolder,
    encoding: 'utf8',
  })
  if (error?.code === 'ENOENT') throw new Error(`there is no ${compiler} (on Debian: apt-get install g++)`)
  if (error) throw error
  if (status !== 0) throw new Error(`${compiler} failed:\n${stderr}`)
}

/** Links beside the output and then replaces it: overwriting a file that a running process has mapped would crash it. */
function build(language, headers, options, output) {
  const unfinished = `${output}.${process.pid}`
  mkdirSync(dirname(output), { recursive: true })
  try {
    compile(language, headers, [...link, '-o', unfinished, ...options])
    renameSync(unfinished, output)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

// -ldl -lpthread: their functions are in libc itself since glibc 2.34.
export const compilePlain = headers => build(c, headers, [...sources('.c'), '-ldl', '-lpthread'], plainBinary)

export function compileFast(headers, v8) {
  // Headers of another version compile, and describe other objects.
  if (v8Of(headers) !== v8) throw new Error(`${headers} describes V8 ${v8Of(headers)}, not ${v8}`)
  build(cxx, headers, sources('.cc'), fastBinary(v8))
}

/** Fails on any warning, and on what the static analyser finds. Keeps nothing. */
export function lintKernel(headers) {
  for (const source of sources('.c')) compile(c, headers, [...warnings, '-fanalyzer', '-c', '-o', '/dev/null', source])
  for (const source of sources('.cc')) compile(cxx, headers, [...warnings, '-c', '-o', '/dev/null', source])
}

/** Everything that a binary is made from, for whoever asks whether one is out of date. */
export const kernelInputs = () => [
  ...readdirSync(kernelFolder).map(name => join(kernelFolder, name)),
  oldestGlibc,
  fileURLToPath(import.meta.url),
]
