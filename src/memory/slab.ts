/**
 * Memory for objects made in JavaScript: zeroed, and freed by the collector when nothing refers to it. Small objects share
 * slabs, and keep their slab alive; a large one has a buffer of its own. There is no finaliser: two million of them, in a
 * loop that never waits, ran none.
 */
import { Memory } from './memory.ts'

const slabSize = 65536

/** In bytes. What is larger would waste much of a slab's end. */
const largestSmall = 4096

/** What an ArrayBuffer, as any block of malloc's, starts at a multiple of. */
const bufferAlignment = 16

/** Where small objects are made. `memory` is that of the object made last. */
export interface Slab {
  memory: Memory
  /** Where the next object may be. */
  next: number
  end: number
}

/** None: the first object, even one without bytes, begins another. */
export const slab: Slab = { memory: undefined as unknown as Memory, next: 0, end: -1 }

export const isSmall = (size: number, align: number): boolean => size <= largestSmall && align <= bufferAlignment

/**
 * The offset in `slab.memory` of `size` bytes at a multiple of `align`, of a small object. Sizes are rounded up to 8 bytes,
 * so that aligned loads as wide as a bit-field's unit stay within it.
 */
export function allocateSmall(size: number, align: number): number {
  const at = (slab.next + align - 1) & -align
  const end = at + ((size + 7) & -8)
  if (end <= slab.end) {
    slab.next = end
    return at
  }
  slab.memory = Memory.of(new ArrayBuffer(slabSize), 'owned')
  slab.next = (size + 7) & -8
  slab.end = slabSize
  return 0
}

/** Memory that has `size` bytes at `offset`. */
export interface Allocation {
  readonly memory: Memory
  readonly offset: number
}

/** Of any size, in a slab or in a buffer of its own. */
export function allocate(size: number, align: number): Allocation {
  if (isSmall(size, align)) {
    const offset = allocateSmall(size, align)
    return { memory: slab.memory, offset }
  }
  const extra = align > bufferAlignment ? align : 0
  const memory = Memory.of(new ArrayBuffer(Math.ceil((size + extra) / 8) * 8), 'owned')
  return { memory, offset: -memory.base & (align - 1) }
}
