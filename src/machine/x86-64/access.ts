/**
 * Loads and stores at any address, one piece of code with an entry for each. Where there is no memory they fault. Nothing
 * is on the stack then but the return address, so that the signal handler has the thread go on at the landing pad: that
 * marks the fault in the exchange, and returns as a load or store does. Without frames and operands in the exchange, 2.5 of 8 ns are gone.
 *
 * Each has the signature of a C function (psABI 3.2.3), which is how the engine calls it (`kernel/fast_direct.cc`):
 *
 *   int32 or double load(void *receiver, double address)
 *   int32 store(void *receiver, double address, int32 or double value)
 *
 * Eight bytes that are no double are in the exchange at `accessOffset + 8` instead. A double has every address that a
 * process can have. x86 loads and stores at any alignment (Intel SDM vol. 1, 4.1.1).
 */
import { accessOffset, controlBlock } from '../control-block.ts'
import { Assembler } from './assembler.ts'
import { enterHostFrame, exchangeBase, leaveHostFrame } from './frame.ts'
import { mem8, mem16, mem32, mem64 } from './operand.ts'
import { registers } from './register.ts'

const { rax, rcx, rdx, rdi, rsi, r10 } = registers.r64
const { eax, ecx, edx, esi } = registers.r32
const { xmm0, xmm1 } = registers.xmm

/** How a value is passed: in a register, or in the exchange. */
export type AccessValue = 'int32' | 'double' | 'exchange'

export interface AccessForm {
  readonly value: AccessValue
  readonly stores: boolean
  /** With the address in rax, and the exchange's in r10 if the value is there. */
  emit(code: Assembler): void
}

const load = (value: AccessValue, emit: AccessForm['emit']): AccessForm => ({ value, stores: false, emit })
const store = (value: AccessValue, emit: AccessForm['emit']): AccessForm => ({ value, stores: true, emit })

const value = mem64(r10, accessOffset + 8)

export const accesses = {
  loadInt8: load('int32', code => code.movsx(eax, mem8(rax, 0))),
  loadUint8: load('int32', code => code.movzx(eax, mem8(rax, 0))),
  loadInt16: load('int32', code => code.movsx(eax, mem16(rax, 0))),
  loadUint16: load('int32', code => code.movzx(eax, mem16(rax, 0))),
  loadWord: load('int32', code => code.mov(eax, mem32(rax, 0))),
  loadFloat: load('double', code => code.cvtss2sd(xmm0, mem32(rax, 0))),
  loadDouble: load('double', code => code.movsd(xmm0, mem64(rax, 0))),
  loadDoubleword: load('exchange', code => {
    code.mov(rax, mem64(rax, 0))
    code.mov(value, rax)
  }),
  storeByte: store('int32', code => code.mov(mem8(rax, 0), registers.r8.sil)),
  storeHalfword: store('int32', code => code.mov(mem16(rax, 0), registers.r16.si)),
  storeWord: store('int32', code => code.mov(mem32(rax, 0), esi)),
  storeFloat: store('double', code => {
    code.cvtsd2ss(xmm1, xmm1)
    code.movss(mem32(rax, 0), xmm1)
  }),
  storeDouble: store('double', code => code.movsd(mem64(rax, 0), xmm1)),
  storeDoubleword: store('exchange', code => {
    code.mov(rcx, value)
    code.mov(mem64(rax, 0), rcx)
  }),
  /** Of two 32-bit halves, read as JavaScript wrote them: see downcall.ts. */
  storePair: store('exchange', code => {
    code.mov(ecx, mem32(r10, accessOffset + 8))
    code.mov(edx, mem32(r10, accessOffset + 12))
    code.shl(rdx, 32)
    code.or(rcx, rdx)
    code.mov(mem64(rax, 0), rcx)
  }),
} as const satisfies Record<string, AccessForm>

export type AccessName = keyof typeof accesses

export interface AccessCode {
  readonly code: Assembler
  /** Offsets in it. */
  readonly entries: Readonly<Record<AccessName, number>>
  readonly landingPad: number
}

export function emitAccesses(exchange: number): AccessCode {
  const code = new Assembler()
  const entries: Partial<Record<AccessName, number>> = {}
  for (const [name, { value, emit }] of Object.entries(accesses)) {
    entries[name as AccessName] = code.offset
    code.cvttsd2si(rax, xmm0)
    if (value === 'exchange') code.movabs(r10, exchange)
    emit(code)
    code.ret()
  }
  const landingPad = code.offset
  code.movabs(r10, exchange)
  code.mov(mem32(r10, controlBlock.accessFault), 1)
  code.ret()
  return { code, entries: entries as Record<AccessName, number>, landingPad }
}

/**
 * The way to them of an engine that passes nothing in registers. In the exchange at `accessOffset`: the address, the value
 * that is stored or was loaded, and the entry, which is a double as the address is.
 */
export function emitAccessByOperands(exchange: number, { value, stores }: AccessForm): Assembler {
  const code = new Assembler()
  const [address, operand, entry] = [0, 8, 16].map(at => accessOffset + at) as [number, number, number]
  code.push(exchangeBase)
  code.movabs(exchangeBase, exchange)
  code.movsd(xmm0, mem64(exchangeBase, address))
  if (stores && value === 'int32') code.mov(esi, mem32(exchangeBase, operand))
  if (stores && value === 'double') code.movsd(xmm1, mem64(exchangeBase, operand))
  code.cvttsd2si(rax, mem64(exchangeBase, entry))
  code.call(rax)
  if (!stores && value === 'int32') code.mov(mem32(exchangeBase, operand), eax)
  if (!stores && value === 'double') code.movsd(mem64(exchangeBase, operand), xmm0)
  code.pop(exchangeBase)
  code.ret()
  return code
}

/**
 * A copy of [+16] bytes from [+8] to [+0], each in the exchange at `accessOffset` as a double. `memmove` is the address of
 * C's own: it has a host frame, as every call of C.
 */
export function emitCopy(exchange: number, memmove: number): Assembler {
  const code = new Assembler()
  enterHostFrame(code, exchange, true)
  ;[rdi, rsi, rdx].forEach((register, i) => {
    code.cvttsd2si(register, mem64(exchangeBase, accessOffset + 8 * i))
  })
  code.movabs(rax, memmove)
  code.call(rax)
  leaveHostFrame(code)
  return code
}
