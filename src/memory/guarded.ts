/**
 * Loads and stores at addresses nobody vouched for, each through machine code: where there is no memory they are
 * ERR_CABI_FAULT. Every function is written out: V8's feedback is per function, and one made of another would see views of
 * all kinds. A fault is taken before anything is called, for JavaScript may be out of stack.
 */
import { exchange, word as words } from '../exchange/exchange.ts'
import { takeAccessFault } from '../exchange/fault.ts'
import { symbolAddress } from '../exchange/native.ts'
import { accessOffset } from '../machine/control-block.ts'
import { emitCopy } from '../machine/x86-64/access.ts'
import { type AccessFunctions, accessFunctions } from './access-functions.ts'

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
  const { I32, F64, I64, U64 } = shared.views
  const { status, accessFault: fault } = words
  const at = accessOffset / 8
  const doubleword = at + 1
  const word = 2 * doubleword
  const access: AccessFunctions = accessFunctions(shared)
  const { loadInt8, loadUint8, loadInt16, loadUint16, loadWord, loadFloat, loadDouble, loadDoubleword } = access
  const { storeByte, storeHalfword, storeWord, storeFloat, storeDouble, storeDoubleword, storePair } = access
  const memmove = shared.emit(emitCopy(base, symbolAddress(shared, 'memmove')), 'a copy')

  const unreadable = (address: number, site: AccessSite) =>
    takeAccessFault(shared.views, 'read', site.describe(address))
  const unwritable = (address: number, site: AccessSite) =>
    takeAccessFault(shared.views, 'write', site.describe(address))

  return {
    loadI8(address, site) {
      const value = loadInt8(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unreadable(address, site)
      }
      return value
    },
    loadU8(address, site) {
      const value = loadUint8(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unreadable(address, site)
      }
      return value
    },
    loadI16(address, site) {
      const value = loadInt16(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unreadable(address, site)
      }
      return value
    },
    loadU16(address, site) {
      const value = loadUint16(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unreadable(address, site)
      }
      return value
    },
    loadI32(address, site) {
      const value = loadWord(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unreadable(address, site)
      }
      return value
    },
    loadU32(address, site) {
      const value = loadWord(address) >>> 0
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unreadable(address, site)
      }
      return value
    },
    loadF32(address, site) {
      const value = loadFloat(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unreadable(address, site)
      }
      return value
    },
    loadF64(address, site) {
      const value = loadDouble(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unreadable(address, site)
      }
      return value
    },
    loadI64(address, site) {
      loadDoubleword(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unreadable(address, site)
      }
      return I64[doubleword]!
    },
    loadU64(address, site) {
      loadDoubleword(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unreadable(address, site)
      }
      return U64[doubleword]!
    },
    loadPair(address, site) {
      loadDoubleword(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unreadable(address, site)
      }
    },
    low: () => I32[word]!,
    high: () => I32[word + 1]!,
    store8(address, value, site) {
      storeByte(address, value | 0)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unwritable(address, site)
      }
    },
    store16(address, value, site) {
      storeHalfword(address, value | 0)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unwritable(address, site)
      }
    },
    store32(address, value, site) {
      storeWord(address, value | 0)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unwritable(address, site)
      }
    },
    storeF32(address, value, site) {
      storeFloat(address, value)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unwritable(address, site)
      }
    },
    storeF64(address, value, site) {
      storeDouble(address, value)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unwritable(address, site)
      }
    },
    storeI64(address, value, site) {
      I64[doubleword] = value
      storeDoubleword(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unwritable(address, site)
      }
    },
    storeU64(address, value, site) {
      U64[doubleword] = value
      storeDoubleword(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unwritable(address, site)
      }
    },
    storePair(address, low, high, site) {
      I32[word] = low
      I32[word + 1] = high
      storePair(address)
      if (I32[fault] !== 0) {
        I32[fault] = 0
        throw unwritable(address, site)
      }
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
