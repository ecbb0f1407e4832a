/**
 * The host frame: what a way into C saves and every way out takes back. All callee-saved registers are in it (psABI figure
 * 3.4), because C that faults leaves them as it used them; a call that returns needs only rbx. A direct call has a smaller
 * one (below).
 *
 *   [rsp+0x38] return address   +0x30 r15   +0x28 r14   +0x20 r13   +0x18 r12   +0x10 rbp   +0x08 rbx
 *   [rsp]      the enclosing host frame: calls nest
 *
 * rsp is then a multiple of 16: 7 pushes and the return address. The frame is announced in the exchange; bit 0 of its
 * address says that a fault is not ours to handle.
 */
import { controlBlock, status } from '../control-block.ts'
import type { Assembler } from './assembler.ts'
import { Label, mem, mem16, mem32, mem64 } from './operand.ts'
import { type Register, registers } from './register.ts'

const { rax, rcx, rsp, rbp, rbx, r12, r13, r14, r15 } = registers.r64
const { eax, ecx, r11d } = registers.r32
const { xmm0 } = registers.xmm

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
export function announceHostFrame(code: Assembler, guarded: boolean, base: Register<'r64'> = exchangeBase): void {
  const announced = mem64(base, controlBlock.hostFrame)
  if (guarded) {
    code.mov(announced, rsp)
  } else {
    code.lea(rax, mem(rsp, 1))
    code.mov(announced, rax)
  }
}

/**
 * The frame of a direct call (direct.ts), and of a direct return to parked C. It is the outermost, so that no other has to be
 * remembered:
 *
 *   [rsp+0x18] return address   +0x10 rbp   +0x08 r13   [rsp] what tells it from other frames, where theirs is an address
 *
 * After a fault, rbx, r12, r14 and r15 are as C used them. Nothing is lost by that: a direct thunk is entered only by
 * V8's optimised code, as a fast call, and there every call clobbers all registers that are handed out
 * (`Instruction::ClobbersRegisters` in its compiler/backend), callee-saved ones too. What it expects of a call besides
 * rsp is rbp, its frame, and r13, the root of its isolate, neither of which is handed out; the registers of the C++ that
 * has called JavaScript are saved where it did (JSEntry). Maglev makes no fast calls. test/faults/direct.test.ts shows it for
 * each listed version.
 */
const directRegisters = [rbp, r13]
const directMark = 2

/** Bytes from there to the return address. */
export const directFrameSize = 8 * directRegisters.length + 8

export function pushDirectFrame(code: Assembler): void {
  for (const register of directRegisters) code.push(register)
  code.push(directMark)
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
 * Out of the host frame at rsp, of either kind, whoever made it. By a jump where C that stays is in between: a `ret` would be
 * mispredicted, and with it all that follow (37 instead of 13 ns a callback). Uses rcx.
 */
export function leaveFoundFrame(code: Assembler, by: 'ret' | 'jump'): void {
  const isDirect = new Label()
  code.pop(rcx)
  code.cmp(rcx, directMark)
  code.je(isDirect)
  code.mov(hostFrame, rcx)
  popSavedRegisters(code)
  leave()
  code.place(isDirect)
  code.mov(hostFrame, 0)
  for (const register of [...directRegisters].reverse()) code.pop(register)
  leave()

  function leave(): void {
    if (by === 'ret') {
      code.ret()
    } else {
      code.pop(rcx)
      code.jmp(rcx)
    }
  }
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
export function compareOurErrno(code: Assembler, address: number, base: Register<'r64'>): void {
  code.movabs(rax, address)
  code.mov(r11d, mem32(base, controlBlock.errorNumber))
  code.cmp(r11d, mem32(rax, 0))
}

/** C's, in r11, with ours. */
export function compareErrnoOfC(code: Assembler, address: number, base: Register<'r64'>): void {
  code.movabs(rax, address)
  code.mov(r11d, mem32(rax, 0))
  code.cmp(r11d, mem32(base, controlBlock.errorNumber))
}

/** After the comparison. */
export const storeErrno = {
  toC: (code: Assembler): void => code.mov(mem32(rax, 0), r11d),
  fromC: (code: Assembler, base: Register<'r64'>): void => code.mov(mem32(base, controlBlock.errorNumber), r11d),
} as const

/**
 * What a direct thunk gives is a number where it is a result of C (direct.ts): every other way out of a call gives this,
 * beside the status in eax.
 */
export const giveNaN = (code: Assembler): void => code.pcmpeqd(xmm0, xmm0)

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
  giveNaN(code)
  leaveFoundFrame(code, 'ret')
}
