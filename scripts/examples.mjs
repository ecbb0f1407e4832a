/**
 * `npm run examples`: runs each example (`npm run examples -- speed`: those with that in their path), and says at the end which
 * want a library that is not installed, and how to get it.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/** Debian's packages, by what the loader looks for. */
const packages = { sqlite3: 'libsqlite3-0', crypto: 'libssl3', ffi: 'libffi8' }

const folder = join(root, 'build/examples')
const skipped = []
let failed = 0
const wanted = process.argv.slice(2)
/** The story of speed is one program of several files. */
const isProgram = name =>
  (wanted.length === 0 || wanted.some(part => name.includes(part))) &&
  name.endsWith('.js') &&
  (!name.startsWith('speed/') || name === 'speed/story.js')
for (const file of readdirSync(folder, { recursive: true }).filter(isProgram).sort()) {
  console.log(`\n── ${file.replace('.js', '')} ${'─'.repeat(Math.max(0, 60 - file.length))}`)
  const { status, stderr } = spawnSync(process.execPath, [join(folder, file)], {
    stdio: ['inherit', 'inherit', 'pipe'],
    encoding: 'utf8',
  })
  const missing = /ERR_CABI_LIBRARY_NOT_FOUND/.test(stderr) ? /library '([^']+)'/.exec(stderr)?.[1] : undefined
  if (missing !== undefined) skipped.push({ file, missing })
  else process.stderr.write(stderr)
  if (status !== 0 && missing === undefined) failed++
}

for (const { file, missing } of skipped) {
  const how = packages[missing] === undefined ? '' : `: on Debian, apt-get install ${packages[missing]}`
  console.log(`\nskipped ${file.replace('.js', '')}: there is no library '${missing}'${how}`)
}
console.log(skipped.length === 0 ? '\nNone was skipped.' : `\n${skipped.length} skipped.`)
if (failed > 0) console.error(`${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
