/** A JavaScript function as C calls it. */
import type { ResultSite } from '../exchange/conversion.ts'
import type { Stub } from '../exchange/stub-pool.ts'
import type { Upcall } from '../exchange/upcall.ts'
import { CallbackResult } from './callback-result.ts'
import type { UpcallShape } from './upcall-shape.ts'

export type Callable = (...values: unknown[]) => unknown

export class CallbackFunction implements Upcall {
  readonly name: string
  readonly index: number
  isLive = false
  readonly shape: UpcallShape
  readonly fn: Callable
  #result: CallbackResult | undefined
  #sites: readonly ResultSite[] | undefined

  /** `name` is what errors call it. */
  constructor(shape: UpcallShape, stub: Stub, fn: Callable, name: string) {
    this.shape = shape
    this.index = stub.index
    this.fn = fn
    this.name = name
  }

  /** Of what its parameters are given, for errors. */
  get sites(): readonly ResultSite[] {
    this.#sites ??= this.shape.type.parameters.map(({ type }, i) => ({ function: this.name, type, parameter: i + 1 }))
    return this.#sites
  }

  /** Stores any result; throws for what the type does not hold. */
  storeResult(value: unknown): void {
    this.#result ??= new CallbackResult(this.shape, this.name)
    this.#result.store(value)
  }
}

/** What C may call still when a callback has ended: of the function only the name is left. */
export function tombstone({ name, index, shape }: Upcall): Upcall {
  return { name, index, shape, isLive: false }
}
