/**
 * The thunk of a call plan: slots to registers and stack, the call, the result and `errno` back. It ends in `ret` and
 * takes nothing: all it needs is in the exchange, whose address is part of its code.
 *
 * Each slot is read as wide as JavaScript stored it: a 64-bit value comes as two 32-bit halves, and one 8-byte load of two
 * 4-byte stores would wait for both to leave the store buffer (measured: 3 ns; joining two halves costs 0.5).
 */
import {
  type ArgumentMove,
  type BytesMove,
  type BytesResultMove,
  type CallPlan,
  needsResultAddress,
  type ResultMove,
  type ScalarMove,
  type ScalarResultMove,
} from '../../abi/plan.ts'
import { type ScalarValue, slotOffset } from '../../abi/slot.ts'
import { argumentsOffset, controlBlock, resultOffset } from '../control-block.ts'
import { Assembler } from './assembler.ts'
import { copy, loadInteger, loadVector, storeInteger, storeVector } from './bytes.ts'
import {
  enterCallStack,
  ifLeavingCallStack,
  ifOnCallStack,
  jumpToLeaveCallStack,
  switchToCallStack,
} from './call-stack.ts'
import { enterHostFrame, exchangeBase, giveErrno, leaveHostFrame, takeErrno } from './frame.ts'
import { Label, mem32, mem64, mem80 } from './operand.ts'
import { narrow, type Register, registers } from './register.ts'

const { rax, rcx, rsp, rbp, r12 } = registers.r64
const { eax } = registers.r32
const { xmm0 } = registers.xmm

export interface DowncallOptions {
  /** Address of the exchange. */
  readonly exchange: number
  /** Address of the thread's `errno`. */
  readonly errnoAddress: number
  /** Whether faults in C come back as `status.fault`. */
  readonly guarded: boolean
  /** `host`: C insists on the thread's own stack. */
  readonly stack: 'auto' | 'host'
}

/** Callee-saved, so that they survive the call: where the result is wanted, and the stack as it was. */
const resultBase = rbp
const stackBefore = r12

/** Of a thread's stack that is guarded by one page only (pthread_attr_setguardsize): each page is touched in turn. */
const pageSize = 4096

export function emitDowncall(plan: CallPlan, options: DowncallOptions): Assembler {
  const code = new Assembler()
  const [begin, call, otherStack, leave] = [new Label(), new Label(), new Label(), new Label()]
  enterHostFrame(code, options.exchange, options.guarded)
  if (options.stack === 'auto') ifOnCallStack(code, otherStack)
  code.place(begin)
  emitCall(code, plan, call, options.errnoAddress)
  if (options.stack === 'auto') {
    ifLeavingCallStack(code, leave, options.guarded)
    // The status: a direct thunk may have gone on here.
    code.xor(eax, eax)
  }
  leaveHostFrame(code, [
    ...(needsResultAddress(plan) ? [resultBase] : []),
    ...(plan.stackAlignment > 16 ? [stackBefore] : []),
  ])
  if (options.stack === 'auto') {
    code.place(leave)
    jumpToLeaveCallStack(code)
    code.place(otherStack)
    switchToCallStack(code, begin, call)
  }
  return code
}

/**
 * The same for the engine's direct calls (direct.ts), of functions that are likely to call back: straight to the call stack,
 * with the smaller frame. The function to call comes in xmm0, as the double of its bits. Where the call cannot begin so, the
 * thunk at `otherwise` makes it.
 */
export function emitCallStackDowncall(
  plan: CallPlan,
  options: Omit<DowncallOptions, 'stack'>,
  otherwise: number,
): Assembler {
  const code = new Assembler()
  const [call, elsewhere] = [new Label(), new Label()]
  code.movabs(exchangeBase, options.exchange)
  code.movsd(mem64(exchangeBase, controlBlock.target), xmm0)
  enterCallStack(code, options.guarded, call, elsewhere)
  emitCall(code, plan, call, options.errnoAddress)
  jumpToLeaveCallStack(code)
  code.place(elsewhere)
  code.movabs(rax, otherwise)
  code.jmp(rax)
  return code
}

/** Nothing but the call, for people to read. */
export function emitBareCall(plan: CallPlan): Assembler {
  const code = new Assembler()
  emitCall(code, plan, new Label())
  return code
}

/** From slots to the result, and rsp as it was. Without its address, `errno` is left alone. */
function emitCall(code: Assembler, plan: CallPlan, call: Label, errnoAddress?: number): void {
  const isRealigned = plan.stackAlignment > 16
  if (isRealigned) code.mov(stackBefore, rsp)
  reserveStack(code, plan)
  if (errnoAddress !== undefined) giveErrno(code, errnoAddress)
  if (needsResultAddress(plan)) code.cvttsd2si(resultBase, mem64(exchangeBase, controlBlock.resultAddress))
  // Stack arguments first: they pass through rax, rcx, rsi and rdi, most of which are argument registers.
  for (const move of plan.moves) {
    if (move.kind !== 'result address' && 'stack' in move.to) toStack(code, move, move.to.stack)
  }
  emitRegisterMoves(code, plan)
  if (plan.vectorCount !== undefined) code.mov(eax, plan.vectorCount)
  code.place(call)
  code.call(mem64(exchangeBase, controlBlock.target))
  for (const move of plan.results) fromResult(code, move)
  if (errnoAddress !== undefined) takeErrno(code, errnoAddress)
  if (isRealigned) code.mov(rsp, stackBefore)
  else if (plan.stackSize > 0) code.add(rsp, plan.stackSize)
}

function reserveStack(code: Assembler, { stackSize, stackAlignment }: CallPlan): void {
  if (stackAlignment > 16) {
    code.and(rsp, -stackAlignment)
    code.or(mem64(rsp, 0), 0)
  }
  for (let page = pageSize; page <= stackSize; page += pageSize) {
    code.sub(rsp, pageSize)
    code.or(mem64(rsp, 0), 0)
  }
  if (stackSize % pageSize > 0) code.sub(rsp, stackSize % pageSize)
}

const slotAt = (move: { slot: number }) => argumentsOffset + slotOffset(move.slot)

/** Pieces of one aggregate follow one another: its address is taken out of its slot, into rax, once. */
function emitRegisterMoves(code: Assembler, { moves }: CallPlan): void {
  let inRax: number | undefined
  for (const move of moves) {
    if (!('register' in move.to)) continue
    if (move.kind === 'bytes' && move.slot !== inRax) loadAddress(code, move)
    inRax = move.kind === 'bytes' ? move.slot : undefined
    toRegister(code, move, move.to.register)
  }
}

function toRegister(code: Assembler, move: ArgumentMove, name: string): void {
  const vector = registers.xmm[name as keyof typeof registers.xmm]
  const integer = registers.r64[name as keyof typeof registers.r64]
  if (move.kind === 'result address') return void code.mov(integer, resultBase)
  if (move.kind === 'bytes') {
    const from = { base: rax, offset: move.from }
    if (vector !== undefined) loadVector(code, vector, from, move.end - move.from)
    else loadInteger(code, integer, from, move.end - move.from)
  } else if (move.value === 'float') code.movss(vector, mem32(exchangeBase, slotAt(move)))
  else if (move.value === 'double') code.movsd(vector, mem64(exchangeBase, slotAt(move)))
  else loadSlot(code, move.value, move.extended, integer, slotAt(move), rax)
}

const loadAddress = (code: Assembler, move: BytesMove): void => code.cvttsd2si(rax, mem64(exchangeBase, slotAt(move)))

function toStack(code: Assembler, move: ScalarMove | BytesMove, offset: number): void {
  const slot = slotAt(move)
  if (move.kind === 'bytes') {
    loadAddress(code, move)
    copy(code, { base: rsp, offset }, { base: rax, offset: move.from }, move.end - move.from)
    return
  }
  if (move.value === 'x87') {
    code.fld(mem64(exchangeBase, slot))
    code.fstp(mem80(rsp, offset))
    return
  }
  if (move.value === 'float') code.mov(eax, mem32(exchangeBase, slot))
  else if (move.value === 'double') code.mov(rax, mem64(exchangeBase, slot))
  else loadSlot(code, move.value, move.extended, rax, slot, rcx)
  code.mov(mem64(rsp, offset), rax)
}

function loadSlot(
  code: Assembler,
  value: ScalarValue,
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

function fromResult(code: Assembler, move: ResultMove): void {
  if (move.kind === 'scalar') fromScalarResult(code, move)
  else fromBytesResult(code, move)
}

function fromBytesResult(code: Assembler, { register: name, from, end }: BytesResultMove): void {
  const to = { base: resultBase, offset: from }
  const vector = registers.xmm[name as keyof typeof registers.xmm]
  const integer = registers.r64[name as keyof typeof registers.r64]
  if (vector !== undefined) storeVector(code, to, vector, end - from)
  else if (integer !== undefined) storeInteger(code, to, integer, end - from)
  // 10 bytes; st1 is on top once st0 has been stored.
  else code.fstp(mem80(resultBase, from))
}

/** Results narrower than 32 bits have undefined upper bits in eax; JavaScript reads 32. */
export function fromScalarResult(
  code: Assembler,
  { value }: ScalarResultMove,
  base: Register<'r64'> = exchangeBase,
): void {
  const narrowed = { int8: 'movsx', uint8: 'movzx', bool: 'movzx', int16: 'movsx', uint16: 'movzx' } as const
  switch (value) {
    case 'float':
      return void code.movss(mem32(base, resultOffset), xmm0)
    case 'double':
      return void code.movsd(mem64(base, resultOffset), xmm0)
    case 'x87':
      return void code.fstp(mem64(base, resultOffset))
    case 'int64':
      return void code.mov(mem64(base, resultOffset), rax)
    case 'int8':
    case 'uint8':
    case 'bool':
      code[narrowed[value]](eax, registers.r8.al)
      break
    case 'int16':
    case 'uint16':
      code[narrowed[value]](eax, registers.r16.ax)
      break
  }
  code.mov(mem32(base, resultOffset), eax)
}
