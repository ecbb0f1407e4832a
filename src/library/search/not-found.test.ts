import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Library } from './candidates.ts'
import { folderWith, loaderCacheOf, searchPathIn, sharedObject } from './library.fixture.ts'
import { type Attempt, libraryNotFound } from './not-found.ts'
import type { SearchPath } from './search-path.ts'

const noFile = 'cannot open shared object file: No such file or directory'

/** The loader's words for a name it does not find. */
const missing = (name: string, origin?: string): Attempt => ({
  candidate: origin === undefined ? { name } : { name, origin },
  reason: `${name}: ${noFile}`,
})

function systemWith(t: TestContext, ...sonames: string[]): SearchPath {
  const entries = sonames.map(soname => ({ soname, path: `/nowhere/${soname}` }))
  return searchPathIn(folderWith(t, { 'ld.so.cache': loaderCacheOf(entries) }))
}

const textOf = (library: Library, attempts: readonly Attempt[], path: SearchPath): string =>
  libraryNotFound(library, attempts, path).message

test('everything tried is listed with the loader’s own words, and the installed library named nearly so', t => {
  const path = systemWith(t, 'libsqlite3.so.0', 'libz.so.1')
  const error = libraryNotFound('sqlite', [missing('libsqlite.so', 'found nowhere'), missing('sqlite')], path)
  assert.equal(error.code, 'ERR_CABI_LIBRARY_NOT_FOUND')
  assert.equal(
    error.message,
    `cannot open library 'sqlite'; tried
  libsqlite.so (found nowhere): ${noFile}
  sqlite: ${noFile}
did you mean 'sqlite3'?`,
  )
  assert.deepEqual(
    { ...error },
    {
      name: 'CabiError',
      code: 'ERR_CABI_LIBRARY_NOT_FOUND',
      library: 'sqlite',
      tried: ['libsqlite.so', 'sqlite'],
    },
  )
})

test('a short name is answered with short names: its versions, or else near misses', t => {
  const path = systemWith(t, 'libgtk-4.so.1', 'libgtk-3.so.0', 'libatk-1.0.so.0', 'libssl.so.3', 'libisl.so.23')
  assert.equal(textOf('gtk', [missing('gtk')], path).split('\n')[2], "did you mean 'gtk-3', 'gtk-4'?")
  assert.equal(textOf('sll', [missing('sll')], path).split('\n')[2], "did you mean 'ssl'?")
})

test('a soname is answered with sonames', t => {
  const path = systemWith(t, 'libssl.so.3', 'libsqlite3.so.0')
  assert.equal(textOf('', [missing('libssl.so.1.1')], path).split('\n')[2], "did you mean 'libssl.so.3'?")
  assert.equal(textOf('', [missing('libsqlite.so.3')], path).split('\n')[2], "did you mean 'libsqlite3.so.0'?")
})

test('a development link that is missing is explained', t => {
  const path = systemWith(t, 'libsqlite3.so.0')
  assert.equal(
    textOf('libsqlite3.so', [missing('libsqlite3.so')], path),
    `cannot open library 'libsqlite3.so'; tried
  libsqlite3.so: ${noFile}
libsqlite3.so is the link for compilers, part of development files; the library is 'libsqlite3.so.0', or 'sqlite3' for short`,
  )
})

test('no more than three names are suggested, and none where none is near', t => {
  const path = systemWith(t, 'liblua5.1.so.0', 'liblua5.2.so.0', 'liblua5.3.so.0', 'liblua5.4.so.0')
  assert.equal(textOf('lua', [missing('lua')], path).split('\n')[2], "did you mean 'lua5.1', 'lua5.2', 'lua5.3'?")
  assert.equal(textOf('nope', [missing('nope')], path), `cannot open library 'nope'; tried\n  nope: ${noFile}`)
})

test('nothing is suggested for a path, nor for the name itself', t => {
  const path = systemWith(t, 'libsqlite3.so.0')
  for (const name of ['./sqlite', 'sqlite3', 'libsqlite3.so.0']) {
    assert.equal(textOf(name, [missing(name)], path), `cannot open library '${name}'; tried\n  ${name}: ${noFile}`)
  }
})

test('an advice for several names is given once', t => {
  const path = systemWith(t, 'libsqlite3.so.0')
  assert.equal(
    textOf(['sqlite', 'sqlit3'], [missing('sqlite'), missing('sqlit3')], path),
    `cannot open library [ 'sqlite', 'sqlit3' ]; tried
  sqlite: ${noFile}
  sqlit3: ${noFile}
did you mean 'sqlite3'?`,
  )
})

test('a library that is there but cannot be loaded is no misspelling: the loader’s words stand alone', t => {
  const root = folderWith(t, {
    'lib/libx.so.1': sharedObject(),
    'ld.so.cache': loaderCacheOf([{ soname: 'libx.so.2', path: '/nowhere/libx.so.2' }]),
  })
  const reason = `liby.so.1: ${noFile}`
  for (const name of ['libx.so.1', join(root, 'lib/libx.so.1')]) {
    assert.equal(
      textOf(name, [{ candidate: { name }, reason }], searchPathIn(root)),
      `cannot open library '${name}'; tried\n  ${name}: liby.so.1: ${noFile}`,
    )
  }
})

test('values other than strings are shown as they are written', t => {
  const library: Library = [{ linux: 'libx.so.1', win32: 'x.dll' }, null]
  const error = libraryNotFound(library, [missing('libx.so.1')], systemWith(t))
  assert.equal(
    error.message.split('\n')[0],
    "cannot open library [ { linux: 'libx.so.1', win32: 'x.dll' }, null ]; tried",
  )
})
