/**
 * Runs the instructions that thunks are made of, from their printed text: what a thunk does with registers and memory can
 * be looked at before, during and after its call, on any host. Vector registers are their low eight bytes.
 */
import type { Assembler } from '../../src/machine/x86-64/assembler.ts'
import { registers } from '../../src/machine/x86-64/register.ts'
import { readListing } from './gnu-assembler.ts'

/** A piece of memory. */
export interface Region {
  readonly start: bigint
  readonly data: DataView
}

export class Machine {
  /** By 64-bit name. */
  readonly registers = new Map<string, bigint>()
  readonly #regions: readonly Region[]

  constructor(regions: readonly Region[]) {
    this.#regions = regions
  }

  get(name: string): bigint {
    return this.registers.get(name) ?? 0n
  }

  read(address: bigint, bits: number): bigint {
    const { data, offset } = this.#at(address)
    return bits === 64 ? data.getBigUint64(offset, true) : BigInt(data.getUint32(offset, true))
  }

  write(address: bigint, bits: number, value: bigint): void {
    const { data, offset } = this.#at(address)
    if (bits === 64) data.setBigUint64(offset, BigInt.asUintN(64, value), true)
    else data.setUint32(offset, Number(BigInt.asUintN(32, value)), true)
  }

  #at(address: bigint): { data: DataView; offset: number } {
    for (const { start, data } of this.#regions) {
      if (address >= start && address < start + BigInt(data.byteLength))
        return { data, offset: Number(address - start) }
    }
    throw new Error(`no memory at 0x${address.toString(16)}`)
  }
}

/** Runs code up to its `ret`, which it leaves to look at: the stack pointer is at the return address. */
export function run(machine: Machine, code: Assembler, call: (target: bigint) => void): void {
  for (const { text } of readListing(code.listing())) {
    const { mnemonic, operands } = parse(text)
    const [to, from] = operands as readonly [Operand, Operand]
    if (mnemonic === 'ret') return
    if (mnemonic === 'call') call(load(machine, to))
    else effectOf(mnemonic)(machine, to, from)
  }
  throw new Error('the code does not return')
}

function effectOf(mnemonic: string): Effect {
  const effect = effects[mnemonic]
  if (effect === undefined) throw new Error(`'${mnemonic}' is not known here`)
  return effect
}

type Operand =
  | { readonly kind: 'register'; readonly name: string; readonly bits: number }
  | { readonly kind: 'memory'; readonly base: string; readonly displacement: bigint; readonly bits: number }
  | { readonly kind: 'immediate'; readonly value: bigint }

interface Instruction {
  readonly mnemonic: string
  readonly operands: readonly Operand[]
}

const parsed = new Map<string, Instruction>()

function parse(text: string): Instruction {
  let instruction = parsed.get(text)
  if (instruction === undefined) {
    const space = text.indexOf(' ')
    const operands =
      space < 0
        ? []
        : text
            .slice(space + 1)
            .split(', ')
            .map(parseOperand)
    instruction = { mnemonic: space < 0 ? text : text.slice(0, space), operands }
    parsed.set(text, instruction)
  }
  return instruction
}

const widths = { byte: 8, word: 16, dword: 32, qword: 64 } as const
const widthOf = { r64: 64, r32: 32, r16: 16, r8: 8, xmm: 64 } as const

/** By printed name: `edi` is the low 32 bits of `rdi`. */
const registerOperands = new Map(
  (['r64', 'r32', 'r16', 'r8', 'xmm'] as const).flatMap(kind =>
    Object.values(registers[kind]).map(({ name, number }): [string, Operand] => {
      const whole = kind === 'xmm' ? name : Object.values(registers.r64)[number]!.name
      return [name, { kind: 'register', name: whole, bits: widthOf[kind] }]
    }),
  ),
)

function parseOperand(text: string): Operand {
  const register = registerOperands.get(text)
  if (register !== undefined) return register
  const memory = /^(\w+) ptr \[(\w+)([+-]\w+)?\]$/.exec(text)
  if (memory === null) return { kind: 'immediate', value: number(text) }
  const [, width, base, displacement] = memory
  return {
    kind: 'memory',
    base: base!,
    displacement: number(displacement ?? '0'),
    bits: widths[width as keyof typeof widths],
  }
}

const number = (text: string) => (text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text.replace('+', '')))

function load(machine: Machine, operand: Operand): bigint {
  switch (operand.kind) {
    case 'immediate':
      return operand.value
    case 'register':
      return BigInt.asUintN(operand.bits, machine.get(operand.name))
    case 'memory':
      return machine.read(machine.get(operand.base) + operand.displacement, operand.bits)
  }
}

/** Writing 32 bits of a general register clears the others (Intel SDM vol. 1, 3.4.1.1); no thunk writes fewer. */
function store(machine: Machine, operand: Operand, value: bigint): void {
  if (operand.kind === 'immediate') throw new Error('an immediate is no destination')
  if (operand.kind === 'register') machine.registers.set(operand.name, BigInt.asUintN(operand.bits, value))
  else machine.write(machine.get(operand.base) + operand.displacement, operand.bits, value)
}

const bitsOf = (operand: Operand) => (operand.kind === 'immediate' ? 64 : operand.bits)

function push(machine: Machine, value: bigint): void {
  const rsp = machine.get('rsp') - 8n
  machine.registers.set('rsp', rsp)
  machine.write(rsp, 64, value)
}

function pop(machine: Machine): bigint {
  const rsp = machine.get('rsp')
  machine.registers.set('rsp', rsp + 8n)
  return machine.read(rsp, 64)
}

type Effect = (machine: Machine, to: Operand, from: Operand) => void

const copy: Effect = (machine, to, from) => store(machine, to, load(machine, from))
const copySigned: Effect = (machine, to, from) => store(machine, to, BigInt.asIntN(bitsOf(from), load(machine, from)))
const combine =
  (operation: (a: bigint, b: bigint) => bigint): Effect =>
  (machine, to, from) =>
    store(machine, to, operation(load(machine, to), load(machine, from)))

const effects: Readonly<Record<string, Effect>> = {
  mov: copy,
  movabs: copy,
  movzx: copy,
  // Loads clear the rest of the vector register; stores write their own width (Intel SDM vol. 2, MOVSS).
  movss: copy,
  movsd: copy,
  movsx: copySigned,
  movsxd: copySigned,
  shl: combine((a, b) => a << b),
  or: combine((a, b) => a | b),
  add: combine((a, b) => a + b),
  sub: combine((a, b) => a - b),
  push: (machine, from) => push(machine, load(machine, from)),
  pop: (machine, to) => store(machine, to, pop(machine)),
}
