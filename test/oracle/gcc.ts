/** GCC as the judge of C text: what it refuses or warns of, by line. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'

/** What C's own headers have to say for every type name that needs no typedef here. */
export const headers = ['stdbool', 'stdint', 'stddef', 'time', 'unistd', 'wchar', 'uchar', 'sys/types', 'sys/socket']
  .map(name => `#include <${name}.h>\n`)
  .join('')

/** GCC's complaints about a text, by line counted from 1. */
export function complaints(text: string, flags: readonly string[] = []): Map<number, string> {
  const { error, stderr } = spawnSync('gcc', ['-std=gnu2x', '-fsyntax-only', ...flags, '-xc', '-'], {
    input: text,
    encoding: 'utf8',
  })
  if (error) throw error
  const found = new Map<number, string>()
  for (const [, line, message] of stderr.matchAll(/^<stdin>:(\d+):\d+: (?:error|warning): (.*)$/gm)) {
    if (!found.has(Number(line))) found.set(Number(line), message!)
  }
  return found
}

/** Fails with the C conditions that GCC does not find true. `prelude` declares what they speak of. */
export function assertInC(conditions: readonly string[], prelude = ''): void {
  const text = `${headers}${prelude}\n${conditions.map(condition => `_Static_assert(${condition}, "");\n`).join('')}`
  const lines = text.split('\n')
  const wrong = Array.from(complaints(text), ([line, message]) => `${lines[line - 1]} // ${message}`)
  assert.deepEqual(wrong, [])
}
