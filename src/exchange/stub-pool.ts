/**
 * The stubs of one upcall plan. A stub is never given back to the system: C may have kept its address. When its callback has
 * ended it is poisoned, and later it is another callback's: of those that have been poisoned, the oldest comes first.
 */
import type { UpcallPlan } from '../abi/upcall.ts'

export interface Stub {
  /** Among all of the thread. */
  readonly index: number
  /** What C is given. */
  readonly address: number
}

/** Back to C that is parked by a stub, with the result. */
export interface Resumption {
  /** Code that does it. */
  readonly code: number
  /** Enters it, as a direct call where the engine has those (direct.ts); takes 0, gives the status that C comes back with. */
  readonly enter: (zero: number) => number
  /** Different for each: code that enters one should enter no other, or the engine would do it the slow way. */
  readonly number: number
}

/** So many of a plan's are poisoned before the first of them is used again. */
const quarantine = 256

export class StubPool {
  readonly plan: UpcallPlan
  readonly resumption: Resumption
  readonly #make: () => Stub[]
  #fresh: Stub[] = []
  /** A queue: those before `#next` have been taken. */
  #poisoned: Stub[] = []
  #next = 0

  /** `make` makes some more. */
  constructor(plan: UpcallPlan, resumption: Resumption, make: () => Stub[]) {
    this.plan = plan
    this.resumption = resumption
    this.#make = make
  }

  take(): Stub {
    if (this.#poisoned.length - this.#next >= quarantine) return this.#oldest()
    if (this.#fresh.length === 0) this.#fresh = this.#make().reverse()
    return this.#fresh.pop()!
  }

  giveBack(stub: Stub): void {
    this.#poisoned.push(stub)
  }

  #oldest(): Stub {
    const stub = this.#poisoned[this.#next++]!
    if (this.#next === quarantine) {
      this.#poisoned = this.#poisoned.slice(quarantine)
      this.#next = 0
    }
    return stub
  }
}
