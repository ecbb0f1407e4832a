/** The examples, one for each system that cabi learned from: they print what their comments say. None is left out. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from './fixture.ts'
import { printsWhatItSays } from './said-output.ts'

/** The tour's output stands in its own test, with what differs between machines; that of the speed story is times. */
const elsewhere = new Set(['tour.ts', 'speed.ts'])

for (const file of readdirSync(join(root, 'examples')).filter(name => name.endsWith('.ts') && !elsewhere.has(name))) {
  test(`examples/${file} prints what it says`, () => {
    const script = join(root, 'build/examples', file.replace(/ts$/, 'js'))
    printsWhatItSays(script, readFileSync(join(root, 'examples', file), 'utf8'))
  })
}
