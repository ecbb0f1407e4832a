/**
 * One member of all structs of an array. For hot loops, where the member is a number at an aligned place: `array` holds it at
 * `start`, `start + stride`, ... That loop is as fast as one over a typed array of one's own. `at` and `set` check each index
 * and convert each value (`column-source.ts`).
 */
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import type { Site } from './bytes.ts'
import { CArray } from './c-array.ts'
import { columnClassOf } from './column-source.ts'
import { constError } from './const-error.ts'
import type { Memory } from './memory.ts'
import { nearMisses } from './near-miss.ts'
import { recordClassOf } from './record-class.ts'
import type { Field } from './record-fields.ts'
import type { Root } from './root.ts'
import { siteOf } from './site.ts'
import { type TypedArray, typedArrayOf } from './typed-array.ts'

export class Column<T = unknown> implements Iterable<T> {
  static {
    Object.defineProperty(Column, 'name', { value: 'Column' })
  }

  /**
   * The memory as a typed array of the member's type; undefined where there is none: for other members than numbers, packed
   * ones, const arrays and memory of C that nobody vouched for.
   */
  readonly array: TypedArray | undefined
  /** Index in `array` of the first struct's member, and the distance to the next. */
  readonly start: number
  readonly stride: number
  readonly length: number
  readonly #field: Field
  readonly #size: number
  readonly #memory: Memory
  readonly #offset: number
  readonly #root: Root | undefined
  readonly #site: Site

  /** Not for users: columns come from `column`. */
  constructor(array: CArray, size: number, field: Field, site: Site) {
    const { memory, offset, root } = CArray.placeOf(array)
    this.length = array.length
    this.#field = field
    this.#size = size
    this.#memory = memory
    this.#offset = offset + field.offset
    this.#root = root
    this.#site = site
    const numbers = numbersOf(field, size, memory, this.#offset, this.length)
    this.array = numbers
    this.start = 0
    this.stride = numbers === undefined ? 0 : size / numbers.BYTES_PER_ELEMENT
  }

  /** Of the first struct's member. */
  static placeOf(column: Column): { memory: Memory; offset: number } {
    return { memory: column.#memory, offset: column.#offset }
  }

  at(index: number): T {
    const at = this.#place(index)
    return this.#field.access.read(this.#memory, at, this.#root, this.#site) as T
  }

  set(index: number, value: unknown): void {
    const at = this.#place(index)
    if (this.#field.isConst || this.#memory.isConst) throw constError(this.#site)
    this.#field.access.initialise(this.#memory, at, this.#root, value, this.#site)
  }

  *[Symbol.iterator](): Generator<T, undefined> {
    for (let i = 0; i < this.length; i++) yield this.at(i)
    return undefined
  }

  #place(index: number): number {
    if (Number.isInteger(index) && index >= 0 && index < this.length) return this.#offset + index * this.#size
    const message = `column of ${this.#site.lvalue}: expected an index below ${this.length}, got ${show(index)}`
    throw typeof index === 'number'
      ? codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: index })
      : codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: index })
  }
}

/** From the first member to the last; undefined where no typed array has them. */
function numbersOf(
  { type, bits, isConst }: Field,
  size: number,
  { U8, buffer }: Memory,
  offset: number,
  count: number,
): TypedArray | undefined {
  const Numbers = bits === undefined ? typedArrayOf(type, target) : undefined
  if (Numbers === undefined || isConst || U8 === undefined || buffer === undefined) return undefined
  const width = Numbers.BYTES_PER_ELEMENT
  if (offset % width !== 0 || size % width !== 0) return undefined
  return new Numbers(buffer, offset, count === 0 ? 0 : ((count - 1) * size) / width + 1)
}

/** Throws ERR_CABI_ARG_TYPE where the elements have no such member. */
export function columnOf(array: CArray, element: CType, name: string): Column {
  const record = bareType(element)
  if (record.kind !== 'record') throw wrongColumn(`'${printType(element)}' has no members`, name)
  const Class = recordClassOf(record, element)
  const { byName, size } = Class
  const field = byName.get(name)
  if (field !== undefined) {
    return new (columnClassOf(Column, Class, field))(array, size, field, siteOf(field.site.lvalue, field.type))
  }
  const near = typeof name === 'string' ? nearMisses(name, byName.keys()) : []
  const hint = near.length === 0 ? '' : `; did you mean ${near.map(n => `'${n}'`).join(' or ')}?`
  throw wrongColumn(`'${printType(element)}' has no member ${show(name)}${hint}`, name)
}

const wrongColumn = (reason: string, value: unknown): TypeError =>
  codedError(TypeError, 'ERR_CABI_ARG_TYPE', `column: ${reason}`, { value })
