import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkerScriptInputs } from './linker-script.ts'

test('glibc’s libm.so names libm.so.6; AS_NEEDED libraries only complete it', () => {
  const text = `/* GNU ld script
*/
OUTPUT_FORMAT(elf64-x86-64)
GROUP ( /lib/x86_64-linux-gnu/libm.so.6  AS_NEEDED ( /lib/x86_64-linux-gnu/libmvec.so.1 ) )
`
  assert.deepEqual(linkerScriptInputs(text), ['/lib/x86_64-linux-gnu/libm.so.6'])
})

test('archives and objects are left out, as in glibc’s libc.so', () => {
  const text = 'GROUP ( /lib/libc.so.6 /usr/lib/libc_nonshared.a crt1.o AS_NEEDED ( /lib64/ld-linux-x86-64.so.2 ) )'
  assert.deepEqual(linkerScriptInputs(text), ['/lib/libc.so.6'])
})

test('INPUT names files and -l libraries, with or without commas', () => {
  assert.deepEqual(linkerScriptInputs('INPUT(libncurses.so.6 -ltinfo)'), ['libncurses.so.6', '-ltinfo'])
  assert.deepEqual(linkerScriptInputs('INPUT(a.so,b.so)\nINPUT ( c.so )'), ['a.so', 'b.so', 'c.so'])
})

test('a name in quotes may have blanks, and the sysroot is the root', () => {
  assert.deepEqual(linkerScriptInputs('INPUT("/opt/my libs/a.so")'), ['/opt/my libs/a.so'])
  assert.deepEqual(linkerScriptInputs('INPUT(=/lib/a.so $SYSROOT/lib/b.so)'), ['/lib/a.so', '/lib/b.so'])
})

test('commands in comments and other commands name nothing', () => {
  assert.deepEqual(linkerScriptInputs('/* GROUP ( a.so ) */ SEARCH_DIR(/lib) OUTPUT_FORMAT(elf64-x86-64)'), [])
})

test('text that is no script names nothing', () => {
  for (const text of ['', 'GROUP', 'INPUT(', ')))', '#!/bin/sh\nexit 1\n', '\0\0\0', '/* INPUT(a.so)']) {
    assert.deepEqual(linkerScriptInputs(text), [], JSON.stringify(text))
  }
})
