/**
 * Loads, stores and copies at any address, as thunks: where there is no memory they fault, and the fault exit makes that
 * a status. C is not called, except by a copy, but the frame is the whole one: the fault exit takes every register from it.
 *
 * The operands lie in the exchange at `accessOffset`:
 *
 *   load    [+0] address as a double    [+8] what was loaded
 *   store   [+0] address as a double    [+8] what to store
 *   copy    [+0] to, [+8] from, [+16] bytes, each as a double
 *
 * A double has every address that a process can have, and converting one costs less than joining two halves. x86 loads
 * and stores at any alignment (Intel SDM vol. 1, 4.1.1).
 */
import { accessOffset } from '../control-block.ts'
import { Assembler } from './assembler.ts'
import { enterHostFrame, exchangeBase, leaveHostFrame } from './frame.ts'
import { mem8, mem16, mem32, mem64 } from './operand.ts'
import { registers } from './register.ts'

const { rax, rcx, rdx, rdi, rsi } = registers.r64
const { eax, ecx } = registers.r32
const { cl } = registers.r8
const { cx } = registers.r16

const operand = (index: number) => mem64(exchangeBase, accessOffset + 8 * index)
const value = mem64(exchangeBase, accessOffset + 8)
const value32 = mem32(exchangeBase, accessOffset + 8)
const value32High = mem32(exchangeBase, accessOffset + 12)

type Body = (code: Assembler) => void

/** Each loads from [rax] into the value, extended to 32 bits where it is narrower. */
export const loads = {
  int8: load32(code => code.movsx(eax, mem8(rax, 0))),
  uint8: load32(code => code.movzx(eax, mem8(rax, 0))),
  int16: load32(code => code.movsx(eax, mem16(rax, 0))),
  uint16: load32(code => code.movzx(eax, mem16(rax, 0))),
  word: load32(code => code.mov(eax, mem32(rax, 0))),
  doubleword(code) {
    code.mov(rax, mem64(rax, 0))
    code.mov(value, rax)
  },
} as const satisfies Record<string, Body>

/** Each stores the value at [rax], reading it as wide as JavaScript wrote it: see downcall.ts. */
export const stores = {
  byte: store32(code => code.mov(mem8(rax, 0), cl)),
  halfword: store32(code => code.mov(mem16(rax, 0), cx)),
  word: store32(code => code.mov(mem32(rax, 0), ecx)),
  doubleword(code) {
    code.mov(rcx, value)
    code.mov(mem64(rax, 0), rcx)
  },
  /** Of two 32-bit halves. */
  pair(code) {
    code.mov(ecx, value32)
    code.mov(registers.r32.edx, value32High)
    code.shl(rdx, 32)
    code.or(rcx, rdx)
    code.mov(mem64(rax, 0), rcx)
  },
} as const satisfies Record<string, Body>

function load32(instruction: Body): Body {
  return code => {
    instruction(code)
    code.mov(value32, eax)
  }
}

function store32(instruction: Body): Body {
  return code => {
    code.mov(ecx, value32)
    instruction(code)
  }
}

export function emitAccess(body: Body, exchange: number): Assembler {
  const code = new Assembler()
  enterHostFrame(code, exchange, true)
  code.cvttsd2si(rax, operand(0))
  body(code)
  leaveHostFrame(code)
  return code
}

/** `memmove` is the address of C's own. */
export function emitCopy(exchange: number, memmove: number): Assembler {
  const code = new Assembler()
  enterHostFrame(code, exchange, true)
  code.cvttsd2si(rdi, operand(0))
  code.cvttsd2si(rsi, operand(1))
  code.cvttsd2si(rdx, operand(2))
  code.movabs(rax, memmove)
  code.call(rax)
  leaveHostFrame(code)
  return code
}
