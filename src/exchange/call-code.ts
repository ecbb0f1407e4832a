/** The machine code of calls: the way into C for each plan, and the way out after a fault. */
import type { DirectPlan } from '../abi/direct.ts'
import type { CallPlan } from '../abi/plan.ts'
import { Assembler } from '../machine/x86-64/assembler.ts'
import { type DirectOptions, emitDirect } from '../machine/x86-64/direct.ts'
import { type DowncallOptions, emitDowncall } from '../machine/x86-64/downcall.ts'
import { leaveAfterFault } from '../machine/x86-64/frame.ts'
import { trialCode } from '../machine/x86-64/trial.ts'
import { Template } from './kept-code.ts'

export const faultExit = (exchange: number, hasAvx: boolean): Template =>
  new Template(`fault exit ${hasAvx}`, [exchange], () => {
    const code = new Assembler()
    leaveAfterFault(code, exchange, hasAvx)
    return code
  })

/** What the trial of the engine's fast calls leaves. */
export const trialMark = 0x00ca_b100

export const trial = (exchange: number): Template =>
  new Template('trial', [exchange], () => trialCode(exchange, trialMark))

/** `text` is the plan as it is printed. */
export function thunkCode(plan: CallPlan, text: string, options: DowncallOptions): Template {
  const { exchange, errnoAddress, guarded, stack } = options
  return new Template(`thunk ${guarded} ${stack} ${text}`, [exchange, errnoAddress], () => emitDowncall(plan, options))
}

/** The same of a direct plan. */
export function directCode(plan: DirectPlan, text: string, options: DirectOptions): Template {
  const { exchange, errnoAddress, guarded, bySlots } = options
  return new Template(`direct ${guarded} ${text}`, [exchange, errnoAddress, bySlots], () => emitDirect(plan, options))
}
