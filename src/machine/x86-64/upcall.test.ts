/** Entries and resumptions, run one instruction at a time: on the call stack, where C stays parked, and on other stacks. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { assertAsGnu } from '../../../test/oracle/gnu-assembler.ts'
import { Machine, run } from '../../../test/oracle/interpreter.ts'
import type { ResultMove } from '../../abi/plan.ts'
import { type ResultValue, type ScalarResult, slotOffset } from '../../abi/slot.ts'
import { arrange } from '../../abi/sysv-x64/arrange.ts'
import { arrangeUpcall, type UpcallMove, type UpcallPlan, type UpcallSignature } from '../../abi/upcall.ts'
import { argumentsOffset, callStackGap, controlBlock, resultOffset, status } from '../control-block.ts'
import { Assembler } from './assembler.ts'
import { callOfThunk, parkedFrame, sumOfThunk, unpark } from './call-stack.ts'
import {
  aggregates,
  as,
  bitsFrom,
  bitsOfNumber,
  calleeSaved,
  callerSaved,
  extendedBits,
  memory,
  ordinaryDouble,
  vectors,
  widthOf,
} from './testing.ts'
import { emitDirectResume, emitEntry, emitResume, emitStubs, stubSize, type UpcallOptions } from './upcall.ts'

const options: UpcallOptions = {
  exchange: 0x7f1234567000,
  errnoAddress: 0x7f1234580640,
  callStack: 0x7f00_0000_c000,
  signalReturn: 0x7f00_0000_5000,
  upcalls: 0x7f00_0000_6000,
  admit: 0x7f00_0000_7000,
  reenter: 0x7f00_0000_8000,
  faultExit: 0x7f00_0000_9000,
  unpark: 0x7f00_0000_a000,
}

const base = BigInt(options.exchange)
const errno = BigInt(options.errnoAddress)
const block = (field: keyof typeof controlBlock) => base + BigInt(controlBlock[field])
const [stackLow, stackTop] = [0x7f80_0000_0000n, 0x7f80_0000_4000n]
const [start, hostStack, returnAddress] = [0x7f80_0000_3fc0n, 0x7ffc_0000_0000n, 0x7f00_0000_1234n]
const [resultAddress, answerAddress] = [0x7e00_0000_0003n, 0x7d00_0000_0005n]
const index = 77

const scalars = [
  ...(['bool', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'float', 'double', 'x87'] as const),
]
const values = fc.oneof(fc.constantFrom<ScalarResult[]>(...scalars), fc.constantFrom(...aggregates))
const signatures: fc.Arbitrary<UpcallSignature> = fc.record({
  parameters: fc.array(values as fc.Arbitrary<ResultValue>, { maxLength: 16, size: 'max' }),
  result: fc.option(values as fc.Arbitrary<ResultValue>, { nil: undefined }),
})

/** C about to call a callback, its registers and stack full of different bits. */
class Simulation {
  readonly plan: UpcallPlan
  readonly bits: () => bigint
  readonly machine: Machine
  /** Where the return address is. */
  readonly entered: bigint
  /** What C has in the registers that a call preserves. */
  readonly kept: ReadonlyMap<string, bigint>
  readonly #size: number
  #slots = new Map<number, bigint>()

  constructor({ parameters, result }: UpcallSignature, seed: number, stack: bigint, returnsTo = returnAddress) {
    this.plan = arrangeUpcall({ parameters, result }, arrange)
    this.bits = bitsFrom(seed)
    this.#size = typeof result === 'object' ? result.size : 0
    this.machine = new Machine([
      memory(base, 0x3000),
      memory(stackLow, Number(stackTop - stackLow)),
      memory(BigInt(options.callStack), 16),
      memory(hostStack, 0x4000),
      memory(errno, 4),
      memory(resultAddress, this.plan.memoryResult ?? 0),
      memory(answerAddress, this.#size),
    ])
    const { machine, bits } = this
    for (const name of [...calleeSaved, ...callerSaved]) machine.registers.set(name, bits())
    for (const name of vectors) machine.registers.set(name, (bits() << 64n) | bits())
    const ends = this.plan.moves.map(move => ('stack' in move.from ? move.from.stack + sizeOf(move) : 0))
    this.entered = ((stack - BigInt(Math.max(0, ...ends)) - 64n) / 256n) * 256n - 8n
    machine.registers.set('rsp', this.entered)
    machine.write(this.entered, 64, returnsTo)
    machine.write(BigInt(options.callStack), 64, stackLow)
    machine.write(BigInt(options.callStack) + 8n, 64, stackTop)
    machine.write(errno, 32, 11n)
    if (this.plan.memoryResult !== undefined) machine.registers.set('rdi', resultAddress)
    machine.registers.set('rax', BigInt(index))
    for (const move of this.plan.moves) this.#pass(move)
    machine.write(block('mxcsr'), 32, mxcsr.ofJavaScript)
    machine.mxcsr =
      bits() % 2n === 0n ? mxcsr.ofJavaScript | (bits() & stickyFlags) : mxcsr.roundingUp | (bits() & stickyFlags)
    this.kept = this.#saved()
  }

  /** Of MXCSR the flags are not kept, but what C had is not made of JavaScript's settings either. */
  #saved = () =>
    new Map([
      ...calleeSaved.map(name => [name, this.machine.get(name)] as const),
      ['mxcsr', this.machine.mxcsr & ~stickyFlags],
    ])

  /** Bits to a register or the stack, and what has to be in the slot for them. */
  #pass(move: UpcallMove): void {
    const { machine, bits } = this
    let passed = (bits() << 64n) | bits()
    if ('register' in move.from) passed = machine.get(move.from.register)
    else if (move.kind === 'bytes') {
      for (let at = 0; at < move.end - move.start; at++) {
        machine.write(this.entered + 8n + BigInt(move.from.stack + at), 8, bits() & 0xffn)
      }
      passed = machine.read(this.entered + 8n + BigInt(move.from.stack), 8 * (move.end - move.start))
    } else {
      if (move.value === 'x87') passed = extendedBits(ordinaryDouble(bits()))
      machine.write(this.entered + 8n + BigInt(move.from.stack), move.value === 'x87' ? 80 : 64, passed)
    }
    const at = argumentsOffset + slotOffset(move.slot)
    if (move.kind === 'bytes') {
      const all = BigInt.asUintN(8 * (move.end - move.start), passed)
      for (let i = 0; i < move.end - move.start; i++) {
        this.#slots.set(at + move.start + i, (all >> BigInt(8 * i)) & 0xffn)
      }
      return
    }
    const width = Math.max(widthOf(move.value), 32)
    const expected = move.value === 'x87' ? doubleOf(passed) : as(move.value, passed)
    for (let i = 0; i < width / 8; i++) this.#slots.set(at + i, (expected >> BigInt(8 * i)) & 0xffn)
  }

  /** Every byte of every argument is in its slot, and `errno` in the control block. */
  checkArguments(): void {
    const { machine } = this
    for (const [at, byte] of this.#slots) {
      assert.equal(machine.read(base + BigInt(at), 8), byte, `byte 0x${at.toString(16)} of the exchange`)
    }
    assert.equal(machine.read(block('callback'), 32), BigInt(index))
    assert.equal(machine.read(block('errorNumber'), 32), 11n)
  }

  /** What JavaScript gives: a scalar, or the address of an aggregate's bytes. */
  answer(): void {
    const { machine, bits } = this
    for (let at = 0; at < this.#size; at++) machine.write(answerAddress + BigInt(at), 8, bits() & 0xffn)
    const isX87 = this.plan.results.some(move => move.kind === 'scalar' && move.value === 'x87')
    const scalar = isX87 ? ordinaryDouble(bits()) : bits()
    machine.write(base + BigInt(resultOffset), 64, this.#size > 0 ? bitsOfNumber(answerAddress) : scalar)
    machine.write(block('errorNumber'), 32, 22n)
  }

  checkResult(isZero = false): void {
    const { machine, plan } = this
    for (const move of plan.results) this.#checkResultMove(move, isZero)
    const stacked = plan.results.filter(({ register }) => register.startsWith('st')).length
    assert.equal(machine.x87.length, stacked, 'the x87 stack')
    if (plan.memoryResult === undefined) return
    assert.equal(machine.get('rax'), resultAddress, 'the address of the result')
    for (let at = 0n; at < plan.memoryResult; at++) {
      const given = isZero ? 0n : machine.read(answerAddress + at, 8)
      assert.equal(machine.read(resultAddress + at, 8), given, `byte ${at} of the result`)
    }
  }

  #checkResultMove(move: ResultMove, isZero: boolean): void {
    const { machine } = this
    const { register } = move
    const found = register.startsWith('st') ? machine.x87.at(-1 - Number(register.slice(2)))! : machine.get(register)
    if (isZero) {
      assert.equal(BigInt.asUintN(move.kind === 'scalar' ? widthOf(move.value) : 64, found), 0n)
      return
    }
    if (move.kind === 'bytes') {
      const width = 8 * Math.min(move.end - move.from, register.startsWith('st') ? 10 : 16)
      assert.equal(BigInt.asUintN(width, found), machine.read(answerAddress + BigInt(move.from), width), register)
      return
    }
    const given = machine.read(base + BigInt(resultOffset), 64)
    if (move.value === 'x87') assert.equal(found, extendedBits(given))
    else assert.equal(as(move.value, found), as(move.value, given), register)
  }

  checkKept(): void {
    assert.deepEqual(this.#saved(), this.kept)
  }

  /** A host frame at `at`, as a way into C makes it, with registers of its own. */
  hostFrame(at: bigint, kind: FrameKind, guarded: boolean): ReadonlyMap<string, bigint> {
    const { machine, bits } = this
    const order = saved[kind]
    const registers = new Map(order.map(name => [name, bits()]))
    machine.write(at, 64, kind === 'direct' ? directMark : enclosing)
    for (const [i, name] of order.entries()) machine.write(at + BigInt(8 * (i + 1)), 64, registers.get(name)!)
    machine.write(at + BigInt(8 * (order.length + 1)), 64, hostReturn)
    machine.write(block('hostFrame'), 64, guarded ? at : at + 1n)
    return registers
  }
}

const [enclosing, hostReturn] = [0x7ffc_0000_8880n, 0x7f00_0000_4321n]

/** Of a direct call the first word of a host frame has a mark, of others the address of the frame around it. */
type FrameKind = 'direct' | 'full'

const directMark = 2n

/** From the frame's second word on. */
const saved = { direct: ['r13', 'rbp'], full: ['rbx', 'rbp', 'r12', 'r13', 'r14', 'r15'] } as const

const sizeOf = (move: UpcallMove) => (move.kind === 'bytes' ? move.end - move.start : move.value === 'x87' ? 16 : 8)

/** Of a value in Intel's extended format that is ordinary. */
const doubleOf = (bits: bigint): bigint =>
  ((bits >> 79n) << 63n) | (0x400n << 52n) | ((bits >> 11n) & ((1n << 52n) - 1n))

/** Intel SDM vol. 1, 10.2.3. */
const mxcsr = { ofJavaScript: 0x1f80n, roundingUp: 0x5f80n }
const stickyFlags = 0x3fn

const noCall = () => assert.fail('nothing is called')

const callInThunk = 0x7f00_0000_b000n
const unparkCode = new Assembler()
unpark(unparkCode)

/** The instruction that called C, once more: what it pushes is below all that is parked. */
function callFromThunk(machine: Machine, parked: bigint): void {
  assert.equal(machine.read(machine.get('rbx') + BigInt(controlBlock.target), 64), BigInt(options.unpark))
  const rsp = machine.get('rsp') - 8n
  assert.ok(rsp < parked)
  machine.registers.set('rsp', rsp)
  machine.write(rsp, 64, callInThunk + 3n)
}

const resumeCode = 0x7f00_0000_d000

/** By which ways in C has come, and is gone on with; and whether it has overwritten its start, which C does that jumps. */
interface Ways {
  readonly guarded: boolean
  readonly enteredBy: FrameKind
  readonly resumedBy: FrameKind
  readonly isOverwritten: boolean
}

/** C parks and JavaScript has control; then C is resumed, by a way in of which no register is known. */
function parkAndResume(signature: UpcallSignature, ways: Ways, seed: number): void {
  const { guarded, enteredBy, resumedBy, isOverwritten } = ways
  const simulation = new Simulation(signature, seed, start)
  const { machine, plan, entered } = simulation
  machine.write(block('callStack'), 64, start)
  machine.write(start + BigInt(callOfThunk), 64, callInThunk)
  machine.write(start + BigInt(sumOfThunk), 64, callInThunk + base)
  const frame = hostStack + 0x2000n
  const host = simulation.hostFrame(frame, enteredBy, guarded)
  assert.equal(run(machine, emitEntry(plan, options), noCall), hostReturn)
  simulation.checkArguments()
  assert.equal(machine.mxcsr & ~stickyFlags, mxcsr.ofJavaScript)
  assert.deepEqual(new Map([...host.keys()].map(name => [name, machine.get(name)])), host)
  assert.equal(machine.get('rsp'), frame + BigInt(8 * saved[enteredBy].length + 16))
  const parked = entered - BigInt(parkedFrame.returnAddress)
  const around = enteredBy === 'direct' ? 0n : enclosing
  assert.equal(machine.read(block('hostFrame'), 64), around)
  assert.equal(machine.read(block('callStack'), 64), parked - BigInt(callStackGap))
  assert.equal(machine.read(block('parkedStart'), 64), start)
  assert.equal(machine.read(block('status'), 32), BigInt(status.callback))
  assert.equal(machine.get('rax'), BigInt(status.callback))
  assert.equal(machine.get('xmm0'), (1n << 128n) - 1n, 'no number, for a direct call')
  assert.equal(machine.read(parked + BigInt(parkedFrame.start), 64), start)
  assert.equal(machine.read(parked + BigInt(parkedFrame.hostFrame), 64), guarded ? frame : frame + 1n)

  simulation.answer()
  for (const name of [...calleeSaved, ...callerSaved]) machine.registers.set(name, simulation.bits())
  for (const name of vectors) machine.registers.set(name, simulation.bits())
  machine.mxcsr = mxcsr.ofJavaScript | (simulation.bits() & stickyFlags)
  machine.registers.set('rsp', hostStack + 0x1ff8n)
  const before = new Map(calleeSaved.map(name => [name, machine.get(name)]))
  if (isOverwritten) machine.write(start + BigInt(seed % 2 === 0 ? callOfThunk : sumOfThunk), 64, simulation.bits())
  const resumed = isOverwritten ? BigInt(options.unpark) : callInThunk
  const isDirect = resumedBy === 'direct' && around === 0n
  if (resumedBy === 'direct') {
    const left = run(machine, emitDirectResume(plan, options, resumeCode), noCall)
    assert.equal(left, isDirect ? resumed : BigInt(resumeCode))
  }
  if (!isDirect) assert.equal(run(machine, emitResume(plan, options), noCall), resumed)
  if (!isOverwritten) callFromThunk(machine, parked)
  assert.equal(run(machine, unparkCode, noCall), returnAddress)
  simulation.checkResult()
  simulation.checkKept()
  assert.equal(machine.get('rsp'), entered + 8n)
  assert.equal(machine.read(errno, 32), 22n)
  assert.equal(machine.read(block('callStack'), 64), start)
  const announced = machine.read(block('hostFrame'), 64)
  assert.equal(announced % 16n, guarded ? 0n : 1n)
  const made = announced - (announced % 16n)
  assert.equal(machine.read(made, 64), isDirect ? directMark : around)
  // What a direct return looks at on its way to the other one is lost: the engine has nothing in it.
  for (const [i, name] of saved[isDirect ? 'direct' : 'full'].entries()) {
    const isLost = resumedBy === 'direct' && name === 'rbx'
    if (!isLost) assert.equal(machine.read(made + BigInt(8 * i + 8), 64), before.get(name), name)
  }
}

type Outcome = 'refused' | 'goes on' | 'is given up'
/** `ended`: the addresses are those of the call stack of a thread whose JavaScript has ended. */
type Elsewhere = 'host stack' | 'signal' | 'ended'

/** C that is on another stack, or came from a signal: the kernel says whether, and runs the callback. */
function elsewhere(signature: UpcallSignature, outcome: Outcome, seed: number, where: Elsewhere = 'host stack'): void {
  const stack = where === 'host stack' ? hostStack + 0x3000n : start
  const simulation = new Simulation(
    signature,
    seed,
    stack,
    where === 'signal' ? BigInt(options.signalReturn) : returnAddress,
  )
  const { machine, plan, entered } = simulation
  if (where === 'ended') machine.write(BigInt(options.callStack) + 8n, 64, 0n)
  const called: bigint[] = []
  const left = run(machine, emitEntry(plan, options), target => {
    called.push(target)
    assert.equal(machine.get('rsp') % 16n, 0n, 'the stack pointer at a call')
    assert.equal(machine.get('rdi'), BigInt(options.upcalls))
    if (called.length === 1) {
      assert.equal(BigInt.asUintN(32, machine.get('rsi')), BigInt(index))
      assert.equal(machine.get('rdx'), entered)
    } else {
      simulation.checkArguments()
      simulation.answer()
    }
    for (const name of callerSaved) machine.registers.set(name, simulation.bits())
    for (const name of vectors) machine.registers.set(name, simulation.bits())
    const result = called.length === 1 ? outcome !== 'refused' : outcome === 'is given up'
    machine.registers.set('rax', (simulation.bits() & ~0xffff_ffffn) | (result ? 1n : 0n))
  })
  assert.deepEqual(called, [options.admit, ...(outcome === 'refused' ? [] : [options.reenter])].map(BigInt))
  assert.equal(left, outcome === 'is given up' ? BigInt(options.faultExit) : undefined)
  if (outcome === 'is given up') return
  assert.equal(machine.get('rsp'), entered)
  simulation.checkKept()
  simulation.checkResult(outcome === 'refused')
  assert.equal(machine.read(errno, 32), outcome === 'refused' ? 11n : 22n)
}

describe('random callbacks, run one instruction at a time', () => {
  const runs = { numRuns: 3000 }
  const frameKinds = fc.constantFrom<FrameKind[]>('direct', 'full')
  const ways: fc.Arbitrary<Ways> = fc.record({
    guarded: fc.boolean(),
    enteredBy: frameKinds,
    resumedBy: frameKinds,
    isOverwritten: fc.boolean(),
  })

  test('on the call stack they park C, and give back all that it had, and the result', () => {
    let seed = 0
    fc.assert(
      fc.property(signatures, ways, (signature, ways) => parkAndResume(signature, ways, seed++)),
      runs,
    )
  })

  test('on other stacks the kernel is asked first: they run, C gets zero, or C is given up', () => {
    let seed = 0
    fc.assert(
      fc.property(signatures, fc.constantFrom<Outcome[]>('refused', 'goes on', 'is given up'), (signature, outcome) =>
        elsewhere(signature, outcome, seed++),
      ),
      runs,
    )
  })

  test('so it is where a signal interrupted the call stack, and where that was one', () => {
    let seed = 0
    fc.assert(
      fc.property(signatures, fc.constantFrom<Elsewhere[]>('signal', 'ended'), (signature, where) =>
        elsewhere(signature, 'refused', seed++, where),
      ),
      { numRuns: 300 },
    )
  })
})

test('random entries and resumptions are encoded as GNU as encodes them', t => {
  const codes = fc.sample(signatures, 60).flatMap(signature => {
    const plan = arrangeUpcall(signature, arrange)
    return [emitEntry(plan, options), emitResume(plan, options), emitDirectResume(plan, options, resumeCode)]
  })
  codes.push(unparkCode)
  t.diagnostic(`${codes.reduce((sum, code) => sum + assertAsGnu(code), 0)} instructions`)
})

const texts = (listing: string) =>
  listing
    .trimEnd()
    .split('\n')
    .map(line => line.slice(43))

test('a stub says which callback it is, and changes no register that has an argument', () => {
  const code = emitStubs(5, 2, 0x7f00_0000_1000)
  assert.equal(
    code.listing(),
    `\
0000  b8 05 00 00 00                       mov eax, 5
0005  49 ba 00 10 00 00 00 7f 00 00        movabs r10, 0x7f0000001000
000f  41 ff e2                             jmp r10
0012  b8 06 00 00 00                       mov eax, 6
0017  49 ba 00 10 00 00 00 7f 00 00        movabs r10, 0x7f0000001000
0021  41 ff e2                             jmp r10
`,
  )
  assert.equal(code.offset, 2 * stubSize)
  assertAsGnu(code)
})

const int: UpcallSignature = { parameters: ['int64', 'int64'], result: 'int32' }

test('int compare(const void *, const void *): the way in on the call stack', () => {
  const lines = texts(emitEntry(arrangeUpcall(int, arrange), options).listing())
  assert.deepEqual(lines.slice(0, lines.indexOf('jmp rcx') + 1), [
    'movabs r10, 0x7f0000005000',
    'cmp qword ptr [rsp], r10',
    'je 0x00e2',
    'movabs r10, 0x7f000000c000',
    'cmp rsp, qword ptr [r10]',
    'jb 0x00e2',
    'cmp rsp, qword ptr [r10+8]',
    'jae 0x00e2',
    'push r15',
    'push r14',
    'push r13',
    'push r12',
    'push rbp',
    'push rbx',
    'push rdi',
    'sub rsp, 0x10',
    'stmxcsr dword ptr [rsp]',
    'movabs rbx, 0x7f1234567000',
    'mov dword ptr [rbx+0x70], eax',
    'mov qword ptr [rbx+0x100], rdi',
    'mov qword ptr [rbx+0x108], rsi',
    'movabs rax, 0x7f1234580640',
    'mov ecx, dword ptr [rax]',
    'mov dword ptr [rbx+0x28], ecx',
    'mov eax, dword ptr [rsp]',
    'and rax, 0xffc0',
    'cmp eax, dword ptr [rbx+0x30]',
    'jne 0x00d9',
    'push qword ptr [rbx]',
    'mov rax, qword ptr [rbx+8]',
    'push rax',
    'mov qword ptr [rbx+0xe0], rax',
    'lea rax, [rsp-0x10000]',
    'mov qword ptr [rbx+8], rax',
    'mov dword ptr [rbx+0x2c], 1',
    'mov eax, 1',
    'pcmpeqd xmm0, xmm0',
    'mov rsp, qword ptr [rbx]',
    'and rsp, -0x10',
    'pop rcx',
    'cmp rcx, 2',
    'je 0x00cc',
    'mov qword ptr [rbx], rcx',
    'pop rbx',
    'pop rbp',
    'pop r12',
    'pop r13',
    'pop r14',
    'pop r15',
    'pop rcx',
    'jmp rcx',
  ])
})

test('the way back by a direct call', () => {
  const lines = texts(emitDirectResume(arrangeUpcall(int, arrange), options, resumeCode).listing())
  assert.deepEqual(lines.slice(0, 7), [
    'movabs rbx, 0x7f1234567000',
    'cmp qword ptr [rbx], 0',
    'jne 0x009f',
    'push rbp',
    'push r13',
    'push 2',
    'mov dword ptr [rbx+0x2c], 0',
  ])
  assert.deepEqual(lines.slice(-4), ['jmp qword ptr [r11-8]', 'jmp rcx', 'movabs rax, 0x7f000000d000', 'jmp rax'])
})

test('int compare(const void *, const void *): the way back', () => {
  assert.deepEqual(texts(emitResume(arrangeUpcall(int, arrange), options).listing()), [
    'push r15',
    'push r14',
    'push r13',
    'push r12',
    'push rbp',
    'push rbx',
    'movabs rbx, 0x7f1234567000',
    'push qword ptr [rbx]',
    'mov dword ptr [rbx+0x2c], 0',
    'mov r8, qword ptr [rbx+8]',
    'mov rax, qword ptr [r8+0x10008]',
    'and rax, 1',
    'or rax, rsp',
    'mov qword ptr [rbx], rax',
    'mov eax, dword ptr [r8+0x10010]',
    'and rax, 0xffc0',
    'cmp eax, dword ptr [rbx+0x30]',
    'je 0x0050',
    'ldmxcsr dword ptr [r8+0x10010]',
    'movabs rax, 0x7f1234580640',
    'mov ecx, dword ptr [rbx+0x28]',
    'mov dword ptr [rax], ecx',
    'mov eax, dword ptr [rbx+0x80]',
    'mov r11, qword ptr [r8+0x10000]',
    'mov qword ptr [rbx+8], r11',
    'mov rcx, qword ptr [r11-8]',
    'add rcx, rbx',
    'cmp rcx, qword ptr [r11-0x10]',
    'movabs rcx, 0x7f000000a000',
    'jne 0x009a',
    'mov qword ptr [rbx+0x18], rcx',
    'lea rsp, [r8+0x10000]',
    'jmp qword ptr [r11-8]',
    'jmp rcx',
  ])
  assert.deepEqual(texts(unparkCode.listing()), [
    'lea rsp, [r8+0x10028]',
    'pop rbx',
    'pop rbp',
    'pop r12',
    'pop r13',
    'pop r14',
    'pop r15',
    'pop rcx',
    'jmp rcx',
  ])
})
