/** A JavaScript function as C calls it. */
import { CabiError } from '../error.ts'
import { slotWord } from '../exchange/call.ts'
import type { ResultSite } from '../exchange/conversion.ts'
import { keepingArguments, keepingResult } from '../exchange/interrupted-store.ts'
import type { Lent } from '../exchange/lending.ts'
import type { Stub } from '../exchange/stub-pool.ts'
import type { Upcall } from '../exchange/upcall.ts'
import { MemoryProvenance, type Provenance } from '../memory/provenance.ts'
import { CallbackResult } from './callback-result.ts'
import type { UpcallShape } from './upcall-shape.ts'

export type Callable = (...values: unknown[]) => unknown

/**
 * Kept or lent, live or ended: of one class, which V8 likes where callbacks are run. It is also what pointers to it keep: a
 * program may make a callback for each call, and half of what that takes is memory.
 */
export class CallbackFunction implements Upcall, Lent, Provenance {
  readonly index: number
  readonly stub: Stub
  holders: number
  readonly shape: UpcallShape
  fn: Callable
  /** Of a function without a name. */
  private nameOf: string | (() => string)
  isRemembered: boolean
  private results: CallbackResult | undefined
  private madeSites: readonly ResultSite[] | undefined

  constructor(shape: UpcallShape, stub: Stub, fn: Callable, nameOf: () => string, holders: number) {
    this.index = stub.index
    this.stub = stub
    this.holders = holders
    this.shape = shape
    this.fn = fn
    this.nameOf = nameOf
    this.isRemembered = true
    this.results = undefined
    this.madeSites = undefined
  }

  requireOpen(): void {
    if (!this.holders) throwReleased(this)
  }

  /** Of one that was lent: the next call does not find it. */
  forget(): void {
    this.isRemembered = false
    if (this.holders === 0) this.expire()
  }

  /** Of one that was lent to a call, whose result is still to be read. */
  end(): void {
    keepingResult(this.shape.exchange, () => this.expire())
  }

  /** Of one that was kept: C may call it no more. */
  release(): void {
    if (this.holders === 0) return
    this.holders = 0
    this.expire()
  }

  /** C may call it still, and is given zero. The function is not kept, its name is. */
  private expire(): void {
    const { fn } = this
    this.fn = ended
    this.results = undefined
    this.shape.pool.end(this.stub)
    const own = ownName(fn)
    if (own !== undefined) this.nameOf = own
  }

  get name(): string {
    const { fn, nameOf } = this
    return ownName(fn) ?? (typeof nameOf === 'string' ? nameOf : nameOf())
  }

  /** Of what its parameters are given, for errors. Asked for while some of these are in their slots still. */
  get sites(): readonly ResultSite[] {
    this.madeSites ??= this.makeSites()
    return this.madeSites
  }

  private makeSites(): readonly ResultSite[] {
    const { exchange, slotCount, type } = this.shape
    const name = keepingArguments(exchange, slotWord(slotCount), () => this.name)
    return type.parameters.map(({ type }, i) => ({ function: name, type, parameter: i + 1 }))
  }

  /** Stores any result; throws for what the type does not hold. */
  storeResult(value: unknown): void {
    this.results ??= new CallbackResult(this.shape, this.name)
    this.results.store(value)
  }
}

/**
 * C may call `fn` from now on. `nameOf` says what errors call a function without a name; `holders`, how many keep it. The
 * stub is taken before the object is there: V8 knows then that it is a new one, whose fields are nothing to tell the
 * collector of.
 */
export function beginCallback(
  shape: UpcallShape,
  fn: Callable,
  nameOf: () => string,
  holders: number,
): CallbackFunction {
  const stub = shape.pool.take()
  const begun = new CallbackFunction(shape, stub, fn, nameOf, holders)
  shape.pool.begin(stub, begun)
  return begun
}

// What it does not say itself of a provenance is as of any other. Not by `extends`: V8 would look for the other class's
// constructor anew each time, and call it, a third of what it takes to make and release a callback (340 of 1,070 instructions).
Object.setPrototypeOf(CallbackFunction.prototype, MemoryProvenance.prototype)

/** In place of the function of one that has ended: it has no name. */
const ended = Function.prototype as Callable

/** A name can have code of its own, as a proxy's has: what that throws is nobody's. */
function ownName(fn: Callable): string | undefined {
  try {
    const { name }: { name: unknown } = fn
    return typeof name === 'string' && name !== '' ? name : undefined
  } catch {
    return undefined
  }
}

/** By itself, as V8 inlines whatever has up to 27 bytes of bytecode. */
function throwReleased({ name }: CallbackFunction): never {
  throw new CabiError('ERR_CABI_CLOSED', `${name}: the callback was released`, { callback: name })
}
