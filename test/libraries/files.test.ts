import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { open, own, type Pointer, readString, release, strerror } from 'cabi'

/** Headers as the compiler sees them, with their macros: what is in a `struct stat` is different everywhere. */
const headers = (...names: string[]): string =>
  execFileSync('gcc', ['-E', '-dD', '-x', 'c', '-'], {
    input: names.map(name => `#include <${name}>\n`).join(''),
    encoding: 'utf8',
  })

const libc = open('libc.so.6', headers('sys/stat.h', 'dirent.h', 'glob.h'))
const stat = libc['struct stat']
const { opendir, readdir, closedir, DT_DIR, DT_LNK, DT_REG, S_IFMT, S_IFREG } = libc

const folder = mkdtempSync(join(tmpdir(), 'cabi-files-'))
after(() => rmSync(folder, { recursive: true }))
writeFileSync(join(folder, 'grüße.txt'), 'x'.repeat(12345))
writeFileSync(join(folder, 'b.txt'), '')
writeFileSync(join(folder, 'c.bin'), '')
mkdirSync(join(folder, 'sub'))
symlinkSync('b.txt', join(folder, 'link'))

test('stat tells what fs.statSync does, to the nanosecond', () => {
  const path = join(folder, 'grüße.txt')
  const mine = new stat()
  assert.equal(libc['stat'](path, mine), 0)
  const byNode = statSync(path, { bigint: true })

  for (const name of ['dev', 'ino', 'nlink', 'mode', 'uid', 'gid', 'rdev', 'size', 'blksize', 'blocks'] as const) {
    assert.equal(BigInt(mine[`st_${name}`]), byNode[name], name)
  }
  const nanoseconds = ({ tv_sec, tv_nsec }: { tv_sec: number; tv_nsec: number }) =>
    BigInt(tv_sec) * 1_000_000_000n + BigInt(tv_nsec)
  assert.equal(nanoseconds(mine.st_mtim), byNode.mtimeNs)
  assert.equal(nanoseconds(mine.st_ctim), byNode.ctimeNs)
  assert.equal(mine.st_mode & S_IFMT, S_IFREG)
})

test('what is not there is told by errno', () => {
  assert.equal(libc['stat'](join(folder, 'nothing'), new stat()), -1)
  assert.equal(strerror(), 'No such file or directory')
})

function* entries(path: string) {
  const directory = opendir(path)
  if (directory === null) throw new Error(`${path}: ${strerror()}`)
  for (let entry = readdir(directory); entry !== null; entry = readdir(directory)) yield entry.value
  closedir(directory)
}

test('readdir gives the names and kinds that fs.readdirSync does', () => {
  const kinds = { [DT_DIR]: 'folder', [DT_REG]: 'file', [DT_LNK]: 'link' }
  const mine = Array.from(entries(folder), ({ d_name, d_type }) => [d_name, kinds[d_type]])
  const byNode = readdirSync(folder, { withFileTypes: true }).map(entry => {
    return [entry.name, entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'link']
  })
  const wanted = [['.', 'folder'], ['..', 'folder'], ...byNode]
  assert.deepEqual(mine.sort(), wanted.sort())
})

test('glob leaves a list of strings', () => {
  const found = new libc['glob_t']()
  assert.equal(libc['glob'](join(folder, '*.txt'), 0, null, found), 0)
  assert.equal(found.gl_pathc, 2)
  const paths = Array.from(found.gl_pathv.array(found.gl_pathc), path => readString(path as Pointer))
  assert.deepEqual(paths, [join(folder, 'b.txt'), join(folder, 'grüße.txt')])
  assert.equal(found.gl_pathv.at(2), null)
  libc['globfree'](found)
  assert.equal(libc['glob'](join(folder, '*.none'), 0, null, found), libc['GLOB_NOMATCH'])
})

test('a directory that own() holds is closed once', () => {
  const directory = own(opendir(folder), closedir)
  assert.notEqual(readdir(directory), null)
  release(directory)
  assert.throws(() => readdir(directory), { code: 'ERR_CABI_CLOSED' })
})
