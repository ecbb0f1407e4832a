/**
 * The host frame: what every way into C saves and every way out takes back. All callee-saved registers are in it (psABI
 * figure 3.4), because C that faults leaves them as it used them; a call that returns needs only rbx.
 *
 *   [rsp+0x38] return address   +0x30 r15   +0x28 r14   +0x20 r13   +0x18 r12   +0x10 rbp   +0x08 rbx
 *   [rsp]      the enclosing host frame: calls nest
 *
 * rsp is then a multiple of 16: 7 pushes and the return address. The frame is announced in the exchange; bit 0 of its
 * address says that a fault is not ours to handle.
 */
import { controlBlock, status } from '../control-block.ts'
import type { Assembler } from './assembler.ts'
import { mem, mem16, mem32, mem64 } from './operand.ts'
import { type Register, registers } from './register.ts'

const { rax, rcx, rsp, rbp, rbx, r12, r13, r14, r15 } = registers.r64
const { eax, ecx, r11d } = registers.r32

/** The exchange's address, while in a thunk: callee-saved, so it survives the call. */
export const exchangeBase = rbx

export const hostFrame = mem64(exchangeBase, controlBlock.hostFrame)

/** Bytes from a frame to the stack of its caller, where stack arguments are. */
export const callerStack = 0x40

const savedRegisters = [r15, r14, r13, r12, rbp, rbx]

/** Of C that is called back as well, by itself. */
export function pushSavedRegisters(code: Assembler): void {
  for (const register of savedRegisters) code.push(register)
}

export function popSavedRegisters(code: Assembler): void {
  for (const register of [...savedRegisters].reverse()) code.pop(register)
}

/** Without `guarded` a fault goes to whoever handled it before. */
export function enterHostFrame(code: Assembler, exchange: number, guarded: boolean): void {
  pushHostFrame(code, exchange)
  beginDone(code)
  announceHostFrame(code, guarded)
}

/** The frame at rsp. Uses rax. */
export function announceHostFrame(code: Assembler, guarded: boolean): void {
  if (guarded) {
    code.mov(hostFrame, rsp)
  } else {
    code.lea(rax, mem(rsp, 1))
    code.mov(hostFrame, rax)
  }
}

/** All of it but the announcement. */
export function pushHostFrame(code: Assembler, exchange: number): void {
  pushSavedRegisters(code)
  code.movabs(exchangeBase, exchange)
  code.push(hostFrame)
}

const statusWord = mem32(exchangeBase, controlBlock.status)

/** JavaScript that runs out of stack can have left another status, which it did not see. */
export const beginDone = (code: Assembler): void => code.mov(statusWord, status.done)

/** Of the frame that this code made. A thunk that uses none but `exchangeBase` puts back no other register. */
export function leaveHostFrame(code: Assembler, used: readonly Register<'r64'>[] = []): void {
  code.pop(hostFrame)
  returnFromHostFrame(code, used)
}

/** The same once the enclosing frame is announced again. */
export function returnFromHostFrame(code: Assembler, used: readonly Register<'r64'>[] = []): void {
  const last = Math.min(...[exchangeBase, ...used].map(register => savedRegisters.indexOf(register)))
  for (const register of savedRegisters.slice(last).reverse()) code.pop(register)
  if (last > 0) code.add(rsp, 8 * last)
  code.ret()
}

/** rsp to the innermost host frame, whoever made it. */
export function findHostFrame(code: Assembler): void {
  code.mov(rsp, hostFrame)
  code.and(rsp, -16)
}

/**
 * Of a frame that other code made, with C in between: a `ret` would be mispredicted, and with it all that follow (37
 * instead of 13 ns a callback). Uses rcx.
 */
export function leaveHostFrameByJump(code: Assembler): void {
  code.pop(hostFrame)
  popSavedRegisters(code)
  code.pop(rcx)
  code.jmp(rcx)
}

const errorNumber = mem32(exchangeBase, controlBlock.errorNumber)

/** `errno` to C, at its address. Uses rax and rcx. */
export function giveErrno(code: Assembler, address: number): void {
  code.movabs(rax, address)
  code.mov(ecx, errorNumber)
  code.mov(mem32(rax, 0), ecx)
}

/** And from C. */
export function takeErrno(code: Assembler, address: number): void {
  code.movabs(rax, address)
  code.mov(ecx, mem32(rax, 0))
  code.mov(errorNumber, ecx)
}

/** Ours, in r11, with that at the address in rax. */
export function compareOurErrno(code: Assembler, address: number): void {
  code.movabs(rax, address)
  code.mov(r11d, errorNumber)
  code.cmp(r11d, mem32(rax, 0))
}

/** C's, in r11, with ours. */
export function compareErrnoOfC(code: Assembler, address: number): void {
  code.movabs(rax, address)
  code.mov(r11d, mem32(rax, 0))
  code.cmp(r11d, errorNumber)
}

/** After the comparison. */
export const storeErrno = {
  toC: (code: Assembler): void => code.mov(mem32(rax, 0), r11d),
  fromC: (code: Assembler): void => code.mov(errorNumber, r11d),
} as const

/**
 * Where the signal handler sends a faulting thread. The handler has cleared the flags DF, AC and TF; the floating-point
 * units are put back here, as JavaScript needs them: x87 stack empty, control words, upper halves of vector registers.
 */
export function leaveAfterFault(code: Assembler, exchange: number, hasAvx: boolean): void {
  code.movabs(exchangeBase, exchange)
  findHostFrame(code)
  code.cld()
  code.fninit()
  code.fldcw(mem16(exchangeBase, controlBlock.x87Control))
  code.ldmxcsr(mem32(exchangeBase, controlBlock.mxcsr))
  if (hasAvx) code.vzeroupper()
  code.mov(statusWord, status.fault)
  code.mov(eax, status.fault)
  code.pop(hostFrame)
  popSavedRegisters(code)
  code.ret()
}
