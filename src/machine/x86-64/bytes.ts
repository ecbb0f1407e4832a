/**
 * Bytes between memory and registers, and from memory to memory: exactly those asked for, since the next one may lie in a
 * page that is not there. Seven bytes are 4, 2 and 1:
 *
 *   mov edi, dword ptr [rax]     movzx r11d, word ptr [rax+4]; shl r11, 32; or rdi, r11     byte ptr [rax+6], 48
 */
import type { Assembler } from './assembler.ts'
import { mem, mem8, mem16, mem32, mem64, mem128 } from './operand.ts'
import { low8, low16, narrow, type Register, registers } from './register.ts'

const { rcx, rdi, rsi, r11 } = registers.r64

/** Where bytes are: `offset` of them after `base`. */
export interface At {
  readonly base: Register<'r64'>
  readonly offset: number
}

/** `count` bytes, 1 to 8, as the low ones of a register whose others are zero. Uses r11. */
export function loadInteger(code: Assembler, to: Register<'r64'>, from: At, count: number): void {
  for (const { offset, size } of powers(count)) {
    const part = offset === 0 ? to : r11
    load(code, part, { base: from.base, offset: from.offset + offset }, size)
    if (offset === 0) continue
    code.shl(part, 8 * offset)
    code.or(to, part)
  }
}

/** The low `count` bytes of a register, which are shifted out of it. */
export function storeInteger(code: Assembler, to: At, from: Register<'r64'>, count: number): void {
  let stored = 0
  for (const { offset, size } of powers(count)) {
    if (offset > stored) code.shr(from, 8 * (offset - stored))
    stored = offset
    store(code, { base: to.base, offset: to.offset + offset }, from, size)
  }
}

/** 1 to 8 or 16 bytes. Uses r11. */
export function loadVector(code: Assembler, to: Register<'xmm'>, from: At, count: number): void {
  const { base, offset } = from
  if (count === 16) return void code.movups(to, mem128(base, offset))
  if (count === 8) return void code.movsd(to, mem64(base, offset))
  if (count === 4) return void code.movss(to, mem32(base, offset))
  loadInteger(code, registers.r64.r10, from, count)
  code.movq(to, registers.r64.r10)
}

/** 1 to 8 or 16 bytes. Uses r11. */
export function storeVector(code: Assembler, to: At, from: Register<'xmm'>, count: number): void {
  const { base, offset } = to
  if (count === 16) return void code.movups(mem128(base, offset), from)
  if (count === 8) return void code.movsd(mem64(base, offset), from)
  if (count === 4) return void code.movss(mem32(base, offset), from)
  code.movq(r11, from)
  storeInteger(code, to, r11, count)
}

/** From here on `rep movs`, which takes about 30 cycles to start. */
const longestUnrolled = 128

/**
 * By eight bytes: JavaScript has often just stored doubles or halves of them, and a load of sixteen bytes would wait for two
 * stores to leave the store buffer.
 *
 * Uses rcx, rsi, rdi and r11; `to` and `from` may be none of the first three.
 */
export function copy(code: Assembler, to: At, from: At, count: number): void {
  if (count <= longestUnrolled) {
    for (let at = 0; at < count; at += 8) {
      const size = Math.min(8, count - at)
      for (const part of powers(size)) {
        load(code, r11, { base: from.base, offset: from.offset + at + part.offset }, part.size)
        store(code, { base: to.base, offset: to.offset + at + part.offset }, r11, part.size)
      }
    }
    return
  }
  code.lea(rdi, mem(to.base, to.offset))
  code.lea(rsi, mem(from.base, from.offset))
  code.mov(narrow(rcx), Math.floor(count / 8))
  code.rep_movsq()
  // Both are now behind what was copied.
  copy(code, { base: rdi, offset: 0 }, { base: rsi, offset: 0 }, count % 8)
}

/** A count of bytes, 1 to 8, as the powers of two that it is made of: each at the offset where those before it end. */
function powers(count: number): { readonly offset: number; readonly size: number }[] {
  let offset = 0
  return [8, 4, 2, 1].flatMap(size => {
    if ((count & size) === 0) return []
    offset += size
    return [{ offset: offset - size, size }]
  })
}

function load(code: Assembler, to: Register<'r64'>, { base, offset }: At, size: number): void {
  if (size === 8) code.mov(to, mem64(base, offset))
  else if (size === 4) code.mov(narrow(to), mem32(base, offset))
  else if (size === 2) code.movzx(narrow(to), mem16(base, offset))
  else code.movzx(narrow(to), mem8(base, offset))
}

function store(code: Assembler, { base, offset }: At, from: Register<'r64'>, size: number): void {
  if (size === 8) code.mov(mem64(base, offset), from)
  else if (size === 4) code.mov(mem32(base, offset), narrow(from))
  else if (size === 2) code.mov(mem16(base, offset), low16(from))
  else code.mov(mem8(base, offset), low8(from))
}
