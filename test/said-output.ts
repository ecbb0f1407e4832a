/**
 * Examples say in comments what they print: `// → text` is a line of output, in which `…` stands for anything. All of an
 * example's output is said.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'

/** Runs a script, and compares what it prints with what the comments of its `source` say. */
export function printsWhatItSays(script: string, source: string): void {
  const expected = Array.from(source.matchAll(/\/\/ → ?(.*)$/gm), ([, text]) => text!)
  assert.notEqual(expected.length, 0, 'an example without `// →` shows nothing')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' })
  assert.equal(stderr, '')
  assert.deepEqual(unmasked(stdout.trimEnd().split('\n'), expected), expected)
  assert.equal(status, 0)
}

/** The lines, those that fit what is expected of them as they are expected. */
const unmasked = (lines: readonly string[], expected: readonly string[]) =>
  lines.map((line, i) => (expected[i] !== undefined && pattern(expected[i]).test(line) ? expected[i] : line))

const pattern = (expected: string) => new RegExp(`^${expected.split('…').map(literally).join('.+')}$`)
const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
