/** A callback that C may call until it is released, or until nothing of JavaScript refers to it any more. */
import type { Stub } from '../exchange/stub-pool.ts'
import type { Upcall } from '../exchange/upcall.ts'
import { type Callable, CallbackFunction, tombstone } from './callback-function.ts'
import type { UpcallShape } from './upcall-shape.ts'

/** What is left to do when it ends: it must not refer to the `KeptCallback`. */
class Ending {
  readonly #shape: UpcallShape
  readonly #stub: Stub
  readonly #upcall: Upcall

  constructor(shape: UpcallShape, stub: Stub, upcall: Upcall) {
    this.#shape = shape
    this.#stub = stub
    this.#upcall = upcall
  }

  run(): void {
    const { upcalls } = this.#shape.exchange.activations
    upcalls.poison(this.#upcall)
    upcalls.set(this.#stub, tombstone(this.#upcall))
    this.#shape.pool.giveBack(this.#stub)
  }
}

const registry = new FinalizationRegistry<Ending>(ending => ending.run())

export class KeptCallback {
  /** What C calls. */
  readonly address: number
  readonly name: string
  readonly #ending: Ending
  #isReleased = false

  constructor(shape: UpcallShape, fn: Callable, name: string) {
    const { upcalls } = shape.exchange.activations
    const stub = shape.pool.take()
    const upcall = new CallbackFunction(shape, stub, fn, name)
    this.address = stub.address
    this.name = name
    this.#ending = new Ending(shape, stub, upcall)
    upcalls.set(stub, upcall)
    upcalls.enliven(upcall)
    registry.register(this, this.#ending, this.#ending)
  }

  get isReleased(): boolean {
    return this.#isReleased
  }

  release(): void {
    if (this.#isReleased) return
    this.#isReleased = true
    registry.unregister(this.#ending)
    this.#ending.run()
  }
}
