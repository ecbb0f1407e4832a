/**
 * `node scripts/refused-share.mjs`: how many of the parser's test cases are inputs that must fail. A case is a test of the
 * runner; it is one that must fail where its name says what is refused. At least 40 % are to be so.
 */
import { spawnSync } from 'node:child_process'
import { root } from './root.mjs'
import { testFiles } from './test-files.mjs'

const LEAST = 0.4

/** Both numbers of one file. */
function count(file) {
  const words = ['--test', '--test-reporter=tap', file]
  const { stdout, status } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
  if (status !== 0) throw new Error(`${file} fails`)
  const names = Array.from(stdout.matchAll(/^ *ok \d+ - (.*)$/gm), ([, name]) => name)
  const cases = names.filter(name => !name.endsWith('.test.js'))
  return { file, refused: cases.filter(name => /\brefused\b/.test(name)).length, all: cases.length }
}

const line = (name, { refused, all }) => {
  const share = all === 0 ? '' : `${Math.round((100 * refused) / all)} %`
  return `${name.padEnd(50)}${String(refused).padStart(5)} of${String(all).padStart(5)}${share.padStart(6)}`
}

const counts = testFiles(['src/cdecl/']).map(count)
for (const one of counts) console.log(line(one.file.replace(/^build\/src\/cdecl\/|\.test\.js$/g, ''), one))
const sum = key => counts.reduce((total, one) => total + one[key], 0)
const total = { refused: sum('refused'), all: sum('all') }
console.log(line('all', total))
if (total.refused < LEAST * total.all) process.exitCode = 1
