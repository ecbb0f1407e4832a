import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folderWith, loaderCacheOf, mutated, randomNumbers } from './library.fixture.ts'
import { cachedLibraries, parseLoaderCache } from './loader-cache.ts'

const systemCache = '/etc/ld.so.cache'

const z = { soname: 'libz.so.1', path: '/lib/libz.so.1', flags: 0x0303, processorSpecific: false }
const m = { soname: 'libm.so.6', path: '/lib/libm.so.6', flags: 0x0303, processorSpecific: false }

test('this system’s cache reads as ldconfig prints it', () => {
  const printed = execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' })
  const expected = [...printed.matchAll(/^\t(\S+) \(libc6,x86-64.*\) => (.+)$/gm)].map(([, name, path]) => [name, path])
  assert.ok(expected.length > 10)
  assert.deepEqual(
    cachedLibraries(systemCache).map(entry => [entry.soname, entry.path]),
    expected,
  )
})

test('entries carry soname, path, flags, and whether they suit some processors only', () => {
  const fast = { soname: 'libz.so.1', path: '/lib/glibc-hwcaps/x86-64-v3/libz.so.1', hwcap: (1n << 62n) | 1n }
  const old = { soname: 'libz.so.1', path: '/lib32/libz.so.1', flags: 0x0003 }
  assert.deepEqual(parseLoaderCache(loaderCacheOf([fast, z, old])), [
    { soname: fast.soname, path: fast.path, flags: 0x0303, processorSpecific: true },
    z,
    { ...old, processorSpecific: false },
  ])
})

test('only entries whose soname has the prefix are given', () => {
  assert.deepEqual(parseLoaderCache(loaderCacheOf([z, m]), 'libm.so'), [m])
  assert.deepEqual(parseLoaderCache(loaderCacheOf([z, m]), 'ibm'), [])
})

test('names beyond ASCII are UTF-8', () => {
  const entry = { ...z, soname: 'libé.so.1', path: '/lib/ü/libé.so.1' }
  assert.deepEqual(parseLoaderCache(loaderCacheOf([m, entry, z]), 'libé'), [entry])
})

test('the format may follow that of glibc 2.1, on the next eighth byte', () => {
  for (const count of [0, 1, 2, 3]) {
    const before = Buffer.alloc(Math.ceil((16 + count * 12) / 8) * 8)
    before.write('ld.so-1.7.0')
    before.writeUInt32LE(count, 12)
    assert.deepEqual(parseLoaderCache(Buffer.concat([before, loaderCacheOf([z, m])])), [z, m])
  }
})

test('any view of the bytes will do', () => {
  const bytes = loaderCacheOf([z])
  const inside = new Uint8Array(bytes.length + 7)
  inside.set(bytes, 3)
  assert.deepEqual(parseLoaderCache(inside.subarray(3, 3 + bytes.length)), [z])
})

test('what is no cache of this machine’s kind has no entries', () => {
  const bigEndian = loaderCacheOf([z])
  bigEndian[28] = 3
  for (const bytes of [Buffer.alloc(0), Buffer.from('glibc-ld.so.cache1.1'), Buffer.alloc(4096, 'x'), bigEndian]) {
    assert.deepEqual(parseLoaderCache(bytes), [])
  }
})

test('entries that point outside the file, or to no absolute path, are passed over', () => {
  const bytes = loaderCacheOf([z, { ...m, path: 'libm.so.6' }, { ...m, soname: '' }, m])
  bytes.writeUInt32LE(bytes.length, 48 + 4)
  assert.deepEqual(parseLoaderCache(bytes), [m])
})

test('a cache cut off anywhere gives those entries whose names are whole', () => {
  const bytes = readFileSync(systemCache)
  const whole = new Set(parseLoaderCache(bytes).map(entry => `${entry.soname} ${entry.path}`))
  let most = 0
  for (let length = 0; length < bytes.length; length += 97) {
    const entries = parseLoaderCache(bytes.subarray(0, length))
    for (const entry of entries) assert.ok(whole.has(`${entry.soname} ${entry.path}`), `cut at ${length}`)
    most = Math.max(most, entries.length)
  }
  assert.ok(most > whole.size / 2)
})

test('a cache with wrong bytes never throws', () => {
  const random = randomNumbers(1)
  const bytes = readFileSync(systemCache).subarray(0, 16384)
  for (let i = 0; i < 1000; i++) {
    const hostile = mutated(bytes, random)
    for (let n = random(4); n > 0 && hostile.length > 100; n--) hostile[random(100)] = random(256)
    for (const entry of parseLoaderCache(hostile)) assert.ok(entry.soname && entry.path.startsWith('/'))
  }
})

test('the file is read once, and again when it was modified', t => {
  const file = join(folderWith(t), 'ld.so.cache')
  const writeAt = (seconds: number, bytes: Buffer): void => {
    writeFileSync(file, bytes)
    utimesSync(file, seconds, seconds)
  }
  writeAt(1000, loaderCacheOf([z]))
  assert.deepEqual(cachedLibraries(file), [z])
  writeAt(1000, loaderCacheOf([m]))
  assert.deepEqual(cachedLibraries(file), [z])
  writeAt(1001, loaderCacheOf([m]))
  assert.deepEqual(cachedLibraries(file), [m])
})

test('libraries for other machines are left out, and a missing cache is empty', t => {
  const folder = folderWith(t, { cache: loaderCacheOf([{ ...z, flags: 0x0003 }, { ...z, flags: 0x0803 }, m]) })
  assert.deepEqual(cachedLibraries(join(folder, 'cache')), [m])
  assert.deepEqual(cachedLibraries(join(folder, 'none')), [])
})
