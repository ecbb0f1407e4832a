import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAsGnu } from '../../../test/oracle/gnu-assembler.ts'
import { type AccessName, accesses, emitAccessByOperands, emitAccesses, emitCopy } from './access.ts'
import type { Assembler } from './assembler.ts'

const exchange = 0x7f1234567000

interface Line {
  readonly offset: number
  readonly text: string
}

const listing = (code: Assembler): Line[] =>
  code
    .listing()
    .trimEnd()
    .split('\n')
    .map(line => ({ offset: Number.parseInt(line, 16), text: line.slice(43) }))

/** From an entry to its return. */
function body(lines: readonly Line[], entry: number): string[] {
  const from = lines.findIndex(({ offset }) => offset === entry)
  const count = lines.slice(from).findIndex(({ text }) => text === 'ret')
  return lines.slice(from, from + count).map(({ text }) => text)
}

const inExchange = 'movabs r10, 0x7f1234567000'

const expected = {
  loadInt8: ['movsx eax, byte ptr [rax]'],
  loadUint8: ['movzx eax, byte ptr [rax]'],
  loadInt16: ['movsx eax, word ptr [rax]'],
  loadUint16: ['movzx eax, word ptr [rax]'],
  loadWord: ['mov eax, dword ptr [rax]'],
  loadFloat: ['cvtss2sd xmm0, dword ptr [rax]'],
  loadDouble: ['movsd xmm0, qword ptr [rax]'],
  loadDoubleword: [inExchange, 'mov rax, qword ptr [rax]', 'mov qword ptr [r10+0xc8], rax'],
  storeByte: ['mov byte ptr [rax], sil'],
  storeHalfword: ['mov word ptr [rax], si'],
  storeWord: ['mov dword ptr [rax], esi'],
  storeFloat: ['cvtsd2ss xmm1, xmm1', 'movss dword ptr [rax], xmm1'],
  storeDouble: ['movsd qword ptr [rax], xmm1'],
  storeDoubleword: [inExchange, 'mov rcx, qword ptr [r10+0xc8]', 'mov qword ptr [rax], rcx'],
  storePair: [
    inExchange,
    'mov ecx, dword ptr [r10+0xc8]',
    'mov edx, dword ptr [r10+0xcc]',
    'shl rdx, 0x20',
    'or rcx, rdx',
    'mov qword ptr [rax], rcx',
  ],
} as const satisfies Record<AccessName, readonly string[]>

const { code, entries, landingPad } = emitAccesses(exchange)
const lines = listing(code)

test('a load reads as many bytes as its type has, and extends them; a store writes as many, in one instruction', () => {
  for (const [name, instructions] of Object.entries(expected)) {
    assert.deepEqual(body(lines, entries[name as AccessName]), ['cvttsd2si rax, xmm0', ...instructions])
  }
  assertAsGnu(code)
})

test('a fault finds nothing on the stack but the return address, and no register that a caller wants back', () => {
  for (const { text } of lines) assert.doesNotMatch(text, /^(push|pop|call)|sp\b|\b(rbx|rbp|r1[2-5])\b/)
})

test('the landing pad marks the fault and returns', () => {
  assert.deepEqual(body(lines, landingPad), [inExchange, 'mov dword ptr [r10+0xd8], 1'])
})

test('operands in the exchange go to registers, and the value back', () => {
  const byOperands = (name: AccessName) => {
    const thunk = emitAccessByOperands(exchange, accesses[name])
    assertAsGnu(thunk)
    return listing(thunk).map(({ text }) => text)
  }
  const before = ['push rbx', 'movabs rbx, 0x7f1234567000', 'movsd xmm0, qword ptr [rbx+0xc0]']
  const call = ['cvttsd2si rax, qword ptr [rbx+0xd0]', 'call rax']
  const after = ['pop rbx', 'ret']
  assert.deepEqual(byOperands('loadWord'), [...before, ...call, 'mov dword ptr [rbx+0xc8], eax', ...after])
  assert.deepEqual(byOperands('loadDouble'), [...before, ...call, 'movsd qword ptr [rbx+0xc8], xmm0', ...after])
  assert.deepEqual(byOperands('storeWord'), [...before, 'mov esi, dword ptr [rbx+0xc8]', ...call, ...after])
  assert.deepEqual(byOperands('storeDouble'), [...before, 'movsd xmm1, qword ptr [rbx+0xc8]', ...call, ...after])
  for (const name of ['loadDoubleword', 'storeDoubleword', 'storePair'] as const) {
    assert.deepEqual(byOperands(name), [...before, ...call, ...after])
  }
})

test('a copy is a call of memmove with its three operands, in a host frame', () => {
  const copy = emitCopy(exchange, 0x7f00_dead_beef)
  const texts = listing(copy).map(({ text }) => text)
  assert.deepEqual(texts, [
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
    'cvttsd2si rdi, qword ptr [rbx+0xc0]',
    'cvttsd2si rsi, qword ptr [rbx+0xc8]',
    'cvttsd2si rdx, qword ptr [rbx+0xd0]',
    'movabs rax, 0x7f00deadbeef',
    'call rax',
    'pop qword ptr [rbx]',
    'pop rbx',
    'add rsp, 0x28',
    'ret',
  ])
  assertAsGnu(copy)
})
