import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertAsGnu } from '../../../test/oracle/gnu-assembler.ts'
import { Machine, run } from '../../../test/oracle/interpreter.ts'
import { arrangeDirect, type DirectMove, type DirectPlan } from '../../abi/direct.ts'
import type { CallSignature, Place } from '../../abi/plan.ts'
import { slotOffset } from '../../abi/slot.ts'
import { arrange } from '../../abi/sysv-x64/arrange.ts'
import { argumentsOffset, controlBlock, resultOffset, status } from '../control-block.ts'
import { Assembler } from './assembler.ts'
import { emitDirect } from './direct.ts'
import { directFrameSize, leaveAfterFault } from './frame.ts'
import { as, bitsFrom, calleeSaved, callerSaved, memory, vectors, widthOf } from './testing.ts'

const exchange = 0x7f1234567000
const errnoAddress = 0x7f1234580640
const bySlots = 0x7f0000003000
const options = { exchange, errnoAddress, bySlots, guarded: true }
const target = 0x7f00_0000_1000n
const block = (field: keyof typeof controlBlock) => BigInt(exchange + controlBlock[field])

test('int f(int, int)', () => {
  const plan = arrangeDirect({ parameters: ['int32', 'int32'], result: 'int32', fixed: undefined }, arrange)!
  const code = emitDirect(plan, options)
  assert.equal(
    code.listing(),
    `\
0000  49 ba 00 70 56 34 12 7f 00 00        movabs r10, 0x7f1234567000
000a  49 8b 42 08                          mov rax, qword ptr [r10+8]
000e  49 0b 02                             or rax, qword ptr [r10]
0011  0f 85 90 00 00 00                    jne 0x00a7
0017  55                                   push rbp
0018  41 55                                push r13
001a  6a 02                                push 2
001c  49 89 22                             mov qword ptr [r10], rsp
001f  48 b8 40 06 58 34 12 7f 00 00        movabs rax, 0x7f1234580640
0029  45 8b 5a 28                          mov r11d, dword ptr [r10+0x28]
002d  44 3b 18                             cmp r11d, dword ptr [rax]
0030  0f 85 3d 00 00 00                    jne 0x0073
0036  89 f7                                mov edi, esi
0038  89 d6                                mov esi, edx
003a  66 48 0f 7e c0                       movq rax, xmm0
003f  ff d0                                call rax
0041  49 ba 00 70 56 34 12 7f 00 00        movabs r10, 0x7f1234567000
004b  41 89 82 80 00 00 00                 mov dword ptr [r10+0x80], eax
0052  48 b8 40 06 58 34 12 7f 00 00        movabs rax, 0x7f1234580640
005c  44 8b 18                             mov r11d, dword ptr [rax]
005f  45 3b 5a 28                          cmp r11d, dword ptr [r10+0x28]
0063  0f 85 12 00 00 00                    jne 0x007b
0069  31 c0                                xor eax, eax
006b  49 89 02                             mov qword ptr [r10], rax
006e  48 83 c4 18                          add rsp, 0x18
0072  c3                                   ret
0073  44 89 18                             mov dword ptr [rax], r11d
0076  e9 bb ff ff ff                       jmp 0x0036
007b  45 89 5a 28                          mov dword ptr [r10+0x28], r11d
007f  41 83 7a 74 00                       cmp dword ptr [r10+0x74], 0
0084  0f 84 df ff ff ff                    je 0x0069
008a  49 c7 02 00 00 00 00                 mov qword ptr [r10], 0
0091  41 c7 42 2c 04 00 00 00              mov dword ptr [r10+0x2c], 4
0099  b8 04 00 00 00                       mov eax, 4
009e  66 0f 76 c0                          pcmpeqd xmm0, xmm0
00a2  48 83 c4 18                          add rsp, 0x18
00a6  c3                                   ret
00a7  89 f0                                mov eax, esi
00a9  41 89 82 00 01 00 00                 mov dword ptr [r10+0x100], eax
00b0  89 d0                                mov eax, edx
00b2  41 89 82 08 01 00 00                 mov dword ptr [r10+0x108], eax
00b9  f2 41 0f 11 42 18                    movsd qword ptr [r10+0x18], xmm0
00bf  48 b8 00 30 00 00 00 7f 00 00        movabs rax, 0x7f0000003000
00c9  ff e0                                jmp rax
`,
  )
  assertAsGnu(code)
})

test('float f(float)', () => {
  const plan = arrangeDirect({ parameters: ['float'], result: 'float', fixed: undefined }, arrange)!
  const code = emitDirect(plan, options)
  assert.equal(
    code.listing(),
    `\
0000  cc                                   int3
0001  cc                                   int3
0002  cc                                   int3
0003  49 ba 00 70 56 34 12 7f 00 00        movabs r10, 0x7f1234567000
000d  49 8b 42 08                          mov rax, qword ptr [r10+8]
0011  49 0b 02                             or rax, qword ptr [r10]
0014  0f 85 ad 00 00 00                    jne 0x00c7
001a  55                                   push rbp
001b  41 55                                push r13
001d  6a 02                                push 2
001f  49 89 22                             mov qword ptr [r10], rsp
0022  48 b8 40 06 58 34 12 7f 00 00        movabs rax, 0x7f1234580640
002c  45 8b 5a 28                          mov r11d, dword ptr [r10+0x28]
0030  44 3b 18                             cmp r11d, dword ptr [rax]
0033  0f 85 3b 00 00 00                    jne 0x0074
0039  66 48 0f 7e c8                       movq rax, xmm1
003e  ff d0                                call rax
0040  49 ba 00 70 56 34 12 7f 00 00        movabs r10, 0x7f1234567000
004a  48 b8 40 06 58 34 12 7f 00 00        movabs rax, 0x7f1234580640
0054  44 8b 18                             mov r11d, dword ptr [rax]
0057  45 3b 5a 28                          cmp r11d, dword ptr [r10+0x28]
005b  0f 85 1b 00 00 00                    jne 0x007c
0061  31 c0                                xor eax, eax
0063  49 89 02                             mov qword ptr [r10], rax
0066  0f 2e c0                             ucomiss xmm0, xmm0
0069  0f 8a 42 00 00 00                    jp 0x00b1
006f  48 83 c4 18                          add rsp, 0x18
0073  c3                                   ret
0074  44 89 18                             mov dword ptr [rax], r11d
0077  e9 bd ff ff ff                       jmp 0x0039
007c  45 89 5a 28                          mov dword ptr [r10+0x28], r11d
0080  41 83 7a 74 00                       cmp dword ptr [r10+0x74], 0
0085  0f 84 d6 ff ff ff                    je 0x0061
008b  f3 41 0f 11 82 80 00 00 00           movss dword ptr [r10+0x80], xmm0
0094  49 c7 02 00 00 00 00                 mov qword ptr [r10], 0
009b  41 c7 42 2c 04 00 00 00              mov dword ptr [r10+0x2c], 4
00a3  b8 04 00 00 00                       mov eax, 4
00a8  66 0f 76 c0                          pcmpeqd xmm0, xmm0
00ac  48 83 c4 18                          add rsp, 0x18
00b0  c3                                   ret
00b1  f3 41 0f 11 82 80 00 00 00           movss dword ptr [r10+0x80], xmm0
00ba  41 c7 42 2c 00 00 00 00              mov dword ptr [r10+0x2c], 0
00c2  48 83 c4 18                          add rsp, 0x18
00c6  c3                                   ret
00c7  f3 41 0f 11 82 00 01 00 00           movss dword ptr [r10+0x100], xmm0
00d0  f2 41 0f 11 4a 18                    movsd qword ptr [r10+0x18], xmm1
00d6  48 b8 00 30 00 00 00 7f 00 00        movabs rax, 0x7f0000003000
00e0  ff e0                                jmp rax
`,
  )
  assertAsGnu(code)
})

test('an unguarded thunk announces its frame as one that faults are not to leave by', () => {
  const plan = arrangeDirect({ parameters: [], result: undefined, fixed: undefined }, arrange)!
  const code = emitDirect(plan, { ...options, guarded: false })
  assert.match(code.listing(), /lea rax, \[rsp\+1\]\n.* mov qword ptr \[r10\], rax\n/)
  assertAsGnu(code)
})

const results = ['bool', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'float', 'double'] as const

const signatures: fc.Arbitrary<CallSignature & { result: (typeof results)[number] | undefined }> = fc.record({
  parameters: fc.array(fc.constantFrom('int32', 'uint32', 'float', 'double'), { maxLength: 16, size: 'max' }),
  result: fc.option(fc.constantFrom(...results), { nil: undefined }),
  fixed: fc.constant(undefined),
})

test('behind a call with a floating-point result a line of the cache begins', () => {
  const property = fc.property(signatures, signature => {
    const plan = arrangeDirect(signature, arrange)
    if (plan === undefined) return
    const code = emitDirect(plan, options).listing()
    const behindCall = Number.parseInt(/ call rax\n(\w+)/.exec(code)![1]!, 16)
    const start = /^(.* int3\n)*/.exec(code)![0].split('\n').length - 1
    if (plan.returns === 'status') assert.equal(start, 0)
    else assert.deepEqual([behindCall % 64, start < 64], [0, true])
  })
  fc.assert(property, { numRuns: 300 })
})

test('random thunks are encoded as GNU as encodes them', t => {
  const plans = fc.sample(signatures, 100).flatMap(signature => arrangeDirect(signature, arrange) ?? [])
  t.diagnostic(`${plans.reduce((sum, plan) => sum + assertAsGnu(emitDirect(plan, options)), 0)} instructions`)
})

const stackBase = 0x7ffc_0000_0000n
const entry = stackBase + 0x3ef8n

/** What the engine has of a call, its registers and stack. */
function makeMachine(plan: DirectPlan, bits: () => bigint): Machine {
  const regions = [memory(BigInt(exchange), 0x1000), memory(stackBase, 0x4000), memory(BigInt(errnoAddress), 4)]
  const machine = new Machine(regions)
  for (const name of [...calleeSaved, ...callerSaved, ...vectors]) machine.registers.set(name, bits())
  machine.registers.set('rsp', entry)
  for (let at = entry; at < stackBase + 0x4000n; at += 8n) machine.write(at, 64, bits())
  machine.registers.set(plan.target, target)
  machine.write(block('errorNumber'), 32, 11n)
  return machine
}

function found(machine: Machine, place: Place, stack: bigint, value: DirectMove['value']): bigint {
  const bits = 'register' in place ? machine.get(place.register) : machine.read(stack + BigInt(place.stack), 64)
  return as(value, bits)
}

interface Course {
  readonly errno: { readonly before: bigint; readonly after: bigint }
  /** What C gives, if that is of floating point. */
  readonly noNumber: boolean
}

function simulate(signature: CallSignature, { errno, noNumber }: Course, seed: number): void {
  const plan = arrangeDirect(signature, arrange)
  if (plan === undefined) return
  const bits = bitsFrom(seed)
  const machine = makeMachine(plan, bits)
  machine.write(BigInt(errnoAddress), 32, errno.before)
  machine.write(block('status'), 32, BigInt(status.fault))
  const before = new Map([...calleeSaved, 'rsp'].map(name => [name, machine.get(name)]))
  const passed = plan.moves.map(({ from, value }) => found(machine, from, entry + 8n, value))
  let calls = 0
  let returned = 0n
  const left = run(machine, emitDirect(plan, options), called => {
    calls++
    assert.equal(called, target)
    const rsp = machine.get('rsp')
    assert.equal(rsp % 16n, 0n, 'the stack pointer at the call')
    assert.equal(machine.read(block('hostFrame'), 64), entry - 24n)
    assert.equal(machine.read(BigInt(errnoAddress), 32), 11n, 'errno at the call')
    plan.moves.forEach(({ to, value }, i) => {
      assert.equal(found(machine, to, rsp, value), passed[i], `argument ${i}`)
      if ('stack' in to)
        assert.equal(machine.read(rsp + BigInt(to.stack), 64), BigInt.asUintN(64, passed[i]!), 'widened')
    })
    for (const name of [...callerSaved, ...vectors]) machine.registers.set(name, bits())
    for (let at = -256; at < plan.stackSize; at += 8) machine.write(rsp + BigInt(at), 64, bits())
    machine.write(BigInt(errnoAddress), 32, errno.after)
    if (noNumber) machine.registers.set('xmm0', (1n << 128n) - 1n)
    returned = plan.results.length > 0 ? machine.get(plan.results[0]!.register) : 0n
  })
  assert.deepEqual([calls, left], [1, undefined])
  for (const [name, value] of before) assert.equal(machine.get(name), value, name)
  assert.equal(machine.read(block('hostFrame'), 64), 0n)
  assert.equal(machine.read(block('errorNumber'), 32), errno.after)
  if (signature.result === 'float' || signature.result === 'double') {
    assert.equal(as(signature.result, machine.get('xmm0')), as(signature.result, returned), 'what it gives')
    if (!noNumber) return
    assert.equal(machine.read(block('status'), 32), BigInt(status.done))
  } else {
    assert.equal(machine.get('rax'), BigInt(status.done), 'the status')
  }
  if (typeof signature.result !== 'string') return
  const width = Math.max(32, widthOf(signature.result))
  const stored = machine.read(BigInt(exchange + resultOffset), width)
  assert.equal(stored, BigInt.asUintN(width, as(signature.result, returned)), 'the result')
}

test('3,000 random thunks, run one instruction at a time, pass every argument, keep what is not theirs and return the result', () => {
  let seed = 0
  const numbers = fc.constantFrom(11n, 22n)
  fc.assert(
    fc.property(signatures, numbers, numbers, fc.boolean(), (signature, before, after, noNumber) =>
      simulate(signature, { errno: { before, after }, noNumber }, seed++),
    ),
    { numRuns: 3000 },
  )
})

test('a fault in C leaves by the small frame: with what the engine expects, a status, and no number', () => {
  let seed = 0
  const property = fc.property(signatures, fc.boolean(), (signature, guarded) => {
    const plan = arrangeDirect(signature, arrange)
    if (plan === undefined) return
    const bits = bitsFrom(seed++)
    const machine = makeMachine(plan, bits)
    const before = new Map(['rbp', 'r13'].map(name => [name, machine.get(name)]))
    const exit = new Assembler()
    leaveAfterFault(exit, exchange, true)
    run(machine, emitDirect(plan, { ...options, guarded }), () => {
      for (const name of [...calleeSaved, ...callerSaved, ...vectors, 'rsp']) machine.registers.set(name, bits())
      assert.equal(
        run(machine, exit, () => assert.fail('called')),
        undefined,
      )
      for (const [name, value] of before) assert.equal(machine.get(name), value, name)
      assert.equal(machine.get('rsp'), entry)
      assert.equal(machine.get('rax'), BigInt(status.fault))
      assert.equal(machine.get('xmm0'), (1n << 128n) - 1n)
      assert.equal(machine.read(block('status'), 32), BigInt(status.fault))
      assert.equal(machine.read(block('hostFrame'), 64), 0n)
      // What the thunk does next is not looked at.
      machine.registers.set('rsp', entry - BigInt(directFrameSize + plan.stackSize))
    })
  })
  fc.assert(property, { numRuns: 1000 })
})

test('a refused callback is told where errno is another, as the kernel makes it then', () => {
  let seed = 0
  const property = fc.property(signatures, fc.boolean(), (signature, isRefused) => {
    const plan = arrangeDirect(signature, arrange)
    if (plan === undefined) return
    const machine = makeMachine(plan, bitsFrom(seed++))
    let result = 0n
    run(machine, emitDirect(plan, options), () => {
      machine.write(BigInt(errnoAddress), 32, 5n)
      machine.write(block('errorNumber'), 32, 0x8000_0000n)
      machine.write(block('refusals'), 32, isRefused ? 1n : 0n)
      machine.registers.set('xmm0', 0x4028_0000_0000_0000n)
      result = machine.get(plan.results[0]?.register ?? 'rax')
    })
    assert.equal(machine.get('rsp'), entry)
    assert.equal(machine.read(block('hostFrame'), 64), 0n)
    assert.equal(machine.read(block('errorNumber'), 32), 5n)
    if (plan.returns === 'status') assert.equal(machine.get('rax'), BigInt(isRefused ? status.report : status.done))
    else assert.equal(machine.get('xmm0'), isRefused ? (1n << 128n) - 1n : result)
    if (!isRefused) return
    assert.equal(machine.read(block('status'), 32), BigInt(status.report))
    if (plan.returns !== 'status')
      assert.equal(machine.read(BigInt(exchange + resultOffset), 32), result & 0xffff_ffffn)
  })
  fc.assert(property, { numRuns: 1000 })
})

test('with a call in progress or a call stack the arguments go to their slots, and the other thunk goes on from there', () => {
  let seed = 0
  const property = fc.property(signatures, fc.constantFrom('hostFrame', 'callStack'), (signature, busy) => {
    const plan = arrangeDirect(signature, arrange)
    if (plan === undefined) return
    const machine = makeMachine(plan, bitsFrom(seed++))
    machine.write(block(busy), 64, 0x7ffc_0000_8888n)
    const before = new Map([...calleeSaved, 'rsp'].map(name => [name, machine.get(name)]))
    const passed = plan.moves.map(({ from, value }) => found(machine, from, entry + 8n, value))
    const left = run(machine, emitDirect(plan, options), () => assert.fail('called'))
    assert.equal(left, BigInt(bySlots))
    for (const [name, value] of before) assert.equal(machine.get(name), value, name)
    assert.equal(machine.read(block('target'), 64), target)
    plan.moves.forEach(({ value }, slot) => {
      const stored = machine.read(BigInt(exchange + argumentsOffset + slotOffset(slot)), widthOf(value))
      assert.equal(as(value, stored), passed[slot], `slot ${slot}`)
    })
  })
  fc.assert(property, { numRuns: 1000 })
})
