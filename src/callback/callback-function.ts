/** A JavaScript function as C calls it. */
import type { ResultSite } from '../exchange/conversion.ts'
import type { Lent } from '../exchange/lending.ts'
import type { Stub } from '../exchange/stub-pool.ts'
import type { Upcall } from '../exchange/upcall.ts'
import { CallbackResult } from './callback-result.ts'
import type { UpcallShape } from './upcall-shape.ts'

export type Callable = (...values: unknown[]) => unknown

/** Kept or lent: of one class, which V8 likes where callbacks are run. */
export class CallbackFunction implements Upcall, Lent {
  readonly index: number
  readonly #stub: Stub
  holders = 0
  readonly shape: UpcallShape
  readonly fn: Callable
  /** Of a function without a name. */
  readonly nameOf: () => string
  isRemembered = true
  /** Halves of the address that C calls. */
  readonly low: number
  readonly high: number
  #result: CallbackResult | undefined
  #sites: readonly ResultSite[] | undefined

  /** `nameOf` says what errors call a function without a name. */
  constructor(shape: UpcallShape, fn: Callable, nameOf: () => string) {
    const stub = shape.pool.take()
    this.shape = shape
    this.#stub = stub
    this.index = stub.index
    this.low = stub.address | 0
    this.high = Math.floor(stub.address / 2 ** 32)
    this.fn = fn
    this.nameOf = nameOf
    const { upcalls } = shape.exchange.activations
    upcalls.set(stub, this)
    upcalls.begin()
  }

  /** Of one that was lent: the next call does not find it. */
  forget(): void {
    this.isRemembered = false
    if (this.holders === 0) this.end()
  }

  /** C may call it still, and is given zero. */
  end(): void {
    const { upcalls } = this.shape.exchange.activations
    upcalls.set(this.#stub, new EndedCallback(this))
    upcalls.end()
    this.shape.pool.giveBack(this.#stub)
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
