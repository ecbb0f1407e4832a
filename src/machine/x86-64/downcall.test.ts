import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertAsGnu } from '../../../test/oracle/gnu-assembler.ts'
import { Machine, run } from '../../../test/oracle/interpreter.ts'
import type { BytesMove, CallPlan, CallSignature, ScalarMove, ScalarResultMove } from '../../abi/plan.ts'
import {
  type ResultValue,
  resultValue,
  type ScalarResult,
  type SlotValue,
  slotOffset,
  slotValue,
} from '../../abi/slot.ts'
import { arrange } from '../../abi/sysv-x64/arrange.ts'
import { x86_64_linux } from '../../ctype/target.ts'
import { struct } from '../../ctype/testing.ts'
import { type CType, floatingType, integerType } from '../../ctype/type.ts'
import { argumentsOffset, controlBlock, resultOffset } from '../control-block.ts'
import { callOfThunk, parkedFrame } from './call-stack.ts'
import { emitCallStackDowncall, emitDowncall } from './downcall.ts'
import {
  aggregates,
  as,
  bitsFrom,
  bitsOfNumber,
  bytes,
  calleeSaved,
  callerSaved,
  extendedBits,
  memory,
  offsetOfCall,
  ordinaryDouble,
  vectors,
} from './testing.ts'

const exchange = 0x7f1234567000
const errnoAddress = 0x7f1234560640

const signature = (result: ResultValue | undefined, parameters: string, fixed?: number): CallSignature => ({
  parameters: parameters.split(' ').filter(Boolean) as SlotValue[],
  result,
  fixed,
})

const [char, int, double] = [integerType('char'), integerType('int'), floatingType('double')]

const thunk = (result: ResultValue | undefined, parameters: string, fixed?: number) =>
  emitDowncall(arrange(signature(result, parameters, fixed)), { exchange, errnoAddress, guarded: true, stack: 'host' })

test('void f(void)', () => {
  const code = thunk(undefined, '')
  assert.equal(
    code.listing(),
    `\
0000  41 57                                push r15
0002  41 56                                push r14
0004  41 55                                push r13
0006  41 54                                push r12
0008  55                                   push rbp
0009  53                                   push rbx
000a  48 bb 00 70 56 34 12 7f 00 00        movabs rbx, 0x7f1234567000
0014  ff 33                                push qword ptr [rbx]
0016  c7 43 2c 00 00 00 00                 mov dword ptr [rbx+0x2c], 0
001d  48 89 23                             mov qword ptr [rbx], rsp
0020  48 b8 40 06 56 34 12 7f 00 00        movabs rax, 0x7f1234560640
002a  8b 4b 28                             mov ecx, dword ptr [rbx+0x28]
002d  89 08                                mov dword ptr [rax], ecx
002f  ff 53 18                             call qword ptr [rbx+0x18]
0032  48 b8 40 06 56 34 12 7f 00 00        movabs rax, 0x7f1234560640
003c  8b 08                                mov ecx, dword ptr [rax]
003e  89 4b 28                             mov dword ptr [rbx+0x28], ecx
0041  8f 03                                pop qword ptr [rbx]
0043  5b                                   pop rbx
0044  48 83 c4 28                          add rsp, 0x28
0048  c3                                   ret
`,
  )
  assertAsGnu(code)
})

test('double pow(double, double)', () => {
  const code = thunk('double', 'double double')
  assert.equal(
    code.listing(),
    `\
0000  41 57                                push r15
0002  41 56                                push r14
0004  41 55                                push r13
0006  41 54                                push r12
0008  55                                   push rbp
0009  53                                   push rbx
000a  48 bb 00 70 56 34 12 7f 00 00        movabs rbx, 0x7f1234567000
0014  ff 33                                push qword ptr [rbx]
0016  c7 43 2c 00 00 00 00                 mov dword ptr [rbx+0x2c], 0
001d  48 89 23                             mov qword ptr [rbx], rsp
0020  48 b8 40 06 56 34 12 7f 00 00        movabs rax, 0x7f1234560640
002a  8b 4b 28                             mov ecx, dword ptr [rbx+0x28]
002d  89 08                                mov dword ptr [rax], ecx
002f  f2 0f 10 83 00 01 00 00              movsd xmm0, qword ptr [rbx+0x100]
0037  f2 0f 10 8b 08 01 00 00              movsd xmm1, qword ptr [rbx+0x108]
003f  ff 53 18                             call qword ptr [rbx+0x18]
0042  f2 0f 11 83 80 00 00 00              movsd qword ptr [rbx+0x80], xmm0
004a  48 b8 40 06 56 34 12 7f 00 00        movabs rax, 0x7f1234560640
0054  8b 08                                mov ecx, dword ptr [rax]
0056  89 4b 28                             mov dword ptr [rbx+0x28], ecx
0059  8f 03                                pop qword ptr [rbx]
005b  5b                                   pop rbx
005c  48 83 c4 28                          add rsp, 0x28
0060  c3                                   ret
`,
  )
  assertAsGnu(code)
})

test('int printf(const char *, ...) with an int and a double: the int is widened, al is 1', () => {
  const code = thunk('int32', 'int64 int32 double', 1)
  assert.equal(
    code.listing(),
    `\
0000  41 57                                push r15
0002  41 56                                push r14
0004  41 55                                push r13
0006  41 54                                push r12
0008  55                                   push rbp
0009  53                                   push rbx
000a  48 bb 00 70 56 34 12 7f 00 00        movabs rbx, 0x7f1234567000
0014  ff 33                                push qword ptr [rbx]
0016  c7 43 2c 00 00 00 00                 mov dword ptr [rbx+0x2c], 0
001d  48 89 23                             mov qword ptr [rbx], rsp
0020  48 b8 40 06 56 34 12 7f 00 00        movabs rax, 0x7f1234560640
002a  8b 4b 28                             mov ecx, dword ptr [rbx+0x28]
002d  89 08                                mov dword ptr [rax], ecx
002f  8b bb 00 01 00 00                    mov edi, dword ptr [rbx+0x100]
0035  8b 83 04 01 00 00                    mov eax, dword ptr [rbx+0x104]
003b  48 c1 e0 20                          shl rax, 0x20
003f  48 09 c7                             or rdi, rax
0042  48 63 b3 08 01 00 00                 movsxd rsi, dword ptr [rbx+0x108]
0049  f2 0f 10 83 10 01 00 00              movsd xmm0, qword ptr [rbx+0x110]
0051  b8 01 00 00 00                       mov eax, 1
0056  ff 53 18                             call qword ptr [rbx+0x18]
0059  89 83 80 00 00 00                    mov dword ptr [rbx+0x80], eax
005f  48 b8 40 06 56 34 12 7f 00 00        movabs rax, 0x7f1234560640
0069  8b 08                                mov ecx, dword ptr [rax]
006b  89 4b 28                             mov dword ptr [rbx+0x28], ecx
006e  8f 03                                pop qword ptr [rbx]
0070  5b                                   pop rbx
0071  48 83 c4 28                          add rsp, 0x28
0075  c3                                   ret
`,
  )
  assertAsGnu(code)
})

test('nine integers: the stack is filled before rcx, which helps with it, gets its argument', () => {
  const code = thunk('uint8', 'int64 int64 int64 int64 int64 int64 int64 uint32 int32')
  assert.equal(
    code.listing(),
    `\
0000  41 57                                push r15
0002  41 56                                push r14
0004  41 55                                push r13
0006  41 54                                push r12
0008  55                                   push rbp
0009  53                                   push rbx
000a  48 bb 00 70 56 34 12 7f 00 00        movabs rbx, 0x7f1234567000
0014  ff 33                                push qword ptr [rbx]
0016  c7 43 2c 00 00 00 00                 mov dword ptr [rbx+0x2c], 0
001d  48 89 23                             mov qword ptr [rbx], rsp
0020  48 83 ec 20                          sub rsp, 0x20
0024  48 b8 40 06 56 34 12 7f 00 00        movabs rax, 0x7f1234560640
002e  8b 4b 28                             mov ecx, dword ptr [rbx+0x28]
0031  89 08                                mov dword ptr [rax], ecx
0033  8b 83 30 01 00 00                    mov eax, dword ptr [rbx+0x130]
0039  8b 8b 34 01 00 00                    mov ecx, dword ptr [rbx+0x134]
003f  48 c1 e1 20                          shl rcx, 0x20
0043  48 09 c8                             or rax, rcx
0046  48 89 04 24                          mov qword ptr [rsp], rax
004a  8b 83 38 01 00 00                    mov eax, dword ptr [rbx+0x138]
0050  48 89 44 24 08                       mov qword ptr [rsp+8], rax
0055  48 63 83 40 01 00 00                 movsxd rax, dword ptr [rbx+0x140]
005c  48 89 44 24 10                       mov qword ptr [rsp+0x10], rax
0061  8b bb 00 01 00 00                    mov edi, dword ptr [rbx+0x100]
0067  8b 83 04 01 00 00                    mov eax, dword ptr [rbx+0x104]
006d  48 c1 e0 20                          shl rax, 0x20
0071  48 09 c7                             or rdi, rax
0074  8b b3 08 01 00 00                    mov esi, dword ptr [rbx+0x108]
007a  8b 83 0c 01 00 00                    mov eax, dword ptr [rbx+0x10c]
0080  48 c1 e0 20                          shl rax, 0x20
0084  48 09 c6                             or rsi, rax
0087  8b 93 10 01 00 00                    mov edx, dword ptr [rbx+0x110]
008d  8b 83 14 01 00 00                    mov eax, dword ptr [rbx+0x114]
0093  48 c1 e0 20                          shl rax, 0x20
0097  48 09 c2                             or rdx, rax
009a  8b 8b 18 01 00 00                    mov ecx, dword ptr [rbx+0x118]
00a0  8b 83 1c 01 00 00                    mov eax, dword ptr [rbx+0x11c]
00a6  48 c1 e0 20                          shl rax, 0x20
00aa  48 09 c1                             or rcx, rax
00ad  44 8b 83 20 01 00 00                 mov r8d, dword ptr [rbx+0x120]
00b4  8b 83 24 01 00 00                    mov eax, dword ptr [rbx+0x124]
00ba  48 c1 e0 20                          shl rax, 0x20
00be  49 09 c0                             or r8, rax
00c1  44 8b 8b 28 01 00 00                 mov r9d, dword ptr [rbx+0x128]
00c8  8b 83 2c 01 00 00                    mov eax, dword ptr [rbx+0x12c]
00ce  48 c1 e0 20                          shl rax, 0x20
00d2  49 09 c1                             or r9, rax
00d5  ff 53 18                             call qword ptr [rbx+0x18]
00d8  0f b6 c0                             movzx eax, al
00db  89 83 80 00 00 00                    mov dword ptr [rbx+0x80], eax
00e1  48 b8 40 06 56 34 12 7f 00 00        movabs rax, 0x7f1234560640
00eb  8b 08                                mov ecx, dword ptr [rax]
00ed  89 4b 28                             mov dword ptr [rbx+0x28], ecx
00f0  48 83 c4 20                          add rsp, 0x20
00f4  8f 03                                pop qword ptr [rbx]
00f6  5b                                   pop rbx
00f7  48 83 c4 28                          add rsp, 0x28
00fb  c3                                   ret
`,
  )
  assertAsGnu(code)
})

const aggregateThunk = (result: CType, parameters: readonly CType[]) =>
  emitDowncall(
    arrange({
      parameters: parameters.map(type => slotValue(type, x86_64_linux)),
      result: resultValue(result, x86_64_linux),
      fixed: undefined,
    }),
    { exchange, errnoAddress, guarded: true, stack: 'host' },
  )

test('point add(point, point): each address is taken out of its slot once', () => {
  const point = struct({ x: double, y: double })
  const code = aggregateThunk(point, [point, point])
  assert.deepEqual(added(thunk(undefined, '').listing(), code.listing()), [
    'cvttsd2si rbp, qword ptr [rbx+0x60]',
    'cvttsd2si rax, qword ptr [rbx+0x100]',
    'movsd xmm0, qword ptr [rax]',
    'movsd xmm1, qword ptr [rax+8]',
    'cvttsd2si rax, qword ptr [rbx+0x108]',
    'movsd xmm2, qword ptr [rax]',
    'movsd xmm3, qword ptr [rax+8]',
    'movsd qword ptr [rbp], xmm0',
    'movsd qword ptr [rbp+8], xmm1',
    'pop rbp',
    'add rsp, 0x20',
  ])
  assertAsGnu(code)
})

test('24 bytes there and back: the hidden address is the first argument', () => {
  const code = aggregateThunk(bytes(24), [bytes(24), int])
  assert.deepEqual(added(thunk(undefined, '').listing(), code.listing()), [
    'sub rsp, 0x20',
    'cvttsd2si rbp, qword ptr [rbx+0x60]',
    'cvttsd2si rax, qword ptr [rbx+0x100]',
    'mov r11, qword ptr [rax]',
    'mov qword ptr [rsp], r11',
    'mov r11, qword ptr [rax+8]',
    'mov qword ptr [rsp+8], r11',
    'mov r11, qword ptr [rax+0x10]',
    'mov qword ptr [rsp+0x10], r11',
    'mov rdi, rbp',
    'mov esi, dword ptr [rbx+0x108]',
    'add rsp, 0x20',
    'pop rbp',
    'add rsp, 0x20',
  ])
  assertAsGnu(code)
})

test('a stack argument aligned to 64 realigns the stack, which r12 keeps', () => {
  const aligned = struct({ c: { type: char, align: 64 } })
  const texts = added(thunk(undefined, '').listing(), aggregateThunk(int, [aligned]).listing())
  assert.deepEqual(texts.slice(0, 4), ['mov r12, rsp', 'and rsp, -0x40', 'or qword ptr [rsp], 0', 'sub rsp, 0x40'])
  assert.deepEqual(texts.slice(-4), ['mov rsp, r12', 'pop rbp', 'pop r12', 'add rsp, 0x18'])
})

test('a stack of many pages is touched at every page: each thread’s is guarded by one', () => {
  const texts = (count: number) => added(thunk(undefined, '').listing(), aggregateThunk(int, [bytes(count)]).listing())
  assert.deepEqual(texts(4080).slice(0, 1), ['sub rsp, 0xff0'])
  const page = ['sub rsp, 0x1000', 'or qword ptr [rsp], 0']
  assert.deepEqual(texts(4096).slice(0, 2), page)
  assert.deepEqual(texts(8200).slice(0, 5), [...page, ...page, 'sub rsp, 0x10'])
})

/** The texts of what `b` has and `a` has not. */
function added(a: string, b: string): string[] {
  const texts = (listing: string) =>
    listing
      .trimEnd()
      .split('\n')
      .map(line => line.slice(43))
  const before = texts(a)
  return texts(b).filter(text => !before.includes(text))
}

test('where C may call back, a thunk begins on the call stack if there is one, and ends by its common end', () => {
  const code = emitDowncall(arrange(signature(undefined, '')), { exchange, errnoAddress, guarded: true, stack: 'auto' })
  const texts = code
    .listing()
    .trimEnd()
    .split('\n')
    .map(line => `${line.slice(0, 4)} ${line.slice(43)}`)
  assert.deepEqual(texts.slice(8), [
    '0016 mov dword ptr [rbx+0x2c], 0',
    '001d mov qword ptr [rbx], rsp',
    '0020 cmp qword ptr [rbx+8], 0',
    '0025 jne 0x0062',
    '002b movabs rax, 0x7f1234560640',
    '0035 mov ecx, dword ptr [rbx+0x28]',
    '0038 mov dword ptr [rax], ecx',
    '003a call qword ptr [rbx+0x18]',
    '003d movabs rax, 0x7f1234560640',
    '0047 mov ecx, dword ptr [rax]',
    '0049 mov dword ptr [rbx+0x28], ecx',
    '004c cmp rsp, qword ptr [rbx]',
    '004f jne 0x005f',
    '0055 xor eax, eax',
    '0057 pop qword ptr [rbx]',
    '0059 pop rbx',
    '005a add rsp, 0x28',
    '005e ret',
    '005f jmp qword ptr [rbx+0x68]',
    '0062 mov rcx, qword ptr [rbx+8]',
    '0066 cmp rcx, qword ptr [rbx+0xf0]',
    '006d jb 0x0087',
    '0073 lea rax, 0x003a',
    '007a mov rsp, rcx',
    '007d push rax',
    '007e add rax, rbx',
    '0081 push rax',
    '0082 jmp 0x002b',
    '0087 mov dword ptr [rbx+0x2c], 5',
    '008e mov eax, 5',
    '0093 pcmpeqd xmm0, xmm0',
    '0097 pop qword ptr [rbx]',
    '0099 pop rbx',
    '009a add rsp, 0x28',
    '009e ret',
  ])
  assertAsGnu(code)
})

test('an unguarded thunk differs in announcing its frame as one that faults are not to leave by', () => {
  const plan = arrange(signature(undefined, ''))
  const unguarded = emitDowncall(plan, { exchange, errnoAddress, guarded: false, stack: 'host' })
  const guarded = emitDowncall(plan, { exchange, errnoAddress, guarded: true, stack: 'host' })
  assert.deepEqual(added(guarded.listing(), unguarded.listing()), ['lea rax, [rsp+1]', 'mov qword ptr [rbx], rax'])
  assert.deepEqual(added(unguarded.listing(), guarded.listing()), ['mov qword ptr [rbx], rsp'])
  assertAsGnu(unguarded)
})

const results: readonly (readonly [ScalarResult, readonly string[]])[] = [
  ['bool', ['movzx eax, al', 'mov dword ptr [rbx+0x80], eax']],
  ['int8', ['movsx eax, al', 'mov dword ptr [rbx+0x80], eax']],
  ['uint8', ['movzx eax, al', 'mov dword ptr [rbx+0x80], eax']],
  ['int16', ['movsx eax, ax', 'mov dword ptr [rbx+0x80], eax']],
  ['uint16', ['movzx eax, ax', 'mov dword ptr [rbx+0x80], eax']],
  ['int32', ['mov dword ptr [rbx+0x80], eax']],
  ['uint32', ['mov dword ptr [rbx+0x80], eax']],
  ['int64', ['mov qword ptr [rbx+0x80], rax']],
  ['float', ['movss dword ptr [rbx+0x80], xmm0']],
  ['double', ['movsd qword ptr [rbx+0x80], xmm0']],
  ['x87', ['fstp qword ptr [rbx+0x80]']],
]

for (const [result, texts] of results) {
  test(`a result of ${result} is stored by '${texts.join('; ')}'`, () => {
    const code = thunk(result, '')
    assert.deepEqual(added(thunk(undefined, '').listing(), code.listing()), texts)
    assertAsGnu(code)
  })
}

const scalars = ['int32', 'uint32', 'int64', 'float', 'double', 'x87'] as const

const values = (scalars: readonly ScalarResult[]) =>
  fc.oneof(fc.constantFrom(...scalars), fc.constantFrom(...aggregates))

const signatures: fc.Arbitrary<CallSignature> = fc
  .record({
    parameters: fc.array(values(scalars) as fc.Arbitrary<SlotValue>, { maxLength: 20, size: 'max' }),
    result: fc.option(values(results.map(([result]) => result)), { nil: undefined }),
    fixed: fc.option(fc.nat(20), { nil: undefined }),
  })
  .map(s => ({ ...s, fixed: s.fixed === undefined ? undefined : Math.min(s.fixed, s.parameters.length) }))

test('random thunks are encoded as GNU as encodes them', t => {
  const codes = fc
    .sample(signatures, 100)
    .flatMap(signature => [
      emitDowncall(arrange(signature), { exchange, errnoAddress, guarded: true, stack: 'host' }),
      emitCallStackDowncall(arrange(signature), { exchange, errnoAddress, guarded: false }, otherwise),
    ])
  t.diagnostic(`${codes.reduce((sum, code) => sum + assertAsGnu(code), 0)} instructions`)
})

/** `auto` with no callback that lives, so that there is no call stack. */
const stacks = ['host', 'auto', 'call stack', 'call stack, directly'] as const
type Stack = (typeof stacks)[number]

const callStackBase = 0x7f80_0000_0000n
const callStackTop = 0x7f80_0000_3fc0n
const leaveCallStackAddress = 0x7f00_0000_2000n

const stackBase = 0x7ffc_0000_0000n
const stackBytes = 0x4000
const target = 0x7f00_0000_1000n
/** The thunk that makes the calls which cannot go straight to the call stack. */
const otherwise = 0x7f00_0000_3000
const hostFrame = 0x7ffc_0000_8888n

interface Simulation {
  readonly machine: Machine
  readonly plan: CallPlan
  readonly base: bigint
  readonly bits: () => bigint
}

const aggregateAddress = (slot: number): bigint => 0x7e00_0000_0000n + BigInt(slot) * 0x1_0003n
const resultAddress = aggregateAddress(1000)

/** Arguments where the plan says, wide enough; the stack as the psABI wants it. */
function checkEntry({ machine, plan, base }: Simulation, guarded: boolean, before: bigint, start: bigint): void {
  const rsp = machine.get('rsp')
  assert.equal(rsp % BigInt(plan.stackAlignment), 0n, 'the stack pointer at the call')
  assert.ok(rsp + BigInt(plan.stackSize) <= start, 'the stack arguments are in the thunk’s frame')
  const announced = machine.read(base + BigInt(controlBlock.hostFrame), 64)
  assert.equal(announced, guarded ? before : before + 1n, 'the host frame')
  for (const move of plan.moves) {
    const found = (bits: number) =>
      'stack' in move.to
        ? machine.read(rsp + BigInt(move.to.stack), bits)
        : BigInt.asUintN(bits, machine.get(move.to.register))
    if (move.kind === 'result address') assert.equal(found(64), resultAddress)
    else if (move.kind === 'bytes') checkBytes(machine, move, found)
    else checkScalar(machine.read(base + BigInt(argumentsOffset + slotOffset(move.slot)), 64), move, found)
  }
  if (plan.vectorCount !== undefined) assert.equal(machine.get('rax') & 0xffn, BigInt(plan.vectorCount), 'al')
}

function checkBytes(machine: Machine, { slot, from, end }: BytesMove, found: (bits: number) => bigint): void {
  const expected = machine.read(aggregateAddress(slot) + BigInt(from), 8 * (end - from))
  assert.equal(found(8 * (end - from)), expected, `bytes ${from} to ${end} of slot ${slot}`)
}

function checkScalar(slotBits: bigint, { slot, value, extended }: ScalarMove, found: (bits: number) => bigint): void {
  const width = { x87: 80, int64: 64, double: 64 }[value as string] ?? (extended ? 64 : 32)
  const expected = value === 'x87' ? extendedBits(slotBits) : as(value, slotBits)
  assert.equal(found(width), BigInt.asUintN(width, expected), `slot ${slot}`)
}

/** What a C function may do: every register but the callee-saved ones, and its arguments on the stack. */
function clobber({ machine, plan, bits }: Simulation): void {
  for (const name of callerSaved) machine.registers.set(name, bits())
  for (const name of vectors) machine.registers.set(name, (bits() << 64n) | bits())
  const rsp = machine.get('rsp')
  for (let at = -256; at < plan.stackSize; at += 8) machine.write(rsp + BigInt(at), 64, bits())
  for (const { register } of [...plan.results].reverse()) {
    if (register.startsWith('st'))
      machine.x87.push((0x4000n << 64n) | (1n << 63n) | (bits() & ((1n << 63n) - (1n << 11n))))
  }
  // C may call back, and so may the next call begin before this one ends.
  machine.write(BigInt(exchange + controlBlock.resultAddress), 64, bits())
}

const registerBits = ({ machine }: Simulation, name: string): bigint =>
  name.startsWith('st') ? machine.x87.at(-1 - Number(name.slice(2)))! : machine.get(name)

function checkResults({ machine, plan, base }: Simulation, returned: readonly bigint[], size: number): void {
  const expected = new Map<number, bigint>()
  for (const [i, move] of plan.results.entries()) {
    const bits = returned[i]!
    if (move.kind === 'scalar') checkScalarResult(machine, move, base, bits)
    // An x87 register has 10 bytes.
    else
      for (let at = move.from; at < Math.min(move.end, move.from + (move.register.startsWith('st') ? 10 : 16)); at++)
        expected.set(at, (bits >> BigInt(8 * (at - move.from))) & 0xffn)
  }
  for (let at = 0; at < size; at++) {
    assert.equal(machine.read(resultAddress + BigInt(at), 8), expected.get(at) ?? 0n, `byte ${at} of the result`)
  }
  assert.deepEqual(machine.x87, [], 'the x87 stack')
}

function checkScalarResult(machine: Machine, { value }: ScalarResultMove, base: bigint, bits: bigint): void {
  const width = value === 'int64' || value === 'double' || value === 'x87' ? 64 : 32
  const stored = machine.read(base + BigInt(resultOffset), width)
  if (value === 'x87') assert.equal(stored >> 52n, 0x400n, 'the exponent of the result')
  const expected = value === 'x87' ? (0x400n << 52n) | ((bits >> 11n) & ((1n << 52n) - 1n)) : as(value, bits)
  assert.equal(stored, BigInt.asUintN(width, expected), 'the result')
}

/** Runs the thunk of a signature, its slots filled with random bits, and looks at all it did. */
function simulate(signature: CallSignature, guarded: boolean, stack: Stack, seed: number): void {
  const plan = arrange(signature)
  const bits = bitsFrom(seed)
  const base = BigInt(exchange)
  const errno = BigInt(errnoAddress)
  const resultSize = typeof signature.result === 'object' ? signature.result.size : 0
  // Where an aggregate is, there is no byte more.
  const places = signature.parameters.map((value, i) =>
    memory(aggregateAddress(i), typeof value === 'object' ? value.size : 0),
  )
  const regions = [
    memory(base, 0x1000),
    memory(stackBase, stackBytes),
    memory(errno, 4),
    memory(resultAddress, resultSize),
    memory(callStackBase, stackBytes),
  ]
  const machine = new Machine([...regions, ...places])
  for (const name of [...calleeSaved, ...callerSaved, ...vectors]) machine.registers.set(name, bits())
  const entry = stackBase + BigInt(stackBytes) - 8n
  machine.registers.set('rsp', entry)
  const before = new Map([...calleeSaved, 'rsp'].map(name => [name, machine.get(name)]))
  const block = (field: keyof typeof controlBlock) => base + BigInt(controlBlock[field])
  const isDirect = stack === 'call stack, directly'
  const enclosing = isDirect ? 0n : hostFrame
  machine.write(block('hostFrame'), 64, enclosing)
  if (isDirect) machine.registers.set('xmm0', target)
  else machine.write(block('target'), 64, target)
  machine.write(block('errorNumber'), 32, 11n)
  machine.write(block('resultAddress'), 64, bitsOfNumber(resultAddress))
  machine.write(block('leaveCallStack'), 64, leaveCallStackAddress)
  const onCallStack = isDirect || stack === 'call stack'
  if (onCallStack) {
    machine.write(block('callStack'), 64, callStackTop)
    machine.write(callStackTop + BigInt(parkedFrame.hostFrame), 64, (1n << 64n) - 1n)
  }
  for (const [slot, value] of signature.parameters.entries()) {
    const { data } = places[slot]!
    for (let at = 0; at < data.byteLength; at++) data.setUint8(at, Number(bits() & 0xffn))
    const stored =
      typeof value === 'object'
        ? bitsOfNumber(aggregateAddress(slot))
        : value === 'x87'
          ? ordinaryDouble(bits())
          : bits()
    machine.write(base + BigInt(argumentsOffset + slotOffset(slot)), 64, stored)
  }
  const simulation: Simulation = { machine, plan, base, bits }
  let calls = 0
  let returned: readonly bigint[] = []
  const options = { exchange, errnoAddress, guarded, stack: stack === 'host' ? stack : 'auto' } as const
  // Six registers and the enclosing frame are below the return address, or two and a mark.
  const hostFrameHere = entry - (isDirect ? 24n : 56n)
  const code = isDirect ? emitCallStackDowncall(plan, options, otherwise) : emitDowncall(plan, options)
  const left = run(machine, code, called => {
    calls++
    assert.equal(called, target)
    assert.equal(machine.read(errno, 32), 11n, 'errno at the call')
    checkEntry(simulation, guarded, hostFrameHere, onCallStack ? callStackTop - 16n : hostFrameHere)
    clobber(simulation)
    machine.write(errno, 32, 22n)
    returned = plan.results.map(({ register }) => registerBits(simulation, register))
  })
  assert.equal(calls, 1)
  checkResults(simulation, returned, resultSize)
  assert.equal(machine.read(block('errorNumber'), 32), 22n, 'errno after the call')
  if (onCallStack) {
    assert.equal(left, leaveCallStackAddress)
    assert.equal(machine.get('rsp'), callStackTop - 16n, 'the stack pointer where the call stack is left')
    assert.equal(machine.read(callStackTop + BigInt(callOfThunk), 64), BigInt(offsetOfCall(code)))
    return
  }
  assert.equal(left, undefined)
  if (stack === 'auto') assert.equal(machine.get('rax'), 0n, 'the status')
  for (const [name, value] of before) assert.equal(machine.get(name), value, name)
  assert.equal(machine.read(block('hostFrame'), 64), enclosing, 'the enclosing host frame')
}

test('a call goes straight to the call stack only where there is one, with room, and no host frame; else its thunk makes it', () => {
  const plan = arrange(signature('int32', 'int64 int32'))
  const code = emitCallStackDowncall(plan, { exchange, errnoAddress, guarded: true }, otherwise)
  const room = callStackTop - 0x100n
  const cases = [
    [0n, 0n, 0n],
    [0n, room, 0n],
    [room, room, 0n],
    [room - 16n, room, 0n],
    [callStackTop, room, hostFrame],
  ] as const
  for (const [callStack, limit, frame] of cases) {
    const machine = new Machine([memory(BigInt(exchange), 0x1000), memory(stackBase, stackBytes)])
    const block = (field: keyof typeof controlBlock) => BigInt(exchange + controlBlock[field])
    machine.registers.set('rsp', stackBase + 0x1000n)
    machine.registers.set('xmm0', target)
    machine.write(block('callStack'), 64, callStack)
    machine.write(block('callStackLimit'), 64, limit)
    machine.write(block('hostFrame'), 64, frame)
    assert.equal(
      run(machine, code, () => assert.fail('nothing is called')),
      BigInt(otherwise),
    )
    assert.equal(machine.get('rsp'), stackBase + 0x1000n)
    assert.equal(machine.read(block('target'), 64), target)
    assert.equal(machine.read(block('hostFrame'), 64), frame)
  }
})

test('10,000 random thunks, run one instruction at a time, pass every argument, keep what is not theirs and return the result', () => {
  let seed = 0
  fc.assert(
    fc.property(signatures, fc.boolean(), fc.constantFrom(...stacks), (signature, guarded, stack) =>
      simulate(signature, guarded, stack, seed++),
    ),
    { numRuns: 10_000 },
  )
})
