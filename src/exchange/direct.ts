/**
 * Direct calls: the engine passes the arguments in registers, optimised code without any frame or store of its own. One
 * function serves all calls with the same direct plan; which function of C it calls is its last argument.
 */
import { arrangeDirect, type DirectPlan, type DirectReturn, type DirectValue, printDirectPlan } from '../abi/direct.ts'
import { type CallPlan, type CallSignature, printPlan } from '../abi/plan.ts'
import { arrange } from '../abi/sysv-x64/arrange.ts'
import type { DirectOptions } from '../machine/x86-64/direct.ts'
import { emitCallStackDowncall } from '../machine/x86-64/downcall.ts'
import { directCode } from './call-code.ts'
import type { Code } from './kept-code.ts'
import type { FastCalls } from './kernel.ts'

/** Takes the arguments and the function's address as a pattern (`Call.target`); gives what `DirectCall.returns` says. */
export type DirectFunction = (...values: number[]) => number

export interface DirectCall {
  /** Different for each: code that calls one should call no other, or the engine would enter them the slow way. */
  readonly number: number
  readonly returns: DirectReturn
  /** Made when first asked for. */
  readonly enter: DirectFunction
}

type Emit = (code: Code, name: string, plan: string) => number

export class DirectCalls {
  readonly #fast: FastCalls
  readonly #options: Omit<DirectOptions, 'guarded' | 'bySlots'>
  readonly #emit: Emit
  readonly #calls = new Map<string, DirectCall>()

  constructor(fast: FastCalls, options: Omit<DirectOptions, 'guarded' | 'bySlots'>, emit: Emit) {
    this.#fast = fast
    this.#options = options
    this.#emit = emit
  }

  /** Undefined where the arguments have to go by slots; `thunk` is that of the same call by slots. */
  of(signature: CallSignature, guarded: boolean, thunk: number): DirectCall | undefined {
    const plan = arrangeDirect(signature, arrange)
    if (plan === undefined) return undefined
    const text = printDirectPlan(plan)
    const key = `${guarded} ${text}`
    let call = this.#calls.get(key)
    if (call === undefined) {
      call = new LazyDirectCall(this.#calls.size + 1, plan.returns, () =>
        this.#make(plan, text, { guarded, bySlots: thunk }),
      )
      this.#calls.set(key, call)
    }
    return call
  }

  /**
   * Of a call by slots that lends functions: it is to run on the call stack. Its function takes only the address of what is
   * called, and gives the status. `thunk` is that of the same plan.
   */
  onCallStack(plan: CallPlan, guarded: boolean, thunk: number): DirectCall {
    const key = `on the call stack ${thunk}`
    let call = this.#calls.get(key)
    if (call === undefined) {
      call = new LazyDirectCall(this.#calls.size + 1, 'status', () => {
        const code = emitCallStackDowncall(plan, { ...this.#options, guarded }, thunk)
        const address = this.#emit(code, 'a thunk straight to the call stack', `${printPlan(plan)}\n`)
        return this.#fast.direct(kindOf.status!, address, this.#options.exchange, thunk)
      })
      this.#calls.set(key, call)
    }
    return call
  }

  #make(plan: DirectPlan, text: string, options: Pick<DirectOptions, 'guarded' | 'bySlots'>): DirectFunction {
    const code = directCode(plan, text, { ...this.#options, ...options })
    const address = this.#emit(code, 'a direct thunk', `${text}\n`)
    const kinds = plan.moves.map(({ value }) => kindOf[value]).join('')
    return this.#fast.direct(kindOf[plan.returns] + kinds, address, this.#options.exchange, options.bySlots)
  }
}

/** As the kernel takes them. */
const kindOf: Readonly<Record<DirectValue | DirectReturn, string>> = {
  int32: 'i',
  uint32: 'u',
  float: 'f',
  double: 'd',
  status: 'i',
}

class LazyDirectCall implements DirectCall {
  readonly number: number
  readonly returns: DirectReturn
  readonly #make: () => DirectFunction
  #enter: DirectFunction | undefined

  constructor(number: number, returns: DirectReturn, make: () => DirectFunction) {
    this.number = number
    this.returns = returns
    this.#make = make
  }

  get enter(): DirectFunction {
    this.#enter ??= this.#make()
    return this.#enter
  }
}
