import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { exportedSymbols, symbolsIn } from './exported-symbols.ts'
import { find } from './find.ts'
import { folderWith, mutated, randomNumbers } from './library.fixture.ts'
import type { ReadAt } from './read-at.ts'

const readerOf =
  (bytes: Buffer): ReadAt =>
  (offset, length) =>
    bytes.subarray(offset, offset + length)

/** What `nm` says is defined, without the linker's version names (A) and old versions (one @). */
function definedByNm(file: string): string[] {
  const lines = execFileSync('nm', ['-D', '--defined-only', file], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\n')
  const symbols = [...lines.join('\n').matchAll(/^\S+ (\w) ([^\s@]+)(@?@?)\S*$/gm)]
  return [...new Set(symbols.filter(([, type, , at]) => type !== 'A' && at !== '@').map(([, , name]) => name!))].sort()
}

for (const name of ['libc.so.6', 'libm.so.6', 'libstdc++.so.6', 'libz.so.1']) {
  test(`the names that ${name} exports are those that nm prints`, () => {
    const file = find(name)
    const symbols = exportedSymbols(file)
    assert.ok(symbols.length > 50)
    assert.deepEqual(symbols.sort(), definedByNm(file))
  })
}

const source = `
  int function(void) { return 1; }
  int variable = 1;
  const int constant = 1;
  int zero;
  __thread int per_thread;
  __attribute__((weak)) int weak(void) { return 1; }
  __attribute__((visibility("protected"))) int protected_(void) { return 1; }
  __attribute__((visibility("hidden"))) int hidden(void) { return 1; }
  static int local(void) { return 1; }
  static int (*resolve(void))(void) { return function; }
  int chosen(void) __attribute__((ifunc("resolve")));
  extern int puts(const char *);
  int uses(void) { return puts("") + local() + hidden(); }
  int old_version(void) { return 1; }
  int new_version(void) { return 2; }
  int gone_version(void) { return 3; }
  __asm__(".symver old_version, versioned@V1");
  __asm__(".symver new_version, versioned@@V2");
  __asm__(".symver gone_version, gone@V1");
`
const versions = 'V1 { global: *; local: old_version; new_version; gone_version; }; V2 { } V1;'
const exported = 'chosen constant function per_thread protected_ uses variable versioned weak zero'.split(' ')

const folder = folderWith({ after }, { 'x.c': source, 'x.map': versions })

function compiled(name: string, ...flags: string[]): string {
  const file = join(folder, name)
  const inputs = [join(folder, 'x.c'), `-Wl,--version-script=${join(folder, 'x.map')}`]
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', ...flags, '-o', file, ...inputs])
  return file
}

for (const style of ['gnu', 'sysv', 'both']) {
  test(`defined, visible functions and variables are exported (--hash-style=${style}), with or without section headers`, () => {
    const file = compiled(`${style}.so`, `-Wl,--hash-style=${style}`)
    assert.deepEqual(exportedSymbols(file).sort(), exported)
    const bytes = readFileSync(file)
    bytes.fill(0, 40, 48) // e_shoff
    bytes.fill(0, 60, 64) // e_shnum, e_shstrndx
    writeFileSync(file, bytes)
    assert.deepEqual(exportedSymbols(file).sort(), exported)
  })
}

test('a library that exports nothing has no names', () => {
  const file = join(folder, 'empty.so')
  writeFileSync(join(folder, 'empty.c'), '')
  execFileSync('gcc', ['-shared', '-nostdlib', '-o', file, join(folder, 'empty.c')])
  assert.deepEqual(exportedSymbols(file), [])
})

test('what is no shared object has no names', () => {
  for (const file of [join(folder, 'x.c'), join(folder, 'none'), folder, '/dev/null']) {
    assert.deepEqual(exportedSymbols(file), [])
  }
})

test('a library cut off anywhere, or with wrong bytes, never throws', () => {
  const random = randomNumbers(2)
  for (const style of ['gnu', 'sysv']) {
    const bytes = readFileSync(compiled('fuzzed.so', `-Wl,--hash-style=${style}`))
    const loaded = bytes.subarray(0, 4096)
    for (let length = 0; length < bytes.length; length += 61) symbolsIn(readerOf(bytes.subarray(0, length)))
    for (let i = 0; i < 2000; i++) {
      const hostile = Buffer.concat([mutated(loaded, random), bytes.subarray(4096)])
      for (const name of symbolsIn(readerOf(hostile))) assert.equal(typeof name, 'string')
    }
  }
})

test('a forged size of terabytes is not allocated', () => {
  const file = compiled('forged.so', '-Wl,--hash-style=sysv')
  const bytes = readFileSync(file)
  const programHeaders = Number(bytes.readBigUInt64LE(32))
  for (let i = 0; i < bytes.readUInt16LE(56); i++) bytes.writeBigUInt64LE(1n << 45n, programHeaders + i * 56 + 32)
  writeFileSync(file, bytes)
  truncateSync(file, 2 ** 32)
  const before = process.memoryUsage().rss
  assert.deepEqual(exportedSymbols(file), [])
  assert.ok(process.memoryUsage().rss - before < 100e6)
})
