import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formsOf, selectForm } from './form.ts'
import type { Mnemonic } from './instruction.ts'
import { mem32, mem64, type Operand } from './operand.ts'
import { registers } from './register.ts'

const { rax, rbx } = registers.r64
const { eax, ebx } = registers.r32
const { al } = registers.r8
const { xmm0 } = registers.xmm

test("the SDM's notation is read into prefixes, opcode, extension and immediate", () => {
  const nothing = { prefixes: [], wide: false, extension: undefined, immediateSize: 0 }
  const read = (mnemonic: Mnemonic) => formsOf(mnemonic).map(({ operands, bytes }) => [operands.join(), bytes])
  assert.deepEqual(read('ret'), [['', { ...nothing, encoding: '', opcode: [0xc3] }]])
  assert.deepEqual(read('stmxcsr'), [['m32', { ...nothing, encoding: 'M', opcode: [0x0f, 0xae], extension: 3 }]])
  assert.deepEqual(read('movabs'), [
    ['r64,imm64', { ...nothing, encoding: 'OI', wide: true, opcode: [0xb8], immediateSize: 8 }],
  ])
  assert.deepEqual(read('movq')[1], [
    'xmm,r64',
    { ...nothing, encoding: 'RM', prefixes: [0x66], wide: true, opcode: [0x0f, 0x6e] },
  ])
})

test('the shortest immediate that fits is chosen', () => {
  const kinds = (...operands: Operand[]) => selectForm('add', operands).operands.join(', ')
  assert.equal(kinds(rbx, 0x7f), 'r64, simm8')
  assert.equal(kinds(rbx, -0x80), 'r64, simm8')
  assert.equal(kinds(rbx, 0x80), 'r64, simm32')
  assert.equal(kinds(rax, 0x7f), 'r64, simm8')
  assert.equal(kinds(rax, 0x80), 'rax, simm32')
})

const outOfRange: readonly [Mnemonic, Operand[], string][] = [
  ['add', [rbx, 0x8000_0000], 'add rbx, 0x80000000: the immediate must be an integer from -0x80000000 to 0x7fffffff'],
  ['and', [rax, -0x8000_0001], 'and rax, -0x80000001: the immediate must be an integer from -0x80000000 to 0x7fffffff'],
  ['sub', [rax, 1.5], 'sub rax, 1.5: the immediate must be an integer from -0x80000000 to 0x7fffffff'],
  ['sub', [rbx, Number.NaN], 'sub rbx, NaN: the immediate must be an integer from -0x80000000 to 0x7fffffff'],
  ['mov', [eax, 2 ** 32], 'mov eax, 0x100000000: the immediate must be an integer from -0x80000000 to 0xffffffff'],
  [
    'mov',
    [mem32(rbx, 8), -0x8000_0001],
    'mov dword ptr [rbx+8], -0x80000001: the immediate must be an integer from -0x80000000 to 0xffffffff',
  ],
  [
    'mov',
    [mem64(rbx, -8), 0x8000_0000],
    'mov qword ptr [rbx-8], 0x80000000: the immediate must be an integer from -0x80000000 to 0x7fffffff',
  ],
  ['shl', [rax, 64], 'shl rax, 0x40: the immediate must be an integer from 0 to 0x3f'],
  ['shr', [rax, -1], 'shr rax, -1: the immediate must be an integer from 0 to 0x3f'],
  [
    'movabs',
    [rax, 2n ** 64n],
    'movabs rax, 0x10000000000000000: the immediate must be a safe integer or a bigint from -0x8000000000000000 to 0xffffffffffffffff',
  ],
  [
    'movabs',
    [rax, -(2n ** 63n) - 1n],
    'movabs rax, -0x8000000000000001: the immediate must be a safe integer or a bigint from -0x8000000000000000 to 0xffffffffffffffff',
  ],
  [
    'movabs',
    [rax, 2 ** 53],
    'movabs rax, 0x20000000000000: the immediate must be a safe integer or a bigint from -0x8000000000000000 to 0xffffffffffffffff',
  ],
]

for (const [mnemonic, operands, message] of outOfRange) {
  test(`refused: ${message}`, () => {
    assert.throws(() => selectForm(mnemonic, operands), { name: 'RangeError', code: 'ERR_CABI_ARG_RANGE', message })
  })
}

const wrongOperands: readonly [Mnemonic, Operand[], string][] = [
  ['xor', [rax, rax], 'xor rax, rax: xor takes (r32, r32); not (r64, r64)'],
  ['push', [ebx], 'push ebx: push takes (r64), (m64), (simm8); not (r32)'],
  ['call', [mem32(rax, 0)], 'call dword ptr [rax]: call takes (r64), (m64); not (m32)'],
  ['add', [eax, 1], 'add eax, 1: add takes (r64, r64), (r64, simm8), (rax, simm32), (r64, simm32); not (r32, number)'],
  ['lea', [rax, mem64(rbx, 1)], 'lea rax, qword ptr [rbx+1]: lea takes (r64, m), (rax, rel32); not (r64, m64)'],
  ['movaps', [xmm0, al], 'movaps xmm0, al: movaps takes (xmm, xmm); not (xmm, r8)'],
  ['movsxd', [rax, 5n], 'movsxd rax, 5: movsxd takes (r64, m32), (r64, r32); not (r64, bigint)'],
  ['ret', [rax], 'ret rax: ret takes (); not (r64)'],
  ['jmp', [], 'jmp: jmp takes (r64), (m64), (rel32); not ()'],
]

for (const [mnemonic, operands, message] of wrongOperands) {
  test(`refused: ${message}`, () => {
    assert.throws(() => selectForm(mnemonic, operands), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
  })
}
