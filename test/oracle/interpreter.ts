/**
 * Runs the instructions that thunks are made of, from their printed text: what a thunk does with registers and memory can
 * be looked at before, during and after its call, on any host. Memory ends where its regions do.
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
  /** The x87 registers in use, 80 bits each, st0 last. */
  readonly x87: bigint[] = []
  mxcsr = 0x1f80n
  flags: Flags = { zero: false, carry: false, parity: false }
  readonly #regions: readonly Region[]

  constructor(regions: readonly Region[]) {
    this.#regions = regions
  }

  get(name: string): bigint {
    return this.registers.get(name) ?? 0n
  }

  read(address: bigint, bits: number): bigint {
    const { data, offset } = this.#at(address, bits / 8)
    if (bits === 64) return data.getBigUint64(offset, true)
    if (bits === 32) return BigInt(data.getUint32(offset, true))
    let value = 0n
    for (let at = bits / 8 - 1; at >= 0; at--) value = (value << 8n) | BigInt(data.getUint8(offset + at))
    return value
  }

  write(address: bigint, bits: number, value: bigint): void {
    const { data, offset } = this.#at(address, bits / 8)
    if (bits === 64) data.setBigUint64(offset, BigInt.asUintN(64, value), true)
    else for (let at = 0; at < bits / 8; at++) data.setUint8(offset + at, Number((value >> BigInt(8 * at)) & 0xffn))
  }

  /** All of so many bytes are in one region. */
  #at(address: bigint, count: number): { data: DataView; offset: number } {
    for (const { start, data } of this.#regions) {
      const offset = Number(address - start)
      if (offset >= 0 && offset + count <= data.byteLength) return { data, offset }
    }
    throw new Error(`no ${count} bytes of memory at 0x${address.toString(16)}`)
  }
}

/** More than any code here executes: it is in a loop. */
const mostSteps = 10_000

/**
 * Runs code up to its `ret`, which it leaves to look at: the stack pointer is at the return address. Gives undefined then,
 * and where it goes if it leaves by a jump through a register or memory.
 */
export function run(machine: Machine, code: Assembler, call: (target: bigint) => void): bigint | undefined {
  const lines = readListing(code.listing())
  const indices = new Map(lines.map(({ offset }, i) => [offset, i]))
  let next = lines.findIndex(({ text }) => text !== 'int3')
  for (let step = 0; step < mostSteps; step++) {
    const line = lines[next++]
    if (line === undefined) throw new Error('the code does not return')
    const { mnemonic, operands } = parse(line.text.replace(/^rep (movs|stos)/, 'rep_$1'))
    const [to, from] = operands as readonly [Operand, Operand]
    if (mnemonic === 'ret') return undefined
    if (mnemonic in jumps) {
      if (to.kind !== 'immediate') return load(machine, to)
      if (jumps[mnemonic as Jump](machine.flags)) next = indices.get(Number(to.value))!
    } else if (mnemonic === 'call') call(load(machine, to))
    else effectOf(mnemonic)(machine, to, from)
  }
  throw new Error('the code does not end')
}

/** Of the last comparison, of unsigned numbers. `parity` is of floating-point ones alone: one is NaN. */
interface Flags {
  readonly zero: boolean
  readonly carry: boolean
  readonly parity: boolean
}

type Jump = 'jmp' | 'jb' | 'je' | 'jne' | 'jae' | 'jp'

const jumps: Readonly<Record<Jump, (flags: Flags) => boolean>> = {
  jmp: () => true,
  jb: ({ carry }) => carry,
  je: ({ zero }) => zero,
  jne: ({ zero }) => !zero,
  jae: ({ carry }) => !carry,
  jp: ({ parity }) => parity,
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

const widths = { byte: 8, word: 16, dword: 32, qword: 64, tbyte: 80, xmmword: 128 } as const
const widthOf = { r64: 64, r32: 32, r16: 16, r8: 8, xmm: 128 } as const

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
  const memory = /^(?:(\w+) ptr )?\[(\w+)([+-]\w+)?\]$/.exec(text)
  if (memory === null) return { kind: 'immediate', value: number(text) }
  const [, width, base, displacement] = memory
  return {
    kind: 'memory',
    base: base!,
    displacement: number(displacement ?? '0'),
    // An address that is only computed has no width.
    bits: width === undefined ? 0 : widths[width as keyof typeof widths],
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
      return machine.read(addressOf(machine, operand), operand.bits)
  }
}

function addressOf(machine: Machine, operand: Operand): bigint {
  if (operand.kind !== 'memory') throw new Error('only memory has an address')
  return BigInt.asUintN(64, machine.get(operand.base) + operand.displacement)
}

/** Writing 32 bits of a general register clears the others (Intel SDM vol. 1, 3.4.1.1); no thunk writes fewer. */
function store(machine: Machine, operand: Operand, value: bigint): void {
  if (operand.kind === 'immediate') throw new Error('an immediate is no destination')
  if (operand.kind === 'register') machine.registers.set(operand.name, BigInt.asUintN(operand.bits, value))
  else machine.write(addressOf(machine, operand), operand.bits, value)
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

/** Of what a machine here has no state for: direction, x87 control, upper halves of vector registers. */
const nothing: Effect = () => undefined

const copy: Effect = (machine, to, from) => store(machine, to, load(machine, from))
const copySigned: Effect = (machine, to, from) => store(machine, to, BigInt.asIntN(bitsOf(from), load(machine, from)))
const combine =
  (operation: (a: bigint, b: bigint) => bigint): Effect =>
  (machine, to, from) =>
    store(machine, to, operation(load(machine, to), load(machine, from)))

/** A vector register as wide as the memory on the other side of a move, or its low half. */
const moveVector =
  (bits: number): Effect =>
  (machine, to, from) =>
    store(machine, to, BigInt.asUintN(bits, load(machine, from)))

const effects: Readonly<Record<string, Effect>> = {
  mov: copy,
  movabs: copy,
  movzx: copy,
  // Loads clear the rest of the vector register; stores write their own width (Intel SDM vol. 2, MOVSS).
  movss: moveVector(32),
  movsd: moveVector(64),
  movq: moveVector(64),
  movups: moveVector(128),
  movsx: copySigned,
  movsxd: copySigned,
  // A place in the code, as the listing counts it, or an address.
  lea: (machine, to, from) => store(machine, to, from.kind === 'immediate' ? from.value : addressOf(machine, from)),
  cmp: (machine, a, b) => {
    const bits = bitsOf(a)
    const [left, right] = [a, b].map(operand => BigInt.asUintN(bits, load(machine, operand))) as [bigint, bigint]
    machine.flags = { zero: left === right, carry: left < right, parity: false }
  },
  test: (machine, a, b) => {
    machine.flags = { zero: (load(machine, a) & load(machine, b)) === 0n, carry: false, parity: false }
  },
  ucomiss: compareFloating(32, floatOf),
  ucomisd: compareFloating(64, doubleOf),
  // Thunks compare a register with itself: all bits are set.
  pcmpeqd: (machine, to) => store(machine, to, -1n),
  xor: combine((a, b) => a ^ b),
  xorps: combine((a, b) => a ^ b),
  shl: combine((a, b) => a << b),
  shr: combine((a, b) => a >> b),
  or: (machine, to, from) => {
    store(machine, to, load(machine, to) | load(machine, from))
    machine.flags = { zero: load(machine, to) === 0n, carry: false, parity: false }
  },
  and: combine((a, b) => a & b),
  add: combine((a, b) => a + b),
  sub: combine((a, b) => a - b),
  push: (machine, from) => push(machine, load(machine, from)),
  pop: (machine, to) => store(machine, to, pop(machine)),
  rep_movsq: repeatMove,
  rep_stosb: repeatStore,
  cvttsd2si: (machine, to, from) => store(machine, to, BigInt(Math.trunc(doubleOf(load(machine, from))))),
  fld: (machine, from) =>
    machine.x87.push(from.kind === 'memory' && from.bits === 64 ? extended(load(machine, from)) : load(machine, from)),
  stmxcsr: (machine, to) => store(machine, to, machine.mxcsr),
  ldmxcsr: (machine, from) => {
    machine.mxcsr = load(machine, from)
  },
  cld: nothing,
  fninit: machine => machine.x87.splice(0),
  fldcw: nothing,
  vzeroupper: nothing,
  fldz: machine => machine.x87.push(0n),
  fstp: (machine, to) => {
    const value = machine.x87.pop()
    if (value === undefined) throw new Error('the x87 stack is empty')
    store(machine, to, to.kind === 'memory' && to.bits === 64 ? rounded(value) : value)
  },
}

function repeatMove(machine: Machine): void {
  for (let left = machine.get('rcx'); left > 0n; left--) {
    machine.write(machine.get('rdi'), 64, machine.read(machine.get('rsi'), 64))
    for (const name of ['rdi', 'rsi']) machine.registers.set(name, machine.get(name) + 8n)
  }
  machine.registers.set('rcx', 0n)
}

function repeatStore(machine: Machine): void {
  for (let left = machine.get('rcx'); left > 0n; left--) {
    machine.write(machine.get('rdi'), 8, machine.get('rax') & 0xffn)
    machine.registers.set('rdi', machine.get('rdi') + 1n)
  }
  machine.registers.set('rcx', 0n)
}

const view = new DataView(new ArrayBuffer(8))

function doubleOf(bits: bigint): number {
  view.setBigUint64(0, bits)
  return view.getFloat64(0)
}

function floatOf(bits: bigint): number {
  view.setUint32(0, Number(bits))
  return view.getFloat32(0)
}

/** Of the low parts of vector registers (Intel SDM vol. 2, UCOMISD). */
function compareFloating(bits: 32 | 64, numberOf: (bits: bigint) => number): Effect {
  const read = (machine: Machine, operand: Operand) => numberOf(BigInt.asUintN(bits, load(machine, operand)))
  return (machine, a, b) => {
    const [left, right] = [read(machine, a), read(machine, b)]
    const parity = Number.isNaN(left) || Number.isNaN(right)
    machine.flags = { zero: parity || left === right, carry: parity || left < right, parity }
  }
}

/** A double that is normal, in Intel's extended format. */
function extended(bits: bigint): bigint {
  const [sign, exponent, fraction] = [bits >> 63n, (bits >> 52n) & 0x7ffn, bits & ((1n << 52n) - 1n)]
  return (sign << 79n) | ((exponent - 1023n + 16383n) << 64n) | (1n << 63n) | (fraction << 11n)
}

/** The other way: of a value that a double holds. */
function rounded(bits: bigint): bigint {
  const [sign, exponent, fraction] = [bits >> 79n, (bits >> 64n) & 0x7fffn, (bits >> 11n) & ((1n << 52n) - 1n)]
  return (sign << 63n) | ((exponent - 16383n + 1023n) << 52n) | fraction
}
