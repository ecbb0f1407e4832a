/**
 * What a callback gives C. An address that it gives has to stay good when the callback is done: what is pointed to is kept,
 * and a string is copied, as in memory of our own, until the callback gives another or is gone.
 */
import { bareType } from '../ctype/type.ts'
import { word as words } from '../exchange/exchange.ts'
import { accessOf } from '../memory/access.ts'
import type { Site } from '../memory/bytes.ts'
import { Memory } from '../memory/memory.ts'
import { Root } from '../memory/root.ts'
import { siteOf } from '../memory/site.ts'
import type { UpcallShape } from './upcall-shape.ts'

export class CallbackResult {
  readonly #shape: UpcallShape
  readonly #site: Site
  /** Holds the pointer given last, and what it keeps. */
  #cell: { readonly memory: Memory; readonly root: Root } | undefined

  constructor(shape: UpcallShape, name: string) {
    this.#shape = shape
    this.#site = siteOf(`the result of ${name}`, shape.type.result)
  }

  /** Throws what assigning the value would. */
  store(value: unknown): void {
    const { exchange, type, result } = this.#shape
    const { I32 } = exchange.views
    if (bareType(type.result).kind === 'pointer') {
      this.#storePointer(value)
    } else {
      I32[words.scratchTop] = I32[words.scratchFloor]!
      result!.store(value, words.result, this.#site)
    }
  }

  #storePointer(value: unknown): void {
    const { I32 } = this.#shape.exchange.views
    this.#cell ??= { memory: Memory.of(new ArrayBuffer(8), 'owned'), root: new Root() }
    const { memory, root } = this.#cell
    accessOf(this.#shape.type.result).initialise(memory, 0, root, value, this.#site)
    I32[words.result] = memory.I32![0]!
    I32[words.result + 1] = memory.I32![1]!
  }
}
