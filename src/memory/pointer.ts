/**
 * A C pointer and the type it points to. All 64 bits are kept, as two halves: that is how they lie in the exchange, and
 * small integers need no memory of their own.
 */
import { pointsWhereWanted } from '../ctype/compatible.ts'
import { printType } from '../ctype/print.ts'
import type { Target } from '../ctype/target.ts'
import { bareType, type CType, pointerType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { describeWith } from '../exchange/argument-error.ts'
import { ForeignViews, noViews } from './foreign-views.ts'
import { functionValues } from './function-value.ts'
import { inspectCustom } from './inspect.ts'
import { readMissing, writeMissing } from './missing-property.ts'
import { PointeeSite, pointeeOf, requireIndex } from './pointee.ts'
import { Provenance, placeAt } from './provenance.ts'
import { ctypeOf, type TypeHandle } from './type-handle.ts'
import { vouchedArray, vouchedBytes } from './vouched.ts'

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
  /** What must live as long as the pointer: the object of JavaScript that it points into. */
  readonly #owner: Provenance | undefined
  /** Where nothing has to live. Made when first read through. */
  #views: ForeignViews | undefined
  /** Its own: one look less on the way to a member. */
  #kept = noViews

  /** Not for users: pointers come from C, or from `cast`. */
  constructor(target: CType, low: number, high: number, owner?: unknown) {
    if ((low | 0) !== low || (high | 0) !== high) {
      throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', 'Pointer: pointers come from C, or from cast; none can be made')
    }
    this.#target = target
    this.#low = low
    this.#high = high
    this.#owner = owner === undefined ? undefined : Provenance.of(owner)
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

  /**
   * C's `*p`. Numbers, strings and pointers as they are now; structs and arrays as views of the memory; a function as a function. Reading and writing
   * throw ERR_CABI_FAULT where there is no memory, and ERR_CABI_ARG_TYPE for `void` and what is not defined.
   */
  // biome-ignore lint/suspicious/noExplicitAny: what it is depends on a C type that TypeScript does not know
  get value(): any {
    const kept = this.#kept[0]
    if (kept !== undefined) return kept
    const bare = bareType(this.#target)
    if (bare.kind === 'function') {
      this.#owner?.requireOpen()
      return functionValues.callable(bare, this.#approximate)
    }
    const view = this.#view(0, 'value')
    if (view !== undefined) return view
    const { access, size, isAggregate } = pointeeOf(this.#target, this, 'value')
    const { memory, offset, root } = placeAt(this.#approximate, size, this.#owner, isAggregate)
    return access.read(memory, offset, root, new PointeeSite(this, this.#target))
  }

  set value(value: unknown) {
    const { access, size, isAggregate } = pointeeOf(this.#target, this, 'value')
    const { memory, offset, root } = placeAt(this.#approximate, size, this.#owner, isAggregate)
    access.write(memory, offset, root, value, new PointeeSite(this, this.#target))
  }

  /** C's `p[index]`. Short, and without what is rare: V8 inlines only so much, and the member's accessor is to be in it. */
  // biome-ignore lint/suspicious/noExplicitAny: as `value`
  at(index: number): any {
    return (
      (typeof index === 'number' ? this.#kept[index] : undefined) ?? this.#view(index, 'at') ?? this.#element(index)
    )
  }

  #element(index: number): unknown {
    const { access, size, isAggregate } = pointeeOf(this.#target, this, 'at')
    const address = this.#approximate + requireIndex(index, 'at') * size
    const { memory, offset, root } = placeAt(address, size, this.#owner, isAggregate)
    return access.read(memory, offset, root, new PointeeSite(this, this.#target, index))
  }

  /** C's `p[index] = value`. */
  set(index: number, value: unknown): void {
    const { access, size, isAggregate } = pointeeOf(this.#target, this, 'set')
    const address = this.#approximate + requireIndex(index, 'set') * size
    const { memory, offset, root } = placeAt(address, size, this.#owner, isAggregate)
    access.write(memory, offset, root, value, new PointeeSite(this, this.#target, index))
  }

  /** Undefined where a view is made the general way, or nothing is. */
  #view(index: number, use: string): object | undefined {
    if (this.#owner !== undefined) return undefined
    if (this.#views === undefined) this.#look(use)
    return this.#views?.at(index)
  }

  #look(use: string): void {
    this.#views = ForeignViews.around(this.#approximate, pointeeOf(this.#target, this, use))
    this.#kept = this.#views?.kept ?? noViews
  }

  /** C's `p + count`: so many elements on, or back. */
  add(count: number): Pointer {
    const { size } = pointeeOf(this.#target, this, 'add')
    const bytes = requireIndex(count, 'add') * size
    const sum = this.#approximate + bytes
    if (Number.isSafeInteger(sum)) return new Pointer(this.#target, sum | 0, Math.floor(sum / 2 ** 32), this.#owner)
    return pointerAt(this.#target, this.bits + BigInt(bytes), this.#owner)
  }

  /** The same address as a pointer to `type`. Throws ERR_CABI_ARG_TYPE for what is no type. */
  cast(type: TypeHandle): Pointer {
    return new Pointer(ctypeOf(type, 'cast'), this.#low, this.#high, this.#owner)
  }

  /** As a number; where it is not exact, an address that no memory has either. */
  get #approximate(): number {
    return this.#high * 2 ** 32 + (this.#low >>> 0)
  }

  /**
   * The `count` elements from here on as an array over that very memory: a typed array of numbers, a CArray of all else; of
   * const ones a copy. You vouch for them, as for `bytes`. Throws ERR_CABI_ARG_RANGE for numbers at an address that is no
   * multiple of their size.
   */
  // biome-ignore lint/suspicious/noExplicitAny: as `value`
  array(count: number): any {
    return vouchedArray(this, pointeeOf(this.#target, this, 'array'), count)
  }

  /**
   * The `count` bytes it points to, as they are: writes go to C, except to const ones, of which they are a copy. You vouch
   * for them: that they are there now (a first look at each page throws ERR_CABI_FAULT if not) and stay there as long as the
   * array is used.
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

  /** Of `pointer`, what it keeps alive. */
  static ownerOf(pointer: Pointer): Provenance | undefined {
    return pointer.#owner
  }

  /** Of `pointer`, its address as two int32. */
  static halvesOf(pointer: Pointer): [low: number, high: number] {
    return [pointer.#low, pointer.#high]
  }

  /** Stores `value` at index `word` of the 32-bit view if it may stand where `wanted` does; false if not. */
  static store(value: unknown, wanted: WantedTarget, I32: Int32Array, word: number): boolean {
    if (typeof value !== 'object' || value === null || !(#low in value)) return false
    const target = value.#target
    if (target !== wanted.lastAccepted && !isAccepted(target, wanted)) return false
    value.#owner?.requireOpen()
    // As integers: V8 does not know that no double is stored there, and would look.
    I32[word] = value.#low | 0
    I32[word + 1] = value.#high | 0
    return true
  }
}

/** What a pointer parameter points to, and the type last found to be as good: comparing types is slow. */
export interface WantedTarget {
  readonly target: CType
  readonly platform: Target
  lastAccepted: CType
  /** All that have been. */
  readonly accepted: WeakSet<CType>
}

function isAccepted(target: CType, wanted: WantedTarget): boolean {
  if (!wanted.accepted.has(target)) {
    if (!pointsWhereWanted(target, wanted.target, wanted.platform)) return false
    wanted.accepted.add(target)
  }
  wanted.lastAccepted = target
  return true
}

/** Asked only for what pointers do not have. */
const missing = new Proxy(Object.create(Object.prototype) as object, { get: readMissing, set: writeMissing })

Object.setPrototypeOf(Pointer.prototype, missing)

describeWith(value => (Pointer.isPointer(value) ? `Pointer ${value}` : undefined))

/** A pointer from a number or bigint: how an address that C did not hand out as a pointer becomes one. */
export function pointerAt(target: CType, address: number | bigint, owner?: unknown): Pointer {
  const bits = BigInt.asIntN(64, BigInt(address))
  return new Pointer(target, Number(BigInt.asIntN(32, bits)), Number(bits >> 32n), owner)
}
