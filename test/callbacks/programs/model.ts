/**
 * What the C of callbacks.c does, and what is to come of exceptions, jumps and faults, in plain JavaScript. A call that C has jumped out
 * of is left as soon as its callback has ended, whatever that has caught; what its callbacks have thrown goes to the call that
 * C has jumped into.
 */
import type { Callback, Functions, World } from './program.ts'

interface Activation {
  readonly thrown: object[]
  /** How often JavaScript had been unwound before it. */
  readonly unwindings: number
}

interface Unwinding {
  readonly owner: Activation
  readonly before: number
  readonly around: Unwinding | undefined
}

interface Mark {
  readonly activation: Activation
  value: number
}

/** What carries JavaScript out of callbacks; and C out of a call, or to its mark. */
const carrier = Object.assign(new Error('C has jumped out of this call (longjmp)'), { code: 'ERR_CABI_FAULT' })
const left = Symbol('left')
const landed = Symbol('landed')

const coded = (code: string) => Object.assign(new Error(''), { code })

export function modelWorld(): World {
  const marks: Mark[] = []
  let unwindings = 0
  let unwinding: Unwinding | undefined
  const concerns = (pending: Unwinding | undefined, { unwindings }: Activation) =>
    pending !== undefined && unwindings <= pending.before

  /** `body` is C, which calls with its first argument. */
  function call<T>(body: (back: <R>(fn: () => R, zero: R) => R, activation: Activation) => T): T {
    const activation: Activation = { thrown: [], unwindings }
    const back = <R>(fn: () => R, zero: R): R => {
      let given = zero
      try {
        given = fn()
      } catch (error) {
        if (error !== carrier) {
          const owner = concerns(unwinding, activation) ? unwinding!.owner : activation
          owner.thrown.push(error as Error)
        }
      }
      if (!concerns(unwinding, activation)) return given
      if (unwinding!.owner !== activation) leave(activation, unwinding!.owner)
      unwinding = unwinding!.around
      throw landed
    }
    let given: T
    try {
      given = body(back, activation)
    } catch (error) {
      throw error === left ? carrier : error
    }
    const [first, ...others] = activation.thrown
    if (first === undefined) return given
    if (others.length > 0) Object.assign(first, { suppressed: others })
    throw first
  }

  function leave(from: Activation, owner: Activation): never {
    owner.thrown.push(...from.thrown)
    throw left
  }

  function jump(from: Activation, outer: number, value: number): never {
    const mark = marks.at(-1 - outer)!
    marks.length -= outer + 1
    mark.value = value
    let around = unwinding
    while (concerns(around, mark.activation)) around = around!.around
    unwinding = { owner: mark.activation, before: unwindings++, around }
    leave(from, mark.activation)
  }

  /** `run` sets a mark for as long as it lasts, unless C jumps to it: then the other. */
  function marked(activation: Activation, run: () => number, jumped: (value: number) => number): number {
    const mark = { activation, value: 0 }
    const at = marks.push(mark) - 1
    try {
      const given = run()
      marks.length = at
      return given
    } catch (error) {
      if (error !== landed) throw error
      return jumped(mark.value)
    }
  }

  const plain = {
    apply: (fn: Callback, value: number) => call(back => back(() => fn(value), 0)),
    sum_of: (fn: Callback, count: number) =>
      call(back => {
        let sum = 0
        for (let i = 0; i < count; i++) sum += back(() => fn(i), 0)
        return sum
      }),
    apply_twice: (first: Callback, second: Callback, value: number) =>
      call(back => {
        const between = back(() => first(value), 0)
        return back(() => second(between), 0)
      }),
  }

  const functions: Functions = {
    ...plain,
    length_after: (text, fn) =>
      call(back => {
        back(() => fn(0), 0)
        return Buffer.byteLength(text)
      }),
    same_point: (fn, point) => call(back => back(() => fn(point), { x: 0, y: 0 })),
    fault_after: (fn, value) =>
      call((back, { thrown }) => {
        back(() => fn(value), 0)
        thrown.push(coded('ERR_CABI_FAULT'))
        return 0
      }),
    with_mark: (fn, value) =>
      call((back, activation) =>
        marked(
          activation,
          () => back(() => fn(value), 0),
          jumped => 1000 * jumped,
        ),
      ),
    with_mark_reaching: fn =>
      call((back, activation) =>
        marked(
          activation,
          () => back(() => fn(0), 0),
          () => 1000 + back(() => fn(1), 0) + back(() => fn(2), 0) + 1,
        ),
      ),
    jump: (outer, value) => call((_, activation) => jump(activation, outer, value)),
    jump_after_callback: (fn, value) =>
      call((back, activation) => {
        back(() => fn(value), 0)
        jump(activation, 0, value)
      }),
    count_marks: () => marks.length,
  }

  return {
    ...functions,
    host: plain,
    released(fn, use) {
      let isReleased = false
      return use(value => {
        if (isReleased) throw coded('ERR_CABI_CALLBACK_EXPIRED')
        isReleased = true
        return fn(value)
      })
    },
  }
}
