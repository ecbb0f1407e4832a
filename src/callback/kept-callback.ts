/** A callback that C may call until it is released. */
import type { Stub } from '../exchange/stub-pool.ts'
import { type Callable, CallbackFunction, EndedCallback } from './callback-function.ts'
import type { UpcallShape } from './upcall-shape.ts'

export class KeptCallback {
  readonly #shape: UpcallShape
  readonly #stub: Stub
  readonly #upcall: CallbackFunction
  #isReleased = false

  /** `nameOf` says what errors call it, if it has no name itself. */
  constructor(shape: UpcallShape, fn: Callable, nameOf: () => string) {
    const { upcalls } = shape.exchange.activations
    this.#shape = shape
    this.#stub = shape.pool.take()
    this.#upcall = new CallbackFunction(shape, this.#stub, fn, nameOf)
    upcalls.set(this.#stub, this.#upcall)
    this.#upcall.holders = 1
    upcalls.begin()
  }

  /** What C calls. */
  get address(): number {
    return this.#stub.address
  }

  get name(): string {
    return this.#upcall.name
  }

  get isReleased(): boolean {
    return this.#isReleased
  }

  /** C may call it still, and is given zero. */
  release(): void {
    if (this.#isReleased) return
    this.#isReleased = true
    const { upcalls } = this.#shape.exchange.activations
    this.#upcall.holders = 0
    upcalls.set(this.#stub, new EndedCallback(this.#upcall))
    upcalls.end()
    this.#shape.pool.giveBack(this.#stub)
  }
}
