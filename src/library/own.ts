/**
 * Memory of C that JavaScript owns: a function of C is called with it once, when it is released or when nothing refers to
 * it any more. Pointers made from it, views and arrays keep it; after its release all of them throw ERR_CABI_CLOSED, and
 * typed arrays over it have no elements.
 */

import { sizeOf } from '../ctype/layout.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { exchange } from '../exchange/exchange.ts'
import { noOptions, requireOptions } from '../exchange/named-options.ts'
import { type NativeFunction, nativeFunction } from '../exchange/native.ts'
import { isBuffer } from '../memory/address.ts'
import { Memory } from '../memory/memory.ts'
import { ReferencedType } from '../memory/pointee.ts'
import { Pointer, type ReleasablePointer } from '../memory/pointer.ts'
import { MemoryProvenance } from '../memory/provenance.ts'
import { Root } from '../memory/root.ts'
import { type Disposer, disposerOf } from './disposer.ts'
import type { CFunction } from './function.ts'
import { wrongArgument } from './wrong-argument.ts'

export interface OwnOptions {
  /**
   * Bytes that the collector is told of. Default: what `malloc` gave, where `free` is C's own; otherwise the size of what
   * is pointed to, or 1,024 where that is not known.
   */
  readonly size?: number
}

/** A pointer to what `own` was given. */
export type OwnedPointer = ReleasablePointer

const unknownSize = 1024

/**
 * Owns what `pointer` points to: `free` is called with it once, by `release`, at the end of `using`, or some time after
 * the last use of it. Throws ERR_CABI_ARG_TYPE where `free` does not take such a pointer.
 *
 * What goes wrong when the collector calls `free` is emitted as a process warning.
 */
export function own(pointer: Pointer, free: CFunction, options: OwnOptions = noOptions): OwnedPointer {
  if (!Pointer.isPointer(pointer)) throw wrongArgument(`own: expected a Pointer, got ${show(pointer)}`, pointer)
  requireUnowned(pointer)
  const disposer = disposerOf(free)
  disposer.requireTaken(pointer)
  const disposal = new Disposal(pointer, disposer, requireSize(options, pointer, disposer))
  const owned = new Owned(pointer, disposal)
  registry.register(owned, disposal, disposal)
  return new Pointer(ReferencedType.of(Pointer.targetOf(pointer)), ...Pointer.halvesOf(pointer), owned) as OwnedPointer
}

/** Calls the function that `own` was given, or ends a callback, now. What was released already stays so. */
export function release(owned: Pointer): void {
  const owner = Pointer.isPointer(owned) ? Pointer.ownerOf(owned) : undefined
  if (owner?.release === undefined) {
    throw wrongArgument(`release: expected what own() or callback() gave, got ${show(owned)}`, owned)
  }
  owner.release()
}

/** What pointers into the owned memory, and views of it, keep. */
class Owned extends MemoryProvenance {
  readonly #pointer: Pointer
  readonly #disposal: Disposal

  constructor(pointer: Pointer, disposal: Disposal) {
    // What it points to in turn keeps it, and may outlast its release.
    const kept: { owned?: Owned } = {}
    super(Memory.foreignAt(pointer.address), new Root(new MemoryProvenance(undefined, undefined, kept)))
    kept.owned = this
    this.#pointer = pointer
    this.#disposal = disposal
  }

  override release(): void {
    if (this.memory!.isClosed) return
    this.memory!.close(`${this.#pointer}`)
    const { kernel } = exchange()
    for (const buffer of this.vouched()) kernel.detach(buffer)
    registry.unregister(this.#disposal)
    this.#disposal.run()
  }
}

/** What is left to do when nothing refers to the owned memory: it must not refer to the `Owned` itself. */
class Disposal {
  readonly #pointer: Pointer
  readonly #disposer: Disposer
  readonly #size: number

  constructor(pointer: Pointer, disposer: Disposer, size: number) {
    this.#pointer = pointer
    this.#disposer = disposer
    this.#size = size
    exchange().kernel.adjustExternalMemory(size)
  }

  run(): void {
    exchange().kernel.adjustExternalMemory(-this.#size)
    this.#disposer.call(this.#pointer)
  }
}

const registry = new FinalizationRegistry<Disposal>(disposal => {
  try {
    disposal.run()
  } catch (error) {
    process.emitWarning(error as Error)
  }
})

function requireUnowned(pointer: Pointer): void {
  const owner = Pointer.ownerOf(pointer)
  owner?.requireOpen()
  if (owner instanceof Owned) throw wrongArgument(`own: ${pointer} is owned already`, pointer)
  const isOfC = owner?.memory === undefined && !ArrayBuffer.isView(owner?.keeps) && !isBuffer(owner?.keeps)
  if (isOfC) return
  throw wrongArgument(`own: ${pointer} points into JavaScript's memory, which the collector frees`, pointer)
}

let usableSize: NativeFunction | undefined

function requireSize(options: OwnOptions, pointer: Pointer, { isFree }: Disposer): number {
  const { size } = requireOptions('own', options, ['size'])
  if (size === undefined) return isFree ? usable(pointer) : sizeOfTarget(pointer)
  if (typeof size !== 'number') throw wrongArgument(`own: size is a number of bytes, got ${show(size)}`, size)
  if (Number.isSafeInteger(size) && size >= 0) return size
  const message = `own: size is a number of bytes from 0 on, got ${show(size)}`
  throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: size })
}

function usable({ bits }: Pointer): number {
  usableSize ??= nativeFunction('malloc_usable_size', 1, 'own')
  return usableSize(BigInt.asIntN(64, bits))
}

const sizeOfTarget = (pointer: Pointer): number => sizeOf(Pointer.targetOf(pointer), target) ?? unknownSize
