/**
 * A C pointer and the type it points to. All 64 bits are kept, as two halves: that is how they lie in the exchange, and
 * small integers need no memory of their own.
 *
 * A comparison that C calls is given two pointers and reads each once, so making and reading them is written for V8, which
 * is to put both into the loop of C's calls: short, all fields at once, private functions static. A private method is one
 * more field of each pointer, and a private accessor a call of the engine's run time (4 ns).
 */
import { pointsWhereWanted } from '../ctype/compatible.ts'
import type { Target } from '../ctype/target.ts'
import { bareType, type CType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { describeWith } from '../exchange/argument-error.ts'
import { callApart } from './call-apart.ts'
import { ForeignViews } from './foreign-views.ts'
import { functionValues } from './function-value.ts'
import { inspectCustom } from './inspect.ts'
import { readMissing, writeMissing } from './missing-property.ts'
import { loadNumberAt } from './number-load.ts'
import { addressBits, PointeeSite, pointeeOf, printPointer, ReferencedType, requireIndex } from './pointee.ts'
import { type Provenance, placeAt, provenanceOf } from './provenance.ts'
import { ctypeOf, type TypeHandle } from './type-handle.ts'
import { vouchedArray, vouchedBytes } from './vouched.ts'
import { loadNumber, offsetAround, windowAround } from './window-table.ts'

/**
 * How values of any type are read. By name: where V8 has never seen it done, it stops there. What calls of a private function
 * look at first, it would compile, and make the pointer for it.
 */
const otherwise = { value: (_: Pointer): unknown => undefined }

export class Pointer {
  /** Said here because the bundle shortens names. */
  static {
    Object.defineProperty(Pointer, 'name', { value: 'Pointer' })
  }

  /** What it points to. */
  readonly #referenced: ReferencedType
  /** Both int32. */
  readonly #low: number
  readonly #high: number
  /** What must live as long as the pointer: the object of JavaScript that it points into. */
  readonly #owner: Provenance | undefined
  /** Where nothing has to live. Made when first read through. */
  #views = ForeignViews.none

  /** Not for users: pointers come from C, or from `cast`. The halves are int32. */
  constructor(referenced: ReferencedType, low: number, high: number, owner?: Provenance) {
    if ((low | 0) !== low) throw noPointer()
    this.#referenced = referenced
    this.#low = low
    this.#high = high
    this.#owner = owner
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
    return addressBits(this.#low, this.#high)
  }

  /**
   * C's `*p`. Numbers, strings and pointers as they are now; structs and arrays as views of the memory; a function as a function. Reading and writing
   * throw ERR_CABI_FAULT where there is no memory, and ERR_CABI_ARG_TYPE for `void` and what is not defined.
   */
  // biome-ignore lint/suspicious/noExplicitAny: what it is depends on a C type that TypeScript does not know
  get value(): any {
    const referenced = this.#referenced
    if (referenced.load !== 0 && this.#owner === undefined) {
      return loadNumber(this.#low, this.#high, referenced)
    }
    return otherwise.value(this)
  }

  static {
    otherwise.value = Pointer.#value
  }

  static #value(pointer: Pointer): unknown {
    const referenced = pointer.#referenced
    // A function has no pointee.
    const bare = referenced.pointee === undefined ? bareType(referenced.type) : undefined
    if (bare?.kind === 'function') {
      pointer.#owner?.requireOpen()
      return functionValues.callable(bare, approximate(pointer.#low, pointer.#high))
    }
    const view = pointer.#views.kept[0] ?? Pointer.#view(pointer, 0, 'value')
    if (view !== undefined) return view
    const { access, size } = pointeeOf(referenced, pointer, 'value')
    const address = approximate(pointer.#low, pointer.#high)
    const { memory, offset, root } = placeAt(address, size, pointer.#owner)
    return access.read(memory, offset, root, new PointeeSite(referenced, pointer.#low, pointer.#high))
  }

  set value(value: unknown) {
    const { access, size } = pointeeOf(this.#referenced, this, 'value')
    const { memory, offset, root } = placeAt(approximate(this.#low, this.#high), size, this.#owner)
    access.write(memory, offset, root, value, new PointeeSite(this.#referenced, this.#low, this.#high))
  }

  /** C's `p[index]`. Short, and without what is rare: V8 inlines only so much, and the member's accessor is to be in it. */
  // biome-ignore lint/suspicious/noExplicitAny: as `value`
  at(index: number): any {
    const view = typeof index === 'number' ? this.#views.kept[index] : undefined
    if (view !== undefined) return view
    return callApart(Pointer.#element, this, index)
  }

  static #element(pointer: Pointer, index: number): unknown {
    const referenced = pointer.#referenced
    if (referenced.load !== 0 && pointer.#owner === undefined && typeof index === 'number' && (index | 0) === index) {
      const site = new PointeeSite(referenced, pointer.#low, pointer.#high, index)
      const offset = offsetAround(pointer.#low) + index * pointeeOf(referenced, pointer, 'at').size
      return loadNumberAt(windowAround(pointer.#low, pointer.#high), referenced.load, offset, site)
    }
    const view = Pointer.#view(pointer, index, 'at')
    if (view !== undefined) return view
    const { access, size } = pointeeOf(pointer.#referenced, pointer, 'at')
    const address = approximate(pointer.#low, pointer.#high) + requireIndex(index, 'at') * size
    const { memory, offset, root } = placeAt(address, size, pointer.#owner)
    return access.read(memory, offset, root, new PointeeSite(referenced, pointer.#low, pointer.#high, index))
  }

  /** C's `p[index] = value`. */
  set(index: number, value: unknown): void {
    const { access, size } = pointeeOf(this.#referenced, this, 'set')
    const address = approximate(this.#low, this.#high) + requireIndex(index, 'set') * size
    const { memory, offset, root } = placeAt(address, size, this.#owner)
    access.write(memory, offset, root, value, new PointeeSite(this.#referenced, this.#low, this.#high, index))
  }

  /** Of records in C's memory; undefined where a view is made the general way, or nothing is. */
  static #view(pointer: Pointer, index: number, use: string): object | undefined {
    if (pointer.#views !== ForeignViews.none) return pointer.#views.at(index)
    if (pointer.#owner !== undefined) return undefined
    const pointee = pointeeOf(pointer.#referenced, pointer, use)
    if (pointee.view === undefined) return undefined
    pointer.#views = ForeignViews.around(pointer.#low, pointer.#high, pointee, pointee.view)
    return pointer.#views.at(index)
  }

  /** C's `p + count`: so many elements on, or back. */
  add(count: number): Pointer {
    const { size } = pointeeOf(this.#referenced, this, 'add')
    const bytes = requireIndex(count, 'add') * size
    const sum = approximate(this.#low, this.#high) + bytes
    if (Number.isSafeInteger(sum)) return new Pointer(this.#referenced, sum | 0, Math.floor(sum / 2 ** 32), this.#owner)
    return pointerAt(this.#referenced.type, this.bits + BigInt(bytes), this.#owner)
  }

  /** The same address as a pointer to `type`. Throws ERR_CABI_ARG_TYPE for what is no type. */
  cast(type: TypeHandle): Pointer {
    return new Pointer(ReferencedType.of(ctypeOf(type, 'cast')), this.#low, this.#high, this.#owner)
  }

  /**
   * The `count` elements from here on as an array over that very memory: a typed array of numbers, a CArray of all else; of
   * const ones a copy. You vouch for them, as for `bytes`. Throws ERR_CABI_ARG_RANGE for numbers at an address that is no
   * multiple of their size.
   */
  // biome-ignore lint/suspicious/noExplicitAny: as `value`
  array(count: number): any {
    return vouchedArray(this, pointeeOf(this.#referenced, this, 'array'), count)
  }

  /**
   * The `count` bytes it points to, as they are: writes go to C, except to const ones, of which they are a copy. You vouch
   * for them: that they are there now (a first look at each page throws ERR_CABI_FAULT if not) and stay there as long as the
   * array is used.
   */
  bytes(count: number): Uint8Array {
    return vouchedBytes(this, count, 'bytes')
  }

  /**
   * As `release`; undefined where nothing can be released. Not of classes that extend this one: V8 does not inline its
   * constructor into theirs, and a pointer took 25 ns instead of 9.
   */
  get [Symbol.dispose](): (() => void) | undefined {
    return this.#owner?.release && dispose
  }

  /** `(const char *) 0x7f0012345678`. */
  toString(): string {
    return printPointer(this.#referenced, this.#low, this.#high)
  }

  [inspectCustom](): string {
    return `Pointer ${this}`
  }

  static isPointer(value: unknown): value is Pointer {
    return typeof value === 'object' && value !== null && #low in value
  }

  /** Of `pointer`, what it points to. */
  static targetOf(pointer: Pointer): CType {
    return pointer.#referenced.type
  }

  /** Of `pointer`, what it keeps alive. */
  static ownerOf(pointer: Pointer): Provenance | undefined {
    return pointer.#owner
  }

  /** Of `pointer`, its address as two int32. */
  static halvesOf(pointer: Pointer): [low: number, high: number] {
    return [pointer.#low, pointer.#high]
  }

  /**
   * What stores a value at an index of the 32-bit view if it may stand where `wanted` does, or is null; it gives false if not.
   * Short: V8 inlines so much and no more.
   */
  static storeOf(wanted: WantedTarget, I32: Int32Array): (value: unknown, word: number) => boolean {
    const storeOther = (value: unknown, word: number): boolean => {
      if (value !== null)
        return Pointer.isPointer(value) && isAccepted(value.#referenced.type, wanted) && store(value, word)
      I32[word] = 0
      I32[word + 1] = 0
      return true
    }
    const store = (value: unknown, word: number): boolean => {
      const isPointer = typeof value === 'object' && value !== null && #low in value
      if (!isPointer || value.#referenced.type !== wanted.lastAccepted) return storeOther(value, word)
      value.#owner?.requireOpen()
      // As integers: V8 does not know that no double is stored there, and would look.
      I32[word] = value.#low | 0
      I32[word + 1] = value.#high | 0
      return true
    }
    return store
  }
}

/** A pointer to what a program can release. */
export type ReleasablePointer = Pointer & Disposable

function dispose(this: Pointer): void {
  Pointer.ownerOf(this)!.release!()
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

/** An address as a number; where it is not exact, one that no memory has either. */
const approximate = (low: number, high: number) => high * 2 ** 32 + (low >>> 0)

const noPointer = () =>
  codedError(TypeError, 'ERR_CABI_ARG_TYPE', 'Pointer: pointers come from C, or from cast; none can be made')

/** Asked only for what pointers do not have. */
const missing = new Proxy(Object.create(Object.prototype) as object, { get: readMissing, set: writeMissing })

Object.setPrototypeOf(Pointer.prototype, missing)

describeWith(value => (Pointer.isPointer(value) ? `Pointer ${value}` : undefined))

/** A pointer from a number or bigint: how an address that C did not hand out as a pointer becomes one. */
export function pointerAt(target: CType, address: number | bigint, owner?: unknown): Pointer {
  const bits = BigInt.asIntN(64, BigInt(address))
  const provenance = owner === undefined ? undefined : provenanceOf(owner)
  return new Pointer(ReferencedType.of(target), Number(BigInt.asIntN(32, bits)), Number(bits >> 32n), provenance)
}
