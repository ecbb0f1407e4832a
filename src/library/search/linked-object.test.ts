import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { folderWith, i386SharedObject, searchPathIn, sharedObject } from './library.fixture.ts'
import { developmentObject, linkedObject } from './linked-object.ts'

test('a shared object is itself; other files and other machines’ libraries are nothing', t => {
  const root = folderWith(t, { 'x.so': sharedObject(), 'y.so': i386SharedObject(), 'z.so': 'no script', 'd.so/x': '' })
  const object = (name: string): string | undefined => linkedObject(join(root, name), searchPathIn(root))
  assert.equal(object('x.so'), join(root, 'x.so'))
  for (const name of ['y.so', 'z.so', 'd.so', 'none.so']) assert.equal(object(name), undefined, name)
})

test('a linker script is followed: to a path, a file beside it, one on the search path, an -l library', t => {
  const root = folderWith(t, {
    'dev/liba.so.1': sharedObject(),
    'lib/libb.so.1': sharedObject(),
    'lib/libb.so': sharedObject(),
    'dev/beside.so': 'INPUT(liba.so.1 libb.so.1)',
    'dev/relative.so': 'INPUT(../lib/libb.so.1)',
    'dev/loader.so': '/* GNU ld script */ GROUP ( libb.so.1 )',
    'dev/linker.so': 'INPUT(-lb)',
    'dev/twice.so': 'INPUT(linker.so)',
    'dev/missing.so': 'INPUT(/nowhere/libc.so.1)',
  })
  const object = (name: string): string | undefined => linkedObject(join(root, 'dev', name), searchPathIn(root))
  assert.equal(object('beside.so'), join(root, 'dev/liba.so.1'))
  assert.equal(object('relative.so'), join(root, 'lib/libb.so.1'))
  assert.equal(object('loader.so'), join(root, 'lib/libb.so.1'))
  assert.equal(object('linker.so'), join(root, 'lib/libb.so'))
  assert.equal(object('twice.so'), join(root, 'lib/libb.so'))
  assert.equal(object('missing.so'), undefined)
})

test('when the first library of a script is missing, the second does not stand in for it', t => {
  const root = folderWith(t, {
    'lib/libncurses.so': 'INPUT(libncurses.so.6 -ltinfo)',
    'lib/libtinfo.so': sharedObject(),
  })
  assert.equal(linkedObject(join(root, 'lib/libncurses.so'), searchPathIn(root)), undefined)
})

test('scripts that name themselves or each other lead nowhere', t => {
  const root = folderWith(t, {
    'lib/liba.so': 'INPUT(-lb)',
    'lib/libb.so': 'INPUT(liba.so)',
    'lib/libc.so': 'INPUT(libc.so)',
  })
  for (const name of ['a', 'b', 'c']) assert.equal(developmentObject(name, searchPathIn(root)), undefined)
})

test('development links are looked for in LD_LIBRARY_PATH, then in the linker’s folders; unfit ones are passed over', t => {
  const root = folderWith(t, {
    'env/libx.so': sharedObject(),
    'dev/libx.so': sharedObject(),
    'env/liby.so': i386SharedObject(),
    'dev/liby.so': 'INPUT(-lnone)',
    'lib/liby.so': sharedObject(),
  })
  const path = searchPathIn(root)
  assert.equal(developmentObject('x', path), join(root, 'env/libx.so'))
  assert.equal(developmentObject('x', { ...path, libraryPath: [] }), join(root, 'dev/libx.so'))
  assert.equal(developmentObject('y', path), join(root, 'lib/liby.so'))
  assert.equal(developmentObject('z', path), undefined)
})
