import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mem, mem8, mem16, mem32, mem64 } from './operand.ts'
import { printInstruction, printInteger, printOperand } from './print.ts'
import { registers } from './register.ts'

const { rax, rbx, rsp, r12 } = registers.r64

test('memory is printed with its size, and its displacement unless that is zero', () => {
  assert.equal(printOperand(mem(rbx, 0x40)), '[rbx+0x40]')
  assert.equal(printOperand(mem8(rsp, -8)), 'byte ptr [rsp-8]')
  assert.equal(printOperand(mem16(r12, 0)), 'word ptr [r12]')
  assert.equal(printOperand(mem32(rax, -0x80)), 'dword ptr [rax-0x80]')
  assert.equal(printOperand(mem64(rax, 1)), 'qword ptr [rax+1]')
})

test('integers of one digit are decimal, larger ones hexadecimal, with their sign', () => {
  const values = [0, -0, 9, 10, -9, -10, 0xffff_ffff, -1n, 0xffff_ffff_ffff_ffffn, 2.5]
  const expected = ['0', '0', '9', '0xa', '-9', '-0xa', '0xffffffff', '-1', '0xffffffffffffffff', '2.5']
  assert.deepEqual(values.map(printInteger), expected)
})

test('an instruction is its mnemonic and its operands', () => {
  assert.equal(printInstruction('ret', []), 'ret')
  assert.equal(printInstruction('push', [rax]), 'push rax')
  assert.equal(printInstruction('mov', [mem64(rbx, 8), rax]), 'mov qword ptr [rbx+8], rax')
})
