import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { asLinked } from './candidate.ts'
import { folderWith, searchPathIn, sharedObject } from './library.fixture.ts'

test('the soname is tried before the path', t => {
  const root = folderWith(t, { 'lib/libx.so': sharedObject('libx.so.3') })
  const file = join(root, 'lib/libx.so')
  assert.deepEqual(asLinked(file, 'found', searchPathIn(root)), [
    { name: 'libx.so.3', origin: `soname of ${file}` },
    { name: file, origin: 'found' },
  ])
})

test('a library without a soname, and one in a folder of LD_LIBRARY_PATH, is opened by its path', t => {
  const root = folderWith(t, { 'lib/libx.so': sharedObject(), 'env/libx.so': sharedObject('libx.so.3') })
  for (const file of [join(root, 'lib/libx.so'), join(root, 'env/libx.so')]) {
    assert.deepEqual(asLinked(file, 'found', searchPathIn(root)), [{ name: file, origin: 'found' }])
  }
})
