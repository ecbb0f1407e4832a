/**
 * An array of C whose elements no typed array has: structs, unions, pointers, bool, enumerations, arrays.
 *
 * Elements are read and assigned by index through a Proxy far up the prototype chain, which is asked for what the array
 * itself does not have. That costs 150 ns. So the views that structs and inner arrays are become the array's own elements
 * once it has been read by index a thousand times, or a sweep of it begins (`sweep-mark.ts`): a pixel of a loop over
 * `points[i]` costs twice what it does in a typed array of one's own. The price is an object of 48 bytes and two pointers for
 * each element, and that from then on JavaScript lets an element be replaced: an assignment to `points[i]` is found
 * (`checkElements`) when the array is next used as a whole, and then an error. V8 has no fast reads of read-only elements
 * (4 ns more each).
 */
import { inArray } from '../ctype/int64.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import type { CType } from '../ctype/type.ts'
import { arrayType, bareType, qualifiedType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { describeWith, show } from '../exchange/argument-error.ts'
import { type Access, accessOf } from './access.ts'
import { iterateElements } from './array-iterator.ts'
import type { Site } from './bytes.ts'
import { type Column, columnOf } from './column.ts'
import { inspectCustom, inspector } from './inspect.ts'
import type { Memory } from './memory.ts'
import { type Pointer, pointerAt } from './pointer.ts'
import type { Root } from './root.ts'
import { siteOf } from './site.ts'
import { markFully, markRead } from './sweep-mark.ts'
import { toObject } from './to-object.ts'
import { translationOf } from './translation.ts'

/** More elements are made each time they are asked for. */
const mostOwnElements = 2 ** 20

/** Reads by index. A program that writes `points[1] = value` here and there is not one that needs them to be fast. */
const readsBeforeOwn = 1000

/** Reads of elements 0, 1, 2, one after the other, are the beginning of a sweep: of as many as nobody writes out one by one. */
const readsOfSweep = 3
const leastSwept = 64

export class CArray<T = unknown> implements Iterable<T> {
  readonly [index: number]: T

  readonly #memory: Memory
  readonly #offset: number
  readonly #root: Root | undefined
  readonly #type: CType
  readonly #element: Access
  readonly #count: number
  readonly #site: Site
  /** The views that were given by index, for the same one to be given again. */
  #views: unknown[] | undefined
  /** Whether they are the array's own elements. */
  #hasOwn = false
  /** How often an element was read by index, before that. */
  #reads = 0
  /** How many of those up to now were of elements 0, 1, 2 and so on. */
  #inOrder = 0
  /** Whether an element was assigned by index. */
  #isAssigned = false

  static {
    Object.defineProperty(CArray, 'name', { value: 'CArray' })
  }

  /** Not for users: arrays come from C, or from `alloc`. */
  constructor(memory: Memory, offset: number, root: Root | undefined, element: CType, count: number) {
    this.#memory = memory
    this.#offset = offset
    this.#root = root
    this.#type = element
    this.#element = accessOf(elementOf(element))
    this.#count = count
    this.#site = siteOf(printType(arrayType(element, count)), element)
  }

  get length(): number {
    return this.#count
  }

  /** Throws RangeError ERR_CABI_ARG_RANGE for what is no index. */
  at(index: number): T {
    if (!(Number.isInteger(index) && index >= 0 && index < this.#count)) throw this.#noElement(index)
    const views = this.#views
    if (views === undefined) return this.#read(index) as T
    if (this.#hasOwn && this[index] !== views[index]) throw this.#replaced(index, this[index])
    views[index] ??= this.#read(index)
    return views[index] as T
  }

  #read(index: number): unknown {
    const { size } = this.#element
    return this.#element.read(this.#memory, this.#offset + index * size, this.#root, this.#site)
  }

  /** Stores a copy of `value`, converted and checked as an argument would be. */
  set(index: number, value: unknown): void {
    if (!(Number.isInteger(index) && index >= 0 && index < this.#count)) throw this.#noElement(index)
    const element = this.#element
    const site = siteOf(`${printType(this.#type)}[${index}]`, this.#type)
    element.write(this.#memory, this.#offset + index * element.size, this.#root, value, site)
    const view = this.#views?.[index]
    // Of a frozen array nothing can be put back, and nothing is to be.
    if (this.#hasOwn && this[index] !== view) (this as unknown as Record<number, unknown>)[index] = view
  }

  [Symbol.iterator](): IterableIterator<T> {
    return iterateElements(this)
  }

  /** To the first element; keeps the array's memory alive. */
  get pointer(): Pointer {
    this.checkElements()
    return pointerAt(this.elementType, this.#memory.base + this.#offset, this)
  }

  /** One member of every struct. Throws ERR_CABI_ARG_TYPE where there is none. */
  column(name: string): Column {
    this.checkElements()
    return columnOf(this, this.#type, name)
  }

  toJSON(): unknown {
    return toObject(this)
  }

  [inspectCustom](depth: number, options: object, show: unknown): string {
    const name = `CArray ${printType(arrayType(this.#type, this.#count))}`
    if (depth < 0) return `[${name}]`
    const { maxArrayLength = 100 } = options as { maxArrayLength?: number | null }
    const shown = Math.min(this.#count, maxArrayLength ?? Number.POSITIVE_INFINITY)
    const values: unknown[] = Array.from({ length: shown }, (_, i) => this.at(i))
    const rest = this.#count - shown
    const text = inspector(show)(values, { ...options, depth })
    return `${name} ${rest === 0 ? text : text.replace(/,?\s*\]$/, `, ... ${rest} more items ]`)}`
  }

  /** Const where the elements cannot be written. */
  get elementType(): CType {
    const type = this.#type
    return this.#memory.isConst ? qualifiedType(type, { const: true }) : type
  }

  /** Where it is, for the rest of cabi. */
  static placeOf(array: CArray): { memory: Memory; offset: number; root: Root | undefined; size: number } {
    return {
      memory: array.#memory,
      offset: array.#offset,
      root: array.#root,
      size: array.#count * array.#element.size,
    }
  }

  static isCArray(value: unknown): value is CArray {
    return typeof value === 'object' && value !== null && #memory in value
  }

  /** Throws if an element is no longer the view that it was: what was put there never reached C. */
  checkElements(): void {
    if (!this.#hasOwn) return
    for (let i = 0; i < this.#count; i++) if (this[i] !== this.#views![i]) throw this.#replaced(i, this[i])
  }

  /** What index `key` is, of an array that has no such element of its own. */
  static elementOf(array: CArray, key: number): unknown {
    if (isView(array.#type) && array.#count <= mostOwnElements) {
      array.#views ??= []
      // A frozen array can have no elements of its own.
      if (Object.isExtensible(array) && hasUsualPrototype(array)) array.#countRead(key)
    }
    return array.at(key)
  }

  #countRead(key: number): void {
    this.#reads += 1
    this.#inOrder = key === this.#inOrder ? key + 1 : key === 0 ? 1 : 0
    if (this.#reads === readsBeforeOwn || this.#isSwept()) this.#ownElements()
  }

  /** What `array[key] = value` does, where the array has no such element of its own. */
  static assign(array: CArray, key: number, value: unknown): void {
    array.#isAssigned = true
    array.set(key, value)
  }

  /** Asked once for each read. What assigns elements may do so again: it has to read more of them than a sweep of few. */
  #isSwept(): boolean {
    if (this.#inOrder === 0 || this.#count < (this.#isAssigned ? readsBeforeOwn : leastSwept)) return false
    if (this.#inOrder === readsOfSweep) return true
    markRead(this)
    return false
  }

  #ownElements(): void {
    // First what can fail: the stack may end here.
    const views = new Array<unknown>(this.#count)
    for (let i = 0; i < this.#count; i++) views[i] = this.#views![i] ?? this.#read(i)
    markFully(this)
    this.#views = views
    this.#finish()
  }

  /** Once more where a timeout of `vm`, or the end of the stack, came in between. */
  #finish(): void {
    const views = this.#views!
    const elements = this as unknown as Record<number, unknown>
    // An assignment would ask the Proxy: here there is none. Defining elements takes ten times as long.
    Object.setPrototypeOf(
      this,
      prototypeOfUnfinished(array => array.#finish()),
    )
    for (let i = 0; i < views.length; i++) elements[i] = views[i]
    this.#hasOwn = true
    setUsualPrototype(this)
  }

  #noElement(index: unknown): TypeError | RangeError {
    const text = printType(arrayType(this.#type, this.#count))
    const message = `'${text}': expected an index from 0 to ${this.#count - 1}, got ${show(index)}`
    if (this.#count === 0) {
      return codedError(RangeError, 'ERR_CABI_ARG_RANGE', `'${text}' has no elements, got index ${show(index)}`, {
        value: index,
      })
    }
    return typeof index === 'number'
      ? codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: index })
      : codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: index })
  }

  #replaced(index: number, value: unknown): TypeError {
    const text = printType(arrayType(this.#type, this.#count))
    const message = `'${text}': element ${index} was replaced by ${show(value)}, which C does not see: write it with set(${index}, value)`
    return codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value })
  }
}

const hasUsualPrototype = (array: CArray): boolean => Object.getPrototypeOf(array) === CArray.prototype
const setUsualPrototype = (array: CArray): void => void Object.setPrototypeOf(array, CArray.prototype)

/**
 * The prototype of an array while it is given its elements: whatever is asked of it has the array finished first. Only the
 * index of an element that is not made yet gives undefined before that.
 */
function prototypeOfUnfinished(finish: (array: CArray) => void): object {
  unfinished ??= Object.create(
    null,
    Object.fromEntries(
      Reflect.ownKeys(CArray.prototype).map(key => {
        const get = function (this: CArray): unknown {
          finish(this)
          return Reflect.get(this, key)
        }
        return [key, { get }]
      }),
    ),
  ) as object
  return unfinished
}

let unfinished: object | undefined

/** The type as which elements are read and written. */
const elementOf = (element: CType): CType => (translationOf(element) === undefined ? inArray(element, target) : element)

/** Whether elements are objects through which they are read and written. */
function isView(type: CType): boolean {
  if (translationOf(type) !== undefined) return false
  const bare = bareType(type)
  if (bare.kind !== 'array') return bare.kind === 'record' || bare.kind === 'vector'
  const element = bareType(bare.element)
  return !(element.kind === 'integer' && element.name === 'char' && translationOf(bare.element) === undefined)
}

const indexLike = /^-?\d/

/** Asked for every property that neither an array nor its class has. */
const byIndex: ProxyHandler<object> = {
  get(object, key, receiver) {
    if (typeof key !== 'string' || !indexLike.test(key) || !CArray.isCArray(receiver)) {
      return Reflect.get(object, key, receiver)
    }
    return CArray.elementOf(receiver, Number(key))
  },
  set(object, key, value, receiver) {
    if (typeof key !== 'string' || !indexLike.test(key) || !CArray.isCArray(receiver)) {
      return Reflect.set(object, key, value, receiver)
    }
    CArray.assign(receiver, Number(key), value)
    return true
  },
}

Object.setPrototypeOf(CArray.prototype, new Proxy(Object.create(Object.prototype), byIndex))

describeWith(value => (CArray.isCArray(value) ? `an array of '${printType(value.elementType)}'` : undefined))
