import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Machine, run } from '../../../test/oracle/interpreter.ts'
import { Assembler } from './assembler.ts'
import { copy, loadInteger, loadVector, storeInteger, storeVector } from './bytes.ts'
import { registers } from './register.ts'

const { rax, rbp, rsp, rdi } = registers.r64
const { xmm3 } = registers.xmm

const codeOf = (emit: (code: Assembler) => void): Assembler => {
  const code = new Assembler()
  emit(code)
  return code
}

const texts = (code: Assembler): string[] =>
  code
    .listing()
    .trimEnd()
    .split('\n')
    .map(line => line.slice(43))

test('seven bytes are loaded as 4, 2 and 1', () => {
  const code = codeOf(code => loadInteger(code, rdi, { base: rax, offset: 8 }, 7))
  assert.deepEqual(texts(code), [
    'mov edi, dword ptr [rax+8]',
    'movzx r11d, word ptr [rax+0xc]',
    'shl r11, 0x20',
    'or rdi, r11',
    'movzx r11d, byte ptr [rax+0xe]',
    'shl r11, 0x30',
    'or rdi, r11',
  ])
})

test('seven bytes are stored as 4, 2 and 1', () => {
  const code = codeOf(code => storeInteger(code, { base: rbp, offset: 8 }, rax, 7))
  assert.deepEqual(texts(code), [
    'mov dword ptr [rbp+8], eax',
    'shr rax, 0x20',
    'mov word ptr [rbp+0xc], ax',
    'shr rax, 0x10',
    'mov byte ptr [rbp+0xe], al',
  ])
})

test('4, 8 and 16 bytes of a vector register are one instruction each way', () => {
  const from = { base: rax, offset: 0 }
  const load = (count: number) => texts(codeOf(code => loadVector(code, xmm3, from, count)))
  assert.deepEqual(load(4), ['movss xmm3, dword ptr [rax]'])
  assert.deepEqual(load(8), ['movsd xmm3, qword ptr [rax]'])
  assert.deepEqual(load(16), ['movups xmm3, xmmword ptr [rax]'])
  const store = (count: number) => texts(codeOf(code => storeVector(code, from, xmm3, count)))
  assert.deepEqual(store(4), ['movss dword ptr [rax], xmm3'])
  assert.deepEqual(store(8), ['movsd qword ptr [rax], xmm3'])
  assert.deepEqual(store(16), ['movups xmmword ptr [rax], xmm3'])
})

test('up to 128 bytes are copied one after the other, more by the string instruction', () => {
  const copied = (count: number) =>
    texts(codeOf(code => copy(code, { base: rsp, offset: 16 }, { base: rax, offset: 8 }, count)))
  assert.deepEqual(copied(0), [''])
  assert.equal(copied(128).length, 32)
  assert.deepEqual(copied(131), [
    'lea rdi, [rsp+0x10]',
    'lea rsi, [rax+8]',
    'mov ecx, 0x10',
    'rep movsq',
    'movzx r11d, word ptr [rsi]',
    'mov word ptr [rdi], r11w',
    'movzx r11d, byte ptr [rsi+2]',
    'mov byte ptr [rdi+2], r11b',
  ])
})

const source = 0x1000n
const destination = 0x2000n

/** Two pieces of memory of exactly so many bytes, the first with 1, 2, 3 and so on. */
function machineOf(count: number): { machine: Machine; from: DataView; to: DataView } {
  const [from, to] = [new DataView(new ArrayBuffer(count)), new DataView(new ArrayBuffer(count))]
  for (let at = 0; at < count; at++) from.setUint8(at, (at + 1) & 0xff)
  const machine = new Machine([
    { start: source, data: from },
    { start: destination, data: to },
  ])
  machine.registers.set('rax', source)
  machine.registers.set('rbp', destination)
  return { machine, from, to }
}

const bytesOf = ({ buffer }: DataView) => Array.from(new Uint8Array(buffer))

function runAll(machine: Machine, emit: (code: Assembler) => void): void {
  const code = codeOf(emit)
  code.ret()
  run(machine, code, () => assert.fail('nothing is called'))
}

const [from, to] = [
  { base: rax, offset: 0 },
  { base: rbp, offset: 0 },
]

for (const count of [1, 2, 3, 4, 5, 6, 7, 8]) {
  test(`${count} bytes through a general register are these, and no others are touched`, () => {
    const { machine, from: expected, to: found } = machineOf(count)
    machine.registers.set('rdi', -1n)
    runAll(machine, code => loadInteger(code, rdi, from, count))
    const value = bytesOf(expected).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
    assert.equal(machine.get('rdi'), value, 'the bits above are zero')
    machine.registers.set('rdi', value | BigInt.asUintN(64, -1n << BigInt(8 * count)))
    runAll(machine, code => storeInteger(code, to, rdi, count))
    assert.deepEqual(bytesOf(found), bytesOf(expected))
  })
}

for (const count of [1, 2, 3, 4, 5, 6, 7, 8, 16]) {
  test(`${count} bytes through a vector register are these, and no others are touched`, () => {
    const { machine, from: expected, to: found } = machineOf(count)
    runAll(machine, code => {
      loadVector(code, xmm3, from, count)
      storeVector(code, to, xmm3, count)
    })
    assert.deepEqual(bytesOf(found), bytesOf(expected))
  })
}

test('copies of any length are these bytes, and no others are touched', () => {
  for (const count of [...Array(140).keys(), 255, 256, 257, 1000]) {
    const { machine, from: expected, to: found } = machineOf(count)
    runAll(machine, code => copy(code, to, from, count))
    assert.deepEqual(bytesOf(found), bytesOf(expected), `${count} bytes`)
  }
})
