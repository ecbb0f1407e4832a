/** The worked example of ARCHITECTURE.md is what `CABI_DUMP=1` prints of that very program. Addresses are masked. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { readMarkdown } from './markdown.ts'

const { blocks } = readMarkdown('ARCHITECTURE.md')
const worked = blocks.filter(({ section }) => section === 'The way of one call')
const program = worked.find(({ language }) => language === 'ts')!
const generated = worked.filter(({ language }) => language === 'text')

/** The one instruction with an address in it, and the addresses of the code itself. */
const masked = (dump: string): string =>
  dump.replace(/ (4[89] b[8ab])(?: [0-9a-f]{2}){8}/g, ` $1${' ..'.repeat(8)}`).replace(/0x[0-9a-f]{7,}/g, '0x…')

const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program.code], {
  cwd: new URL('.', import.meta.url),
  encoding: 'utf8',
  env: { ...process.env, CABI_DUMP: '1' },
})

test('the example has a plan and a thunk, by slots and direct, and a marshaller', () => {
  assert.equal(status, 0)
  assert.deepEqual(
    generated.map(({ code }) => code.split('\n', 1)[0]!.replace(/ {2,}/g, ' ')),
    ['double slot 0 -> xmm0', '0000 41 57 push r15', 'double xmm0 -> xmm0', '0000 cc int3', `'use strict'`],
  )
})

/** What is passed for `a0` differs between engines: src/exchange/floating.ts. */
const passed = stderr.includes('direct1(a0,') ? 'a0' : 'a0=-(-a0)'

for (const { line, code } of generated) {
  test(`ARCHITECTURE.md, line ${line}: what is shown is what is generated`, () => {
    const shown = code.replace('a0=-(-a0)', passed)
    assert.ok(masked(stderr).includes(shown), masked(stderr))
  })
}
