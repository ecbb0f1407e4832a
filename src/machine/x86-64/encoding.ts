/**
 * The bytes of an instruction (Intel SDM vol. 2, figure 2-1 and 2.2.1):
 *
 *   prefixes   REX        opcode   ModRM            SIB                   displacement   immediate
 *              0100WRXB            mod | reg | rm   scale | index | base  0, 1 or 4      0, 1, 4 or 8
 *
 *   mov qword ptr [r12+8], rax     49  89  44 24 08     REX.WB, opcode, ModRM (01 000 100), SIB (00 100 100), 8
 */
import type { Form } from './form.ts'
import type { Label, Memory, Operand } from './operand.ts'
import type { Register } from './register.ts'

/**
 * Appends to `code` the bytes of an instruction that starts at byte `start`, with operands that fit the form. Appends,
 * because arrays that are put together were 100 KB of garbage for each thunk.
 */
export function encode({ bytes: form }: Form, operands: readonly Operand[], start: number, code: number[]): void {
  let reg: Register | undefined
  let rm: Register | Memory | undefined
  let inOpcode: Register | undefined
  let immediate: number | bigint | undefined
  let destination: Label | undefined
  for (let i = 0; i < operands.length; i++) {
    const operand = operands[i]
    switch (form.encoding[i]) {
      case 'R':
        reg = operand as Register
        break
      case 'M':
        rm = operand as Register | Memory
        break
      case 'O':
        inOpcode = operand as Register
        break
      case 'I':
        immediate = operand as number | bigint
        break
      case 'D':
        destination = operand as Label
    }
  }
  const before = code.length
  for (let i = 0; i < form.prefixes.length; i++) code.push(form.prefixes[i]!)
  const rex = rexPrefix(form.wide, reg, rm ?? inOpcode)
  if (rex !== undefined) code.push(rex)
  const last = form.opcode.length - 1
  for (let i = 0; i < last; i++) code.push(form.opcode[i]!)
  code.push(form.opcode[last]! | low3(inOpcode?.number ?? 0))
  if (rm !== undefined) modRM(low3(reg?.number ?? form.extension!), rm, code)
  if (immediate !== undefined) littleEndian(immediate, form.immediateSize, code)
  if (destination !== undefined) littleEndian(displacement(destination, start + code.length - before + 4), 4, code)
}

/** Counted from the end of the instruction; that of a label without a place is filled in when it has one. */
const displacement = ({ offset }: Label, end: number) => (offset === undefined ? 0 : offset - end)

/** The part of a register number that ModRM, SIB and opcodes have room for; REX has the fourth bit. */
const low3 = (number: number) => number & 7

/**
 * REX.R extends ModRM.reg; REX.B extends whichever of ModRM.rm, SIB.base and opcode names a register (2.2.1.2). Without
 * any REX prefix the byte registers 4 to 7 would be `ah` to `bh`.
 */
function rexPrefix(
  wide: boolean,
  reg: Register | undefined,
  second: Register | Memory | undefined,
): number | undefined {
  const base = second && 'base' in second ? second.base : second
  const rex = (wide ? 8 : 0) | (isHigh(reg) ? 4 : 0) | (isHigh(base) ? 1 : 0)
  return rex !== 0 || isNewByte(reg) || isNewByte(base) ? 0x40 | rex : undefined
}

const isHigh = (register: Register | undefined) => register !== undefined && register.number >= 8

const isNewByte = (register: Register | undefined) =>
  register?.kind === 'r8' && register.number >= 4 && register.number < 8

/** ModRM, and with it SIB and displacement where the operand is memory (tables 2-2 and 2-3). */
function modRM(reg: number, rm: Register | Memory, code: number[]): void {
  if (!('base' in rm)) {
    code.push((0b11 << 6) | (reg << 3) | low3(rm.number))
    return
  }
  const base = low3(rm.base.number)
  const size = displacementSize(base, rm.displacement)
  const mod = size === 4 ? 0b10 : size
  code.push((mod << 6) | (reg << 3) | base)
  // rm 100, the number of rsp and r12, announces a SIB byte; its index 100 means none (table 2-5).
  if (base === 0b100) code.push((0b100 << 3) | base)
  littleEndian(rm.displacement, size, code)
}

/** The shortest that holds it. mod 00 with rm 101, the number of rbp and r13, means rip: these need a zero byte (2.2.1.6). */
function displacementSize(base: number, displacement: number): 0 | 1 | 4 {
  if (displacement === 0 && base !== 0b101) return 0
  return displacement >= -0x80 && displacement <= 0x7f ? 1 : 4
}

function littleEndian(value: number | bigint, size: 0 | 1 | 4 | 8, code: number[]): void {
  if (typeof value === 'bigint') {
    const bits = BigInt.asUintN(64, value)
    littleEndian(Number(bits & 0xffff_ffffn), 4, code)
    littleEndian(Number(bits >> 32n), 4, code)
  } else if (size === 8) {
    littleEndian(value, 4, code)
    littleEndian(Math.floor(value / 2 ** 32), 4, code)
  } else {
    for (let i = 0; i < size; i++) code.push((value >> (8 * i)) & 0xff)
  }
}
