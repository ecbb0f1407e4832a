/**
 * The thunk of a direct plan: `enter(receiver, arguments..., target)`, which the engine calls with the arguments in
 * registers. It does what the thunk of the same call by slots does (downcall.ts). A floating-point result stays where C has
 * put it; if that is NaN, and all others, are left in the exchange, and eax is the status.
 *
 * That is for a call while there are neither callbacks nor another call in progress. Otherwise the arguments go to their
 * slots, and the other thunk makes the call: whatever can come of a callback is known in one place.
 *
 * What counts here is the number of stores, and of explicit changes of rsp, which the engine's own code waits for: hence
 * the small frame, the exchange's address that is loaded anew behind the call, where a register that C preserves would
 * have to be saved, and the code behind the end for what is not usual.
 */
import type { DirectMove, DirectPlan } from '../../abi/direct.ts'
import type { Place } from '../../abi/plan.ts'
import { slotOffset } from '../../abi/slot.ts'
import { argumentsOffset, controlBlock, status } from '../control-block.ts'
import { Assembler } from './assembler.ts'
import { fromScalarResult } from './downcall.ts'
import {
  announceHostFrame,
  compareErrnoOfC,
  compareOurErrno,
  directFrameSize,
  giveNaN,
  pushDirectFrame,
  storeErrno,
} from './frame.ts'
import { Label, mem32, mem64 } from './operand.ts'
import { narrow, type Register, registers } from './register.ts'

const { rax, rsp, r10 } = registers.r64
const { eax } = registers.r32
const { xmm0 } = registers.xmm

/** The exchange's address, up to the call and from there on: no argument and no result is in it. */
const exchangeBase = r10

export interface DirectOptions {
  readonly exchange: number
  readonly errnoAddress: number
  readonly guarded: boolean
  /** The thunk of the same call that takes slots, and a call stack if there is one. */
  readonly bySlots: number
}

/** Of the processor's caches, in bytes. */
const line = 64

/**
 * Behind a call with a floating-point result a line begins: of a chain of `double add(double, double)` that takes 5.41 ns
 * instead of 5.74, and 9.4 instead of 10.1 while the processor is slower (Node 26, in turn). Without a result it took 0.6 ns
 * more, with an integer it makes no difference. For that the code starts behind as many int3.
 */
export function emitDirect(plan: DirectPlan, options: DirectOptions): Assembler {
  const { code, behindCall } = emitFrom(0, plan, options)
  const start = -behindCall & (line - 1)
  return plan.returns === 'status' || start === 0 ? code : emitFrom(start, plan, options).code
}

function emitFrom(start: number, plan: DirectPlan, options: DirectOptions): { code: Assembler; behindCall: number } {
  const { moves, target, stackSize, results, returns } = plan
  const code = new Assembler()
  while (code.offset < start) code.int3()
  const [bySlots, give, given, take, taken, noNumber] = Array.from({ length: 6 }, () => new Label()) as [
    ...[Label, Label, Label, Label, Label, Label],
  ]
  code.movabs(exchangeBase, options.exchange)
  code.mov(rax, mem64(exchangeBase, controlBlock.callStack))
  code.or(rax, mem64(exchangeBase, controlBlock.hostFrame))
  code.jne(bySlots)
  pushDirectFrame(code)
  announceHostFrame(code, options.guarded, exchangeBase)
  if (stackSize > 0) code.sub(rsp, stackSize)
  compareOurErrno(code, options.errnoAddress, exchangeBase)
  code.jne(give)
  code.place(given)
  // Stack arguments first: they pass through rax.
  const passed = directFrameSize + 8 + stackSize
  for (const move of moves) if ('stack' in move.to) toStack(code, move, move.to.stack, passed)
  for (const move of moves) if ('register' in move.to) toRegister(code, move, move.to.register, passed)
  code.movq(rax, vector(target))
  code.call(rax)
  const behindCall = code.offset
  code.movabs(exchangeBase, options.exchange)
  if (returns === 'status') storeResult(code, results)
  compareErrnoOfC(code, options.errnoAddress, exchangeBase)
  code.jne(take)
  code.place(taken)
  code.xor(eax, eax)
  code.mov(mem64(exchangeBase, controlBlock.hostFrame), rax)
  if (returns !== 'status') {
    code[returns === 'float' ? 'ucomiss' : 'ucomisd'](xmm0, xmm0)
    code.jp(noNumber)
  }
  leave(code, stackSize)
  code.place(give)
  storeErrno.toC(code)
  code.jmp(given)
  code.place(take)
  storeErrno.fromC(code, exchangeBase)
  code.cmp(mem32(exchangeBase, controlBlock.refusals), 0)
  code.je(taken)
  emitReport(code, plan)
  if (returns !== 'status') {
    code.place(noNumber)
    storeResult(code, results)
    code.mov(mem32(exchangeBase, controlBlock.status), status.done)
    leave(code, stackSize)
  }
  code.place(bySlots)
  moves.forEach((move, slot) => {
    toSlot(code, move, argumentsOffset + slotOffset(slot))
  })
  code.movsd(mem64(exchangeBase, controlBlock.target), vector(target))
  code.movabs(rax, options.bySlots)
  code.jmp(rax)
  return { code, behindCall }
}

/** C has called what had been released: where it does, the kernel makes another of our `errno` (kernel/upcall.c). */
function emitReport(code: Assembler, { results, returns, stackSize }: DirectPlan): void {
  if (returns !== 'status') storeResult(code, results)
  code.mov(mem64(exchangeBase, controlBlock.hostFrame), 0)
  code.mov(mem32(exchangeBase, controlBlock.status), status.report)
  code.mov(eax, status.report)
  giveNaN(code)
  leave(code, stackSize)
}

function storeResult(code: Assembler, results: DirectPlan['results']): void {
  for (const move of results) if (move.kind === 'scalar') fromScalarResult(code, move, exchangeBase)
}

function leave(code: Assembler, stackSize: number): void {
  code.add(rsp, stackSize + directFrameSize)
  code.ret()
}

const vector = (name: string) => registers.xmm[name as keyof typeof registers.xmm]
const integer = (name: string) => narrow(registers.r64[name as keyof typeof registers.r64])

/** An integer from where it was passed; stack arguments begin `stack` bytes above rsp. */
function loadInteger(code: Assembler, to: Register<'r32'>, from: Place, stack: number): void {
  if ('register' in from) code.mov(to, integer(from.register))
  else code.mov(to, mem32(rsp, stack + from.stack))
}

/** Only integers: at most seven vector registers are taken. Widened as in arrange.ts, `scalarMove`. */
function toStack(code: Assembler, { value, from }: DirectMove, offset: number, stack: number): void {
  loadInteger(code, eax, from, stack)
  if (value === 'int32') code.movsxd(rax, eax)
  code.mov(mem64(rsp, offset), rax)
}

/** What is in a vector register is where it belongs: no receiver has taken the first one. */
function toRegister(code: Assembler, { value, from }: DirectMove, name: string, stack: number): void {
  if (value === 'int32' || value === 'uint32') loadInteger(code, integer(name), from, stack)
}

/** As wide as JavaScript stores it. Nothing is pushed yet but the return address. */
function toSlot(code: Assembler, { value, from }: DirectMove, offset: number): void {
  if ('stack' in from || value === 'int32' || value === 'uint32') {
    loadInteger(code, eax, from, 8)
    code.mov(mem32(exchangeBase, offset), eax)
  } else if (value === 'double') code.movsd(mem64(exchangeBase, offset), vector(from.register))
  else code.movss(mem32(exchangeBase, offset), vector(from.register))
}
