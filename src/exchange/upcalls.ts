/**
 * The callbacks of this thread: their stubs, which C calls, and how many of them are live: kept by C, or lent and remembered.
 * While one is, calls run on the call stack, where C can be parked.
 */
import { arrange } from '../abi/sysv-x64/arrange.ts'
import { arrangeUpcall, printUpcallPlan, type UpcallPlan, type UpcallSignature } from '../abi/upcall.ts'
import { callStackGap, leastRoom } from '../machine/control-block.ts'
import { Assembler } from '../machine/x86-64/assembler.ts'
import { callOfThunk, leaveCallStack, parkedFrame, sumOfThunk, unpark } from '../machine/x86-64/call-stack.ts'
import {
  emitDirectResume,
  emitEntry,
  emitResume,
  emitStubs,
  stubSize,
  type UpcallOptions,
} from '../machine/x86-64/upcall.ts'
import { doubleword, type Exchange, patternOf, word } from './exchange.ts'
import { countLive, type LiveCallbacks } from './live-callbacks.ts'
import { makeStubPool, type Resumption, Stub, type StubPool } from './stub-pool.ts'
import type { Upcall } from './upcall.ts'

/** Stubs made at once. */
const batch = 64

export class Upcalls {
  readonly #exchange: Exchange
  readonly #options: UpcallOptions
  readonly #pools = new Map<string, StubPool>()
  /** By index of their stubs. */
  readonly all: Upcall[]
  #stubs = 0
  readonly #live: LiveCallbacks
  /** Lowest address of the call stack. */
  readonly #low: number
  /** Where the first call on the call stack starts: the lower half of its address, as int32. */
  readonly #topLow: number
  /** Of `callStackLimit`, so far. */
  #lowestLimit: number

  /**
   * `upcalls` is where they are, by index of their stubs; `runner` runs those that the kernel admits (kernel/upcall.c).
   */
  constructor(exchange: Exchange, upcalls: Upcall[], runner: (inside?: boolean) => boolean) {
    const { kernel, base, views, faultExit } = exchange
    const { stackTop, stackLow, address, ...kernelAddresses } = kernel.upcalls(runner)
    this.#exchange = exchange
    this.all = upcalls
    this.#options = {
      ...kernelAddresses,
      upcalls: address,
      exchange: base,
      errnoAddress: Number(views.U64[doubleword.errnoAddress]),
      faultExit,
      unpark: exchange.emit(codeOf(unpark), 'the end of a return from callbacks'),
    }
    const leave = exchange.emit(codeOf(leaveCallStack), 'the end of a call on the call stack')
    views.F64[doubleword.leaveCallStack] = patternOf(leave)
    this.#low = stackLow
    this.#live = countLive(views, stackTop)
    this.#topLow = stackTop | 0
    this.#lowestLimit = stackTop
    this.#limitTo(stackTop - leastRoom)
  }

  /** The stubs of callbacks of a signature. */
  pool(signature: UpcallSignature): StubPool {
    const plan = arrangeUpcall(signature, arrange)
    const text = `${printUpcallPlan(plan)}\n`
    // An empty struct has a slot and no move.
    const key = `${plan.slots.join()} ${text}`
    let pool = this.#pools.get(key)
    if (pool === undefined) {
      const { emit } = this.#exchange
      const entry = emit(emitEntry(plan, this.#options), 'the entry of callbacks', text)
      pool = makeStubPool(plan, this.#resumption(plan, text), this.all, this.#live, () => this.#makeStubs(entry))
      this.#pools.set(key, pool)
    }
    return pool
  }

  #resumption(plan: UpcallPlan, text: string): Resumption {
    const { emit, fast, base, invoke, views } = this.#exchange
    const code = emit(emitResume(plan, this.#options), 'the return from callbacks', text)
    const number = this.#pools.size + 1
    if (fast === undefined) {
      const enter = () => {
        invoke(code)
        return views.I32[word.status]!
      }
      return { code, enter, number }
    }
    const direct = emit(emitDirectResume(plan, this.#options, code), 'the direct return from callbacks', text)
    // Of no argument but the function that is called, which is none here.
    return { code, enter: fast.direct('i', direct, base, code), number }
  }

  #makeStubs(entry: number): Stub[] {
    const first = this.#stubs
    this.#stubs += batch
    const start = this.#exchange.emit(emitStubs(first, batch, entry), `callbacks ${first} to ${first + batch - 1}`)
    return Array.from({ length: batch }, (_, i) => new Stub(first + i, start + stubSize * i))
  }

  isOnCallStack(address: number): boolean {
    return address >= this.#low && address < this.#wholeAddress(this.#topLow)
  }

  /**
   * Where calls start below the callback that is parked of the call that starts at `start`: at `innermost` or above. Undefined
   * if C has overwritten what is parked in between. All are lower halves, as int32.
   */
  parkedIn(start: number, innermost: number): number | undefined {
    let below = innermost
    for (let above = this.parkedOver(below); above !== start; above = this.parkedOver(below)) {
      if (above === undefined) return undefined
      below = above
    }
    return below
  }

  /** The start of the call that is parked over those that start at `below`; undefined if C has overwritten that. */
  parkedOver(below: number): number | undefined {
    if (below >= this.#topLow - callStackGap) return undefined
    const [lower, upper] = this.#parkedStart(below)
    const isPlausible = this.#wholeAddress(lower!) === upper! * 2 ** 32 + (lower! >>> 0)
    return isPlausible && lower! > below && lower! <= this.#topLow ? lower : undefined
  }

  /**
   * Whether a call starts there, or has: of one whose JavaScript was terminated at once, nothing else is known. An address that
   * C keeps on its stack is none.
   */
  isStart(low: number): boolean {
    const [sumLow, sumHigh, callLow, callHigh] = new Uint32Array(
      this.#exchange.kernel.bufferAt(this.#wholeAddress(low) + sumOfThunk, callOfThunk - sumOfThunk + 8),
    )
    return sumHigh! * 2 ** 32 + sumLow! === callHigh! * 2 ** 32 + callLow! + this.#exchange.base
  }

  /**
   * From now on calls start below the innermost C that is parked of the call that starts at `start`, or at the top if there
   * is none, until so many bytes more are in use.
   */
  startBelow(start: number | undefined, room: number): void {
    const { F64, I32 } = this.#exchange.views
    const at = start === undefined ? this.#topLow : (this.parkedIn(start, I32[word.callStack]!) ?? start)
    const address = this.#wholeAddress(at)
    F64[doubleword.callStack] = start === undefined && !this.#live.isAny() ? 0 : patternOf(address)
    this.#limitTo(address - room)
  }

  #limitTo(limit: number): void {
    const { kernel, views } = this.#exchange
    views.F64[doubleword.callStackLimit] = patternOf(limit)
    if (limit >= this.#lowestLimit) return
    kernel.growCallStack(limit)
    this.#lowestLimit = limit
  }

  /** Of C that is parked, with the next call to start at `below`: the start of its call. Both are lower halves, as int32. */
  setParkedStart(below: number, start: number): void {
    this.#parkedStart(below)[0] = start
  }

  #parkedStart(below: number): Int32Array {
    const address = this.#wholeAddress(below) + callStackGap + parkedFrame.start
    return new Int32Array(this.#exchange.kernel.bufferAt(address, 8))
  }

  #wholeAddress(low: number): number {
    return this.#low - (this.#low | 0) + low
  }

  at(index: number): Upcall {
    return this.all[index]!
  }
}

function codeOf(write: (code: Assembler) => void): Assembler {
  const code = new Assembler()
  write(code)
  return code
}
