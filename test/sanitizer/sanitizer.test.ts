/** The kernel's C under GCC's address, leak and undefined behaviour sanitizers, with a stub in place of Node-API. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../fixture.ts'

const folder = join(root, 'build/sanitizer')
const program = join(folder, 'driver')

const checked = [
  ...['-O1', '-g', '-Wall', '-Wextra', '-Werror'],
  ...['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-fno-omit-frame-pointer'],
]

async function compileDriver(): Promise<void> {
  const { runningHeaders } = await import(join(root, 'scripts/setup/kernel.mjs'))
  mkdirSync(folder, { recursive: true })
  const kernel = ['call_stack', 'code', 'engine_access', 'fault', 'library', 'string', 'upcall'].map(name =>
    join(root, `kernel/${name}.c`),
  )
  const driver = ['driver', 'node_api'].map(name => join(root, `test/sanitizer/${name}.c`))
  execFileSync('gcc', [
    ...['-std=gnu11', ...checked, '-isystem', runningHeaders()],
    ...[...kernel, ...driver, '-o', program, '-ldl', '-lpthread'],
  ])
}

function run(...words: string[]) {
  const env = { ...process.env, ASAN_OPTIONS: 'detect_leaks=1', UBSAN_OPTIONS: 'print_stacktrace=1' }
  return spawnSync(program, words, { encoding: 'utf8', env })
}

test('the kernel leaks nothing, and stays within its memory and the C language', async () => {
  await compileDriver()
  const { status, stdout, stderr } = run()
  assert.equal(stderr, '')
  assert.equal(stdout, 'done\n')
  assert.equal(status, 0)
})

test('a leak of the kernel would be found', () => {
  const { status, stderr } = run('leak')
  assert.notEqual(status, 0)
  assert.match(stderr, /LeakSanitizer: detected memory leaks[\s\S]*code_emit/)
})

test('strings are copied within their memory and their room', () => {
  mkdirSync(folder, { recursive: true })
  const copies = join(folder, 'utf8')
  execFileSync('g++', ['-std=c++20', ...checked, join(root, 'test/sanitizer/utf8.cc'), '-o', copies])
  assert.equal(execFileSync(copies, { encoding: 'utf8' }), 'done\n')
})
