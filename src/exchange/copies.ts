/**
 * Several copies of cabi on one thread, of any versions: C may call the callbacks of one in a call of another. Each parks only
 * its own calls, and while one of those runs, nobody may enter JavaScript but by parking it (V8 aborts when it is entered from
 * within a fast call). So each copy has a callback of its own for the others, its *bridge*. What C calls of ours in another's
 * call goes through that one's bridge: it parks C, and its JavaScript runs our callback.
 *
 *   C, in a call of copy 1 ─▶ stub of copy 0 ─▶ kernel of copy 0 ─▶ bridge of copy 1 parks C
 *                                                                     ─▶ JavaScript of copy 1 ─▶ `run` of copy 0 ─▶ the function
 *
 * Copies find each other by a list of the thread. A copy alone has no bridge, and copies without callbacks have none.
 */
import { controlBlock } from '../machine/control-block.ts'
import { slotWord } from './call.ts'
import { notRun } from './callback-outcome.ts'
import { type Exchange, word } from './exchange.ts'
import type { StubPool } from './stub-pool.ts'
import type { UpcallKind } from './upcall.ts'

/** How other copies' callbacks enter JavaScript in calls of a copy: functions of C, whose argument is the other's number. */
export interface Bridge {
  /** Address of the word that has the stack pointer of the copy's running call; 0 while there is none. */
  readonly hostFrame: number
  /** Address of `int run(int)`, which runs what C has called. If it gives 1, C must not go on: */
  readonly run: number
  /** address of `void abandon(int)`, which does not return. */
  readonly abandon: number
}

/** What copies know of one another. Those of later versions have to have it too. */
export interface Copy {
  hasCallbacks(): boolean
  bridge(): Bridge
  /** The bridges of all, in their order, and its own number. */
  meet(bridges: readonly Bridge[], own: number): void
  /** Runs the callback that C has called; gives 1 if C must not go on, throws what it threw otherwise. */
  run(): number
  /** Throws what the callback threw after which C must not go on. */
  abandon(): void
}

const listed = Symbol.for('cabi.copies')

/** Of this thread, in the order in which they came. A worker has a `process` of its own. */
function allCopies(): Copy[] {
  const holder = process as unknown as Record<symbol, Copy[] | undefined>
  holder[listed] ??= []
  return holder[listed]
}

/** Makes bridges if there is someone to use them: a copy that has callbacks, beside another one. */
export function connectCopies(): void {
  const copies = allCopies()
  if (copies.length === 1 || !copies.some(copy => copy.hasCallbacks())) return
  const bridges = copies.map(copy => copy.bridge())
  for (const [own, copy] of copies.entries()) copy.meet(bridges, own)
}

/** Puts the copy that the exchange belongs to among the others. */
export function joinCopies(exchange: Exchange): void {
  const { activations, kernel, base } = exchange
  let bridge: Bridge | undefined
  let met = 0
  allCopies().push({
    hasCallbacks: () => activations.hasUpcalls,
    bridge() {
      // The first time, making these makes bridges: this one as well.
      const { upcalls } = activations
      bridge ??= {
        hostFrame: base + controlBlock.hostFrame,
        run: bridgeCallback(exchange, upcalls.pool({ parameters: ['int32'], result: 'int32' }), copy => copy.run()),
        abandon: bridgeCallback(exchange, upcalls.pool({ parameters: ['int32'], result: undefined }), copy =>
          copy.abandon(),
        ),
      }
      return bridge
    },
    meet(bridges, own) {
      for (; met < bridges.length; met++) {
        const { hostFrame, run, abandon } = bridges[met]!
        if (met !== own) kernel.meetCopy(own, hostFrame, run, abandon)
      }
    },
    run: () => activations.runForCopy(),
    abandon: () => activations.abandonForCopy(),
  })
  connectCopies()
}

/** A callback that C may call for as long as the thread lives: its address. Without a result it never returns. */
function bridgeCallback(exchange: Exchange, pool: StubPool, call: (copy: Copy) => number | void): number {
  const { I32 } = exchange.views
  const { resumption, plan } = pool
  const stub = pool.take()
  const slot = slotWord(plan.slots[0]!)
  const shape: UpcallKind = {
    run() {
      I32[word.result] = call(allCopies()[I32[slot]!]!) ?? 0
    },
    runAndResume: () => notRun,
    runOn: () => notRun,
    zero() {
      I32[word.result] = 0
    },
    resume: resumption.code,
    neverReturns: plan.results.length === 0,
    slotCount: plan.slotCount,
  }
  pool.begin(stub, { name: 'a callback of another copy of cabi', index: stub.index, holders: 1, shape })
  return stub.address
}
