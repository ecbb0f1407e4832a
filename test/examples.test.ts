/** The examples, one for each system that cabi learned from: they print what their comments say. None is left out. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from './fixture.ts'
import { printsWhatItSays } from './said-output.ts'

/** The tour's output stands in its own test, with what differs between machines; that of the speed story is below. */
const elsewhere = /^(?:tour\.ts|speed\/.*)$/

const built = (file: string) => join(root, 'build/examples', file.replace(/ts$/, 'js'))

const files = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
for (const file of files.filter(name => name.endsWith('.ts') && !elsewhere.test(name))) {
  test(`examples/${file} prints what it says`, () => {
    printsWhatItSays(built(file), readFileSync(join(root, 'examples', file), 'utf8'))
  })
}

test('the speed story computes the same each way, here in a small way', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [built('speed/story.ts'), '--small'], {
    encoding: 'utf8',
  })
  assert.equal(stderr, '')
  const rows = stdout
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2)
  assert.deepEqual(
    rows.map(row => row.split('|')[1]!.trim()),
    ['greyscale', 'SHA-256', 'matrix product'],
  )
  for (const row of rows) assert.match(row, /^\| [\w -]+ \|(?: +[\d.]+ ms \|){3}(?: +[\d.]+ \|){2}$/)
  assert.equal(status, 0)
})
