/** Whatever text comes in, the parser ends with a result or a coded error with a place, soon. CABI_SEED repeats a run. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { exercise } from './exercise.ts'
import { shrink } from './shrink.ts'
import { TooSlow, unlessHanging, withinTime } from './time.ts'
import { written } from './written.ts'

const command = fileURLToPath(new URL('./command.js', import.meta.url))
const seed = process.env['CABI_SEED'] ?? String(Date.now() % 2 ** 32)

test('ten seconds of damaged, generated and oversized texts are accepted or refused', t => {
  const words = [command, '--seconds', '10', '--seed', seed]
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  t.diagnostic(stdout.trim())
  assert.equal(signal ?? status, 0, `${stdout}${stderr}`)
  const [, accepted, refused] = stdout.match(/; (\d+) accepted, (\d+) refused, 0 failed/)!
  assert.ok(Number(accepted) > 5 && Number(refused) > 50, stdout)
})

test('every text that has something of everything is accepted, and every prefix of it accepted or refused', () => {
  for (const text of written) {
    assert.equal(exercise(text), 'accepted', text)
    for (let end = 0; end < text.length; end++) exercise(text.slice(0, end))
  }
})

test('what takes too long is told, by the time of the processor, and what hangs is ended', () => {
  const busy = (milliseconds: number) => {
    const before = process.cpuUsage()
    for (let took = 0; took < 1000 * milliseconds; ) {
      const { user, system } = process.cpuUsage(before)
      took = user + system
    }
  }
  assert.throws(() => withinTime('it', '', () => busy(2100)), /^Error: it takes 2\d\d\d ms, more than 2000$/)
  const forever = () => {
    for (;;);
  }
  assert.throws(() => unlessHanging(forever, 100), TooSlow)
})

test('a failing text is shrunk to what fails', () => {
  const isFailing = (text: string) => text.includes('ab') && text.includes('c')
  assert.equal(shrink('xxabxxxxxxcxxxx', isFailing), 'abc')
})
