/**
 * C's memory that nobody vouched for, in windows: each is a buffer over 512 MiB of addresses, whether there is memory or not,
 * and V8 loads and stores there by itself, as in any typed array. It leaves a mark in the exchange as long as it does. Where
 * there is no memory, the signal handler skips the instruction and takes the mark away (kernel/engine_access.c); the access
 * is then done once more by address, which makes the error. A field of a struct is read in half the time that a call of
 * machine code takes; and as there is no call, V8 need not make the pointer that it was read through.
 *
 * What is not aligned, or lies in the first bytes of a window (all that null pointers lead to is among those), is read and
 * written by the loads and stores of `guarded.ts`, as everything is where the engine has no windows.
 *
 * Every function is written out, as there, and nothing may come between the two ends of the mark but the access: at a call V8
 * may be interrupted, and never come back to take the mark away. A call of the condition alone would take from what V8
 * inlines into a function: the sum of eight fields is 316 instructions on Node 26, and was 400 with it.
 */
import { exchange, word as words } from '../exchange/exchange.ts'
import { controlBlock } from '../machine/control-block.ts'
import { type AccessSite, type Guarded, guardedAccess } from './guarded.ts'
import { type NumberReferent, numberLoads } from './number-load.ts'

/** In bytes: an offset is a small integer, with room for the largest object. Also in kernel/fault.c. */
export const windowSize = 0x2000_0000

/**
 * A window begins so far behind a multiple of its size. No process has memory at the first addresses (Linux:
 * `vm.mmap_min_addr`), and no buffer may start at 0.
 */
export const windowGap = 0x1_0000

/** Of user space: of an address beyond, the processor does not say which it was. */
const addressesEnd = 2 ** 47

/** Loads and stores at offsets, and what they are offsets from. */
export interface ForeignBytes extends Guarded {
  readonly base: number
  /** Of a whole window, the multiple of its size behind which it begins: halves of that address, as int32. */
  readonly start: number
  readonly upper: number
  /** 0 where V8 has no memory: all is read and written by address. */
  readonly end: number
  /** The number at an address, in this window or not. */
  loadNumber(low: number, high: number, referent: NumberReferent): number
}

/** The number at an address in any window. */
export type LoadNumber = ForeignBytes['loadNumber']

/** How this thread's windows are made. */
export interface Windows {
  /** Of the addresses behind `start` and `upper`, halves of a multiple of the size. */
  windowBehind(start: number, upper: number): ForeignBytes
  /** From any address on, without a window. */
  withoutWindow(base: number): ForeignBytes
}

/** As the start of what is no whole window: no multiple of its size. */
const nowhere = 1

/** V8's ways to access a buffer. */
interface Arrays {
  readonly I8: Int8Array
  readonly U8: Uint8Array
  readonly I16: Int16Array
  readonly U16: Uint16Array
  readonly I32: Int32Array
  readonly U32: Uint32Array
  readonly F32: Float32Array
  readonly F64: Float64Array
  readonly I64: BigInt64Array
  readonly U64: BigUint64Array
}

const arraysOver = (buffer: ArrayBuffer): Arrays => ({
  I8: new Int8Array(buffer),
  U8: new Uint8Array(buffer),
  I16: new Int16Array(buffer),
  U16: new Uint16Array(buffer),
  I32: new Int32Array(buffer),
  U32: new Uint32Array(buffer),
  F32: new Float32Array(buffer),
  F64: new Float64Array(buffer),
  I64: new BigInt64Array(buffer),
  U64: new BigUint64Array(buffer),
})

const noArrays = arraysOver(new ArrayBuffer(0))

/** Twice as long as a window is apart from the next: objects may begin at its end. */
function arraysFrom(base: number): Arrays {
  const { fast } = exchange()
  if (fast === undefined || !(base > 0 && base < addressesEnd)) return noArrays
  return arraysOver(fast.window(base, Math.min(2 * windowSize - windowGap, addressesEnd - base)))
}

/** `loadNumber` is for the numbers that a window's own leaves. */
export function createWindows(loadNumber: LoadNumber): Windows {
  const { views, fast, kernel } = exchange()
  const { I32 } = views
  const low = words.access + 2
  const guarded = guardedAccess()
  const { int32 } = numberLoads
  fast?.engineCode().forEach((start, i, ranges) => {
    if (i % 2 === 0) kernel.guardEngine(i / 2, start, ranges[i + 1]!)
  })

  /** While the engine accesses memory, ~offset of what it accesses: never 0. */
  const mark = new Int32Array(I32.buffer, controlBlock.engineAccess, 1)

  class Bytes implements ForeignBytes, Arrays {
    readonly base: number
    readonly start: number
    readonly upper: number
    /** Lower half of `base`. */
    readonly first: number
    /** Offsets from 0 to here are in the window. */
    readonly end: number
    readonly I8: Int8Array
    readonly U8: Uint8Array
    readonly I16: Int16Array
    readonly U16: Uint16Array
    readonly I32: Int32Array
    readonly U32: Uint32Array
    readonly F32: Float32Array
    readonly F64: Float64Array
    readonly I64: BigInt64Array
    readonly U64: BigUint64Array

    constructor(base: number, start: number, upper: number, arrays: Arrays) {
      const { byteLength } = arrays.U8
      this.base = base
      this.start = byteLength < windowSize ? nowhere : start
      this.upper = upper
      this.first = start + windowGap
      this.end = byteLength
      this.I8 = arrays.I8
      this.U8 = arrays.U8
      this.I16 = arrays.I16
      this.U16 = arrays.U16
      this.I32 = arrays.I32
      this.U32 = arrays.U32
      this.F32 = arrays.F32
      this.F64 = arrays.F64
      this.I64 = arrays.I64
      this.U64 = arrays.U64
    }

    /**
     * Short, for the most usual kind alone, and one with what finds the window: a comparison reads two pointers, and V8 makes
     * those for which it cannot inline all of this (in 920 bytes of bytecode for both, with their constructors).
     */
    loadNumber(low: number, high: number, referent: NumberReferent): number {
      if (this.start === (low & -windowSize) && this.upper === high && referent.load === int32) {
        const offset = low - this.first
        if (offset >= 0 && (offset & 3) === 0) {
          mark[0] = ~offset
          const value = this.I32[offset >> 2]!
          if (mark[0] !== 0) {
            mark[0] = 0
            return value
          }
        }
      }
      return loadNumber(low, high, referent)
    }

    loadI8(offset: number, site: AccessSite): number {
      if (offset >= 0 && offset < this.end) {
        mark[0] = ~offset
        const value = this.I8[offset]!
        if (mark[0] !== 0) {
          mark[0] = 0
          return value
        }
      }
      return guarded.loadI8(this.base + offset, site)
    }

    loadU8(offset: number, site: AccessSite): number {
      if (offset >= 0 && offset < this.end) {
        mark[0] = ~offset
        const value = this.U8[offset]!
        if (mark[0] !== 0) {
          mark[0] = 0
          return value
        }
      }
      return guarded.loadU8(this.base + offset, site)
    }

    loadI16(offset: number, site: AccessSite): number {
      if (offset >= 0 && offset < this.end && (offset & 1) === 0) {
        mark[0] = ~offset
        const value = this.I16[offset >> 1]!
        if (mark[0] !== 0) {
          mark[0] = 0
          return value
        }
      }
      return guarded.loadI16(this.base + offset, site)
    }

    loadU16(offset: number, site: AccessSite): number {
      if (offset >= 0 && offset < this.end && (offset & 1) === 0) {
        mark[0] = ~offset
        const value = this.U16[offset >> 1]!
        if (mark[0] !== 0) {
          mark[0] = 0
          return value
        }
      }
      return guarded.loadU16(this.base + offset, site)
    }

    loadI32(offset: number, site: AccessSite): number {
      if (offset >= 0 && offset < this.end && (offset & 3) === 0) {
        mark[0] = ~offset
        const value = this.I32[offset >> 2]!
        if (mark[0] !== 0) {
          mark[0] = 0
          return value
        }
      }
      return guarded.loadI32(this.base + offset, site)
    }

    loadU32(offset: number, site: AccessSite): number {
      if (offset >= 0 && offset < this.end && (offset & 3) === 0) {
        mark[0] = ~offset
        const value = this.U32[offset >> 2]!
        if (mark[0] !== 0) {
          mark[0] = 0
          return value
        }
      }
      return guarded.loadU32(this.base + offset, site)
    }

    loadF32(offset: number, site: AccessSite): number {
      if (offset >= 0 && offset < this.end && (offset & 3) === 0) {
        mark[0] = ~offset
        const value = this.F32[offset >> 2]!
        if (mark[0] !== 0) {
          mark[0] = 0
          return value
        }
      }
      return guarded.loadF32(this.base + offset, site)
    }

    loadF64(offset: number, site: AccessSite): number {
      if (offset >= 0 && offset < this.end && (offset & 7) === 0) {
        mark[0] = ~offset
        const value = this.F64[offset >> 3]!
        if (mark[0] !== 0) {
          mark[0] = 0
          return value
        }
      }
      return guarded.loadF64(this.base + offset, site)
    }

    loadI64(offset: number, site: AccessSite): bigint {
      if (offset >= 0 && offset < this.end && (offset & 7) === 0) {
        mark[0] = ~offset
        const value = this.I64[offset >> 3]!
        if (mark[0] !== 0) {
          mark[0] = 0
          return value
        }
      }
      return guarded.loadI64(this.base + offset, site)
    }

    loadU64(offset: number, site: AccessSite): bigint {
      if (offset >= 0 && offset < this.end && (offset & 7) === 0) {
        mark[0] = ~offset
        const value = this.U64[offset >> 3]!
        if (mark[0] !== 0) {
          mark[0] = 0
          return value
        }
      }
      return guarded.loadU64(this.base + offset, site)
    }

    loadPair(offset: number, site: AccessSite): void {
      if (offset >= 0 && offset < this.end && (offset & 7) === 0) {
        const index = offset >> 2
        mark[0] = ~offset
        const lower = this.I32[index]!
        if (mark[0] !== 0) {
          const upper = this.I32[index + 1]!
          mark[0] = 0
          I32[low] = lower
          I32[low + 1] = upper
          return
        }
      }
      guarded.loadPair(this.base + offset, site)
    }

    low(): number {
      return I32[low]!
    }

    high(): number {
      return I32[low + 1]!
    }

    store8(offset: number, value: number, site: AccessSite): void {
      if (offset >= 0 && offset < this.end) {
        mark[0] = ~offset
        this.I8[offset] = value
        if (mark[0] !== 0) {
          mark[0] = 0
          return
        }
      }
      guarded.store8(this.base + offset, value, site)
    }

    store16(offset: number, value: number, site: AccessSite): void {
      if (offset >= 0 && offset < this.end && (offset & 1) === 0) {
        mark[0] = ~offset
        this.I16[offset >> 1] = value
        if (mark[0] !== 0) {
          mark[0] = 0
          return
        }
      }
      guarded.store16(this.base + offset, value, site)
    }

    store32(offset: number, value: number, site: AccessSite): void {
      if (offset >= 0 && offset < this.end && (offset & 3) === 0) {
        mark[0] = ~offset
        this.I32[offset >> 2] = value
        if (mark[0] !== 0) {
          mark[0] = 0
          return
        }
      }
      guarded.store32(this.base + offset, value, site)
    }

    storeF32(offset: number, value: number, site: AccessSite): void {
      if (offset >= 0 && offset < this.end && (offset & 3) === 0) {
        mark[0] = ~offset
        this.F32[offset >> 2] = value
        if (mark[0] !== 0) {
          mark[0] = 0
          return
        }
      }
      guarded.storeF32(this.base + offset, value, site)
    }

    storeF64(offset: number, value: number, site: AccessSite): void {
      if (offset >= 0 && offset < this.end && (offset & 7) === 0) {
        mark[0] = ~offset
        this.F64[offset >> 3] = value
        if (mark[0] !== 0) {
          mark[0] = 0
          return
        }
      }
      guarded.storeF64(this.base + offset, value, site)
    }

    storeI64(offset: number, value: bigint, site: AccessSite): void {
      if (offset >= 0 && offset < this.end && (offset & 7) === 0) {
        mark[0] = ~offset
        this.I64[offset >> 3] = value
        if (mark[0] !== 0) {
          mark[0] = 0
          return
        }
      }
      guarded.storeI64(this.base + offset, value, site)
    }

    storeU64(offset: number, value: bigint, site: AccessSite): void {
      if (offset >= 0 && offset < this.end && (offset & 7) === 0) {
        mark[0] = ~offset
        this.U64[offset >> 3] = value
        if (mark[0] !== 0) {
          mark[0] = 0
          return
        }
      }
      guarded.storeU64(this.base + offset, value, site)
    }

    storePair(offset: number, lower: number, upper: number, site: AccessSite): void {
      if (offset >= 0 && offset < this.end && (offset & 7) === 0) {
        const index = offset >> 2
        mark[0] = ~offset
        this.I32[index] = lower
        if (mark[0] !== 0) {
          this.I32[index + 1] = upper
          mark[0] = 0
          return
        }
      }
      guarded.storePair(this.base + offset, lower, upper, site)
    }

    copyIn(offset: number, to: Uint8Array, site: AccessSite): void {
      guarded.copyIn(this.base + offset, to, site)
    }

    copyOut(offset: number, from: Uint8Array, site: AccessSite): void {
      guarded.copyOut(this.base + offset, from, site)
    }
  }

  return {
    windowBehind(start, upper) {
      const base = upper * 2 ** 32 + (start >>> 0) + windowGap
      return new Bytes(base, start, upper, arraysFrom(base))
    },
    withoutWindow: base => new Bytes(base, nowhere, 0, noArrays),
  }
}
