/** GCC as the judge of C text: what it refuses or warns of, by line. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import type { TargetName } from '../../src/ctype/target.ts'
import { machineFlags, toolOf } from './compiler.ts'

const names = ['stdbool', 'stdint', 'stddef', 'time', 'unistd', 'wchar', 'uchar', 'sys/types', 'sys/socket']

/** What a target's own headers have to say for every type name that needs no typedef here. Windows has no sys/socket.h. */
export const headersOf = (target: TargetName): string =>
  names
    .filter(name => target !== 'x86_64-windows' || name !== 'sys/socket')
    .map(name => `#include <${name}.h>\n`)
    .join('')

export const headers = headersOf('x86_64-linux')

/** GCC's complaints about a text, by line counted from 1. */
export function complaints(
  text: string,
  flags: readonly string[] = [],
  target: TargetName = 'x86_64-linux',
): Map<number, string> {
  const parameters = [...machineFlags(target), '-std=gnu2x', '-fsyntax-only', ...flags, '-xc', '-']
  const { error, stderr } = spawnSync(toolOf('gcc', target), parameters, { input: text, encoding: 'utf8' })
  if (error) throw error
  const found = new Map<number, string>()
  for (const [, line, message] of stderr.matchAll(/^<stdin>:(\d+):\d+: (?:error|warning): (.*)$/gm)) {
    if (!found.has(Number(line))) found.set(Number(line), message!)
  }
  return found
}

/** Fails with the C conditions that GCC does not find true. `prelude` declares what they speak of; the target may ignore attributes. */
export function assertInC(conditions: readonly string[], prelude = '', target: TargetName = 'x86_64-linux'): void {
  const text = `${headersOf(target)}${prelude}\n${conditions.map(condition => `_Static_assert(${condition}, "");\n`).join('')}`
  const lines = text.split('\n')
  const wrong = Array.from(
    complaints(text, ['-Wno-attributes'], target),
    ([line, message]) => `${lines[line - 1]} // ${message}`,
  )
  assert.deepEqual(wrong, [])
}
