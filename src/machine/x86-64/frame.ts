/**
 * The host frame: what every way into C saves and every way out takes back. All callee-saved registers are in it (psABI
 * figure 3.4), because C that faults leaves them as it used them; a call that returns needs only rbx.
 *
 *   [rsp+0x38] return address   +0x30 r15   +0x28 r14   +0x20 r13   +0x18 r12   +0x10 rbp   +0x08 rbx
 *   [rsp]      the enclosing host frame: calls nest
 *
 * rsp is then a multiple of 16: 7 pushes and the return address.
 */
import { controlBlock, status } from '../control-block.ts'
import type { Assembler } from './assembler.ts'
import { mem16, mem32, mem64 } from './operand.ts'
import { type Register, registers } from './register.ts'

const { rsp, rbp, rbx, r12, r13, r14, r15 } = registers.r64

/** The exchange's address, while in a thunk: callee-saved, so it survives the call. */
export const exchangeBase = rbx

export const hostFrame = mem64(exchangeBase, controlBlock.hostFrame)

const savedRegisters = [r15, r14, r13, r12, rbp, rbx]

/** Without `guarded` no frame is announced: a fault then goes to whoever handled it before. */
export function enterHostFrame(code: Assembler, exchange: number, guarded: boolean): void {
  for (const register of savedRegisters) code.push(register)
  code.movabs(exchangeBase, exchange)
  code.push(hostFrame)
  if (guarded) code.mov(hostFrame, rsp)
  else code.mov(hostFrame, 0)
}

/** A thunk that uses none but `exchangeBase` puts back no other. */
export function leaveHostFrame(code: Assembler, used: readonly Register<'r64'>[] = []): void {
  code.pop(hostFrame)
  const last = Math.min(...[exchangeBase, ...used].map(register => savedRegisters.indexOf(register)))
  for (const register of savedRegisters.slice(last).reverse()) code.pop(register)
  if (last > 0) code.add(rsp, 8 * last)
  code.ret()
}

/**
 * Where the signal handler sends a faulting thread. The handler has cleared the flags DF, AC and TF; the floating-point
 * units are put back here, as JavaScript needs them: x87 stack empty, control words, upper halves of vector registers.
 */
export function leaveAfterFault(code: Assembler, exchange: number, hasAvx: boolean): void {
  code.movabs(exchangeBase, exchange)
  code.mov(rsp, hostFrame)
  code.cld()
  code.fninit()
  code.fldcw(mem16(exchangeBase, controlBlock.x87Control))
  code.ldmxcsr(mem32(exchangeBase, controlBlock.mxcsr))
  if (hasAvx) code.vzeroupper()
  code.mov(mem32(exchangeBase, controlBlock.status), status.fault)
  code.pop(hostFrame)
  for (const register of [...savedRegisters].reverse()) code.pop(register)
  code.ret()
}
