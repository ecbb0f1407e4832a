import assert from 'node:assert/strict'
import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folderWith } from './library.fixture.ts'
import { withFile } from './read-at.ts'

test('a read is as long as asked for, or as the file has bytes', t => {
  const file = join(folderWith(t, { file: '0123456789' }), 'file')
  const read = (offset: number, length: number): string | undefined =>
    withFile(file, readAt => readAt(offset, length).toString())
  assert.equal(read(2, 3), '234')
  assert.equal(read(8, 5), '89')
  assert.equal(read(8, 1e6), '89')
  assert.equal(read(10, 1), '')
  assert.equal(read(11, 1e6), '')
  assert.equal(read(0, 0), '')
  assert.equal(read(0, 1e15), '0123456789')
})

test('no read is longer than any real table', t => {
  const file = join(folderWith(t, { file: '' }), 'file')
  truncateSync(file, 2 ** 32)
  assert.equal(
    withFile(file, readAt => readAt(0, 2 ** 31).length),
    0,
  )
})

test('what cannot be opened or read is undefined, and so is what cannot be made of it', t => {
  const folder = folderWith(t, { file: '' })
  assert.equal(
    withFile(join(folder, 'none'), () => 1),
    undefined,
  )
  assert.equal(
    withFile(folder, readAt => readAt(0, 1)),
    undefined,
  )
  assert.equal(
    withFile(join(folder, 'file'), readAt => readAt(2 ** 60, 1)),
    undefined,
  )
})
