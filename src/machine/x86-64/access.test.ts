import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAsGnu } from '../../../test/oracle/gnu-assembler.ts'
import { emitAccess, emitCopy, loads, stores } from './access.ts'
import type { Assembler } from './assembler.ts'

const exchange = 0x7f1234567000

/** Between the frame and its end. */
const body = (code: Assembler): string[] => {
  const lines = code.listing().trimEnd().split('\n')
  return lines.map(line => line.slice(43)).slice(frame.length, -4)
}

const frame = [
  'push r15',
  'push r14',
  'push r13',
  'push r12',
  'push rbp',
  'push rbx',
  'movabs rbx, 0x7f1234567000',
  'push qword ptr [rbx]',
  'mov dword ptr [rbx+0x2c], 0',
  'mov qword ptr [rbx], rsp',
]

test('every load and store is in a host frame, from which a fault leaves', () => {
  for (const operation of [...Object.values(loads), ...Object.values(stores)]) {
    const code = emitAccess(operation, exchange)
    const lines = code
      .listing()
      .trimEnd()
      .split('\n')
      .map(line => line.slice(43))
    assert.deepEqual(lines.slice(0, frame.length), frame)
    assert.deepEqual(lines.slice(-4), ['pop qword ptr [rbx]', 'pop rbx', 'add rsp, 0x28', 'ret'])
    assertAsGnu(code)
  }
})

const loaded = {
  int8: ['movsx eax, byte ptr [rax]', 'mov dword ptr [rbx+0xc8], eax'],
  uint8: ['movzx eax, byte ptr [rax]', 'mov dword ptr [rbx+0xc8], eax'],
  int16: ['movsx eax, word ptr [rax]', 'mov dword ptr [rbx+0xc8], eax'],
  uint16: ['movzx eax, word ptr [rax]', 'mov dword ptr [rbx+0xc8], eax'],
  word: ['mov eax, dword ptr [rax]', 'mov dword ptr [rbx+0xc8], eax'],
  doubleword: ['mov rax, qword ptr [rax]', 'mov qword ptr [rbx+0xc8], rax'],
} as const satisfies Record<keyof typeof loads, readonly string[]>

test('a load reads as many bytes as its type has, and extends them', () => {
  for (const [width, instructions] of Object.entries(loaded)) {
    const code = emitAccess(loads[width as keyof typeof loads], exchange)
    assert.deepEqual(body(code), ['cvttsd2si rax, qword ptr [rbx+0xc0]', ...instructions])
  }
})

const stored = {
  byte: ['mov ecx, dword ptr [rbx+0xc8]', 'mov byte ptr [rax], cl'],
  halfword: ['mov ecx, dword ptr [rbx+0xc8]', 'mov word ptr [rax], cx'],
  word: ['mov ecx, dword ptr [rbx+0xc8]', 'mov dword ptr [rax], ecx'],
  doubleword: ['mov rcx, qword ptr [rbx+0xc8]', 'mov qword ptr [rax], rcx'],
  pair: [
    'mov ecx, dword ptr [rbx+0xc8]',
    'mov edx, dword ptr [rbx+0xcc]',
    'shl rdx, 0x20',
    'or rcx, rdx',
    'mov qword ptr [rax], rcx',
  ],
} as const satisfies Record<keyof typeof stores, readonly string[]>

test('a store writes as many bytes as its type has, in one instruction', () => {
  for (const [width, instructions] of Object.entries(stored)) {
    const code = emitAccess(stores[width as keyof typeof stores], exchange)
    assert.deepEqual(body(code), ['cvttsd2si rax, qword ptr [rbx+0xc0]', ...instructions])
  }
})

test('a copy is a call of memmove with its three operands', () => {
  const code = emitCopy(exchange, 0x7f00_dead_beef)
  assert.deepEqual(body(code), [
    'cvttsd2si rdi, qword ptr [rbx+0xc0]',
    'cvttsd2si rsi, qword ptr [rbx+0xc8]',
    'cvttsd2si rdx, qword ptr [rbx+0xd0]',
    'movabs rax, 0x7f00deadbeef',
    'call rax',
  ])
  assertAsGnu(code)
})
