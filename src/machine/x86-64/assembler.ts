/**
 * Machine code under construction: a method for every instruction of the table appends it.
 *
 *   const code = new Assembler()
 *   code.mov(rdi, mem64(rbx, 0x40))
 *   code.call(rax)
 *   code.listing()
 *
 *   0000  48 8b 7b 40                          mov rdi, qword ptr [rbx+0x40]
 *   0004  ff d0                                call rax
 *
 * A jump goes to a label, before or after `place` has said where that is.
 */
import { encode } from './encoding.ts'
import { selectForm } from './form.ts'
import { instructions, type Mnemonic, type OperandsOf } from './instruction.ts'
import { Label, type Operand } from './operand.ts'
import { printInstruction } from './print.ts'

type InstructionMethods = { readonly [M in Mnemonic]: (...operands: OperandsOf<M>) => void }

/** Gives `Assembler` the types of the methods that its static block makes. */
const Instructions = class {} as new () => InstructionMethods

interface Emitted {
  readonly offset: number
  readonly mnemonic: Mnemonic
  readonly operands: readonly Operand[]
}

/** Twelve bytes, the longest form: `mov qword ptr [r12+0x12345678], 0x12345678`. */
const BYTES_WIDTH = 12 * 3 - 1

export class Assembler extends Instructions {
  readonly #bytes: number[] = []
  readonly #emitted: Emitted[] = []
  /** Those whose label, the last operand, has no place yet. */
  #forward: Emitted[] = []

  static {
    // An object without a prototype is a hash table. A class's own is none, and copies its list of properties for each one
    // more: 90 KB of garbage at each start.
    const methods = Object.create(null)
    for (const mnemonic of Object.keys(instructions) as Mnemonic[]) {
      methods[mnemonic] = function (this: Assembler, ...operands: Operand[]) {
        this.#emit(mnemonic, operands)
      }
    }
    Object.setPrototypeOf(Assembler.prototype, Object.setPrototypeOf(methods, Instructions.prototype))
  }

  #emit(mnemonic: Mnemonic, operands: readonly Operand[]): void {
    const { offset } = this
    encode(selectForm(mnemonic, operands), operands, offset, this.#bytes)
    const emitted = { offset, mnemonic, operands }
    this.#emitted.push(emitted)
    const last = operands[operands.length - 1]
    if (last instanceof Label && last.offset === undefined) this.#forward.push(emitted)
  }

  /** `label` is here: where the next instruction starts. */
  place(label: Label): void {
    label.offset = this.offset
    for (const { offset, mnemonic, operands } of this.#forward) {
      if (operands[operands.length - 1] !== label) continue
      const bytes: number[] = []
      encode(selectForm(mnemonic, operands), operands, offset, bytes)
      for (let i = 0; i < bytes.length; i++) this.#bytes[offset + i] = bytes[i]!
    }
    this.#forward = this.#forward.filter(({ operands }) => operands[operands.length - 1] !== label)
  }

  /** Where the next instruction will start, in bytes. */
  get offset(): number {
    return this.#bytes.length
  }

  /** A copy of the code so far. */
  bytes(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes)
  }

  /** A line for every instruction: offset, bytes, Intel syntax. */
  listing(): string {
    const lines = this.#emitted.map(({ offset, mnemonic, operands }, i) => {
      const bytes = this.#bytes.slice(offset, this.#emitted[i + 1]?.offset).map(byte => hex(byte, 2))
      const text = printInstruction(mnemonic, operands)
      return `${hex(offset, 4)}  ${bytes.join(' ').padEnd(BYTES_WIDTH)}  ${text}\n`
    })
    return lines.join('')
  }
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
