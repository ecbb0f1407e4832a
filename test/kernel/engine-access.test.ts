/**
 * Skipping a load or store, compared with GNU as: every form, every register, every way to say an address. An instruction is
 * as long as what as makes of its text, and a skipped load clears what it writes, and nothing else.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import { assembleWithGnu } from '../oracle/gnu-assembler.ts'

const { skip } = open(
  compileFixture(new URL('./engine_access.c', import.meta.url)),
  'int skip(const unsigned char *code, unsigned long *general_registers, unsigned char *vectors);',
)

const numbered = Array.from({ length: 8 }, (_, i) => `r${i + 8}`)
const r64 = ['rax', 'rcx', 'rdx', 'rbx', 'rsp', 'rbp', 'rsi', 'rdi', ...numbered]
const r32 = ['eax', 'ecx', 'edx', 'ebx', 'esp', 'ebp', 'esi', 'edi', ...numbered.map(name => `${name}d`)]
const r16 = ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di', ...numbered.map(name => `${name}w`)]
const r8 = ['al', 'cl', 'dl', 'bl', 'spl', 'bpl', 'sil', 'dil', ...numbered.map(name => `${name}b`)]
const xmm = r64.map((_, i) => `xmm${i}`)

const addresses = [
  ...r64.flatMap(base => [`[${base}]`, `[${base}+8]`, `[${base}-0x12345]`]),
  ...r64
    .filter(name => name !== 'rsp')
    .flatMap(index => [`[rbx+${index}*4]`, `[rbp+${index}*8-1]`, `[r13+${index}]`, `[${index}*2+0x100]`]),
  '[rip+0x10]',
]

/** A text of a load, and how many of the lowest bytes of its register it writes: all of a wider one than 32 bits. */
const loads: readonly [text: string, registers: readonly string[], written: number][] = [
  ['mov %, byte ptr @', r8, 1],
  ['mov %, word ptr @', r16, 2],
  ['mov %, dword ptr @', r32, 8],
  ['mov %, qword ptr @', r64, 8],
  ['movzx %, byte ptr @', r16, 2],
  ['movzx %, byte ptr @', r32, 8],
  ['movzx %, byte ptr @', r64, 8],
  ['movzx %, word ptr @', r32, 8],
  ['movsx %, byte ptr @', r16, 2],
  ['movsx %, byte ptr @', r32, 8],
  ['movsx %, byte ptr @', r64, 8],
  ['movsx %, word ptr @', r64, 8],
  ['movsxd %, dword ptr @', r64, 8],
  ...['', 'v'].flatMap(v =>
    (
      [
        ['movss %, dword ptr @', 16],
        ['movsd %, qword ptr @', 16],
        ['movups %, xmmword ptr @', 16],
        ['movapd %, xmmword ptr @', 16],
        ['movdqu %, xmmword ptr @', 16],
        ['movd %, dword ptr @', 16],
        ['movq %, qword ptr @', 16],
        [v ? 'cvtss2sd %, xmm3, dword ptr @' : 'cvtss2sd %, dword ptr @', 8],
        [v ? 'cvtsd2ss %, xmm3, qword ptr @' : 'cvtsd2ss %, qword ptr @', 4],
      ] as const
    ).map(([text, written]) => [v + text, xmm, written] as [string, string[], number]),
  ),
]

const stores: readonly [text: string, registers: readonly string[]][] = [
  ['mov byte ptr @, %', [...r8, '0x7f']],
  ['mov word ptr @, %', [...r16, '0x1234']],
  ['mov dword ptr @, %', [...r32, '0x12345678']],
  ['mov qword ptr @, %', [...r64, '0x12345678']],
  ...['', 'v'].flatMap(v =>
    [
      'movss dword',
      'movsd qword',
      'movups xmmword',
      'movapd xmmword',
      'movdqu xmmword',
      'movd dword',
      'movq qword',
    ].map(text => [`${v}${text} ptr @, %`, xmm] as [string, string[]]),
  ),
]

/** With every eighth address, for each register others: all of them for each form. */
const texts = (text: string, register: string, number: number) =>
  addresses.filter((_, i) => (i + number) % 8 === 0).map(address => text.replace('%', register).replace('@', address))

/** Each register has a value of its own, without a zero byte. */
const generalBefore = r64.map((_, i) => 0x0101_0101_0101_0101n * BigInt(i + 1))
const vectorsBefore = Uint8Array.from({ length: 256 }, (_, i) => (i % 255) + 1)

function skipped(bytes: string) {
  const general = BigUint64Array.from(generalBefore)
  const vectors = Uint8Array.from(vectorsBefore)
  const code = Buffer.from(`${bytes.replaceAll(' ', '')}${'cc'.repeat(16)}`, 'hex')
  const length = skip(code, general, vectors)
  return { length, general: [...general], vectors: [...vectors] }
}

const lengthOf = (bytes: string) => bytes.split(' ').length
const unchanged = { general: generalBefore, vectors: [...vectorsBefore] }

test('a load is skipped whole, and clears what it loads', () => {
  for (const [form, registers, written] of loads) {
    const all = registers.flatMap((register, number) => texts(form, register, number).map(text => ({ text, number })))
    const expected = assembleWithGnu(all.map(({ text }) => text))
    for (const [i, { text, number }] of all.entries()) {
      const general = [...generalBefore]
      const vectors = Uint8Array.from(vectorsBefore)
      if (registers === xmm) vectors.fill(0, 16 * number, 16 * number + written)
      else general[number] = written === 8 ? 0n : (general[number]! >> BigInt(8 * written)) << BigInt(8 * written)
      const length = lengthOf(expected[i]!)
      assert.deepEqual(skipped(expected[i]!), { length, general, vectors: [...vectors] }, `${text}: ${expected[i]}`)
    }
  }
})

test('a store is skipped whole, and changes no register', () => {
  for (const [form, registers] of stores) {
    const all = registers.flatMap((register, number) => texts(form, register, number))
    const expected = assembleWithGnu(all)
    for (const [i, text] of all.entries()) {
      const length = lengthOf(expected[i]!)
      assert.deepEqual(skipped(expected[i]!), { length, ...unchanged }, `${text}: ${expected[i]}`)
    }
  }
})

test('what is no plain load or store is not skipped', () => {
  const others = [
    ...['mov eax, ebx', 'movsd xmm0, xmm1', 'vmovsd xmm0, xmm1, xmm2', 'movzx eax, bl', 'mov ah, byte ptr [rcx]'],
    ...['add eax, [rbx]', 'cmp dword ptr [rbx], 1', 'test [rbx], eax', 'inc dword ptr [rbx]', 'xchg [rbx], eax'],
    ...['lock cmpxchg [rbx], ecx', 'call [rbx]', 'jmp [rbx]', 'push [rbx]', 'pop [rbx]', 'rep movsb', 'ret', 'nop'],
    ...['addsd xmm0, qword ptr [rbx]', 'vaddsd xmm0, xmm1, qword ptr [rbx]', 'lea eax, [rbx]', 'hlt', 'int3', 'ud2'],
    ...['cvttsd2si rax, qword ptr [rbx]', 'vpbroadcastd xmm0, dword ptr [rbx]', 'prefetcht0 [rbx]', 'movbe eax, [rbx]'],
  ]
  const expected = assembleWithGnu(others)
  for (const [i, text] of others.entries()) {
    assert.deepEqual(skipped(expected[i]!), { length: 0, ...unchanged }, `${text}: ${expected[i]}`)
  }
})
