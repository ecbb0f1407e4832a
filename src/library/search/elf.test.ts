import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { isSharedObject, sonameOf } from './elf.ts'
import { find } from './find.ts'
import { folderWith, i386SharedObject, sharedObject } from './library.fixture.ts'

test('a shared object is a 64-bit little-endian x86-64 file of type ET_DYN', t => {
  const changed = (at: number, byte: number): Buffer => {
    const file = sharedObject()
    file[at] = byte
    return file
  }
  const folder = folderWith(t, {
    'x86-64': sharedObject(),
    magic: changed(0, 0),
    i386: i386SharedObject(),
    '32-bit': changed(4, 1),
    'big-endian': changed(5, 2),
    executable: changed(16, 2),
    aarch64: changed(18, 183),
    short: sharedObject().subarray(0, 63),
    text: 'GROUP ( libm.so.6 )',
    'folder/x': '',
  })
  assert.equal(isSharedObject(join(folder, 'x86-64')), true)
  const others = ['magic', 'i386', '32-bit', 'big-endian', 'executable', 'aarch64', 'short', 'text', 'folder', 'none']
  for (const name of others) assert.equal(isSharedObject(join(folder, name)), false, name)
  assert.equal(isSharedObject('/dev/null'), false)
  assert.equal(isSharedObject('with\0NUL'), false)
})

test('a FIFO is no shared object, and is not waited for', t => {
  const fifo = join(folderWith(t), 'fifo')
  execFileSync('mkfifo', [fifo])
  assert.equal(isSharedObject(fifo), false)
})

test('the DT_SONAME of installed libraries is read as readelf prints it', () => {
  for (const name of ['libc.so.6', 'libm.so.6', 'libstdc++.so.6', 'libz.so.1']) {
    const file = find(name)
    const printed = execFileSync('readelf', ['-dW', file], { encoding: 'utf8' })
    assert.equal(sonameOf(file), /Library soname: \[(.*)\]/.exec(printed)?.[1])
  }
})

test('no DT_SONAME, an empty one, and one with a slash are none', t => {
  const folder = folderWith(t, {
    named: sharedObject('libx.so.1'),
    unnamed: sharedObject(),
    empty: sharedObject(''),
    slash: sharedObject('../libx.so.1'),
    long: sharedObject('x'.repeat(300)),
    i386: i386SharedObject(),
  })
  assert.equal(sonameOf(join(folder, 'named')), 'libx.so.1')
  for (const name of ['unnamed', 'empty', 'slash', 'long', 'i386', 'none']) {
    assert.equal(sonameOf(join(folder, name)), undefined, name)
  }
})
