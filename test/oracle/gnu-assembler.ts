/** GNU `as` as the judge of machine code: the texts of a listing, assembled again, have to be its bytes. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Assembler } from '../../src/machine/x86-64/assembler.ts'

export interface Line {
  /** In bytes from the start. */
  readonly offset: number
  readonly bytes: string
  readonly text: string
}

export function readListing(listing: string): Line[] {
  const lines = listing.trimEnd().split('\n')
  return lines.map(line => {
    const [offset, bytes, text] = line.split(/ {2,}/)
    return { offset: Number.parseInt(offset!, 16), bytes: bytes!, text: text! }
  })
}

/** Fails at the first instruction that GNU `as` encodes otherwise; gives their number. */
export function assertAsGnu(code: Assembler): number {
  const lines = readListing(code.listing())
  const expected = assembleWithGnu(lines.map(line => relative(line)))
  assert.equal(expected.length, lines.length)
  for (const [i, { bytes, text }] of lines.entries()) {
    if (bytes !== expected[i]) assert.fail(`${text}\n  here:   ${bytes}\n  GNU as: ${expected[i]}`)
  }
  assert.equal(Buffer.from(code.bytes()).toString('hex'), expected.join('').replaceAll(' ', ''))
  return lines.length
}

/**
 * A jump's destination, counted from the instruction itself as `.` is; ours have 32 bits, however near it is. A place that is
 * only computed is counted from the end of the instruction.
 */
const relative = ({ offset, bytes, text }: Line) =>
  text
    .replace(/^(j\w+) 0x([0-9a-f]+)$/, (_, jump, to) => `{disp32} ${jump} .+${Number.parseInt(to, 16) - offset}`)
    .replace(/^lea (\w+), 0x([0-9a-f]+)$/, (_, register, to) => {
      const end = offset + bytes.split(' ').length
      return `lea ${register}, [rip+${Number.parseInt(to, 16) - end}]`
    })

/** What GNU `as` makes of each text, in one run: its listing has a numbered line for every instruction. */
export function assembleWithGnu(texts: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-as-'))
  try {
    const source = join(folder, 'all.s')
    writeFileSync(source, `${texts.join('\n')}\n`)
    const listing = runGnu([
      '--64',
      '-msyntax=intel',
      '-mnaked-reg',
      '-aln',
      '--listing-lhs-width=4',
      '-o',
      join(folder, 'all.o'),
      source,
    ])
    const bytes: string[] = []
    for (const [, line, words] of listing.matchAll(/^ *(\d+) [0-9a-f]{4,} ((?:[0-9A-F]+ )+)/gm)) {
      const digits = words!.replaceAll(' ', '').toLowerCase()
      bytes[Number(line) - 1] = digits.replace(/..(?=.)/g, '$& ')
    }
    return bytes
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function runGnu(options: string[]): string {
  try {
    return execFileSync('as', options, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string }
    if (code === 'ENOENT') assert.fail('GNU as was not found: this test needs binutils')
    return assert.fail(`GNU as refuses what we print:\n${stderr?.slice(0, 2000)}`)
  }
}
