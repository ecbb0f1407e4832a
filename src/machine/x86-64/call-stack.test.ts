import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAsGnu } from '../../../test/oracle/gnu-assembler.ts'
import { Machine, run } from '../../../test/oracle/interpreter.ts'
import { arrange } from '../../abi/sysv-x64/arrange.ts'
import { controlBlock, status } from '../control-block.ts'
import { Assembler } from './assembler.ts'
import { leaveCallStack, parkedFrame } from './call-stack.ts'
import { emitDowncall } from './downcall.ts'
import { memory } from './testing.ts'

const exchange = 0x7f1234567000
const errnoAddress = 0x7f1234580640
const block = (field: keyof typeof controlBlock) => BigInt(exchange + controlBlock[field])
const [start, host] = [0x7f80_0000_3fc0n, 0x7ffc_0000_2000n]
const [enclosing, hostReturn, target] = [0x7ffc_0000_8880n, 0x7f00_0000_4321n, 0x7f00_0000_1000n]
const names = ['rbx', 'rbp', 'r12', 'r13', 'r14', 'r15']

function makeMachine(): Machine {
  const regions = [
    memory(BigInt(exchange), 0x1000),
    memory(0x7f80_0000_0000n, 0x4000),
    memory(0x7ffc_0000_0000n, 0x4000),
    memory(BigInt(errnoAddress), 4),
  ]
  const machine = new Machine(regions)
  machine.registers.set('rbx', BigInt(exchange))
  return machine
}

/** A host frame with other values in each of its registers. */
function putHostFrame(machine: Machine, at: bigint): void {
  machine.write(at, 64, enclosing)
  for (const [i] of names.entries()) machine.write(at + BigInt(8 * i + 8), 64, at + BigInt(i))
  machine.write(at + 56n, 64, hostReturn)
}

function checkLeft(machine: Machine, at: bigint, found: bigint | undefined): void {
  assert.deepEqual(
    names.map(name => machine.get(name)),
    names.map((_, i) => at + BigInt(i)),
  )
  // A `ret` is not executed here.
  assert.equal(machine.get('rsp'), found === undefined ? at + 56n : at + 64n)
  assert.equal(found ?? machine.read(at + 56n, 64), hostReturn)
  assert.equal(machine.read(block('hostFrame'), 64), enclosing)
}

/** A call that started at `start` is done; it came back to the way in at `announced`, and `callStack` says `innermost`. */
function end({ made = host, announced = host, innermost = start, refusals = 0n }) {
  const machine = makeMachine()
  putHostFrame(machine, announced - (announced % 16n))
  machine.registers.set('rsp', start - 16n)
  machine.write(start - 8n, 64, made)
  machine.write(block('hostFrame'), 64, announced)
  machine.write(block('callStack'), 64, innermost)
  machine.write(block('refusals'), 32, refusals)
  const code = new Assembler()
  leaveCallStack(code)
  assertAsGnu(code)
  const found = run(machine, code, () => assert.fail('nothing is called'))
  checkLeft(machine, announced - (announced % 16n), found)
  assert.equal(machine.read(block('callStack'), 64), start)
  return { status: Number(machine.read(block('status'), 32)), jumped: found !== undefined }
}

test('a call that was never parked returns as it came, which the processor predicts', () => {
  assert.deepEqual(end({}), { status: status.done, jumped: false })
  assert.deepEqual(end({ made: host + 1n, announced: host + 1n }), { status: status.done, jumped: false })
})

test('one that was resumed since leaves by the way in of the last resumption, with a jump', () => {
  assert.deepEqual(end({ announced: host - 0x400n }), { status: status.done, jumped: true })
})

test('one that C has jumped into, out of calls inside of it, says so', () => {
  assert.deepEqual(end({ announced: host - 0x400n, innermost: start - 0x200n }), {
    status: status.unwound,
    jumped: true,
  })
})

test('one during which callbacks were refused says so', () => {
  assert.deepEqual(end({ refusals: 2n }), { status: status.report, jumped: false })
})

/** A call from a host stack pointer, over parked frames, the last of which is innermost. Gives where it starts. */
function startOver(rsp: bigint, parked: readonly { at: bigint; start: bigint; hostFrame: bigint }[]): bigint {
  const machine = makeMachine()
  machine.write(start + BigInt(parkedFrame.hostFrame), 64, (1n << 64n) - 1n)
  for (const frame of parked) {
    machine.write(frame.at + BigInt(parkedFrame.start), 64, frame.start)
    machine.write(frame.at + BigInt(parkedFrame.hostFrame), 64, frame.hostFrame)
  }
  machine.write(block('callStack'), 64, parked.at(-1)?.at ?? start)
  machine.write(block('target'), 64, target)
  machine.registers.set('rsp', rsp)
  const plan = arrange({ parameters: [], result: undefined, fixed: undefined })
  let startsAt = 0n
  const code = emitDowncall(plan, { exchange, errnoAddress, guarded: true, stack: 'auto' })
  run(machine, code, () => {
    startsAt = machine.get('rsp') + 16n
    assert.equal(machine.read(block('callStack'), 64), startsAt)
  })
  return startsAt
}

const outer = { at: start - 0x100n, start, hostFrame: host }
const inner = { at: start - 0x300n, start: outer.at, hostFrame: host - 0x1800n }

test('a call starts below the innermost parked frame', () => {
  assert.equal(startOver(host - 0x1008n, []), start)
  assert.equal(startOver(host - 0x1808n, [outer]), outer.at)
  assert.equal(startOver(host - 0x1fc8n, [outer, inner]), inner.at)
})

test('parked frames whose JavaScript is gone, well below where the call comes from, are dropped', () => {
  assert.equal(startOver(host - 0x808n, [outer, inner]), outer.at)
  assert.equal(startOver(host + 0x1ff8n, [outer, inner]), start)
})

test('somewhat below is none that is gone: ways in need different amounts of stack', () => {
  assert.equal(startOver(inner.hostFrame + 0x838n, [outer, inner]), inner.at)
  assert.equal(startOver(inner.hostFrame + 0x848n, [outer, inner]), outer.at)
})
