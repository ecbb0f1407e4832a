import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { candidates, type Library } from './candidates.ts'
import { folderWith, searchPathIn, sharedObject } from './library.fixture.ts'
import type { SearchPath } from './search-path.ts'

const noFiles = new Proxy({} as SearchPath, {
  get: (_, key) => assert.fail(`${String(key)} is looked at`),
})

test('null is the process itself', () => {
  assert.deepEqual([...candidates(null, 'linux', noFiles)], [{ name: null }])
})

test('a soname with a version is taken as it is, and no file is read for it', () => {
  for (const name of ['libc.so.6', 'libssl.so.1.0.2k', 'ld-linux-x86-64.so.2', 'libSDL2-2.0.so.0']) {
    assert.deepEqual([...candidates(name, 'linux', noFiles)], [{ name }])
  }
})

test('a path is taken as it is, whether the file exists or not', t => {
  const root = folderWith(t, { 'x.so': sharedObject('libx.so.1'), text: 'no script' })
  for (const name of [join(root, 'x.so'), join(root, 'text'), join(root, 'none.so'), './none.so', '/']) {
    assert.deepEqual([...candidates(name, 'linux', searchPathIn(root))], [{ name }])
  }
})

test('after the path of a linker script, which the loader refuses, comes the path of the library that it names', t => {
  const root = folderWith(t, {
    'dev/libm.so': 'GROUP ( ../lib/libm.so.6 )',
    'lib/libm.so.6': sharedObject('libm.so.6'),
  })
  assert.deepEqual(
    [...candidates(join(root, 'dev/libm.so'), 'linux', searchPathIn(root))],
    [
      { name: join(root, 'dev/libm.so') },
      { name: join(root, 'lib/libm.so.6'), origin: `named by the linker script ${root}/dev/libm.so` },
    ],
  )
})

test('where the loader would meet a linker script, what the script names comes second', t => {
  const root = folderWith(t, { 'lib/libm.so': 'GROUP ( libm.so.6 )', 'lib/libm.so.6': sharedObject('libm.so.6') })
  const object = join(root, 'lib/libm.so.6')
  assert.deepEqual(
    [...candidates('libm.so', 'linux', searchPathIn(root))],
    [
      { name: 'libm.so' },
      { name: 'libm.so.6', origin: `soname of ${object}` },
      { name: object, origin: `named by the linker script ${root}/lib/libm.so` },
    ],
  )
})

test('where the loader would meet a library, or nothing, the name stands alone', t => {
  const root = folderWith(t, {
    'env/libm.so': sharedObject('libm.so.6'),
    'lib/libm.so': 'GROUP ( libm.so.6 )',
    'lib/libm.so.6': sharedObject('libm.so.6'),
  })
  assert.deepEqual([...candidates('libm.so', 'linux', searchPathIn(root))], [{ name: 'libm.so' }])
  assert.deepEqual([...candidates('libn.so', 'linux', searchPathIn(root))], [{ name: 'libn.so' }])
})

test('a file name without lib is also a short name', t => {
  const root = folderWith(t, { 'env/libx.so.1': sharedObject() })
  assert.deepEqual(
    [...candidates('x.so', 'linux', searchPathIn(root))],
    [{ name: 'x.so' }, { name: join(root, 'env/libx.so.1'), origin: 'highest version of libx.so.*' }],
  )
})

test('a short name with lib before it is meant without, unless there is one of the longer name', t => {
  const namesFor = (files: readonly string[], name: string): (string | null)[] => {
    const root = folderWith(t, Object.fromEntries(files.map(file => [`lib/${file}`, sharedObject()])))
    return [...candidates(name, 'linux', searchPathIn(root))].map(candidate => candidate.name!.replace(`${root}/`, ''))
  }
  assert.deepEqual(namesFor(['libz.so.1'], 'libz'), ['lib/libz.so.1'])
  assert.deepEqual(namesFor(['libz.so.1', 'liblibz.so.1'], 'libz'), ['lib/liblibz.so.1'])
  assert.deepEqual(namesFor([], 'libz'), ['libz.so', 'libz'])
  assert.deepEqual(namesFor([], 'lib'), ['liblib.so', 'lib'])
})

test('a short name found nowhere is given to the loader in both spellings', t => {
  assert.deepEqual(
    [...candidates('nope', 'linux', searchPathIn(folderWith(t)))],
    [{ name: 'libnope.so', origin: 'found nowhere' }, { name: 'nope' }],
  )
})

test('arrays and platforms are resolved in order', () => {
  const namesFor = (library: Library, platform: 'linux' | 'win32'): (string | null)[] =>
    [...candidates(library, platform, noFiles)].map(candidate => candidate.name)
  const library: Library = [{ linux: ['a.so.2', 'a.so.1'], win32: 'a.so.0' }, 'b.so.1', null]
  assert.deepEqual(namesFor(library, 'linux'), ['a.so.2', 'a.so.1', 'b.so.1', null])
  assert.deepEqual(namesFor(library, 'win32'), ['a.so.0', 'b.so.1', null])
  assert.deepEqual(namesFor({ linux: null }, 'linux'), [null])
})

const kinds =
  "null, a path, a soname ('libm.so.6'), a short name ('m'), { linux, darwin, win32 } or an array of candidates"

for (const [title, library, message] of [
  ['a number', 5, `library: expected ${kinds}, got 5`],
  ['undefined', undefined, `library: expected ${kinds}, got undefined`],
  ['a bigint', 5n, `library: expected ${kinds}, got 5n`],
  ['a symbol', Symbol('m'), `library: expected ${kinds}, got Symbol(m)`],
  ['a function', () => 'm', `library: expected ${kinds}, got a function`],
  ['an empty object', {}, `library: expected ${kinds}, got {}`],
  ['an object with other keys', { linus: 'm', mac: 'm' }, `library: expected ${kinds}, got { linus: 'm', mac: 'm' }`],
  ['a URL', new URL('file:///libm.so'), `library: expected ${kinds}, got an instance of URL`],
  ['an object without a prototype', Object.create(null), `library: expected ${kinds}, got [Object: null prototype] {}`],
  ['an empty string', '', "library: expected a name or a path, got ''"],
  ['a string with NUL', 'm\0.so', 'library: expected a name without NUL, got "m\\u0000.so"'],
  ['an empty array', [], 'library: expected at least one candidate, got an empty array'],
  // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested.
  ['a hole', [,], `library[0]: expected ${kinds}, got undefined`],
  ['a wrong candidate', ['a.so.1', ['']], "library[1][0]: expected a name or a path, got ''"],
  ['a wrong name for the platform', { linux: 5 }, `library.linux: expected ${kinds}, got 5`],
  [
    'no name for the platform',
    { darwin: 'm', win32: 'm' },
    "library: expected a name for linux, got { darwin: 'm', win32: 'm' }",
  ],
  [
    'an undefined name for it',
    [{ linux: undefined }],
    'library[0]: expected a name for linux, got { linux: undefined }',
  ],
] as const) {
  test(`${title} is no library`, () => {
    assert.throws(() => [...candidates(library as unknown as Library, 'linux', noFiles)], {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message,
    })
  })
}
