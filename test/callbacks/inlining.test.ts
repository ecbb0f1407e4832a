/**
 * V8 inlines so many bytes of bytecode and no more. A call with one callback fits into the loop that it stands in, with all
 * that runs the callback: a few bytes more in any of that, and each such call takes half as long again.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const child = fileURLToPath(new URL('./inlining.child.js', import.meta.url))

function inlinedInto(outer: string): ReadonlySet<string> {
  const { stdout, status } = spawnSync(process.execPath, ['--trace-turbo-inlining', child], { encoding: 'utf8' })
  assert.equal(status, 0)
  const pattern = new RegExp(`^Inlining .*<SharedFunctionInfo (\\w+)>\\} into .*<SharedFunctionInfo ${outer}>`, 'gm')
  return new Set([...stdout.matchAll(pattern)].map(([, inner]) => inner!))
}

test('a call with a callback that is kept, and all that runs the callback, is put into the loop around it', () => {
  const inlined = inlinedInto('loopOverCalls')
  for (const inner of ['runAndResume', 'increment']) assert.ok(inlined.has(inner), [...inlined].join())
})
