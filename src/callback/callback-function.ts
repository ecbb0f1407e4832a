/** A JavaScript function as C calls it. */
import type { ResultSite } from '../exchange/conversion.ts'
import type { Stub } from '../exchange/stub-pool.ts'
import type { Upcall } from '../exchange/upcall.ts'
import { CallbackResult } from './callback-result.ts'
import type { UpcallShape } from './upcall-shape.ts'

export type Callable = (...values: unknown[]) => unknown

export class CallbackFunction implements Upcall {
  readonly index: number
  holders = 0
  readonly shape: UpcallShape
  readonly fn: Callable
  /** Of a function without a name. */
  readonly nameOf: () => string
  #result: CallbackResult | undefined
  #sites: readonly ResultSite[] | undefined

  /** `nameOf` says what errors call a function without a name. */
  constructor(shape: UpcallShape, stub: Stub, fn: Callable, nameOf: () => string) {
    this.shape = shape
    this.index = stub.index
    this.fn = fn
    this.nameOf = nameOf
  }

  get name(): string {
    return ownName(this.fn) ?? this.nameOf()
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

function ownName(fn: Callable): string | undefined {
  const { name }: { name: unknown } = fn
  return typeof name === 'string' && name !== '' ? name : undefined
}

/** What C may call still when a callback has ended. It does not keep the function. */
export class EndedCallback implements Upcall {
  readonly index: number
  readonly holders = 0
  readonly shape: UpcallShape
  readonly #ownName: string | undefined
  readonly #nameOf: () => string

  constructor({ index, shape, fn, nameOf }: CallbackFunction) {
    this.index = index
    this.shape = shape
    this.#ownName = ownName(fn)
    this.#nameOf = nameOf
  }

  get name(): string {
    return this.#ownName ?? this.#nameOf()
  }
}
