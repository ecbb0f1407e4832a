/**
 * What a pointer points into, where that is known: then the memory is accessed as what it is (ours directly, closed memory
 * not at all), whatever address arithmetic made of the pointer; and as long as the pointer is there, so is the memory.
 */
import { CabiError } from '../error.ts'
import { bytesOf, elementsOf, isBuffer, isDetached } from './address.ts'
import { foreignAround, type Memory } from './memory.ts'
import { placeOf } from './object-place.ts'
import { Root } from './root.ts'

export interface Provenance {
  /** Undefined where it is only known what has to live: memory of typed arrays, of C's owners. */
  readonly memory?: Memory | undefined
  readonly keeps?: unknown
  /** Of the objects there. */
  readonly root?: Root
  /** Throws ERR_CABI_CLOSED where the memory is gone. */
  requireOpen(): void
  /** Where a program can end it: does so, unless it has ended. */
  release?(): void
  /** Of a buffer over that memory, where it is C's. */
  vouchFor?(buffer: ArrayBuffer): void
}

/** Of memory, or of what has to live for it. */
export class MemoryProvenance implements Provenance {
  readonly memory: Memory | undefined
  readonly keeps: unknown
  // Private to TypeScript only: V8 does not inline the constructor of a class with fields into that of another which extends
  // it, and an instance took 25 ns more.
  private ofObjects: Root | undefined
  /** Buffers over the same memory of C, to be detached when it is given back. */
  private buffers: Set<WeakRef<ArrayBuffer>> | undefined

  constructor(memory: Memory | undefined, root?: Root, keeps?: unknown) {
    this.memory = memory
    this.keeps = keeps
    this.ofObjects = root
    this.buffers = undefined
  }

  /** Made when first asked for. */
  get root(): Root {
    this.ofObjects ??= new Root(this)
    return this.ofObjects
  }

  requireOpen(): void {
    if (this.memory?.isClosed) throw this.memory.closedError()
    if (this.memory === undefined && isGone(this.keeps)) throw detachedError(this.keeps)
  }

  release?(): void

  vouchFor(buffer: ArrayBuffer): void {
    this.buffers ??= new Set()
    for (const other of this.buffers) if (other.deref() === undefined) this.buffers.delete(other)
    this.buffers.add(new WeakRef(buffer))
  }

  /** The buffers given to `vouchFor` that are still there. */
  *vouched(): Iterable<ArrayBuffer> {
    for (const reference of this.buffers ?? []) {
      const buffer = reference.deref()
      if (buffer !== undefined) yield buffer
    }
  }
}

/** Of what a pointer was made from or put into memory for: an object of C, a view, anything that has to live. */
export function provenanceOf(owner: unknown): Provenance {
  if (isProvenance(owner)) return owner
  const place = placeOf(owner)
  return place === undefined
    ? new MemoryProvenance(undefined, undefined, owner)
    : new MemoryProvenance(place.memory, place.root)
}

// By their prototypes: others are objects that a program had a pointer made from.
const isProvenance = (value: unknown): value is Provenance => value instanceof MemoryProvenance

/** A view or buffer has lost its memory where that was closed, or transferred. */
function isGone(owner: unknown): owner is ArrayBufferView {
  if (elementsOf(owner) !== undefined) return bytesOf(owner) === 0 && isDetached(owner as ArrayBufferView)
  return (ArrayBuffer.isView(owner) || isBuffer(owner)) && isDetached(owner)
}

const detachedError = (owner: unknown) =>
  new CabiError(
    'ERR_CABI_CLOSED',
    `the ${elementsOf(owner) ?? 'buffer'} that was pointed into is detached: its memory is gone`,
  )

/** Where an object is: at `offset` of `memory`. */
export interface Place {
  readonly memory: Memory
  readonly offset: number
  readonly root: Root | undefined
}

/** The place of `size` bytes at `address`, of a pointer with that provenance. */
export function placeAt(address: number, size: number, owner: Provenance | undefined): Place {
  if (owner !== undefined) {
    owner.requireOpen()
    const { memory, root } = owner
    if (memory !== undefined && isWithin(memory, address, size)) return { memory, offset: address - memory.base, root }
  }
  const root = owner?.root
  const around = foreignAround(address | 0, Math.floor(address / 2 ** 32))
  return { memory: around, offset: address - around.base, root }
}

/** Memory of C has no known end. */
function isWithin({ base, buffer }: Memory, address: number, size: number): boolean {
  return buffer === undefined || (address >= base && address + size <= base + buffer.byteLength)
}
