/**
 * The stubs of one upcall plan. A stub is never given back to the system: C may have kept its address. When its callback has
 * ended it is poisoned, and later it is another callback's: of those that have been poisoned, the oldest comes first.
 */
import type { UpcallPlan } from '../abi/upcall.ts'
import type { LiveCallbacks } from './live-callbacks.ts'
import type { Upcall } from './upcall.ts'

export class Stub {
  /** Among all of the thread. */
  readonly index: number
  /** What C is given: halves of its address, as int32. */
  readonly low: number
  readonly high: number
  /** Of those that are poisoned, the next in age. */
  younger: Stub | undefined

  constructor(index: number, address: number) {
    this.index = index
    this.low = address | 0
    this.high = Math.floor(address / 2 ** 32)
    this.younger = undefined
  }

  get address(): number {
    return this.high * 2 ** 32 + (this.low >>> 0)
  }
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

export interface StubPool {
  readonly plan: UpcallPlan
  readonly resumption: Resumption
  take(): Stub
  /** C may call it, and calls `upcall`. */
  begin(stub: Stub, upcall: Upcall): void
  /** C may call it no more. */
  end(stub: Stub): void
}

/**
 * `upcalls` are by index of their stubs; `make` makes some more. Closures, as short as they are: a program may make a callback
 * for each call, and V8 inlines 920 bytes of bytecode, of which each use of a private field is 8.
 */
export function makeStubPool(
  plan: UpcallPlan,
  resumption: Resumption,
  upcalls: Upcall[],
  live: LiveCallbacks,
  make: () => Stub[],
): StubPool {
  let fresh: Stub[] = []
  /** A queue, as a list: an array of them would be copied again and again. */
  let oldest: Stub | undefined
  let youngest: Stub | undefined
  let poisoned = 0

  function takeFresh(): Stub {
    if (fresh.length === 0) fresh = make().reverse()
    return fresh.pop()!
  }

  return {
    plan,
    resumption,
    take() {
      if (poisoned < quarantine) return takeFresh()
      const stub = oldest!
      oldest = stub.younger
      poisoned--
      return stub
    },
    begin(stub, upcall) {
      upcalls[stub.index] = upcall
      live.begin()
    },
    end(stub) {
      live.end()
      if (poisoned++ === 0) oldest = stub
      else youngest!.younger = stub
      youngest = stub
    },
  }
}
