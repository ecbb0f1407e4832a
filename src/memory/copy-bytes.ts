/** Copies and fills of memory, with what the pointers in it keep alive. */
import type { Site } from './bytes.ts'
import type { Memory } from './memory.ts'
import type { Root } from './root.ts'

export interface Place {
  readonly memory: Memory
  readonly offset: number
  readonly root: Root | undefined
}

/** As `memmove`: the two may overlap. */
export function copyBytes(to: Place, from: Place, size: number, site: Site): void {
  const bytes = new Uint8Array(size)
  from.memory.bytes.copyIn(from.offset, bytes, site)
  to.memory.bytes.copyOut(to.offset, bytes, site)
  to.root?.copyKept(to.offset, from.root, from.offset, size)
}

export function fillBytes(to: Place, byte: number, size: number, site: Site): void {
  to.memory.bytes.copyOut(to.offset, new Uint8Array(size).fill(byte), site)
  to.root?.forget(to.offset, size)
}

export const zeroBytes = (to: Place, size: number, site: Site): void => fillBytes(to, 0, size, site)

/** What `store` does, or nothing: if it throws, the bytes are as they were. */
export function allOrNothing({ memory, offset, root }: Place, size: number, site: Site, store: () => void): void {
  const before = new Uint8Array(size)
  memory.bytes.copyIn(offset, before, site)
  const kept = root?.keptWithin(offset, size)
  try {
    store()
  } catch (error) {
    memory.bytes.copyOut(offset, before, site)
    root?.forget(offset, size)
    for (const [at, value] of kept ?? []) root?.keep(at, value)
    throw error
  }
}
