/** Memory that is in a window, and the windows of addresses. */
import { exchange } from '../../src/exchange/exchange.ts'
import type { ForeignBytes } from '../../src/memory/window.ts'
import { offsetAround, windowAround } from '../../src/memory/window-table.ts'

export const around = (address: number): ForeignBytes => windowAround(address | 0, Math.floor(address / 2 ** 32))
export const within = (address: number): number => offsetAround(address | 0)

const kept: Uint8Array[] = []

/** The address of a MiB or so of memory, not in the first bytes of a window. */
export function addressInWindow(): number {
  const bytes = new Uint8Array(new ArrayBuffer(2 ** 20))
  kept.push(bytes)
  const base = exchange().addressOf(bytes)
  return within(base) < 0 ? base + 2 ** 17 : base
}
