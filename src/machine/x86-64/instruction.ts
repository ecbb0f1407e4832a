/**
 * The instructions offered, as the Intel SDM vol. 2 lists them (3.1.1): for each form its operands, where each operand is
 * encoded ("Op/En": M in ModRM.rm, R in ModRM.reg, O in the opcode, I as an immediate, D as an offset from the next
 * instruction; here also - for an operand that the opcode implies), and the opcode: a text apiece, which V8 has ready-made.
 * Where several forms fit, the first is taken: the order is that of GNU `as`.
 */
import type { Label, Memory } from './operand.ts'
import type { Register } from './register.ts'

/** What may stand in an operand position. `fits` in form.ts knows the ranges of the immediates. */
export interface OperandTypes {
  r64: Register<'r64'>
  r32: Register<'r32'>
  r16: Register<'r16'>
  r8: Register<'r8'>
  xmm: Register<'xmm'>
  rax: Register<'r64'>
  m: Memory<'m'>
  m8: Memory<'m8'>
  m16: Memory<'m16'>
  m32: Memory<'m32'>
  m64: Memory<'m64'>
  m80: Memory<'m80'>
  m128: Memory<'m128'>
  one: number
  count: number
  simm8: number
  simm32: number
  imm32: number
  imm64: number | bigint
  rel32: Label
}

export type OperandKind = keyof OperandTypes

export const instructions = {
  // Moves
  push: {
    r64: 'O: 50+r',
    m64: 'M: FF /6',
    simm8: 'I: 6A ib',
  },
  pop: {
    r64: 'O: 58+r',
    m64: 'M: 8F /0',
  },
  mov: {
    'r64, r64': 'MR: REX.W 89 /r',
    'r32, r32': 'MR: 89 /r',
    'r32, m32': 'RM: 8B /r',
    'r64, m64': 'RM: REX.W 8B /r',
    'm8, r8': 'MR: 88 /r',
    'm16, r16': 'MR: 66 89 /r',
    'm32, r32': 'MR: 89 /r',
    'm64, r64': 'MR: REX.W 89 /r',
    'r32, imm32': 'OI: B8+r id',
    'm32, imm32': 'MI: C7 /0 id',
    'm64, simm32': 'MI: REX.W C7 /0 id',
  },
  // The SDM calls it MOV too; the assemblers' name says that all eight bytes are there.
  movabs: {
    'r64, imm64': 'OI: REX.W B8+r io',
  },
  movsx: {
    'r32, m8': 'RM: 0F BE /r',
    'r32, m16': 'RM: 0F BF /r',
    'r32, r8': 'RM: 0F BE /r',
    'r32, r16': 'RM: 0F BF /r',
  },
  movzx: {
    'r32, m8': 'RM: 0F B6 /r',
    'r32, m16': 'RM: 0F B7 /r',
    'r32, r8': 'RM: 0F B6 /r',
    'r32, r16': 'RM: 0F B7 /r',
  },
  movsxd: {
    'r64, m32': 'RM: REX.W 63 /r',
    'r64, r32': 'RM: REX.W 63 /r',
  },
  lea: {
    'r64, m': 'RM: REX.W 8D /r',
    // [rip+disp32] (2.2.1.6): ModRM, which is written as opcode here, has mod 00, reg 000 for rax, rm 101.
    'rax, rel32': '-D: REX.W 8D 05 cd',
  },

  // Arithmetic
  add: {
    'r64, r64': 'MR: REX.W 01 /r',
    'r64, simm8': 'MI: REX.W 83 /0 ib',
    'rax, simm32': '-I: REX.W 05 id',
    'r64, simm32': 'MI: REX.W 81 /0 id',
  },
  sub: {
    'r64, r64': 'MR: REX.W 29 /r',
    'r64, simm8': 'MI: REX.W 83 /5 ib',
    'rax, simm32': '-I: REX.W 2D id',
    'r64, simm32': 'MI: REX.W 81 /5 id',
  },
  and: {
    'r64, simm8': 'MI: REX.W 83 /4 ib',
    'rax, simm32': '-I: REX.W 25 id',
    'r64, simm32': 'MI: REX.W 81 /4 id',
  },
  or: {
    'r64, r64': 'MR: REX.W 09 /r',
    'r64, m64': 'RM: REX.W 0B /r',
    'm64, simm8': 'MI: REX.W 83 /1 ib',
  },
  xor: {
    'r32, r32': 'MR: 31 /r',
  },
  cmp: {
    'r64, r64': 'MR: REX.W 39 /r',
    'r32, m32': 'RM: 3B /r',
    'r64, m64': 'RM: REX.W 3B /r',
    'm64, r64': 'MR: REX.W 39 /r',
    'm32, simm8': 'MI: 83 /7 ib',
    'm64, simm8': 'MI: REX.W 83 /7 ib',
    'r64, simm8': 'MI: REX.W 83 /7 ib',
    'rax, simm32': '-I: REX.W 3D id',
    'r64, simm32': 'MI: REX.W 81 /7 id',
  },
  test: {
    'r32, r32': 'MR: 85 /r',
  },
  shl: {
    'r64, one': 'M-: REX.W D1 /4',
    'r64, count': 'MI: REX.W C1 /4 ib',
  },
  shr: {
    'r64, one': 'M-: REX.W D1 /5',
    'r64, count': 'MI: REX.W C1 /5 ib',
  },

  // Control
  call: {
    r64: 'M: FF /2',
    m64: 'M: FF /2',
  },
  jmp: {
    r64: 'M: FF /4',
    m64: 'M: FF /4',
    rel32: 'D: E9 cd',
  },
  // By the flags of a comparison, unsigned
  jb: { rel32: 'D: 0F 82 cd' },
  je: { rel32: 'D: 0F 84 cd' },
  jne: { rel32: 'D: 0F 85 cd' },
  jae: { rel32: 'D: 0F 83 cd' },
  // By those of a comparison of floating-point numbers: one is NaN
  jp: { rel32: 'D: 0F 8A cd' },
  ret: { '': ': C3' },
  ud2: { '': ': 0F 0B' },
  int3: { '': ': CC' },
  nop: { '': ': 90' },

  // Strings: rcx units from [rsi], or of al, to [rdi]
  rep_movsq: { '': ': F3 REX.W A5' },
  rep_stosb: { '': ': F3 AA' },

  // Processor state
  cld: { '': ': FC' },
  fninit: { '': ': DB E3' },
  fldcw: { m16: 'M: D9 /5' },
  fnstcw: { m16: 'M: D9 /7' },
  ldmxcsr: { m32: 'M: 0F AE /2' },
  stmxcsr: { m32: 'M: 0F AE /3' },
  // VEX.128.0F.WIG 77, with the two-byte VEX prefix C5: R and vvvv inverted, L 0, pp 00 (SDM vol. 2, figure 2-9).
  vzeroupper: { '': ': C5 F8 77' },

  // Floating point
  movss: {
    'xmm, m32': 'RM: F3 0F 10 /r',
    'm32, xmm': 'MR: F3 0F 11 /r',
  },
  movsd: {
    'xmm, m64': 'RM: F2 0F 10 /r',
    'm64, xmm': 'MR: F2 0F 11 /r',
  },
  movups: {
    'xmm, m128': 'RM: 0F 10 /r',
    'm128, xmm': 'MR: 0F 11 /r',
  },
  movaps: {
    'xmm, xmm': 'RM: 0F 28 /r',
  },
  movq: {
    'r64, xmm': 'MR: 66 REX.W 0F 7E /r',
    'xmm, r64': 'RM: 66 REX.W 0F 6E /r',
  },
  xorps: {
    'xmm, xmm': 'RM: 0F 57 /r',
  },
  pcmpeqd: {
    'xmm, xmm': 'RM: 66 0F 76 /r',
  },
  ucomiss: {
    'xmm, xmm': 'RM: 0F 2E /r',
  },
  ucomisd: {
    'xmm, xmm': 'RM: 66 0F 2E /r',
  },
  // x87: memory or zero to st0, and st0 to memory
  fldz: { '': ': D9 EE' },
  fld: {
    m64: 'M: DD /0',
    m80: 'M: DB /5',
  },
  fstp: {
    m64: 'M: DD /3',
    m80: 'M: DB /7',
  },
  cvtss2sd: {
    'xmm, m32': 'RM: F3 0F 5A /r',
  },
  cvtsd2ss: {
    'xmm, xmm': 'RM: F2 0F 5A /r',
  },
  cvtsi2sd: {
    'xmm, r64': 'RM: F2 REX.W 0F 2A /r',
  },
  cvttsd2si: {
    'r64, m64': 'RM: F2 REX.W 0F 2C /r',
    'r64, xmm': 'RM: F2 REX.W 0F 2C /r',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>

export type Mnemonic = keyof typeof instructions

/** `'r64, simm8'` as the tuple `[Register<'r64'>, number]`. */
type Operands<Text> = Text extends ''
  ? []
  : Text extends `${infer First extends OperandKind}, ${infer Rest}`
    ? [OperandTypes[First], ...Operands<Rest>]
    : Text extends OperandKind
      ? [OperandTypes[Text]]
      : never

/** The operands of any form of an instruction. */
export type OperandsOf<M extends Mnemonic> = Operands<keyof (typeof instructions)[M]>
