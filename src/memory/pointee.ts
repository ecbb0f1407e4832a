/** What a pointer points to: reading and writing it, counted in its size, as C's `*p` and `p[i]` do. */
import { printType } from '../ctype/print.ts'
import { bareType, type CType, pointerType } from '../ctype/type.ts'
import { CabiError, codedError, type ErrorCode } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { type Access, accessOf } from './access.ts'
import type { Site } from './bytes.ts'
import { type NumberLoad, type NumberReferent, numberLoadOf } from './number-load.ts'
import type { Pointer } from './pointer.ts'
import { type RecordForm, recordClassOf } from './record-class.ts'
import { translationOf } from './translation.ts'

export interface Pointee {
  readonly type: CType
  readonly access: Access
  /** In bytes. */
  readonly size: number
  /** Of structs and unions. */
  readonly view: RecordForm['view'] | undefined
}

/**
 * The type that pointers refer to (C11 6.2.5 §20), with what reading through them needs to know of it: one for each type,
 * which its pointers have instead of the type.
 */
export class ReferencedType implements NumberReferent {
  readonly type: CType
  /**
   * Of numbers. Known from the beginning: where one pointer has been read another way, V8 makes them all. An enumeration that
   * is not defined yet has its load once it has been read.
   */
  load: NumberLoad
  /** Once something has been read or written. */
  pointee: Pointee | undefined = undefined

  private constructor(type: CType) {
    this.type = type
    this.load = numberLoadOf(type)
  }

  /** What a pointer with that address refers to. */
  describe(address: number): string {
    return `*${printPointer(this, address | 0, Math.floor(address / 2 ** 32))}`
  }

  /** The same of one whose address no number has exactly. */
  siteAt(low: number, high: number): PointeeSite {
    return new PointeeSite(this, low, high)
  }

  static readonly #all = new WeakMap<CType, ReferencedType>()

  /** A look into a map (25 ns): who makes many pointers keeps it. */
  static of(type: CType): ReferencedType {
    let referenced = ReferencedType.#all.get(type)
    if (referenced === undefined) {
      referenced = new ReferencedType(type)
      ReferencedType.#all.set(type, referenced)
    }
    return referenced
  }
}

/** Throws, for `use`, where the type has no values: `void`, functions, what is not defined. */
export function pointeeOf(referenced: ReferencedType, pointer: Pointer, use: string): Pointee {
  referenced.pointee ??= makePointee(referenced, pointer, use)
  return referenced.pointee
}

function makePointee(referenced: ReferencedType, pointer: Pointer, use: string): Pointee {
  const { type } = referenced
  refuseValueless(type, pointer, use)
  const bare = bareType(type)
  const access = accessOf(type)
  const isRecord = bare.kind === 'record' && translationOf(type) === undefined
  const view = isRecord ? recordClassOf(bare, type).form.view : undefined
  referenced.load = numberLoadOf(type)
  return { type, access, size: access.size, view }
}

function refuseValueless(type: CType, pointer: Pointer, use: string): void {
  const bare = bareType(type)
  const refuse = (code: ErrorCode, reason: string) => {
    const message = `${use}: ${pointer} points to ${reason}`
    const facts = { type: printType(pointerType(type)) }
    return code === 'ERR_CABI_ARG_TYPE'
      ? codedError(TypeError, code, message, facts)
      : new CabiError(code, message, facts)
  }
  const text = `'${printType(type)}'`
  switch (bare.kind) {
    case 'void':
      throw refuse('ERR_CABI_ARG_TYPE', 'void, which has no values: cast it first, as in pointer.cast(c.int)')
    case 'function':
      throw refuse('ERR_CABI_ARG_TYPE', 'a function, which is not in memory as values are: read .value to call it')
    case 'record':
    case 'enum':
      if (bare.definition === undefined) {
        throw refuse('ERR_CABI_ARG_TYPE', `${text}, of which no members are declared: only C can look into it`)
      }
      break
    case 'array':
      if (bare.count === undefined) {
        throw refuse(
          'ERR_CABI_ARG_TYPE',
          `${text}, an array of unknown size: cast it to its element, or to c.array(T, n)`,
        )
      }
  }
}

/**
 * `*(int *) 0x10`, or with an index `((int *) 0x10)[3]`. Of the parts of a pointer instead of the pointer: that is made by
 * V8 only where something refers to it.
 */
export class PointeeSite implements Site {
  /** Public fields are faster to make, and there is one of these for each access. */
  readonly referenced: ReferencedType
  readonly low: number
  readonly high: number
  readonly index: number | undefined

  constructor(referenced: ReferencedType, low: number, high: number, index?: number) {
    this.referenced = referenced
    this.low = low
    this.high = high
    this.index = index
  }

  get type(): CType {
    return this.referenced.type
  }

  get lvalue(): string {
    const pointer = printPointer(this.referenced, this.low, this.high)
    return this.index === undefined ? `*${pointer}` : `(${pointer})[${this.index}]`
  }

  describe(): string {
    return this.lvalue
  }
}

/** `(const char *) 0x7f0012345678`. */
export const printPointer = ({ type }: ReferencedType, low: number, high: number): string =>
  `(${printType(pointerType(type))}) 0x${addressBits(low, high).toString(16)}`

/** All 64 bits of an address in two halves, unsigned. */
export const addressBits = (low: number, high: number): bigint =>
  BigInt.asUintN(64, (BigInt(high) << 32n) | BigInt(low >>> 0))

/** A number of elements to go: negative ones are behind. */
export function requireIndex(index: unknown, use: string): number {
  if (typeof index === 'number' && Number.isSafeInteger(index)) return index
  const message = `${use}: expected a number of elements, an integer, got ${show(index)}`
  throw typeof index === 'number'
    ? codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: index })
    : codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: index })
}
