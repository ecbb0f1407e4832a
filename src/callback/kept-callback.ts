/** A callback that C may call until it is released. */
import { type Callable, CallbackFunction } from './callback-function.ts'
import type { UpcallShape } from './upcall-shape.ts'

export class KeptCallback {
  readonly #upcall: CallbackFunction

  /** `nameOf` says what errors call it, if it has no name itself. */
  constructor(shape: UpcallShape, fn: Callable, nameOf: () => string) {
    this.#upcall = new CallbackFunction(shape, fn, nameOf)
    this.#upcall.holders = 1
  }

  /** Halves of the address that C calls. */
  get low(): number {
    return this.#upcall.low
  }

  get high(): number {
    return this.#upcall.high
  }

  get address(): number {
    return this.#upcall.high * 2 ** 32 + (this.#upcall.low >>> 0)
  }

  get name(): string {
    return this.#upcall.name
  }

  get isReleased(): boolean {
    return this.#upcall.holders === 0
  }

  release(): void {
    if (this.isReleased) return
    this.#upcall.holders = 0
    this.#upcall.end()
  }
}
