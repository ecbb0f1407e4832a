/**
 * The call stack: a stack of its own for C that may call back, so that it can be left standing, *parked*, while JavaScript
 * runs. Downwards from an address *s* that is a multiple of 16, the frame of a call that starts there, and of a callback
 * that it makes:
 *
 *   [s-0x08]  the instruction of its thunk that calls C
 *   [s-0x10]  the sum of that and the address of the exchange
 *             arguments on the stack, C's frames
 *   [p+0x58]  return address into C
 *   [p+0x28]  C's rbx, rbp, r12 to r15
 *   [p+0x20]  C's rdi: where it wants a result in memory
 *   [p+0x10]  C's MXCSR
 *   [p+0x08]  the host frame of the way in that this callback left by
 *   [p]       s
 *             `callStackGap` bytes that nobody uses
 *
 * While C runs, the control block's `callStack` is the start of its call; while JavaScript runs in a callback, it is where
 * the next call starts, below the gap. JavaScript can be terminated there (timeouts of vm, the inspector), of which nobody is
 * told: what it has left parked stays, until there is so much that the next call is refused as `crowded`.
 *
 * The gap is for C that jumps out of a call (longjmp) and goes on further out, over what is parked there. Of all that it may
 * do then only its end is known for sure; that it calls back or faults, it does above the start of the call it has left.
 */
import { callStackGap, controlBlock, status } from '../control-block.ts'
import type { Assembler } from './assembler.ts'
import {
  announceHostFrame,
  beginDone,
  exchangeBase,
  findHostFrame,
  giveNaN,
  hostFrame,
  leaveFoundFrame,
  leaveHostFrame,
  popSavedRegisters,
  pushDirectFrame,
  pushSavedRegisters,
} from './frame.ts'
import { Label, mem, mem32, mem64 } from './operand.ts'
import { type Register, registers } from './register.ts'

const { rax, rcx, rsp, rdi, r8, r11 } = registers.r64
const { eax } = registers.r32

const callStack = mem64(exchangeBase, controlBlock.callStack)
const statusWord = mem32(exchangeBase, controlBlock.status)

/** Offsets in a parked frame. */
export const parkedFrame = {
  start: 0,
  hostFrame: 8,
  mxcsr: 16,
  rdi: 32,
  savedRegisters: 40,
  returnAddress: 88,
} as const

/** From where the next call starts to the parked frame above it. */
const inParkedFrame = (field: keyof typeof parkedFrame): number => callStackGap + parkedFrame[field]

/** From the start of a call. */
export const callOfThunk = -8
export const sumOfThunk = -16

/** All of MXCSR but the sticky exception flags, which are results and no settings (Intel SDM 1, 10.2.3). */
const mxcsrControl = 0xffc0

/**
 * Begins a call on the call stack, below what is on it: host frame announced, rsp at it. `call` is the place of the
 * instruction that calls C. Uses rax, rcx.
 */
export function switchToCallStack(code: Assembler, begin: Label, call: Label): void {
  const crowded = new Label()
  code.mov(rcx, callStack)
  code.cmp(rcx, mem64(exchangeBase, controlBlock.callStackLimit))
  code.jb(crowded)
  beginAt(code, rcx, call)
  code.jmp(begin)
  code.place(crowded)
  code.mov(statusWord, status.crowded)
  code.mov(eax, status.crowded)
  giveNaN(code)
  leaveHostFrame(code)
}

/**
 * Begins a call on the call stack, with the frame of a direct call. `elsewhere` if there is no call stack, or not enough of
 * it, or another host frame, which the direct one cannot remember. Uses rax, rcx.
 */
export function enterCallStack(code: Assembler, guarded: boolean, call: Label, elsewhere: Label): void {
  code.mov(rcx, callStack)
  code.cmp(mem64(exchangeBase, controlBlock.callStackLimit), rcx)
  code.jae(elsewhere)
  code.cmp(hostFrame, 0)
  code.jne(elsewhere)
  pushDirectFrame(code)
  beginDone(code)
  announceHostFrame(code, guarded)
  beginAt(code, rcx, call)
}

function beginAt(code: Assembler, start: Register<'r64'>, call: Label): void {
  code.lea(rax, call)
  code.mov(rsp, start)
  code.push(rax)
  code.add(rax, exchangeBase)
  code.push(rax)
}

export const ifOnCallStack = (code: Assembler, then: Label): void => {
  code.cmp(callStack, 0)
  code.jne(then)
}

/** Where a call's rsp is when it is done tells whether it ran on the call stack. Uses rax. */
export function ifLeavingCallStack(code: Assembler, then: Label, guarded: boolean): void {
  if (guarded) {
    code.cmp(rsp, hostFrame)
  } else {
    code.lea(rax, mem(rsp, 1))
    code.cmp(rax, hostFrame)
  }
  code.jne(then)
}

export const jumpToLeaveCallStack = (code: Assembler): void =>
  code.jmp(mem64(exchangeBase, controlBlock.leaveCallStack))

/**
 * The end of every call on the call stack, with the status in eax: rsp is 16 below its start. If `callStack` is not that
 * start, C has jumped out of the calls that were inside this one. The `ret` is predicted, also where C was resumed: see
 * `resumeParked`.
 */
export function leaveCallStack(code: Assembler): void {
  const [unwound, report, leave] = [new Label(), new Label(), new Label()]
  code.lea(rax, mem(rsp, 16))
  code.cmp(rax, callStack)
  code.jne(unwound)
  code.cmp(mem32(exchangeBase, controlBlock.refusals), 0)
  code.jne(report)
  code.place(leave)
  code.mov(eax, statusWord)
  findHostFrame(code)
  leaveFoundFrame(code, 'ret')
  code.place(unwound)
  code.mov(callStack, rax)
  code.mov(statusWord, status.unwound)
  giveNaN(code)
  code.jmp(leave)
  code.place(report)
  code.mov(statusWord, status.report)
  giveNaN(code)
  code.jmp(leave)
}

/**
 * What C has in registers, on entry to a callback; `storeArguments` may then use all of them but rax. JavaScript computes
 * with MXCSR as it was for it, whatever C made of it; it is loaded only where it is another.
 */
export function park(code: Assembler, exchange: number, storeArguments: () => void): void {
  const [other, same] = [new Label(), new Label()]
  pushSavedRegisters(code)
  code.push(rdi)
  code.sub(rsp, parkedFrame.rdi - parkedFrame.mxcsr)
  code.stmxcsr(mem32(rsp, 0))
  code.movabs(exchangeBase, exchange)
  storeArguments()
  compareMxcsr(code, rsp, 0)
  code.jne(other)
  code.place(same)
  code.push(hostFrame)
  code.mov(rax, callStack)
  code.push(rax)
  code.mov(mem64(exchangeBase, controlBlock.parkedStart), rax)
  code.lea(rax, mem(rsp, -callStackGap))
  code.mov(callStack, rax)
  code.mov(statusWord, status.callback)
  code.mov(eax, status.callback)
  giveNaN(code)
  findHostFrame(code)
  leaveFoundFrame(code, 'jump')
  code.place(other)
  code.ldmxcsr(mem32(exchangeBase, controlBlock.mxcsr))
  code.jmp(same)
}

/** C's MXCSR in memory with JavaScript's: equal if they have the same settings. Uses rax. */
function compareMxcsr(code: Assembler, base: Register<'r64'>, offset: number): void {
  code.mov(eax, mem32(base, offset))
  code.and(rax, mxcsrControl)
  code.cmp(eax, mem32(exchangeBase, controlBlock.mxcsr))
}

/** Where the next call would start, below C that waits: what leads back to it keeps it from here on. */
const parkedBelow = r8

export const findParked = (code: Assembler): void => code.mov(parkedBelow, callStack)

/** Announces the host frame at rsp for the C that goes on: guarded if the way in that it left by was. Uses rax. */
export function announceForParked(code: Assembler): void {
  code.mov(rax, mem64(parkedBelow, inParkedFrame('hostFrame')))
  code.and(rax, 1)
  code.or(rax, rsp)
  code.mov(hostFrame, rax)
}

/** C's rdi as it was. */
export const loadParkedRdi = (code: Assembler, to: Register<'r64'>): void =>
  code.mov(to, mem64(parkedBelow, inParkedFrame('rdi')))

/** MXCSR as C left it. Uses rax. */
export function restoreMxcsr(code: Assembler): void {
  const same = new Label()
  compareMxcsr(code, parkedBelow, inParkedFrame('mxcsr'))
  code.je(same)
  code.ldmxcsr(mem32(parkedBelow, inParkedFrame('mxcsr')))
  code.place(same)
}

/**
 * On to C that waits, which finds its registers, and the result in those that were not saved. A processor predicts a `ret` to
 * follow the last `call` that it has seen, which would be the one into this code: mispredicted when C returns to the thunk
 * that called it, and with it the `ret` out of that thunk, 7 to 11 ns for a call that makes one callback. So the way is over
 * the thunk's own `call`, whose pushed address nobody reads; but not where C has jumped out of the call that it is taken
 * for, and overwritten the start of that. Uses rcx and r11.
 */
export function resumeParked(code: Assembler, unpark: number): void {
  const overwritten = new Label()
  code.mov(r11, mem64(parkedBelow, inParkedFrame('start')))
  code.mov(callStack, r11)
  code.mov(rcx, mem64(r11, callOfThunk))
  code.add(rcx, exchangeBase)
  code.cmp(rcx, mem64(r11, sumOfThunk))
  code.movabs(rcx, unpark)
  code.jne(overwritten)
  code.mov(mem64(exchangeBase, controlBlock.target), rcx)
  code.lea(rsp, mem(parkedBelow, callStackGap))
  code.jmp(mem64(r11, callOfThunk))
  code.place(overwritten)
  code.jmp(rcx)
}

/** What the thunk's `call` goes to then. */
export function unpark(code: Assembler): void {
  code.lea(rsp, mem(parkedBelow, inParkedFrame('savedRegisters')))
  popSavedRegisters(code)
  code.pop(rcx)
  code.jmp(rcx)
}
