/**
 * The thunk of a direct plan: `status enter(receiver, arguments..., target)`, which the engine calls with the arguments in
 * registers. It does what the thunk of the same call by slots does (downcall.ts), and leaves the result in the exchange
 * like that; the status comes back in eax, so that the usual one needs no store and no load.
 *
 * That is for a call while there are neither callbacks nor another call in progress. Otherwise the arguments go to their
 * slots, and the other thunk makes the call: whatever can come of a callback is known in one place.
 *
 * What counts here is the number of stores, and of explicit changes of rsp, which the engine's own code waits for: hence
 * what is pushed and popped, and the code behind the end for an `errno` that has changed (each 0.1 to 0.3 of 5.3 ns).
 */
import type { DirectMove, DirectPlan } from '../../abi/direct.ts'
import type { Place } from '../../abi/plan.ts'
import { slotOffset } from '../../abi/slot.ts'
import { argumentsOffset, controlBlock } from '../control-block.ts'
import { Assembler } from './assembler.ts'
import { fromScalarResult } from './downcall.ts'
import {
  announceHostFrame,
  callerStack,
  compareErrnoOfC,
  compareOurErrno,
  exchangeBase,
  hostFrame,
  pushSavedRegisters,
  returnFromHostFrame,
  storeErrno,
} from './frame.ts'
import { Label, mem32, mem64 } from './operand.ts'
import { narrow, type Register, registers } from './register.ts'

const { rax, rcx, rsp, r10 } = registers.r64
const { eax } = registers.r32

export interface DirectOptions {
  readonly exchange: number
  readonly errnoAddress: number
  readonly guarded: boolean
  /** The thunk of the same call that takes slots, and a call stack if there is one. */
  readonly bySlots: number
}

export function emitDirect({ moves, target, stackSize, results }: DirectPlan, options: DirectOptions): Assembler {
  const code = new Assembler()
  const [bySlots, give, given, take, taken] = Array.from({ length: 5 }, () => new Label()) as [
    Label,
    Label,
    Label,
    Label,
    Label,
  ]
  code.movabs(r10, options.exchange)
  code.mov(rax, mem64(r10, controlBlock.callStack))
  code.or(rax, mem64(r10, controlBlock.hostFrame))
  code.jne(bySlots)
  pushSavedRegisters(code)
  code.mov(exchangeBase, r10)
  code.push(rax)
  announceHostFrame(code, options.guarded)
  if (stackSize > 0) code.sub(rsp, stackSize)
  compareOurErrno(code, options.errnoAddress)
  code.jne(give)
  code.place(given)
  // Stack arguments first: they pass through rax.
  const passed = callerStack + stackSize
  for (const move of moves) if ('stack' in move.to) toStack(code, move, move.to.stack, passed)
  for (const move of moves) if ('register' in move.to) toRegister(code, move, move.to.register, passed)
  code.movq(rax, vector(target))
  code.call(rax)
  for (const move of results) if (move.kind === 'scalar') fromScalarResult(code, move)
  compareErrnoOfC(code, options.errnoAddress)
  code.jne(take)
  code.place(taken)
  if (stackSize > 0) code.add(rsp, stackSize)
  code.xor(eax, eax)
  code.mov(hostFrame, rax)
  code.pop(rcx)
  returnFromHostFrame(code)
  code.place(give)
  storeErrno.toC(code)
  code.jmp(given)
  code.place(take)
  storeErrno.fromC(code)
  code.jmp(taken)
  code.place(bySlots)
  moves.forEach((move, slot) => {
    toSlot(code, move, argumentsOffset + slotOffset(slot))
  })
  code.movsd(mem64(r10, controlBlock.target), vector(target))
  code.movabs(rax, options.bySlots)
  code.jmp(rax)
  return code
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

/** As wide as JavaScript stores it. r10 is the exchange; nothing is pushed yet but the return address. */
function toSlot(code: Assembler, { value, from }: DirectMove, offset: number): void {
  if ('stack' in from || value === 'int32' || value === 'uint32') {
    loadInteger(code, eax, from, 8)
    code.mov(mem32(r10, offset), eax)
  } else if (value === 'double') code.movsd(mem64(r10, offset), vector(from.register))
  else code.movss(mem32(r10, offset), vector(from.register))
}
