/** The pictures of the documents are what the command draws of `docs/pictures/alignment.h`. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from './fixture.ts'

const targets = ['--target', 'x86_64-linux', '--target', 'i386-linux']

for (const type of ['record', 'packet']) {
  const words = ['layout', '--svg', ...targets, 'docs/pictures/alignment.h', type]
  test(`docs/pictures/${type}.svg is what this prints: node dist/cli.js ${words.join(' ')}`, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...words], {
      cwd: root,
      encoding: 'utf8',
    })
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
    assert.equal(stdout, readFileSync(join(root, `docs/pictures/${type}.svg`), 'utf8'))
  })
}
