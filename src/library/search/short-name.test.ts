import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folderWith, i386SharedObject, loaderCacheOf, searchPathIn, sharedObject } from './library.fixture.ts'
import type { SearchPath } from './search-path.ts'
import { shortNameCandidates } from './short-name.ts'

const namesFor = (name: string, path: SearchPath): (string | null)[] =>
  shortNameCandidates(name, path).map(candidate => candidate.name)

test('the development link decides, even when a higher version is installed', t => {
  const root = folderWith(t, {
    'lib/libx.so.1': sharedObject('libx.so.1'),
    'lib/libx.so.2': sharedObject('libx.so.2'),
    'dev/keep': '',
  })
  symlinkSync('../lib/libx.so.1', join(root, 'dev/libx.so'))
  assert.deepEqual(shortNameCandidates('x', searchPathIn(root)), [
    { name: 'libx.so.1', origin: `soname of ${root}/dev/libx.so` },
    { name: join(root, 'dev/libx.so'), origin: 'what -lx links with' },
  ])
})

test('a development link that is a linker script gives the library that it names', t => {
  const root = folderWith(t, {
    'dev/libx.so': 'GROUP ( ../lib/libx.so.6 )',
    'lib/libx.so.6': sharedObject('libx.so.6'),
  })
  assert.deepEqual(namesFor('x', searchPathIn(root)), ['libx.so.6', join(root, 'lib/libx.so.6')])
})

test('without a development link it is the highest version, compared as numbers', t => {
  const root = folderWith(t, {
    'lib/libx.so.9': sharedObject('libx.so.9'),
    'lib/libx.so.10.2': sharedObject('libx.so.10'),
    'lib/libx.so.10.10': sharedObject('libx.so.10'),
    'lib/libx.so.10.10-gdb.py': 'import gdb',
    'lib/libxy.so.99': sharedObject(),
  })
  assert.deepEqual(shortNameCandidates('x', searchPathIn(root)), [
    { name: 'libx.so.10', origin: `soname of ${root}/lib/libx.so.10.10` },
    { name: join(root, 'lib/libx.so.10.10'), origin: 'highest version of libx.so.*' },
  ])
})

test('LD_LIBRARY_PATH goes before the cache, and the cache before the loader’s folders, whatever the versions', t => {
  const root = folderWith(t, {
    'env/libx.so.1': sharedObject('libx.so.1'),
    'opt/libx.so.2': sharedObject('libx.so.2'),
    'opt/libx.so.10': sharedObject('libx.so.10'),
    'lib/libx.so.11': sharedObject('libx.so.11'),
  })
  const cache = folderWith(t, {
    'ld.so.cache': loaderCacheOf([
      { soname: 'libx.so.2', path: join(root, 'opt/libx.so.2') },
      { soname: 'libx.so.10', path: join(root, 'opt/libx.so.10') },
      { soname: 'libx.so.12', path: join(root, 'opt/libx.so.12') },
    ]),
  })
  const path = { ...searchPathIn(root), cacheFile: join(cache, 'ld.so.cache') }
  const origin = 'highest version of libx.so.*'
  assert.deepEqual(shortNameCandidates('x', path), [{ name: join(root, 'env/libx.so.1'), origin }])
  assert.deepEqual(shortNameCandidates('x', { ...path, libraryPath: [] }), [{ name: 'libx.so.10', origin }])
  const uncached = { ...searchPathIn(root), libraryPath: [] }
  assert.deepEqual(namesFor('x', uncached), ['libx.so.11', join(root, 'lib/libx.so.11')])
})

test('a library for another machine is passed over, however high its version', t => {
  const root = folderWith(t, { 'lib/libx.so.2': i386SharedObject(), 'lib/libx.so.1': sharedObject() })
  assert.deepEqual(namesFor('x', searchPathIn(root)), [join(root, 'lib/libx.so.1')])
})

test('a short name may hold dots, dashes, pluses and versions', t => {
  for (const name of ['gtk-3', 'lua5.4', 'SDL2-2.0', 'stdc++', 'x.y[z]*']) {
    const root = folderWith(t, { [`lib/lib${name}.so.0`]: sharedObject(`lib${name}.so.0`) })
    assert.equal(namesFor(name, searchPathIn(root))[0], `lib${name}.so.0`)
  }
})

test('what is not installed has no candidates', t => {
  assert.deepEqual(shortNameCandidates('x', searchPathIn(folderWith(t))), [])
})
