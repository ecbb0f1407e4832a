import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode } from './encoding.ts'
import { selectForm } from './form.ts'
import type { Mnemonic } from './instruction.ts'
import { mem8, mem32, mem64, type Operand } from './operand.ts'
import { registers } from './register.ts'

const { rax, rbx, rsp, rbp, r8, r12, r13 } = registers.r64
const { al, sil, r9b } = registers.r8
const { xmm0, xmm9 } = registers.xmm

function hex(mnemonic: Mnemonic, ...operands: Operand[]): string {
  const code: number[] = []
  encode(selectForm(mnemonic, operands), operands, 0, code)
  return Buffer.from(code).toString('hex')
}

test('the shortest displacement is chosen', () => {
  assert.equal(hex('push', mem64(rbx, 0)), 'ff33')
  assert.equal(hex('push', mem64(rbx, 0x7f)), 'ff737f')
  assert.equal(hex('push', mem64(rbx, -0x80)), 'ff7380')
  assert.equal(hex('push', mem64(rbx, 0x80)), 'ffb380000000')
  assert.equal(hex('push', mem64(rbx, -0x81)), 'ffb37fffffff')
})

test('rsp and r12 as a base take a SIB byte', () => {
  assert.equal(hex('push', mem64(rsp, 0)), 'ff3424')
  assert.equal(hex('push', mem64(r12, 8)), '41ff742408')
})

test('rbp and r13 as a base take a displacement, if only of zero', () => {
  assert.equal(hex('push', mem64(rbp, 0)), 'ff7500')
  assert.equal(hex('push', mem64(r13, 0)), '41ff7500')
})

test('REX carries the fourth bit of each register and the operand size', () => {
  assert.equal(hex('mov', rax, rbx), '4889d8')
  assert.equal(hex('mov', rax, r8), '4c89c0')
  assert.equal(hex('mov', r8, rax), '4989c0')
  assert.equal(hex('mov', mem64(r8, 0), r12), '4d8920')
  assert.equal(hex('push', r8), '4150')
})

test('the byte registers spl to dil need a REX prefix of nothing but itself', () => {
  assert.equal(hex('mov', mem8(rax, 0), al), '8800')
  assert.equal(hex('mov', mem8(rax, 0), sil), '408830')
  assert.equal(hex('mov', mem8(rax, 0), r9b), '448808')
})

test('a mandatory prefix comes before REX', () => {
  assert.equal(hex('movss', xmm0, mem32(rax, 0)), 'f30f1000')
  assert.equal(hex('movss', xmm9, mem32(rax, 0)), 'f3440f1008')
  assert.equal(hex('movq', xmm9, rax), '664c0f6ec8')
})

test("immediates are little-endian two's complement", () => {
  assert.equal(hex('add', rbx, -2), '4883c3fe')
  assert.equal(hex('mov', mem32(rax, 0), 0x12345678), 'c70078563412')
  assert.equal(hex('mov', mem32(rax, 0), 0xffff_ffff), 'c700ffffffff')
  assert.equal(hex('movabs', rax, -2), '48b8feffffffffffffff')
  assert.equal(hex('movabs', rax, 0x0123_4567_89ab_cdefn), '48b8efcdab8967452301')
})
