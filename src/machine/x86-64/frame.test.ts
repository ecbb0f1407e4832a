import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAsGnu } from '../../../test/oracle/gnu-assembler.ts'
import { Assembler } from './assembler.ts'
import { directFrameSize, enterHostFrame, leaveAfterFault, leaveHostFrame, pushDirectFrame } from './frame.ts'

const exchange = 0x7f1234567000

const codeOf = (emit: (code: Assembler) => void): Assembler => {
  const code = new Assembler()
  emit(code)
  return code
}

test('the fault exit finds its frame, puts the floating-point units back and leaves with the callee-saved registers', () => {
  const code = codeOf(code => leaveAfterFault(code, exchange, true))
  assert.equal(
    code.listing(),
    `\
0000  48 bb 00 70 56 34 12 7f 00 00        movabs rbx, 0x7f1234567000
000a  48 8b 23                             mov rsp, qword ptr [rbx]
000d  48 83 e4 f0                          and rsp, -0x10
0011  fc                                   cld
0012  db e3                                fninit
0014  d9 6b 34                             fldcw word ptr [rbx+0x34]
0017  0f ae 53 30                          ldmxcsr dword ptr [rbx+0x30]
001b  c5 f8 77                             vzeroupper
001e  c7 43 2c 02 00 00 00                 mov dword ptr [rbx+0x2c], 2
0025  b8 02 00 00 00                       mov eax, 2
002a  66 0f 76 c0                          pcmpeqd xmm0, xmm0
002e  59                                   pop rcx
002f  48 83 f9 02                          cmp rcx, 2
0033  0f 84 0e 00 00 00                    je 0x0047
0039  48 89 0b                             mov qword ptr [rbx], rcx
003c  5b                                   pop rbx
003d  5d                                   pop rbp
003e  41 5c                                pop r12
0040  41 5d                                pop r13
0042  41 5e                                pop r14
0044  41 5f                                pop r15
0046  c3                                   ret
0047  48 c7 03 00 00 00 00                 mov qword ptr [rbx], 0
004e  41 5d                                pop r13
0050  5d                                   pop rbp
0051  c3                                   ret
`,
  )
  assertAsGnu(code)
})

test('bit 0 of an announced address, which says that faults are not ours, is no part of where the frame is', () => {
  const lines = (guarded: boolean) =>
    codeOf(code => enterHostFrame(code, exchange, guarded))
      .listing()
      .trimEnd()
      .split('\n')
      .map(line => line.slice(43))
      .slice(-2)
  assert.deepEqual(lines(true), ['mov dword ptr [rbx+0x2c], 0', 'mov qword ptr [rbx], rsp'])
  assert.deepEqual(lines(false), ['lea rax, [rsp+1]', 'mov qword ptr [rbx], rax'])
})

test('without AVX there are no upper halves to clear', () => {
  const withAvx = codeOf(code => leaveAfterFault(code, exchange, true))
  const without = codeOf(code => leaveAfterFault(code, exchange, false))
  const texts = (code: Assembler) =>
    code
      .listing()
      .trimEnd()
      .split('\n')
      // Where a jump goes moves with it.
      .map(line => line.slice(43).replace(/^(je) .*/, '$1'))
  assert.deepEqual(
    texts(without),
    texts(withAvx).filter(text => text !== 'vzeroupper'),
  )
  assert.equal(without.offset, withAvx.offset - 3)
  assertAsGnu(without)
})

const mnemonics = (code: Assembler, mnemonic: string) =>
  Array.from(code.listing().matchAll(new RegExp(`  ${mnemonic} (.*)$`, 'gm')), ([, operands]) => operands!)

test('what is pushed is popped in reverse order, of both frames', () => {
  const pushed = mnemonics(
    codeOf(code => enterHostFrame(code, exchange, true)),
    'push',
  )
  const pushedDirectly = mnemonics(codeOf(pushDirectFrame), 'push')
  const popped = mnemonics(
    codeOf(code => leaveAfterFault(code, exchange, true)),
    'pop',
  )
  // The last word, on top, tells one from the other.
  assert.deepEqual([pushed.pop(), pushedDirectly.pop(), popped.shift()], ['qword ptr [rbx]', '2', 'rcx'])
  assert.deepEqual(popped, [...pushed.reverse(), ...pushedDirectly.reverse()])
})

test('the small frame of a direct call is a multiple of 16 with the return address too', () => {
  assert.equal(directFrameSize, 8 * mnemonics(codeOf(pushDirectFrame), 'push').length)
  assert.equal((directFrameSize + 8) % 16, 0)
})

test('the stack pointer is a multiple of 16 in the frame: seven pushes and the return address', () => {
  const pushed = mnemonics(
    codeOf(code => enterHostFrame(code, exchange, true)),
    'push',
  )
  assert.equal((8 * (pushed.length + 1)) % 16, 0)
})

test('a call that returns takes back rbx and the host frame, and skips what C has kept', () => {
  const code = codeOf(leaveHostFrame)
  assert.deepEqual(
    code
      .listing()
      .trimEnd()
      .split('\n')
      .map(line => line.slice(43)),
    ['pop qword ptr [rbx]', 'pop rbx', 'add rsp, 0x28', 'ret'],
  )
})
