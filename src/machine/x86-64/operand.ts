/**
 * What an instruction works on: a register, memory, a label, or an immediate, which is a plain number. Memory carries its size, as
 * a register does, so that the operands alone decide the form: `movsx(eax, mem8(rbx, 0))` against `mem16(rbx, 0)`.
 */
import { codedError } from '../../error.ts'
import { printOperand } from './print.ts'
import type { Register } from './register.ts'

export type MemoryKind = 'm' | 'm8' | 'm16' | 'm32' | 'm64' | 'm80' | 'm128'

export interface Memory<K extends MemoryKind = MemoryKind> {
  readonly kind: K
  readonly base: Register<'r64'>
  /** In bytes, 32 bits and signed. */
  readonly displacement: number
}

/** A place in the code that jumps name; `Assembler.place` says where it is. */
export class Label {
  readonly kind = 'rel32'
  /** In bytes from the start of the code; undefined until it is placed. */
  offset: number | undefined = undefined
}

export type Operand = Register | Memory | Label | number | bigint

/** An address that is only computed: the operand of `lea`. */
export const mem = memory('m')
export const mem8 = memory('m8')
export const mem16 = memory('m16')
export const mem32 = memory('m32')
export const mem64 = memory('m64')
export const mem80 = memory('m80')
export const mem128 = memory('m128')

function memory<K extends MemoryKind>(kind: K) {
  return (base: Register<'r64'>, displacement: number): Memory<K> => {
    const operand = Object.freeze({ kind, base, displacement })
    if (base.kind !== 'r64') {
      const expected = `the base must be r64, not ${base.kind}`
      throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', `${printOperand(operand)}: ${expected}`)
    }
    if (displacement !== (displacement | 0)) {
      const expected = 'the displacement must be an integer from -0x80000000 to 0x7fffffff'
      throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', `${printOperand(operand)}: ${expected}`)
    }
    return operand
  }
}
