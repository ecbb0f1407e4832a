import { exchange } from '../exchange/exchange.ts'
import { noOptions, requireOptions } from '../exchange/named-options.ts'
import { type AllocOptions, allocIn } from './alloc.ts'
import { encodeString } from './encode-string.ts'
import { closedError, Memory } from './memory.ts'
import { type Pointer, pointerAt } from './pointer.ts'
import { MemoryProvenance } from './provenance.ts'
import type { StringEncoding } from './read-string.ts'
import { Root } from './root.ts'
import type { Allocation } from './slab.ts'
import type { TypeHandle } from './type-handle.ts'

const blockSize = 65536

const name = 'the arena'

export interface ArenaStringOptions {
  /** Default `utf8`. */
  readonly encoding?: StringEncoding
}

export class Arena {
  /** Said here because the bundle shortens names. */
  static {
    Object.defineProperty(Arena, 'name', { value: 'Arena' })
  }

  #blocks: Memory[] = []
  /** Where the last block goes on. */
  #next = 0
  #isClosed = false

  /** As `alloc`. Throws ERR_CABI_CLOSED after `close`. */
  // biome-ignore lint/suspicious/noExplicitAny: what it is depends on a C type that TypeScript does not know
  alloc(type: TypeHandle, options: AllocOptions = noOptions): any {
    this.#requireOpen()
    return allocIn((size, align) => this.#place(size, align), type, options)
  }

  /** A copy of `text` with a NUL behind it, to put where C keeps it: pointers to it are good until `close`. */
  string(text: string, options: ArenaStringOptions = noOptions): Pointer {
    this.#requireOpen()
    const { encoding = 'utf8' } = requireOptions('string', options, ['encoding'])
    const { character, unit, bytes } = encodeString(text, encoding, 'string')
    const { memory, offset } = this.#place(bytes.length + unit, unit)
    new Uint8Array(memory.buffer!, offset, bytes.length).set(bytes)
    return pointerAt(character, memory.base + offset, new MemoryProvenance(memory, new Root()))
  }

  /** Frees all that it gave. Closing it again does nothing. */
  close(): void {
    this.#isClosed = true
    const { kernel } = exchange()
    for (const memory of this.#blocks) {
      const buffer = memory.buffer!
      memory.close(name)
      kernel.detach(buffer)
    }
    this.#blocks = []
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #place(size: number, align: number): Allocation {
    const last = this.#blocks.at(-1)
    if (last?.buffer !== undefined) {
      const offset = roundUp(last.base + this.#next, align) - last.base
      if (offset + size <= last.buffer.byteLength) {
        this.#next = offset + roundUp(size, 8)
        return { memory: last, offset }
      }
    }
    // A multiple of 8, which is as far as typed arrays reach.
    const memory = Memory.of(new ArrayBuffer(Math.max(blockSize, roundUp(size + align, 8))), 'owned')
    this.#blocks.push(memory)
    const offset = roundUp(memory.base, align) - memory.base
    this.#next = offset + roundUp(size, 8)
    return { memory, offset }
  }

  #requireOpen(): void {
    if (this.#isClosed) throw closedError(name)
  }
}

const roundUp = (value: number, align: number): number => Math.ceil(value / align) * align

/** Memory for objects and strings, freed together by `close`, or at the end of `using`. */
export const arena = (): Arena => new Arena()
