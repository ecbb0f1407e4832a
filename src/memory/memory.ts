/**
 * Memory of C objects as JavaScript sees it. An object is at an offset within a `Memory`: `base + offset` is its address.
 *
 *   owned     made here, in an ordinary ArrayBuffer, which the collector frees
 *   vouched   C's, in a buffer over it, because somebody said that it is there and stays (`array`, `bytes`, variables)
 *   foreign   C's, and nobody said so: read and written through guarded loads and stores
 *
 * The typed arrays are for naturally aligned access to memory that may be read and written. Where that cannot be (foreign,
 * const, closed, misaligned objects) they are undefined, all together, and `bytes` is the way, as it is for everything that
 * need not be fast. So a generated accessor tests one thing:
 *
 *   const a = memory.F64; a === undefined ? read(memory, offset) : a[offset >> 3]
 */
import { CabiError } from '../error.ts'
import { exchange } from '../exchange/exchange.ts'
import { DirectBytes, RefusingBytes } from './bytes.ts'
import { constError } from './const-error.ts'
import type { Guarded } from './guarded.ts'
import type { ForeignBytes } from './window.ts'
import { foreignBytes, windowAround } from './window-table.ts'

/** Loads and stores at an offset, any alignment. Those of foreign memory are the guarded ones. */
export type Bytes = Guarded

export type Ownership = 'owned' | 'vouched' | 'foreign'

export class Memory {
  U8: Uint8Array | undefined
  I8: Int8Array | undefined
  U16: Uint16Array | undefined
  I16: Int16Array | undefined
  U32: Uint32Array | undefined
  I32: Int32Array | undefined
  F32: Float32Array | undefined
  F64: Float64Array | undefined
  I64: BigInt64Array | undefined
  U64: BigUint64Array | undefined
  bytes: Bytes
  /** Undefined for foreign memory, and once closed. */
  buffer: ArrayBuffer | undefined
  /** Address of offset 0; negative near 2^64. */
  readonly base: number
  readonly ownership: Ownership
  readonly isConst: boolean
  /** What was closed, for messages. */
  closedAs: string | undefined = undefined
  /** The same memory, as const or for misaligned objects. */
  #asConst: Memory | undefined
  #asMisaligned: Memory | undefined

  private constructor(
    buffer: ArrayBuffer | undefined,
    base: number,
    ownership: Ownership,
    bytes: Bytes,
    use: 'direct' | 'misaligned' | 'const',
  ) {
    const { byteLength = 0 } = buffer ?? {}
    const views = use === 'direct' ? buffer : undefined
    this.U8 = views && new Uint8Array(views)
    this.I8 = views && new Int8Array(views)
    this.U16 = views && new Uint16Array(views, 0, byteLength >> 1)
    this.I16 = views && new Int16Array(views, 0, byteLength >> 1)
    this.U32 = views && new Uint32Array(views, 0, Math.floor(byteLength / 4))
    this.I32 = views && new Int32Array(views, 0, Math.floor(byteLength / 4))
    this.F32 = views && new Float32Array(views, 0, Math.floor(byteLength / 4))
    this.F64 = views && new Float64Array(views, 0, Math.floor(byteLength / 8))
    this.I64 = views && new BigInt64Array(views, 0, Math.floor(byteLength / 8))
    this.U64 = views && new BigUint64Array(views, 0, Math.floor(byteLength / 8))
    this.buffer = buffer
    this.bytes = bytes
    this.base = base
    this.ownership = ownership
    this.isConst = use === 'const'
  }

  /** All of `buffer`. `base` is its address, where it is known already. */
  static of(buffer: ArrayBuffer, ownership: 'owned' | 'vouched', base = addressOf(buffer)): Memory {
    // Generated accessors compute offsets in 32 bits.
    const use = buffer.byteLength < 2 ** 31 ? 'direct' : 'misaligned'
    return new Memory(buffer, base, ownership, new DirectBytes(buffer), use)
  }

  /** Memory from `address` on; offsets are small, so that an object's is a small integer wherever it is. */
  static foreignAt(address: number, ownership: Ownership = 'foreign'): Memory {
    return Memory.foreignThrough(foreignBytes(address), ownership)
  }

  static foreignThrough(bytes: ForeignBytes, ownership: Ownership = 'foreign'): Memory {
    return new Memory(undefined, bytes.base, ownership, bytes, 'direct')
  }

  /**
   * None: what a field that will have a memory begins with. Made before any other, its base tells V8 that bases are doubles.
   * From an integer on, the first other one makes V8 give up this class's map, and then it checks the map of every memory
   * that a view has, and goes a slow way to store it: 5 ns for each view on Node 26.
   */
  static nowhere(): Memory {
    return new Memory(undefined, Number.NaN, 'owned', new DirectBytes(new ArrayBuffer(0)), 'direct')
  }

  get isClosed(): boolean {
    return this.closedAs !== undefined
  }

  closedError(): CabiError {
    return closedError(this.closedAs!)
  }

  /** The same memory, which cannot be written: what a const object is in. */
  asConst(): Memory {
    if (this.isConst) return this
    if (this.#asConst === undefined) {
      const bytes = new RefusingBytes(this.bytes, undefined, constError)
      this.#asConst = new Memory(this.buffer, this.base, this.ownership, bytes, 'const')
    }
    return this.#asConst
  }

  /** The same memory for objects that are not aligned as their type is: members of packed structs. */
  asMisaligned(): Memory {
    if (this.U8 === undefined) return this
    this.#asMisaligned ??= new Memory(this.buffer, this.base, this.ownership, this.bytes, 'misaligned')
    return this.#asMisaligned
  }

  /** For `name` in messages: from now on every use is ERR_CABI_CLOSED. The buffer is detached by whoever closes it. */
  close(name: string): void {
    const closed = () => closedError(name)
    const bytes = new RefusingBytes(this.bytes, closed, closed)
    for (const memory of [this, this.#asConst, this.#asMisaligned]) {
      if (memory === undefined) continue
      memory.U8 = undefined
      memory.I8 = undefined
      memory.U16 = undefined
      memory.I16 = undefined
      memory.U32 = undefined
      memory.I32 = undefined
      memory.F32 = undefined
      memory.F64 = undefined
      memory.I64 = undefined
      memory.U64 = undefined
      memory.buffer = undefined
      memory.bytes = bytes
      memory.closedAs = name
    }
  }
}

/** Of memory that `name` owned. */
export const closedError = (name: string) => new CabiError('ERR_CABI_CLOSED', `${name} was closed: its memory is gone`)

const addressOf = (buffer: ArrayBuffer): number => exchange().kernel.addressOf(buffer)

/** Foreign memory from address 0: an offset in it is the address. What is read more than once is in a `foreignAround`. */
export const foreign = (): Memory => {
  everywhere ??= Memory.foreignAt(0)
  return everywhere
}

let everywhere: Memory | undefined

const windowMemories = new WeakMap<ForeignBytes, Memory>()

let lastWindow: Memory | undefined

/**
 * Foreign memory in which an object at the address of these halves has an offset that is a small integer, `offsetAround`.
 * Objects near each other share it: making one for each would cost more than reading them.
 */
export function foreignAround(low: number, high: number): Memory {
  const bytes = windowAround(low, high)
  if (lastWindow?.bytes !== bytes) {
    lastWindow = windowMemories.get(bytes)
    if (lastWindow === undefined) {
      lastWindow = Memory.foreignThrough(bytes)
      windowMemories.set(bytes, lastWindow)
    }
  }
  return lastWindow
}
