/**
 * Loads and stores at addresses nobody vouched for, each through a thunk: where there is no memory they are ERR_CABI_FAULT.
 * Every function is written out: V8's feedback is per function, and one made of another would see views of all kinds.
 */
import { exchange, word as words } from '../exchange/exchange.ts'
import { takeAccessFault } from '../exchange/fault.ts'
import { symbolAddress } from '../exchange/native.ts'
import { accessOffset } from '../machine/control-block.ts'
import { emitAccess, emitCopy, loads, stores } from '../machine/x86-64/access.ts'

/** What is read or written, for the error of a fault. */
export interface AccessSite {
  /** Of what lies at `address`: `point.x of (struct point *) 0x10`. */
  describe(address: number): string
}

/** Addresses as numbers, negative near 2^64. Any alignment. */
export interface Guarded {
  loadI8(address: number, site: AccessSite): number
  loadU8(address: number, site: AccessSite): number
  loadI16(address: number, site: AccessSite): number
  loadU16(address: number, site: AccessSite): number
  loadI32(address: number, site: AccessSite): number
  loadU32(address: number, site: AccessSite): number
  loadF32(address: number, site: AccessSite): number
  loadF64(address: number, site: AccessSite): number
  loadI64(address: number, site: AccessSite): bigint
  loadU64(address: number, site: AccessSite): bigint
  /** Eight bytes, which `low` and `high` give as two int32 until the next load or store. */
  loadPair(address: number, site: AccessSite): void
  low(): number
  high(): number
  /** The lowest 8 bits of an int32 or uint32, and so on. */
  store8(address: number, value: number, site: AccessSite): void
  store16(address: number, value: number, site: AccessSite): void
  store32(address: number, value: number, site: AccessSite): void
  storeF32(address: number, value: number, site: AccessSite): void
  storeF64(address: number, value: number, site: AccessSite): void
  storeI64(address: number, value: bigint, site: AccessSite): void
  storeU64(address: number, value: bigint, site: AccessSite): void
  storePair(address: number, low: number, high: number, site: AccessSite): void
  /** Fills `to` with the bytes at `address`. A fault may leave it half filled. */
  copyIn(address: number, to: Uint8Array, site: AccessSite): void
  /** Writes all of `from` to `address`. A fault may leave it half written. */
  copyOut(address: number, from: Uint8Array, site: AccessSite): void
}

let guarded: Guarded | undefined

/** The loads and stores of this thread. Throws ERR_CABI_PLATFORM where there is no kernel. */
export function guardedAccess(): Guarded {
  guarded ??= createGuarded()
  return guarded
}

function createGuarded(): Guarded {
  const shared = exchange()
  const { base, invoke, addressOf } = shared
  const { I32, U32, F32, F64, I64, U64 } = shared.views
  const { status } = words
  const load = (width: keyof typeof loads) => shared.emit(emitAccess(loads[width], base), `a load of ${width}`)
  const store = (width: keyof typeof stores) => shared.emit(emitAccess(stores[width], base), `a store of ${width}`)

  const at = accessOffset / 8
  const doubleword = at + 1
  const word = 2 * doubleword
  const loadInt8 = load('int8')
  const loadUint8 = load('uint8')
  const loadInt16 = load('int16')
  const loadUint16 = load('uint16')
  const loadWord = load('word')
  const loadDoubleword = load('doubleword')
  const storeByte = store('byte')
  const storeHalfword = store('halfword')
  const storeWord = store('word')
  const storeDoubleword = store('doubleword')
  const storeTwoWords = store('pair')
  const memmove = shared.emit(emitCopy(base, symbolAddress(shared, 'memmove')), 'a copy')

  const unreadable = (address: number, site: AccessSite) =>
    takeAccessFault(shared.views, 'read', site.describe(address))
  const unwritable = (address: number, site: AccessSite) =>
    takeAccessFault(shared.views, 'write', site.describe(address))

  return {
    loadI8(address, site) {
      F64[at] = address
      invoke(loadInt8)
      if (I32[status] !== 0) throw unreadable(address, site)
      return I32[word]!
    },
    loadU8(address, site) {
      F64[at] = address
      invoke(loadUint8)
      if (I32[status] !== 0) throw unreadable(address, site)
      return I32[word]!
    },
    loadI16(address, site) {
      F64[at] = address
      invoke(loadInt16)
      if (I32[status] !== 0) throw unreadable(address, site)
      return I32[word]!
    },
    loadU16(address, site) {
      F64[at] = address
      invoke(loadUint16)
      if (I32[status] !== 0) throw unreadable(address, site)
      return I32[word]!
    },
    loadI32(address, site) {
      F64[at] = address
      invoke(loadWord)
      if (I32[status] !== 0) throw unreadable(address, site)
      return I32[word]!
    },
    loadU32(address, site) {
      F64[at] = address
      invoke(loadWord)
      if (I32[status] !== 0) throw unreadable(address, site)
      return U32[word]!
    },
    loadF32(address, site) {
      F64[at] = address
      invoke(loadWord)
      if (I32[status] !== 0) throw unreadable(address, site)
      return F32[word]!
    },
    loadF64(address, site) {
      F64[at] = address
      invoke(loadDoubleword)
      if (I32[status] !== 0) throw unreadable(address, site)
      return F64[doubleword]!
    },
    loadI64(address, site) {
      F64[at] = address
      invoke(loadDoubleword)
      if (I32[status] !== 0) throw unreadable(address, site)
      return I64[doubleword]!
    },
    loadU64(address, site) {
      F64[at] = address
      invoke(loadDoubleword)
      if (I32[status] !== 0) throw unreadable(address, site)
      return U64[doubleword]!
    },
    loadPair(address, site) {
      F64[at] = address
      invoke(loadDoubleword)
      if (I32[status] !== 0) throw unreadable(address, site)
    },
    low: () => I32[word]!,
    high: () => I32[word + 1]!,
    store8(address, value, site) {
      F64[at] = address
      I32[word] = value
      invoke(storeByte)
      if (I32[status] !== 0) throw unwritable(address, site)
    },
    store16(address, value, site) {
      F64[at] = address
      I32[word] = value
      invoke(storeHalfword)
      if (I32[status] !== 0) throw unwritable(address, site)
    },
    store32(address, value, site) {
      F64[at] = address
      I32[word] = value
      invoke(storeWord)
      if (I32[status] !== 0) throw unwritable(address, site)
    },
    storeF32(address, value, site) {
      F64[at] = address
      F32[word] = value
      invoke(storeWord)
      if (I32[status] !== 0) throw unwritable(address, site)
    },
    storeF64(address, value, site) {
      F64[at] = address
      F64[doubleword] = value
      invoke(storeDoubleword)
      if (I32[status] !== 0) throw unwritable(address, site)
    },
    storeI64(address, value, site) {
      F64[at] = address
      I64[doubleword] = value
      invoke(storeDoubleword)
      if (I32[status] !== 0) throw unwritable(address, site)
    },
    storeU64(address, value, site) {
      F64[at] = address
      U64[doubleword] = value
      invoke(storeDoubleword)
      if (I32[status] !== 0) throw unwritable(address, site)
    },
    storePair(address, low, high, site) {
      F64[at] = address
      I32[word] = low
      I32[word + 1] = high
      invoke(storeTwoWords)
      if (I32[status] !== 0) throw unwritable(address, site)
    },
    copyIn(address, to, site) {
      if (to.length === 0) return
      F64[at] = addressOf(to)
      F64[at + 1] = address
      F64[at + 2] = to.length
      invoke(memmove)
      if (I32[status] !== 0) throw unreadable(address, site)
    },
    copyOut(address, from, site) {
      if (from.length === 0) return
      const source = addressOf(from)
      F64[at] = address
      F64[at + 1] = source
      F64[at + 2] = from.length
      invoke(memmove)
      if (I32[status] !== 0) throw unwritable(address, site)
    },
  }
}
