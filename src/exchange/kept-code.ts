/**
 * Machine code that is kept ready. What is usual in first calls is assembled when the package is made
 * (scripts/setup/kept-code.mjs) and lacks nothing but addresses, so that these calls do without an assembler: loading it and
 * running its code for the first time took 3 of the 16 ms until the first answer of a program.
 */
import type { Assembler } from '../machine/x86-64/assembler.ts'
import { keptCode } from './kept-code-table.ts'

/** Instructions that can be emitted. */
export interface Code {
  bytes(): Uint8Array
  /** A line for every instruction. */
  listing(): string
}

/** Code that is the same each time but for the addresses in it, all of them operands of `movabs`. */
export class Template implements Code {
  /** Says all that the code depends on. */
  readonly key: string
  readonly addresses: readonly number[]
  readonly assemble: () => Assembler

  constructor(key: string, addresses: readonly number[], assemble: () => Assembler) {
    this.key = key
    this.addresses = addresses
    this.assemble = assemble
  }

  bytes(): Uint8Array {
    return keptBytes(keptCode, this) ?? this.assemble().bytes()
  }

  listing(): string {
    return this.assemble().listing()
  }
}

/**
 * A line of a table of kept code: its key, a tab, and in base64 the number of holes, a byte, of each hole where it is, two
 * bytes, and which of the addresses it is for, a byte; then the code. `template` is one of addresses that are unlike anything else.
 */
export function keptLine({ key, addresses, assemble }: Template): string {
  const code = Buffer.from(assemble().bytes())
  const holes: number[] = []
  addresses.forEach((address, which) => {
    const bytes = bytesOf(address)
    for (let at = code.indexOf(bytes); at >= 0; at = code.indexOf(bytes, at + 8)) holes.push(at & 0xff, at >> 8, which)
  })
  return `\n${key}\t${Buffer.from([holes.length / 3, ...holes, ...code]).toString('base64')}\n`
}

/** The code of a template from a table of such lines; undefined where it has none. */
export function keptBytes(table: string, { key, addresses }: Template): Uint8Array | undefined {
  const before = `\n${key}\t`
  const found = table.indexOf(before)
  if (found < 0) return undefined
  const start = found + before.length
  const kept = Buffer.from(table.slice(start, table.indexOf('\n', start)), 'base64')
  const end = 1 + 3 * kept[0]!
  const code = kept.subarray(end)
  for (let i = 1; i < end; i += 3) code.set(bytesOf(addresses[kept[i + 2]!]!), kept[i]! | (kept[i + 1]! << 8))
  return code
}

const halves = new Uint32Array(2)
const whole = new Uint8Array(halves.buffer)

/** The operand of `movabs`. */
function bytesOf(address: number): Uint8Array {
  halves[0] = address
  halves[1] = address / 2 ** 32
  return whole
}
