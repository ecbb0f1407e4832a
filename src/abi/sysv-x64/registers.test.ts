import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registers } from '../../machine/x86-64/register.ts'
import { integerArguments, integerResult, vectorArguments, vectorResult } from './registers.ts'

test('arguments pass through the registers of psABI 3.2.3, in its order', () => {
  assert.equal(integerArguments.join(), 'rdi,rsi,rdx,rcx,r8,r9')
  assert.equal(vectorArguments.join(), 'xmm0,xmm1,xmm2,xmm3,xmm4,xmm5,xmm6,xmm7')
})

test('results come back in the first register of their sequences', () => {
  assert.equal(integerResult, 'rax')
  assert.equal(vectorResult, 'xmm0')
})

test('the machine knows every register by the name it has here', () => {
  for (const name of [...integerArguments, integerResult]) assert.ok(Object.hasOwn(registers.r64, name), name)
  for (const name of [...vectorArguments, vectorResult]) assert.ok(Object.hasOwn(registers.xmm, name), name)
})
