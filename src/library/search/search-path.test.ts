import assert from 'node:assert/strict'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { folderWith, i386SharedObject, loaderCacheOf, searchPathIn, sharedObject } from './library.fixture.ts'
import { locate, systemSearchPath } from './search-path.ts'

test('LD_LIBRARY_PATH is split at colons and semicolons; a folder without a name is the current one', () => {
  const folders = (LD_LIBRARY_PATH?: string): readonly string[] => systemSearchPath({ LD_LIBRARY_PATH }).libraryPath
  assert.deepEqual(folders('/a:/b;/c'), ['/a', '/b', '/c'])
  assert.deepEqual(folders('/a::lib'), ['/a', process.cwd(), resolve('lib')])
  assert.deepEqual(folders(''), [])
  assert.deepEqual(folders(undefined), [])
})

test('LD_LIBRARY_PATH goes before the cache, and that before the loader’s folders', t => {
  const files = { 'env/libx.so.1': sharedObject(), 'cached/libx.so.1': sharedObject(), 'lib/libx.so.1': sharedObject() }
  const root = folderWith(t, files)
  const cached = folderWith(t, {
    'ld.so.cache': loaderCacheOf([{ soname: 'libx.so.1', path: join(root, 'cached/libx.so.1') }]),
  })
  const path = { ...searchPathIn(root), cacheFile: join(cached, 'ld.so.cache') }
  assert.equal(locate('libx.so.1', path), join(root, 'env/libx.so.1'))
  assert.equal(locate('libx.so.1', { ...path, libraryPath: [] }), join(root, 'cached/libx.so.1'))
  assert.equal(locate('libx.so.1', searchPathIn(root)), join(root, 'env/libx.so.1'))
  assert.equal(locate('libx.so.1', { ...searchPathIn(root), libraryPath: [] }), join(root, 'lib/libx.so.1'))
})

test('libraries for other machines, and cache entries without a file, are passed over', t => {
  const root = folderWith(t, { 'env/libx.so.1': i386SharedObject(), 'lib/libx.so.1': sharedObject() })
  const stale = folderWith(t, {
    'ld.so.cache': loaderCacheOf([{ soname: 'libx.so.1', path: join(root, 'gone/libx.so.1') }]),
  })
  const path = { ...searchPathIn(root), cacheFile: join(stale, 'ld.so.cache') }
  assert.equal(locate('libx.so.1', path), join(root, 'lib/libx.so.1'))
})

test('of the builds in the cache, the one for any processor is located', t => {
  const root = folderWith(t, { 'v3/libx.so.1': sharedObject(), 'any/libx.so.1': sharedObject() })
  const cache = folderWith(t, {
    'ld.so.cache': loaderCacheOf([
      { soname: 'libx.so.1', path: join(root, 'v3/libx.so.1'), hwcap: 1n << 62n },
      { soname: 'libx.so.1', path: join(root, 'any/libx.so.1') },
    ]),
  })
  const path = { ...searchPathIn(root), cacheFile: join(cache, 'ld.so.cache') }
  assert.equal(locate('libx.so.1', path), join(root, 'any/libx.so.1'))
})

test('a soname is matched whole, and the linker’s folders are not searched', t => {
  const root = folderWith(t, { 'dev/libx.so.1': sharedObject(), 'lib/libx.so.10': sharedObject() })
  assert.equal(locate('libx.so.1', searchPathIn(root)), undefined)
  const cache = folderWith(t, {
    'ld.so.cache': loaderCacheOf([{ soname: 'libx.so.10', path: join(root, 'lib/libx.so.10') }]),
  })
  const path = { ...searchPathIn(root), cacheFile: join(cache, 'ld.so.cache') }
  assert.equal(locate('libx.so.1', path), undefined)
  assert.equal(locate('libx.so.10', path), join(root, 'lib/libx.so.10'))
})
