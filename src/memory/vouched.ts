/** Memory at an address the user vouches for, as a typed array or CArray over that very memory. */
import { kMaxLength } from 'node:buffer'
import { alignOf } from '../ctype/layout.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { isConst } from '../ctype/type.ts'
import { CabiError, codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { exchange } from '../exchange/exchange.ts'
import { arrayView } from './array-access.ts'
import { type AccessSite, guardedAccess } from './guarded.ts'
import { Memory } from './memory.ts'
import type { Pointee } from './pointee.ts'
import { Pointer } from './pointer.ts'
import type { Place } from './provenance.ts'
import type { Root } from './root.ts'

const pageSize = 4096

const site: AccessSite = { describe: () => 'vouched memory' }

/** What must live as long as a buffer over its memory. */
const owners = new WeakMap<ArrayBuffer, unknown>()

/** `use` says who asks, for messages. */
export function vouchedBytes(pointer: Pointer, count: number, use: string): Uint8Array<ArrayBuffer> {
  requireCount(count, kMaxLength, 'bytes', use)
  const { buffer, offset } = vouchedPlace(pointer, count, use)
  const bytes = new Uint8Array(buffer, offset, count)
  return isConst(Pointer.targetOf(pointer)) ? bytes.slice() : bytes
}

/** A typed array of numbers, a CArray of anything else. */
export function vouchedArray(pointer: Pointer, { type, size }: Pointee, count: number): unknown {
  requireCount(count, Math.floor(kMaxLength / Math.max(size, 1)), 'elements', 'array')
  const { memory, offset, root } = vouchedPlace(pointer, count * size, 'array')
  const isAligned = memory.ownership === 'owned' || pointer.address % alignOf(type, target)! === 0
  // No typed array can be over numbers that are not aligned: they are loaded and stored one by one.
  return isAligned
    ? arrayView(memory, offset, root, type, count)
    : arrayView(Memory.foreignAt(pointer.address), 0, root, type, count)
}

interface VouchedPlace extends Place {
  readonly buffer: ArrayBuffer
}

/** Memory of our own as it is; C's in a buffer of just that size. */
function vouchedPlace(pointer: Pointer, size: number, use: string): VouchedPlace {
  const owner = Pointer.ownerOf(pointer)
  owner?.requireOpen()
  if (owner?.memory?.buffer !== undefined) return placeWithin(pointer, size, owner.memory, owner.root, use)
  const buffer = size === 0 ? new ArrayBuffer(0) : vouchedBuffer(pointer, size, use)
  if (owner !== undefined) owners.set(buffer, owner)
  owner?.vouchFor?.(buffer)
  const memory = Memory.of(buffer, 'vouched', size === 0 ? 0 : pointer.address)
  return { memory, offset: 0, root: owner?.root, buffer }
}

function placeWithin(
  pointer: Pointer,
  size: number,
  memory: Memory,
  root: Root | undefined,
  use: string,
): VouchedPlace {
  const buffer = memory.buffer!
  const offset = pointer.address - memory.base
  if (offset >= 0 && offset + size <= buffer.byteLength) return { memory, offset, root, buffer }
  const message = `${use}: ${pointer} points into ${buffer.byteLength} bytes of JavaScript's memory, which do not have ${size} bytes from there on`
  throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: size })
}

function vouchedBuffer(pointer: Pointer, size: number, use: string): ArrayBuffer {
  return readGuarded(pointer, use, () => vouchedMemoryBuffer(pointer.address, size, site))
}

/** `size` bytes of C at `address`, after a look at each page. */
export const vouchedMemory = (address: number, size: number, site: AccessSite): Memory =>
  size === 0 ? Memory.foreignAt(address) : Memory.of(vouchedMemoryBuffer(address, size, site), 'vouched', address)

/** JavaScript that reads unmapped memory dies where nothing can catch it: guarded loads look first. */
function vouchedMemoryBuffer(address: number, size: number, site: AccessSite): ArrayBuffer {
  const guarded = guardedAccess()
  for (let at = address; at < address + size; at = nextPage(at)) guarded.loadU8(at, site)
  guarded.loadU8(address + size - 1, site)
  return exchange().kernel.bufferAt(address, size)
}

function requireCount(count: unknown, most: number, of: 'bytes' | 'elements', use: string): void {
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 && count <= most) return
  const message = `${use}: expected a number of ${of} from 0 to ${most}, got ${show(count)}`
  throw typeof count === 'number'
    ? codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: count })
    : codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: count })
}

/** What `read` gives, which reads through `pointer`; a fault of it as an error that names the pointer. */
export function readGuarded<T>(pointer: Pointer, use: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof CabiError) || error.code !== 'ERR_CABI_FAULT') throw error
    const { signal, address } = error as CabiError & { signal?: string; address?: number }
    const message = `${use}: ${pointer} points to no readable memory (${signal})`
    throw new CabiError('ERR_CABI_FAULT', message, { function: use, signal, address, arguments: [pointer] })
  }
}

const nextPage = (address: number) => Math.floor(address / pageSize) * pageSize + pageSize
