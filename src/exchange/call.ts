/** A C function ready to be called: what its marshaller, in either form, works from. */

import type { CType } from '../ctype/type.ts'
import { atCallerOf, type CabiError } from '../error.ts'
import { argumentsOffset } from '../machine/control-block.ts'
import { countError } from './argument-error.ts'
import type { Argument, ArgumentConversion, ResultConversion } from './conversion.ts'
import type { DirectCall } from './direct.ts'
import { doubleword, type Exchange, patternOf, word as words } from './exchange.ts'
import { takeFault } from './fault.ts'
import { endLoans } from './lending.ts'
import { closedError, type Liveness } from './liveness.ts'

/** What functions of one signature share. */
export interface CallShape {
  readonly exchange: Exchange
  readonly thunk: number
  /** The same for arguments in registers, where that is possible. */
  readonly direct?: DirectCall | undefined
  /** The same by slots, but straight to the call stack: of calls that lend functions, where that is possible. */
  readonly onCallStack?: DirectCall | undefined
  /** Where it runs. */
  readonly stack: 'auto' | 'host'
  readonly parameters: readonly CType[]
  readonly conversions: readonly ArgumentConversion[]
  readonly resultType: CType
  readonly result: ResultConversion
  /** False for `int f()`, whose declaration does not say what it takes. */
  readonly isPrototype?: boolean
}

export interface Callee {
  readonly name: string
  /** Of its code. */
  readonly address: number
  /** For messages. */
  readonly parameters: readonly { readonly name: string | undefined }[]
  readonly library: Liveness
}

/** Index into the 32-bit views of argument `index`'s slot. */
export const slotWord = (index: number): number => argumentsOffset / 4 + 2 * index

export class Call {
  readonly shape: CallShape
  readonly callee: Callee
  readonly liveness: Liveness
  /** The function's address as the exchange takes it. */
  readonly target: number
  /** What the user calls: errors point to its caller. */
  entry: ((...values: never[]) => unknown) | undefined = undefined

  /** Which argument has its slot at index `word` of the 32-bit views. */
  siteAt(word: number): Argument {
    const index = (word - slotWord(0)) / 2
    return {
      function: this.callee.name,
      index,
      name: this.callee.parameters[index]?.name,
      type: this.shape.parameters[index]!,
    }
  }

  constructor(shape: CallShape, callee: Callee) {
    this.shape = shape
    this.callee = callee
    this.liveness = callee.library
    this.target = patternOf(callee.address)
  }

  /** Why a call with so many values, or any, is refused before they are looked at. */
  refuse(received: number): Error {
    const { name, library } = this.callee
    const remark = this.shape.isPrototype === false ? `; its declaration, ${name}(), names no parameters` : ''
    return this.#atCaller(
      library.closed
        ? closedError(library, name)
        : countError(name, this.shape.conversions.length, received, { remark }),
    )
  }

  /**
   * Checks and stores every argument, the strings at the floor of scratch; throws at the first that is wrong. `loans` is how
   * much was lent before this call.
   */
  store(values: ArrayLike<unknown>, loans: number = this.shape.exchange.lent.length): void {
    const { conversions, exchange } = this.shape
    const { I32, F64 } = exchange.views
    // Code of a value's that called C is found out by this, also where C refused.
    F64[doubleword.target] = this.target
    endLoans(exchange.lent, loans)
    I32[words.scratchTop] = I32[words.scratchFloor]!
    let index = 0
    try {
      for (; index < conversions.length; index++) {
        const word = slotWord(index)
        conversions[index]!.store(values[index], word, this.siteAt(word))
      }
    } catch (error) {
      endLoans(exchange.lent, loans)
      throw this.#atCaller(error)
    }
  }

  /** The call by slots, of values that cannot all go directly; gives the status. */
  enterBySlots(values: ArrayLike<unknown>): number {
    this.store(values)
    const { exchange, thunk } = this.shape
    exchange.views.F64[doubleword.target] = this.target
    exchange.invoke(thunk)
    return exchange.views.I32[words.status]!
  }

  /**
   * Of a call that is not done and will not go on: throws what went wrong. `floor` and `loans` are what it found as the floor
   * of scratch and as lent; undefined where it has added nothing.
   */
  leave(values: ArrayLike<unknown>, loans?: number, floor?: number): void {
    const { activations } = this.shape.exchange
    try {
      activations.leave(this, values)
    } catch (error) {
      activations.restore(loans, floor)
      throw error
    }
  }

  /** The same of a direct call, which adds nothing. */
  leaveDirect(...values: unknown[]): void {
    this.leave(values)
  }

  /** The error of a call that just faulted. */
  fault(values: ArrayLike<unknown>): CabiError {
    return this.#atCaller(takeFault(this.shape.exchange.views, this.callee.name, Array.from(values)))
  }

  /** The result of the call that just returned. */
  load(place?: unknown): unknown {
    try {
      return this.shape.result.load({ function: this.callee.name, type: this.shape.resultType }, place)
    } catch (error) {
      throw this.#atCaller(error)
    }
  }

  /** The program's own check of a result. */
  check(value: unknown, values: ArrayLike<unknown>): unknown {
    const { exchange, result } = this.shape
    const errno = exchange.views.I32[words.errorNumber]!
    return result.check!(value, { function: this.callee.name, arguments: Array.from(values), errno })
  }

  #atCaller<E>(error: E): E {
    return this.entry === undefined ? error : atCallerOf(this.entry, error)
  }
}
