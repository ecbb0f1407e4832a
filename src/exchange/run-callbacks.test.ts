/** The usual way of a call that calls back, and where it leaves that: with a C that only writes words of the exchange. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callStackGap, status } from '../machine/control-block.ts'
import type { Activation } from './activation.ts'
import { ActivationStack } from './activation-stack.ts'
import { notRun } from './callback-outcome.ts'
import { word } from './exchange.ts'
import type { Otherwise } from './run-any-callbacks.ts'
import { makeRunCallbacks } from './run-callbacks.ts'
import { makeRunning } from './running.ts'
import { makeViews } from './testing.ts'
import type { Upcall } from './upcall.ts'

const start = 1000

/** C waits, 100 bytes below `start`; what happens otherwise is recorded. */
function simulate(
  runAndResume: (call: number) => number,
  upcall: { holders?: number; neverReturns?: boolean; throws?: boolean } = {},
) {
  const views = makeViews()
  const { I32 } = views
  const stack = new ActivationStack([])
  const happened: string[] = []
  let calls = 0
  const wait = (parkedStart = start) => {
    I32[word.status] = status.callback
    I32[word.callStack] = parkedStart - 100 - callStackGap
    I32[word.parkedStart] = parkedStart
    I32[word.callback] = 0
  }
  const end = () => {
    I32[word.status] = status.done
    I32[word.callStack] = start
  }
  const otherwise: Otherwise = {
    running: makeRunning(),
    beginAgain: thunk => {
      if (I32[word.status] !== status.crowded) return false
      happened.push(`begins ${thunk} again`)
      wait()
      return true
    },
    unwindFrom: () => {
      happened.push('unwinds')
      throw new Error('unwound')
    },
    runOnce: () => {
      happened.push('runs once')
      if (upcall.throws) throw new Error('thrown')
    },
    caught: (error, _, activation) => {
      happened.push('caught')
      activation.add(error)
    },
    resume: () => {
      happened.push('resumes')
      end()
      return status.done
    },
    endBadly: () => {
      happened.push('ends badly')
      return true
    },
    restore: (loans, floor) => happened.push(`restores ${floor} and ${loans}`),
  }
  const run = ({ start }: Activation) => {
    const isOther = upcall.holders === 0 || upcall.neverReturns || I32[word.callStack]! > start! - callStackGap
    return isOther ? notRun : runAndResume(++calls)
  }
  const shape = { runAndResume: run, runOn: run }
  const upcalls = [{ holders: upcall.holders ?? 1, shape } as unknown as Upcall]
  const { runCallbacksWithLoans } = makeRunCallbacks({ lent: [], views }, stack, upcalls, otherwise)
  return { I32, stack, wait, end, happened, runCallbacks: runCallbacksWithLoans, calls: () => calls }
}

test('C calls, goes on and is done: nothing else happens, and the activation has ended', () => {
  const c = simulate(() => {
    assert.equal(c.stack.depth, 1)
    c.end()
    return status.done
  })
  c.wait()
  assert.equal(c.runCallbacks(1, 0), false)
  assert.deepEqual([c.happened, c.calls(), c.stack.depth], [[], 1, 0])
})

test('C calls until it is done, the same callback or another', () => {
  const c = simulate(call => {
    if (call < 3) return status.callback
    c.end()
    return status.done
  })
  c.wait()
  assert.equal(c.runCallbacks(1, 0), false)
  assert.deepEqual([c.happened, c.calls()], [[], 3])
})

test('what keeps a call in another from beginning leaves nothing behind', () => {
  const c = simulate(() => assert.fail('not to be run'))
  c.stack.begin(start + 1000, 0)
  c.wait()
  c.stack.begin = () => {
    throw new RangeError('out of stack')
  }
  assert.throws(() => c.runCallbacks(1, 6, 5), { message: 'out of stack' })
  assert.deepEqual([c.happened, c.stack.depth], [['restores 5 and 6'], 1])
})

test('what a callback throws is kept for the end of the call, and C goes on', () => {
  const c = simulate(() => {
    throw new Error('thrown')
  })
  c.wait()
  assert.equal(c.runCallbacks(1, 0), true)
  assert.deepEqual(c.happened, ['caught', 'resumes', 'ends badly'])
})

test('a callback that C may not call, and one that never returns, are run otherwise', () => {
  for (const upcall of [{ holders: 0 }, { neverReturns: true }]) {
    const c = simulate(() => assert.fail('not to be run'), upcall)
    c.wait()
    assert.equal(c.runCallbacks(1, 0), false)
    assert.deepEqual(c.happened, ['runs once', 'resumes'])
  }
})

test('what is thrown by a callback that never returns is kept, and C is resumed', () => {
  const c = simulate(() => assert.fail('not to be run'), { neverReturns: true, throws: true })
  c.wait()
  assert.equal(c.runCallbacks(1, 0), true)
  assert.deepEqual(c.happened, ['runs once', 'caught', 'resumes', 'ends badly'])
})

test('C that has jumped into a call further out is not this call’s: it is left with what it had', () => {
  const c = simulate(() => assert.fail('not to be run'))
  c.wait()
  c.I32[word.callStack] = start + 1 - callStackGap
  assert.throws(() => c.runCallbacks(1, 6, 5), { message: 'unwound' })
  assert.deepEqual(c.happened, ['unwinds', 'restores 5 and 6'])
})

test('on a crowded call stack the call begins again', () => {
  const c = simulate(() => {
    c.end()
    return status.done
  })
  c.I32[word.status] = status.crowded
  assert.equal(c.runCallbacks(7, 0), false)
  assert.deepEqual([c.happened, c.calls()], [['begins 7 again'], 1])
})

test('a call that came back for good is left', () => {
  const c = simulate(() => assert.fail('not to be run'))
  for (const outcome of [status.done, status.fault, status.unwound, status.report]) {
    c.I32[word.status] = outcome
    assert.equal(c.runCallbacks(1, 0), true)
  }
  assert.deepEqual(c.happened, [])
})

test('C that faults after a callback, or has jumped out of the call, has not ended well', () => {
  for (const outcome of [status.fault, status.unwound]) {
    const c = simulate(() => {
      c.I32[word.status] = outcome
      return outcome
    })
    c.wait()
    assert.equal(c.runCallbacks(1, 0), true)
    assert.deepEqual(c.happened, ['ends badly'])
  }
})
