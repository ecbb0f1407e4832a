/**
 * The exchange of this thread: one small buffer that JavaScript and machine code share, and the way in. It is made on
 * first use, so that types can be parsed and laid out where no kernel loads.
 */

import { type CallPlan, type CallSignature, printPlan } from '../abi/plan.ts'
import type { ResultValue, SlotValue } from '../abi/slot.ts'
import { arrange } from '../abi/sysv-x64/arrange.ts'
import { accessOffset, controlBlock, exchangeSize, resultOffset, scratchOffset } from '../machine/control-block.ts'
import type { DowncallOptions } from '../machine/x86-64/downcall.ts'
import { Activations } from './activations.ts'
import { faultExit, thunkCode, trial, trialMark } from './call-code.ts'
import { joinCopies } from './copies.ts'
import { DirectCalls } from './direct.ts'
import { dump } from './dump.ts'
import type { Code } from './kept-code.ts'
import { type FastCalls, type Kernel, loadFastCalls, loadKernel, platformError } from './kernel.ts'
import type { Lent } from './lending.ts'
import type { UpcallState } from './upcall.ts'

/** The exchange through typed arrays: generated code indexes them directly. */
export interface Views {
  readonly I32: Int32Array
  readonly U32: Uint32Array
  readonly F32: Float32Array
  readonly F64: Float64Array
  readonly I64: BigInt64Array
  readonly U64: BigUint64Array
  readonly U8: Uint8Array
}

export interface Exchange {
  readonly kernel: Kernel
  readonly views: Views
  /** Address of the buffer's first byte. The buffer crosses no 4 GiB boundary: all its addresses share their upper half. */
  readonly base: number
  /** Enters a thunk. */
  readonly invoke: (thunk: number) => void
  /** The same in a way that the engine can be entered from again. */
  readonly invokeReentrant: (thunk: number) => void
  /** Calls in progress, and the callbacks of this thread. */
  readonly activations: Activations
  /** What callbacks look at between two calls. */
  readonly upcallState: UpcallState
  /** What calls in progress were lent. */
  readonly lent: Lent[]
  /** Where C that is stopped leaves. */
  readonly faultExit: number
  /** Address of the memory of a typed array. Small ones are moved off the JavaScript heap. */
  readonly addressOf: (array: unknown) => number
  /** Whether optimised code enters C without a frame for the engine's API. */
  readonly fast: FastCalls | undefined
  /** Where `code` starts, now executable; `name` and `plan` say what it is, for dumps. */
  emit(code: Code, name: string, plan?: string): number
  /** The thunk of a call: one for all calls with the same plan. */
  thunk(signature: CallSignature, options: ThunkOptions): Thunk
  /** Where the engine has fast calls. */
  readonly directCalls: DirectCalls | undefined
}

export type ThunkOptions = Pick<DowncallOptions, 'guarded' | 'stack'>

export interface Thunk {
  readonly address: number
  readonly plan: CallPlan
}

/** Indices into the 32-bit and 64-bit views. */
export const word = {
  errorNumber: controlBlock.errorNumber / 4,
  callStack: controlBlock.callStack / 4,
  status: controlBlock.status / 4,
  callback: controlBlock.callback / 4,
  parkedStart: controlBlock.parkedStart / 4,
  refusals: controlBlock.refusals / 4,
  faultStack: controlBlock.faultStack / 4,
  faultSignal: controlBlock.faultSignal / 4,
  faultCode: controlBlock.faultCode / 4,
  scratchFloor: controlBlock.scratchFloor / 4,
  scratchTop: controlBlock.scratchTop / 4,
  result: resultOffset / 4,
  access: accessOffset / 4,
  accessFault: controlBlock.accessFault / 4,
  engineAccess: controlBlock.engineAccess / 4,
} as const

export const doubleword = {
  target: controlBlock.target / 8,
  hostFrame: controlBlock.hostFrame / 8,
  callStack: controlBlock.callStack / 8,
  callStackLimit: controlBlock.callStackLimit / 8,
  leaveCallStack: controlBlock.leaveCallStack / 8,
  resultAddress: controlBlock.resultAddress / 8,
  errnoAddress: controlBlock.errnoAddress / 8,
  thunk: controlBlock.thunk / 8,
  faultAddress: controlBlock.faultAddress / 8,
  faultPc: controlBlock.faultPc / 8,
  result: resultOffset / 8,
  access: accessOffset / 8,
} as const

let current: Exchange | undefined

export function exchange(): Exchange {
  if (current === undefined) {
    current = createExchange()
    joinCopies(current)
  }
  return current
}

function createExchange(): Exchange {
  const kernel = loadKernel()
  const { buffer, base } = attachBuffer(kernel)
  const views = viewsOf(buffer)
  views.I32[word.scratchFloor] = scratchOffset
  views.I32[word.scratchTop] = scratchOffset
  const faultExitAddress = emit(kernel, faultExit(base, kernel.hasAvx), 'the fault exit')
  kernel.guard(faultExitAddress)
  const errnoAddress = Number(views.U64[doubleword.errnoAddress])
  const thunk = thunkCache(kernel, base, errnoAddress)
  const fast = workingFastCalls(kernel, views, base)
  const emitCode: Exchange['emit'] = (code, name, plan) => emit(kernel, code, name, plan)
  const created: Writable<Exchange> = {
    kernel,
    views,
    base,
    invoke: fast?.invoke ?? plainInvoke(views, kernel.invoke),
    invokeReentrant: plainInvoke(views, kernel.invokeReentrant),
    activations: undefined as unknown as Activations,
    upcallState: { unwinding: undefined },
    lent: [],
    faultExit: faultExitAddress,
    addressOf: fast ? array => fast.addressOf(array) || kernel.addressOf(array) : kernel.addressOf,
    fast,
    emit: emitCode,
    thunk,
    directCalls: fast && new DirectCalls(fast, { exchange: base, errnoAddress }, emitCode),
  }
  created.activations = new Activations(created)
  return created
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] }

/** Of the functions of C that cabi itself calls: they call nobody back. */
export const ownCall: ThunkOptions = { guarded: true, stack: 'host' }

function attachBuffer(kernel: Kernel): { buffer: ArrayBuffer; base: number } {
  let buffer: ArrayBuffer
  let base: number
  do {
    buffer = new ArrayBuffer(exchangeSize)
    base = kernel.addressOf(buffer)
  } while (upperHalf(base) !== upperHalf(base + exchangeSize))
  try {
    kernel.attach(buffer)
  } catch (error) {
    throw platformError(`the fault handler: ${(error as Error).message}`)
  }
  return { buffer, base }
}

const upperHalf = (address: number) => Math.floor(address / 2 ** 32)

const viewsOf = (buffer: ArrayBuffer): Views => ({
  I32: new Int32Array(buffer),
  U32: new Uint32Array(buffer),
  F32: new Float32Array(buffer),
  F64: new Float64Array(buffer),
  I64: new BigInt64Array(buffer),
  U64: new BigUint64Array(buffer),
  U8: new Uint8Array(buffer),
})

/** Code may begin with some of these, to have its parts where it wants them in lines of the cache. */
const int3 = 0xcc

function emit(kernel: Kernel, code: Code, name: string, plan = ''): number {
  try {
    const bytes = code.bytes()
    const address = kernel.emit(bytes) + bytes.findIndex(byte => byte !== int3)
    dump(`${name} at 0x${address.toString(16)}`, () => plan + code.listing())
    return address
  } catch (error) {
    throw platformError(`executable memory: ${(error as Error).message}`)
  }
}

function plainInvoke({ F64 }: Views, invoke: () => void): Exchange['invoke'] {
  return thunk => {
    F64[doubleword.thunk] = thunk
    invoke()
  }
}

/** The fast calls, if a trial of them does what it should. */
function workingFastCalls(kernel: Kernel, { I32, U8 }: Views, base: number): FastCalls | undefined {
  const fast = loadFastCalls()
  if (fast === undefined) return undefined
  fast.invoke(emit(kernel, trial(base), 'the trial of fast calls'))
  return I32[word.result] === trialMark && fast.addressOf(U8) === base ? fast : undefined
}

function thunkCache(kernel: Kernel, base: number, errnoAddress: number): Exchange['thunk'] {
  const bySignature = new Map<string, Thunk>()
  const byPlan = new Map<string, Thunk>()
  return (signature, { guarded, stack }) => {
    const options = `${guarded} ${stack}`
    const key = `${signature.parameters.map(nameOf).join()}|${signature.result && nameOf(signature.result)}|${signature.fixed}|${options}`
    return remembered(bySignature, key, () => {
      const plan = arrange(signature)
      const text = printPlan(plan)
      return remembered(byPlan, `${options} ${text}`, () => {
        const code = thunkCode(plan, text, { exchange: base, errnoAddress, guarded, stack })
        return { plan, address: emit(kernel, code, 'a thunk', `${text}\n`) }
      })
    })
  }
}

const aggregates = new WeakMap<object, string>()
let nextAggregate = 1

/** A scalar is its name; aggregates of one type share a number. */
function nameOf(value: SlotValue | ResultValue): string {
  if (typeof value === 'string') return value
  return remembered(aggregates, value.type, () => String(nextAggregate++))
}

function remembered<K, V>(
  values: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  let value = values.get(key)
  if (value === undefined) {
    value = make()
    values.set(key, value)
  }
  return value
}

const halves = new Uint32Array(2)
const whole = new Float64Array(halves.buffer)

/** A user-space address as the double of that bit pattern: one store of it is one 8-byte store, as no number's is. */
export function patternOf(address: number): number {
  halves[0] = address
  halves[1] = address / 2 ** 32
  return whole[0]!
}
