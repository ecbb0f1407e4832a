/**
 * A C pointer and the type it points to. All 64 bits are kept, as two halves: that is how they lie in the exchange, and
 * small integers need no memory of their own.
 */
import { pointsWhereWanted } from '../ctype/compatible.ts'
import { printType } from '../ctype/print.ts'
import type { Target } from '../ctype/target.ts'
import { type CType, pointerType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { describeWith } from '../exchange/argument-error.ts'
import { ctypeOf, type TypeHandle } from './type-handle.ts'
import { vouchedBytes } from './vouched.ts'

const inspectCustom = Symbol.for('nodejs.util.inspect.custom')

export class Pointer {
  /** Said here because the bundle shortens names. */
  static {
    Object.defineProperty(Pointer, 'name', { value: 'Pointer' })
  }

  /** What it points to. */
  readonly #target: CType
  /** Both int32. */
  readonly #low: number
  readonly #high: number

  /** Not for users: pointers come from C, or from `cast`. */
  constructor(target: CType, low: number, high: number) {
    if ((low | 0) !== low || (high | 0) !== high) {
      throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', 'Pointer: pointers come from C, or from cast; none can be made')
    }
    this.#target = target
    this.#low = low
    this.#high = high
  }

  /**
   * The address as a number; negative for the values near 2^64 that C uses as marks: `(void *)-1` is -1. Throws
   * ERR_CABI_RESULT_RANGE for bits that no number has exactly: `bits` has them.
   */
  get address(): number {
    const address = this.#high * 2 ** 32 + (this.#low >>> 0)
    if (Number.isSafeInteger(address)) return address
    const message = `the pointer ${this} has an address that is no exact number: read .bits`
    throw codedError(RangeError, 'ERR_CABI_RESULT_RANGE', message, { result: this.bits })
  }

  /** All 64 bits, unsigned. */
  get bits(): bigint {
    return BigInt.asUintN(64, (BigInt(this.#high) << 32n) | BigInt(this.#low >>> 0))
  }

  /** The same address as a pointer to `type`. Throws ERR_CABI_ARG_TYPE for what is no type. */
  cast(type: TypeHandle): Pointer {
    return new Pointer(ctypeOf(type, 'cast'), this.#low, this.#high)
  }

  /**
   * The `count` bytes it points to, as they are: writes go to C. You vouch for them: that they are there now (a first look
   * at each page throws ERR_CABI_FAULT if not) and stay there as long as the array is used.
   */
  bytes(count: number): Uint8Array {
    return vouchedBytes(this, count, 'bytes')
  }

  /** `(const char *) 0x7f0012345678`. */
  toString(): string {
    return `(${printType(pointerType(this.#target))}) 0x${this.bits.toString(16)}`
  }

  [inspectCustom](): string {
    return `Pointer ${this}`
  }

  static isPointer(value: unknown): value is Pointer {
    return typeof value === 'object' && value !== null && #low in value
  }

  /** Of `pointer`, what it points to. */
  static targetOf(pointer: Pointer): CType {
    return pointer.#target
  }

  /** Stores `value` at index `word` of the 32-bit view if it may stand where `wanted` does; false if not. */
  static store(value: unknown, wanted: WantedTarget, I32: Int32Array, word: number): boolean {
    if (typeof value !== 'object' || value === null || !(#low in value)) return false
    const target = value.#target
    if (target !== wanted.lastAccepted) {
      if (!pointsWhereWanted(target, wanted.target, wanted.platform)) return false
      wanted.lastAccepted = target
    }
    I32[word] = value.#low
    I32[word + 1] = value.#high
    return true
  }
}

/** What a pointer parameter points to, and the type last found to be as good: comparing types is slow. */
export interface WantedTarget {
  readonly target: CType
  readonly platform: Target
  lastAccepted: CType
}

describeWith(value => (Pointer.isPointer(value) ? `Pointer ${value}` : undefined))

/** A pointer from a number or bigint: how an address that C did not hand out as a pointer becomes one. */
export function pointerAt(target: CType, address: number | bigint): Pointer {
  const bits = BigInt.asIntN(64, BigInt(address))
  return new Pointer(target, Number(BigInt.asIntN(32, bits)), Number(bits >> 32n))
}
