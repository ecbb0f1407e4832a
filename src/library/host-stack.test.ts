import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { exchange } from '../exchange/exchange.ts'
import { insistsOnHostStack } from './host-stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'cabi-host-stack-'))
after(() => rmSync(folder, { recursive: true }))

/** A library that exports `symbol`, needs `needs`, and stands where the loader finds it. */
function library(name: string, symbol: string, needs: readonly string[] = []): string {
  const file = join(folder, name)
  writeFileSync(`${file}.c`, `int ${symbol}(void) { return 1; }\n`)
  const linked = needs.map(needed => join(folder, needed))
  execFileSync('gcc', [
    '-shared',
    '-fPIC',
    '-o',
    file,
    `${file}.c`,
    '-Wl,--no-as-needed',
    ...linked,
    `-Wl,-rpath,${folder}`,
  ])
  return file
}

function insists(file: string): boolean {
  const { kernel } = exchange()
  const handle = kernel.openLibrary(file, false, true)
  assert.equal(typeof handle, 'number', String(handle))
  return insistsOnHostStack(kernel, handle as number)
}

test('an ordinary library does not insist on the thread’s own stack', () => {
  assert.equal(insists(library('libordinary.so', 'ordinary')), false)
  assert.equal(insists('libm.so.6'), false)
})

test('a library does that needs a collector which looks through the stack, however indirectly', () => {
  library('libgc.so.1', 'GC_malloc')
  library('libmiddle.so', 'middle', ['libgc.so.1'])
  assert.equal(insists(library('libuser.so', 'user', ['libmiddle.so'])), true)
})

test('one whose name only begins like a collector’s does not', () => {
  for (const name of ['libgcrypt.so.20', 'libRx.so', 'libpython3.11.so.1.0']) {
    assert.equal(insists(library(name, name.replace(/\W/g, '_'))), false, name)
  }
})

test('one that was written in Go does', () => {
  assert.equal(insists(library('libgo-like.so', 'crosscall2')), true)
})
