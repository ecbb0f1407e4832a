import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAsGnu } from '../../../test/oracle/gnu-assembler.ts'
import { Assembler } from './assembler.ts'
import { type Form, fits, formsOf, selectForm } from './form.ts'
import { instructions, type Mnemonic, type OperandKind } from './instruction.ts'
import {
  Label,
  type Memory,
  type MemoryKind,
  mem,
  mem8,
  mem16,
  mem32,
  mem64,
  mem80,
  mem128,
  type Operand,
} from './operand.ts'
import { type Register, registers } from './register.ts'

const { rax, rcx, rbx, rsp, rdi } = registers.r64

const everyMnemonic = Object.keys(instructions) as Mnemonic[]
const everyBase = Object.values(registers.r64)
const displacements = [0, 1, -1, 0x7f, 0x80, -0x80, -0x81, 0x12345678, 0x7fff_ffff, -0x8000_0000]

const memoryOf = (make: (base: Register<'r64'>, displacement: number) => Memory<MemoryKind>) =>
  everyBase.flatMap(base => displacements.map(displacement => make(base, displacement)))

/** On both sides of every edge of 6, 8, 31, 32, 53, 63 and 64 bits; each kind takes those that fit it. */
const edges: readonly (number | bigint)[] = [
  ...[0, 1, -1, 2, 9, 10, 0x3f, 0x40, 0x7f, 0x80, -0x80, -0x81, 0xff, 0x100],
  ...[0x12345678, 0x7fff_ffff, 0x8000_0000, -0x8000_0000, -0x8000_0001, 0xffff_ffff, 0x1_0000_0000],
  ...[Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 1n, -1n, 0x1234_5678_9abc_def0n],
  ...[0x7fff_ffff_ffff_ffffn, 0x8000_0000_0000_0000n, -0x8000_0000_0000_0000n, 0xffff_ffff_ffff_ffffn],
]
const edgesOf = (kind: OperandKind) => edges.filter(value => fits(kind, value))

/** The record names every kind, so that a kind added without samples does not compile. */
const samples: Readonly<Record<OperandKind, readonly Operand[]>> = {
  r64: Object.values(registers.r64),
  r32: Object.values(registers.r32),
  r16: Object.values(registers.r16),
  r8: Object.values(registers.r8),
  xmm: Object.values(registers.xmm),
  rax: [rax],
  m: memoryOf(mem),
  m8: memoryOf(mem8),
  m16: memoryOf(mem16),
  m32: memoryOf(mem32),
  m64: memoryOf(mem64),
  m80: memoryOf(mem80),
  m128: memoryOf(mem128),
  one: edgesOf('one'),
  count: edgesOf('count'),
  simm8: edgesOf('simm8'),
  simm32: edgesOf('simm32'),
  imm32: edgesOf('imm32'),
  imm64: edgesOf('imm64'),
  rel32: [0, 1, 0x80, 0x1234_5678].map(labelAt),
}

function labelAt(offset: number): Label {
  const label = new Label()
  label.offset = offset
  return label
}

function product(kinds: readonly OperandKind[]): Operand[][] {
  return kinds.reduce<Operand[][]>((rows, kind) => rows.flatMap(row => samples[kind].map(o => [...row, o])), [[]])
}

/** Calls the method as JavaScript can: with any operands. */
function emit(code: Assembler, mnemonic: Mnemonic, operands: readonly Operand[]): void {
  const methods = code as unknown as Record<Mnemonic, (...operands: readonly Operand[]) => void>
  methods[mnemonic](...operands)
}

test('every form encodes every register, base, displacement and immediate edge as GNU as does', t => {
  const code = new Assembler()
  const reached = new Set<Form>()
  for (const mnemonic of everyMnemonic) {
    for (const operands of formsOf(mnemonic).flatMap(form => product(form.operands))) {
      emit(code, mnemonic, operands)
      reached.add(selectForm(mnemonic, operands))
    }
  }
  const unreached = everyMnemonic.flatMap(m =>
    formsOf(m)
      .filter(form => !reached.has(form))
      .map(f => [m, ...f.operands]),
  )
  assert.deepEqual(unreached, [], 'forms that no operands select')

  t.diagnostic(`${assertAsGnu(code)} instructions in ${reached.size} forms`)
})

test('the listing has offset, bytes and Intel syntax of each instruction', () => {
  const code = new Assembler()
  code.push(rbx)
  code.sub(rsp, 0x80)
  code.mov(mem64(rsp, 8), rdi)
  code.movabs(rax, -1)
  code.call(mem64(rax, -0x10))
  code.ret()
  assert.equal(
    code.listing(),
    `\
0000  53                                   push rbx
0001  48 81 ec 80 00 00 00                 sub rsp, 0x80
0008  48 89 7c 24 08                       mov qword ptr [rsp+8], rdi
000d  48 b8 ff ff ff ff ff ff ff ff        movabs rax, -1
0017  ff 50 f0                             call qword ptr [rax-0x10]
001a  c3                                   ret
`,
  )
  assert.equal(code.offset, 0x1b)
  assert.equal(code.bytes().length, 0x1b)
})

test('an empty assembler has no bytes and no listing', () => {
  const code = new Assembler()
  assert.deepEqual(code.bytes(), new Uint8Array(0))
  assert.equal(code.listing(), '')
})

test('bytes are a copy that later instructions do not change', () => {
  const code = new Assembler()
  code.nop()
  const before = code.bytes()
  before[0] = 0
  code.ret()
  assert.deepEqual(code.bytes(), new Uint8Array([0x90, 0xc3]))
  assert.deepEqual(before, new Uint8Array([0]))
})

test('a refused instruction leaves the code as it was', () => {
  const code = new Assembler()
  code.nop()
  assert.throws(() => code.add(rcx, 0x8000_0000), RangeError)
  assert.equal(code.listing(), `0000  ${'90'.padEnd(35)}  nop\n`)
})

test('a jump goes back to a label that is placed, and on to one that will be', () => {
  const code = new Assembler()
  const [start, end] = [new Label(), new Label()]
  code.place(start)
  code.je(end)
  code.jmp(end)
  code.jmp(start)
  code.place(end)
  code.ret()
  assert.equal(
    code.listing(),
    `\
0000  0f 84 0a 00 00 00                    je 0x0010
0006  e9 05 00 00 00                       jmp 0x0010
000b  e9 f0 ff ff ff                       jmp 0x0000
0010  c3                                   ret
`,
  )
  assertAsGnu(code)
})

test('so does an address', () => {
  const code = new Assembler()
  const end = new Label()
  code.lea(rax, end)
  code.nop()
  code.place(end)
  code.lea(rax, end)
  const listing = `\
0000  48 8d 05 01 00 00 00                 lea rax, 0x0008
0007  90                                   nop
0008  48 8d 05 f9 ff ff ff                 lea rax, 0x0008
`
  assert.equal(code.listing(), listing)
  assertAsGnu(code)
})

test('operands of no form do not compile', () => {
  const code = new Assembler()
  const { eax, ebx } = registers.r32
  // @ts-expect-error: registers of different sizes
  assert.throws(() => code.mov(eax, rbx), TypeError)
  // @ts-expect-error: 64-bit arithmetic only
  assert.throws(() => code.add(eax, ebx), TypeError)
  // @ts-expect-error: a size of memory that the register has not
  assert.throws(() => code.mov(eax, mem64(rbx, 0)), TypeError)
  // @ts-expect-error: a missing operand
  assert.throws(() => code.push(), TypeError)
  // @ts-expect-error: a superfluous operand
  assert.throws(() => code.ret(rax), TypeError)
  // @ts-expect-error: bigints are for movabs
  assert.throws(() => code.add(rax, 1n), TypeError)
  // @ts-expect-error: a 32-bit base
  assert.throws(() => mem64(eax, 0), TypeError)
})
