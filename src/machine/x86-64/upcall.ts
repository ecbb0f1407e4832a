/**
 * Callbacks as C sees them. Each has a few bytes of code of its own, its *stub*, which says which it is and goes to the
 * entry of its plan, with no register changed but rax, r10 and r11 (free at a call: psABI figure 3.4).
 *
 * The entry leaves C parked on the call stack, if that is where C is. Anywhere else (the host stack, other threads, signal
 * handlers) the kernel decides whether JavaScript can run: then the engine is entered from here, otherwise C gets zero.
 * What it needs to find that out is in the code itself: the exchange may be gone, with the thread it belonged to.
 */

import { slotOffset } from '../../abi/slot.ts'
import type { BytesUpcallMove, ScalarUpcallMove, UpcallPlan } from '../../abi/upcall.ts'
import { argumentsOffset, controlBlock, resultOffset } from '../control-block.ts'
import { Assembler } from './assembler.ts'
import { copy, loadInteger, loadVector, storeInteger, storeVector } from './bytes.ts'
import {
  announceForParked,
  findParked,
  loadParkedRdi,
  park,
  parkedFrame,
  restoreMxcsr,
  resumeParked,
} from './call-stack.ts'
import { beginDone, exchangeBase, giveErrno, hostFrame, pushDirectFrame, pushHostFrame, takeErrno } from './frame.ts'
import { Label, mem, mem8, mem16, mem32, mem64, mem80, mem128 } from './operand.ts'
import { low8, low16, narrow, type Register, registers } from './register.ts'

const { rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8, r9, r10 } = registers.r64
const { eax, ecx, edx, esi } = registers.r32
const { xmm0, xmm1 } = registers.xmm

export interface UpcallOptions {
  readonly exchange: number
  readonly errnoAddress: number
  /** Where the two ends of the call stack are, the lower one first. The upper is 0 once its thread's JavaScript has ended. */
  readonly callStack: number
  /** What a signal handler returns to: C's own call of a callback never has it as return address. */
  readonly signalReturn: number
  /** The kernel's functions for C that is not on the call stack, and what they take first. */
  readonly upcalls: number
  readonly admit: number
  readonly reenter: number
  /** Where C that is given up leaves. */
  readonly faultExit: number
  /** The end of every way back to parked C. */
  readonly unpark: number
}

/** Stubs of callbacks `first` and following; each is `stubSize` bytes long. */
export function emitStubs(first: number, count: number, entry: number): Assembler {
  const code = new Assembler()
  for (let index = first; index < first + count; index++) {
    code.mov(eax, index)
    code.movabs(r10, entry)
    code.jmp(r10)
  }
  return code
}

export const stubSize = 18

/** The entry of a plan's stubs: eax is the callback's index. */
export function emitEntry(plan: UpcallPlan, options: UpcallOptions): Assembler {
  const code = new Assembler()
  const elsewhere = new Label()
  code.movabs(r10, options.signalReturn)
  code.cmp(mem64(rsp, 0), r10)
  code.je(elsewhere)
  code.movabs(r10, options.callStack)
  code.cmp(rsp, mem64(r10, 0))
  code.jb(elsewhere)
  code.cmp(rsp, mem64(r10, 8))
  code.jae(elsewhere)
  park(code, options.exchange, () => {
    code.mov(mem32(exchangeBase, controlBlock.callback), eax)
    // The lowest words of the parked frame are not there yet.
    takeArguments(code, plan, { base: rsp, offset: parkedFrame.returnAddress - parkedFrame.mxcsr + 8 })
    takeErrno(code, options.errnoAddress)
  })
  code.place(elsewhere)
  emitElsewhere(code, plan, options)
  return code
}

/** Back to C that is parked, with the result. */
export function emitResume(plan: UpcallPlan, options: UpcallOptions): Assembler {
  const code = new Assembler()
  pushHostFrame(code, options.exchange)
  resume(code, plan, options)
  return code
}

/** The same for the engine's direct calls (direct.ts), with their smaller frame; `otherwise` is the code above. */
export function emitDirectResume(plan: UpcallPlan, options: UpcallOptions, otherwise: number): Assembler {
  const code = new Assembler()
  const isInside = new Label()
  code.movabs(exchangeBase, options.exchange)
  code.cmp(hostFrame, 0)
  code.jne(isInside)
  pushDirectFrame(code)
  resume(code, plan, options)
  code.place(isInside)
  code.movabs(rax, otherwise)
  code.jmp(rax)
  return code
}

function resume(code: Assembler, plan: UpcallPlan, { errnoAddress, unpark }: UpcallOptions): void {
  beginDone(code)
  findParked(code)
  announceForParked(code)
  restoreMxcsr(code)
  giveErrno(code, errnoAddress)
  if (plan.memoryResult !== undefined) loadParkedRdi(code, rax)
  giveResult(code, plan)
  resumeParked(code, unpark)
}

const integerArguments = [rdi, rsi, rdx, rcx, r8, r9] as const
const vectorArguments = Object.values(registers.xmm).slice(0, 8)
const spilledVectors = 8 * integerArguments.length
const spillSize = spilledVectors + 16 * vectorArguments.length

/**
 *   [rbp+8] return address   [rbp] rbp   [rbp-8] rbx   [rbp-16] index   [rsp] spilled argument registers
 */
function emitElsewhere(code: Assembler, plan: UpcallPlan, options: UpcallOptions): void {
  const [refused, returning] = [new Label(), new Label()]
  code.push(rbp)
  code.mov(rbp, rsp)
  code.push(rbx)
  code.push(rax)
  code.sub(rsp, spillSize)
  for (const [i, register] of integerArguments.entries()) code.mov(mem64(rsp, 8 * i), register)
  for (const [i, register] of vectorArguments.entries()) code.movups(mem128(rsp, spilledVectors + 16 * i), register)
  code.movabs(rdi, options.upcalls)
  code.mov(esi, eax)
  code.lea(rdx, mem(rbp, 8))
  code.movabs(rax, options.admit)
  code.call(rax)
  code.test(eax, eax)
  code.je(refused)
  code.movabs(exchangeBase, options.exchange)
  for (const [i, register] of integerArguments.entries()) code.mov(register, mem64(rsp, 8 * i))
  for (const [i, register] of vectorArguments.entries()) code.movups(register, mem128(rsp, spilledVectors + 16 * i))
  code.mov(eax, mem32(rbp, -16))
  code.mov(mem32(exchangeBase, controlBlock.callback), eax)
  takeArguments(code, plan, { base: rbp, offset: 16 })
  takeErrno(code, options.errnoAddress)
  code.movabs(rdi, options.upcalls)
  code.movabs(rax, options.reenter)
  code.call(rax)
  code.test(eax, eax)
  const goesOn = new Label()
  code.je(goesOn)
  code.movabs(rax, options.faultExit)
  code.jmp(rax)
  code.place(goesOn)
  giveErrno(code, options.errnoAddress)
  if (plan.memoryResult !== undefined) code.mov(rax, mem64(rsp, 0))
  giveResult(code, plan)
  code.jmp(returning)
  code.place(refused)
  giveZero(code, plan)
  code.place(returning)
  code.mov(rbx, mem64(rbp, -8))
  code.mov(rsp, rbp)
  code.pop(rbp)
  code.ret()
}

interface StackArguments {
  readonly base: Register<'r64'>
  readonly offset: number
}

const slotAt = (slot: number) => argumentsOffset + slotOffset(slot)

/** Uses rax, and for what is on the stack also rcx, rsi, rdi and r11. */
function takeArguments(code: Assembler, { moves }: UpcallPlan, stack: StackArguments): void {
  for (const move of moves) {
    if (move.kind === 'bytes') takeBytes(code, move, stack)
    else if ('register' in move.from) fromRegister(code, move, move.from.register)
    else fromStack(code, move, stack.base, stack.offset + move.from.stack)
  }
}

function takeBytes(code: Assembler, { from, start, end, slot }: BytesUpcallMove, stack: StackArguments): void {
  const to = { base: exchangeBase, offset: slotAt(slot) + start }
  if ('stack' in from) {
    copy(code, to, { base: stack.base, offset: stack.offset + from.stack }, end - start)
    return
  }
  const vector = registers.xmm[from.register as keyof typeof registers.xmm]
  if (vector !== undefined) storeVector(code, to, vector, end - start)
  else storeInteger(code, to, registers.r64[from.register as keyof typeof registers.r64], end - start)
}

function fromRegister(code: Assembler, { value, slot }: ScalarUpcallMove, name: string): void {
  const to = slotAt(slot)
  const vector = registers.xmm[name as keyof typeof registers.xmm]
  if (value === 'float') return void code.movss(mem32(exchangeBase, to), vector)
  if (value === 'double') return void code.movsd(mem64(exchangeBase, to), vector)
  const register = registers.r64[name as keyof typeof registers.r64]
  if (value === 'int64') return void code.mov(mem64(exchangeBase, to), register)
  const narrowed = narrow(register)
  if (value === 'int8') code.movsx(narrowed, low8(register))
  else if (value === 'uint8' || value === 'bool') code.movzx(narrowed, low8(register))
  else if (value === 'int16') code.movsx(narrowed, low16(register))
  else if (value === 'uint16') code.movzx(narrowed, low16(register))
  code.mov(mem32(exchangeBase, to), narrowed)
}

function fromStack(code: Assembler, { value, slot }: ScalarUpcallMove, base: Register<'r64'>, offset: number): void {
  const to = slotAt(slot)
  switch (value) {
    case 'x87':
      code.fld(mem80(base, offset))
      code.fstp(mem64(exchangeBase, to))
      return
    case 'int64':
    case 'double':
      code.mov(rcx, mem64(base, offset))
      code.mov(mem64(exchangeBase, to), rcx)
      return
    case 'int8':
      code.movsx(ecx, mem8(base, offset))
      break
    case 'bool':
    case 'uint8':
      code.movzx(ecx, mem8(base, offset))
      break
    case 'int16':
      code.movsx(ecx, mem16(base, offset))
      break
    case 'uint16':
      code.movzx(ecx, mem16(base, offset))
      break
    default:
      code.mov(ecx, mem32(base, offset))
  }
  code.mov(mem32(exchangeBase, to), ecx)
}

/** From where JavaScript stored it, as for an argument. rax has the address that C wants a result in memory at. */
function giveResult(code: Assembler, { results, memoryResult }: UpcallPlan): void {
  if (memoryResult !== undefined) {
    code.cvttsd2si(rdx, mem64(exchangeBase, resultOffset))
    copy(code, { base: rax, offset: 0 }, { base: rdx, offset: 0 }, memoryResult)
    return
  }
  if (results.some(move => move.kind === 'bytes')) code.cvttsd2si(rcx, mem64(exchangeBase, resultOffset))
  // An x87 register is filled from the top: st1 before st0.
  for (const move of [...results].reverse()) {
    const vector = registers.xmm[move.register as keyof typeof registers.xmm]
    const integer = registers.r64[move.register as keyof typeof registers.r64]
    if (move.kind === 'scalar') giveScalar(code, move.value)
    else if (vector !== undefined) loadVector(code, vector, { base: rcx, offset: move.from }, move.end - move.from)
    else if (integer !== undefined) loadInteger(code, integer, { base: rcx, offset: move.from }, move.end - move.from)
    else code.fld(mem80(rcx, move.from))
  }
}

function giveScalar(code: Assembler, value: ScalarUpcallMove['value']): void {
  if (value === 'float') return void code.movss(xmm0, mem32(exchangeBase, resultOffset))
  if (value === 'double') return void code.movsd(xmm0, mem64(exchangeBase, resultOffset))
  if (value === 'x87') return void code.fld(mem64(exchangeBase, resultOffset))
  code.mov(eax, mem32(exchangeBase, resultOffset))
  if (value !== 'int64') return
  code.mov(ecx, mem32(exchangeBase, resultOffset + 4))
  code.shl(rcx, 32)
  code.or(rax, rcx)
}

/** rdi as C passed it is at rsp. */
function giveZero(code: Assembler, { results, memoryResult }: UpcallPlan): void {
  code.xor(eax, eax)
  code.xor(edx, edx)
  code.xorps(xmm0, xmm0)
  code.xorps(xmm1, xmm1)
  for (const move of results) {
    if (move.register.startsWith('st') || (move.kind === 'scalar' && move.value === 'x87')) code.fldz()
  }
  if (memoryResult === undefined) return
  code.mov(rdi, mem64(rsp, 0))
  code.mov(ecx, memoryResult)
  code.rep_stosb()
  code.mov(rax, mem64(rsp, 0))
}
