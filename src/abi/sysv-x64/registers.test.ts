import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registers } from '../../machine/x86-64/register.ts'
import { integerArguments, integerResults, vectorArguments, vectorResults, x87Results } from './registers.ts'

test('arguments pass through the registers of psABI 3.2.3, in its order', () => {
  assert.equal(integerArguments.join(), 'rdi,rsi,rdx,rcx,r8,r9')
  assert.equal(vectorArguments.join(), 'xmm0,xmm1,xmm2,xmm3,xmm4,xmm5,xmm6,xmm7')
})

test('results come back in the registers of psABI 3.2.3, in its order', () => {
  assert.equal(integerResults.join(), 'rax,rdx')
  assert.equal(vectorResults.join(), 'xmm0,xmm1')
  assert.equal(x87Results.join(), 'st0,st1')
})

test('the machine knows every register by the name it has here', () => {
  for (const name of [...integerArguments, ...integerResults]) assert.ok(Object.hasOwn(registers.r64, name), name)
  for (const name of [...vectorArguments, ...vectorResults]) assert.ok(Object.hasOwn(registers.xmm, name), name)
})
