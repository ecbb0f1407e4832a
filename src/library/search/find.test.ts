import assert from 'node:assert/strict'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { isSharedObject } from './elf.ts'
import { find } from './find.ts'
import { folderWith, i386SharedObject, searchPathIn, sharedObject } from './library.fixture.ts'

test('the libraries of this system are found by short name, soname and development link', () => {
  for (const [library, file] of [
    ['m', 'libm.so.6'],
    ['libm.so.6', 'libm.so.6'],
    ['libm.so', 'libm.so.6'],
    ['c', 'libc.so.6'],
    ['stdc++', 'libstdc++.so.6'],
  ] as const) {
    const found = find(library)
    assert.match(found, new RegExp(`^/.*/${file.replaceAll('+', '\\+')}$`))
    assert.ok(isSharedObject(found))
  }
})

test('a 32-bit library of the same name is passed over', t => {
  const root = folderWith(t, { 'env/libx.so.1': i386SharedObject(), 'lib/libx.so.1': sharedObject('libx.so.1') })
  assert.equal(find('libx.so.1', searchPathIn(root)), join(root, 'lib/libx.so.1'))
  assert.equal(find('x', searchPathIn(root)), join(root, 'lib/libx.so.1'))
})

test('a library in a folder that only the linker searches is found by its path', t => {
  const root = folderWith(t, { 'dev/libx.so': sharedObject('libx.so.1') })
  assert.equal(find('x', searchPathIn(root)), join(root, 'dev/libx.so'))
})

test('a relative path comes back absolute', t => {
  const file = join(folderWith(t, { 'x.so': sharedObject() }), 'x.so')
  assert.equal(find(relative(process.cwd(), file)), file)
})

test('the first candidate that exists is found', t => {
  const root = folderWith(t, { 'x.so': sharedObject(), 'lib/liby.so.1': sharedObject() })
  assert.equal(find([join(root, 'none.so'), 'y', join(root, 'x.so')], searchPathIn(root)), join(root, 'lib/liby.so.1'))
})

test('when there is none, the error says why for each', t => {
  const root = folderWith(t, { 'text.so': 'no library' })
  const library = [null, 'libx.so.1', `${root}/none.so`, `${root}/text.so`, 'x']
  const message = `cannot open library [ null, 'libx.so.1', '${root}/none.so', '${root}/text.so', 'x' ]; tried
  null: the process itself is not a file
  libx.so.1: not in LD_LIBRARY_PATH, the loader's cache or its folders
  ${root}/none.so: no such file
  ${root}/text.so: not an x86-64 shared object
  libx.so (found nowhere): not in LD_LIBRARY_PATH, the loader's cache or its folders
  x: not in LD_LIBRARY_PATH, the loader's cache or its folders`
  assert.throws(() => find(library, searchPathIn(root)), {
    name: 'CabiError',
    code: 'ERR_CABI_LIBRARY_NOT_FOUND',
    message,
    library,
    tried: ['null', 'libx.so.1', `${root}/none.so`, `${root}/text.so`, 'libx.so', 'x'],
  })
})
