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

/** So many of a plan's are poisoned before the first of them is used again. */
const quarantine = 256

export class StubPool {
  readonly plan: UpcallPlan
  /** Code that gives the result to parked C. */
  readonly resume: number
  readonly #make: () => Stub[]
  #fresh: Stub[] = []
  /** A queue: those before `#next` have been taken. */
  #poisoned: Stub[] = []
  #next = 0

  /** `make` makes some more. */
  constructor(plan: UpcallPlan, resume: number, make: () => Stub[]) {
    this.plan = plan
    this.resume = resume
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
