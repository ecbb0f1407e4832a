/**
 * The iterator of an array of C. An object of a class of its own and not a generator: where V8 compiles a loop over it,
 * nothing of it is left to make.
 */
import type { CArray } from './c-array.ts'

class Elements<T> implements Iterator<T, undefined> {
  readonly #array: CArray<T>
  #next = 0

  constructor(array: CArray<T>) {
    this.#array = array
  }

  next(): IteratorResult<T, undefined> {
    const array = this.#array
    if (this.#next >= array.length) return { value: undefined, done: true }
    return { value: array.at(this.#next++), done: false }
  }

  get [Symbol.toStringTag](): string {
    return 'CArray Iterator'
  }
}

/** What all iterators inherit: that they are iterable, and what newer engines have for them. */
const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))

Object.setPrototypeOf(Elements.prototype, iteratorPrototype)

export function iterateElements<T>(array: CArray<T>): IterableIterator<T> {
  return new Elements(array) as Elements<T> & IterableIterator<T>
}
