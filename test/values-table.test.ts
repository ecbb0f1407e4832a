/** The tables of C types and JavaScript values in the documents are what cabi does: it is asked again. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from './fixture.ts'

test('the tables of docs/types-and-values.md are what cabi takes and gives: else npm run docs', () => {
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/values-table.mjs'), '--print'], {
    encoding: 'utf8',
  })
  assert.equal(stderr, '')
  const text = readFileSync(join(root, 'docs/types-and-values.md'), 'utf8')
  const [, tables] = /begin: npm run docs writes this -->\n\n(.*)\n\n<!-- end: npm run docs/s.exec(text) ?? []
  assert.ok(stdout.includes('| `const char *` |'))
  assert.deepEqual(tables?.split('\n'), stdout.trimEnd().split('\n'))
})
