/** Memory for arguments and results that begins or ends where there is none. */
import { exchange } from '../../../src/exchange/exchange.ts'
import { compileFixture } from '../../fixture.ts'
import { type NativeLibrary, openNative } from './native.ts'

const pageSize = 4096

export interface Place {
  readonly address: number
  /** The bytes asked for. */
  readonly bytes: Uint8Array
  /** All of the page. */
  readonly page: Uint8Array
}

export class GuardedPages {
  readonly #first: number
  readonly #memory: Uint8Array

  constructor(count: number) {
    const library: NativeLibrary = openNative(compileFixture(new URL('./pages.c', import.meta.url)))
    this.#first = library.address('guarded_pages', count)
    this.#memory = new Uint8Array(exchange().kernel.bufferAt(this.#first, 2 * count * pageSize))
  }

  /** So many bytes of the page, its first or its last, as far as these are aligned. */
  place(page: number, size: number, align: number, where: 'first' | 'last'): Place {
    const start = 2 * page * pageSize
    const last = pageSize - size
    const offset = start + (where === 'first' ? 0 : last - (last % align))
    return {
      address: this.#first + offset,
      bytes: this.#memory.subarray(offset, offset + size),
      page: this.#memory.subarray(start, start + pageSize),
    }
  }
}
