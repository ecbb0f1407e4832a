/**
 * The thunk of a call plan: slots to registers and stack, the call, the result and `errno` back. It ends in `ret` and
 * takes nothing: all it needs is in the exchange, whose address is part of its code.
 *
 * Each slot is read as wide as JavaScript stored it: a 64-bit value comes as two 32-bit halves, and one 8-byte load of two
 * 4-byte stores would wait for both to leave the store buffer (measured: 3 ns; joining two halves costs 0.5).
 */
import type { ArgumentMove, CallPlan, ResultMove } from '../../abi/plan.ts'
import { type SlotValue, slotOffset } from '../../abi/slot.ts'
import { argumentsOffset, controlBlock, resultOffset } from '../control-block.ts'
import { Assembler } from './assembler.ts'
import { enterHostFrame, exchangeBase, leaveHostFrame } from './frame.ts'
import { mem32, mem64 } from './operand.ts'
import { narrow, type Register, registers } from './register.ts'

const { rax, rcx, rsp } = registers.r64
const { eax, ecx } = registers.r32

export interface DowncallOptions {
  /** Address of the exchange. */
  readonly exchange: number
  /** Address of the thread's `errno`. */
  readonly errnoAddress: number
  /** Whether faults in C come back as `status.fault`. */
  readonly guarded: boolean
}

export function emitDowncall(plan: CallPlan, options: DowncallOptions): Assembler {
  const code = new Assembler()
  enterHostFrame(code, options.exchange, options.guarded)
  if (plan.stackSize > 0) code.sub(rsp, plan.stackSize)
  giveErrno(code, options.errnoAddress)
  // Stack arguments first: they pass through rax and rcx, and rcx is itself an argument register.
  for (const move of plan.moves) if ('stack' in move.to) toStack(code, move, move.to.stack)
  for (const move of plan.moves) if ('register' in move.to) toRegister(code, move, move.to.register)
  if (plan.vectorCount !== undefined) code.mov(eax, plan.vectorCount)
  code.call(mem64(exchangeBase, controlBlock.target))
  if (plan.result) fromResult(code, plan.result)
  takeErrno(code, options.errnoAddress)
  if (plan.stackSize > 0) code.add(rsp, plan.stackSize)
  leaveHostFrame(code)
  return code
}

const errorNumber = mem32(exchangeBase, controlBlock.errorNumber)

function giveErrno(code: Assembler, address: number): void {
  code.movabs(rax, address)
  code.mov(ecx, errorNumber)
  code.mov(mem32(rax, 0), ecx)
}

function takeErrno(code: Assembler, address: number): void {
  code.movabs(rax, address)
  code.mov(ecx, mem32(rax, 0))
  code.mov(errorNumber, ecx)
}

const slotAt = (move: ArgumentMove) => argumentsOffset + slotOffset(move.slot)

function toRegister(code: Assembler, move: ArgumentMove, name: string): void {
  const slot = slotAt(move)
  const vector = registers.xmm[name as keyof typeof registers.xmm]
  if (move.value === 'float') return void code.movss(vector, mem32(exchangeBase, slot))
  if (move.value === 'double') return void code.movsd(vector, mem64(exchangeBase, slot))
  loadInteger(code, move.value, move.extended, registers.r64[name as keyof typeof registers.r64], slot, rax)
}

function toStack(code: Assembler, move: ArgumentMove, offset: number): void {
  const slot = slotAt(move)
  if (move.value === 'float') {
    code.mov(eax, mem32(exchangeBase, slot))
  } else if (move.value === 'double') {
    code.mov(rax, mem64(exchangeBase, slot))
  } else {
    loadInteger(code, move.value, move.extended, rax, slot, rcx)
  }
  code.mov(mem64(rsp, offset), rax)
}

function loadInteger(
  code: Assembler,
  value: Exclude<SlotValue, 'float' | 'double'>,
  extended: boolean,
  to: Register<'r64'>,
  slot: number,
  spare: Register<'r64'>,
): void {
  if (value === 'int32' && extended) {
    code.movsxd(to, mem32(exchangeBase, slot))
    return
  }
  // A 32-bit load clears the upper half (Intel SDM vol. 1, 3.4.1.1).
  code.mov(narrow(to), mem32(exchangeBase, slot))
  if (value !== 'int64') return
  code.mov(narrow(spare), mem32(exchangeBase, slot + 4))
  code.shl(spare, 32)
  code.or(to, spare)
}

/** Results narrower than 32 bits have undefined upper bits in eax; JavaScript reads 32. */
function fromResult(code: Assembler, { value }: ResultMove): void {
  const { al, ax } = { ...registers.r8, ...registers.r16 }
  const { xmm0 } = registers.xmm
  const narrowed = { int8: 'movsx', uint8: 'movzx', bool: 'movzx', int16: 'movsx', uint16: 'movzx' } as const
  switch (value) {
    case 'float':
      return void code.movss(mem32(exchangeBase, resultOffset), xmm0)
    case 'double':
      return void code.movsd(mem64(exchangeBase, resultOffset), xmm0)
    case 'int64':
      return void code.mov(mem64(exchangeBase, resultOffset), rax)
    case 'int8':
    case 'uint8':
    case 'bool':
      code[narrowed[value]](eax, al)
      break
    case 'int16':
    case 'uint16':
      code[narrowed[value]](eax, ax)
      break
  }
  code.mov(mem32(exchangeBase, resultOffset), eax)
}
