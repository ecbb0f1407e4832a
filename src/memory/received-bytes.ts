/** The bytes of an aggregate that C gives a callback, in memory that is its own. */
import type { Exchange } from '../exchange/exchange.ts'
import { type Allocation, allocate } from './slab.ts'

/** `size` bytes from index `at` of the 32-bit views on, which the next call overwrites. As integers: the bits of a NaN are not JavaScript's to keep. */
export function receiveBytes({ views: { I32, U8 } }: Exchange, at: number, size: number, align: number): Allocation {
  const { memory, offset } = allocate(size, align)
  const to = memory.I32!
  const words = size >> 2
  for (let i = 0; i < words; i++) to[(offset >> 2) + i] = I32[at + i]!
  for (let i = 4 * words; i < size; i++) memory.U8![offset + i] = U8[4 * at + i]!
  return { memory, offset }
}
