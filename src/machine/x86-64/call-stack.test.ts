import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAsGnu } from '../../../test/oracle/gnu-assembler.ts'
import { Machine, run } from '../../../test/oracle/interpreter.ts'
import { arrange } from '../../abi/sysv-x64/arrange.ts'
import { controlBlock, status } from '../control-block.ts'
import { Assembler } from './assembler.ts'
import { callOfThunk, leaveCallStack, sumOfThunk } from './call-stack.ts'
import { emitDowncall } from './downcall.ts'
import { memory, offsetOfCall } from './testing.ts'

const exchange = 0x7f1234567000
const errnoAddress = 0x7f1234580640
const block = (field: keyof typeof controlBlock) => BigInt(exchange + controlBlock[field])
const [start, host] = [0x7f80_0000_3fc0n, 0x7ffc_0000_2000n]
const [enclosing, hostReturn, target] = [0x7ffc_0000_8880n, 0x7f00_0000_4321n, 0x7f00_0000_1000n]
const [result, noNumber] = [0x4028_0000_0000_0000n, (1n << 128n) - 1n]
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

/** A `ret` is not executed here. */
function checkLeft(machine: Machine, at: bigint): void {
  assert.deepEqual(
    names.map(name => machine.get(name)),
    names.map((_, i) => at + BigInt(i)),
  )
  assert.equal(machine.get('rsp'), at + 56n)
  assert.equal(machine.read(at + 56n, 64), hostReturn)
  assert.equal(machine.read(block('hostFrame'), 64), enclosing)
}

/** One of a direct call, with its mark. */
function putDirectFrame(machine: Machine, at: bigint): void {
  for (const [i, word] of [2n, at + 3n, at + 1n, hostReturn].entries()) machine.write(at + BigInt(8 * i), 64, word)
}

function checkDirectLeft(machine: Machine, at: bigint): void {
  assert.deepEqual([machine.get('r13'), machine.get('rbp')], [at + 3n, at + 1n])
  assert.equal(machine.get('rsp'), at + 24n)
  assert.equal(machine.read(block('hostFrame'), 64), 0n)
}

/** A call that started at `start` is done; it came back to the way in at `announced`, and `callStack` says `innermost`. */
function end({ announced = host, innermost = start, refusals = 0n, isDirect = false }): number {
  const machine = makeMachine()
  const frame = announced - (announced % 16n)
  if (isDirect) putDirectFrame(machine, frame)
  else putHostFrame(machine, frame)
  machine.registers.set('rsp', start - 16n)
  machine.registers.set('xmm0', result)
  machine.write(block('hostFrame'), 64, announced)
  machine.write(block('callStack'), 64, innermost)
  machine.write(block('refusals'), 32, refusals)
  const code = new Assembler()
  leaveCallStack(code)
  assertAsGnu(code)
  assert.equal(
    run(machine, code, () => assert.fail('nothing is called')),
    undefined,
  )
  if (isDirect) checkDirectLeft(machine, frame)
  else checkLeft(machine, frame)
  assert.equal(machine.read(block('callStack'), 64), start)
  const given = Number(machine.read(block('status'), 32))
  assert.equal(machine.get('rax'), BigInt(given))
  // What C gave has come back as it was if that is all.
  assert.equal(machine.get('xmm0'), given === status.done ? result : noNumber)
  return given
}

test('a call returns by the innermost way in, whether it made it or was resumed since', () => {
  for (const announced of [host, host + 1n, host - 0x400n]) {
    for (const isDirect of [false, true]) assert.equal(end({ announced, isDirect }), status.done)
  }
})

test('one that C has jumped into, out of calls inside of it, says so', () => {
  assert.equal(end({ announced: host - 0x400n, innermost: start - 0x200n }), status.unwound)
})

test('one during which callbacks were refused says so', () => {
  assert.equal(end({ refusals: 2n }), status.report)
})

/** A call while the next one starts at `next`. Gives where it starts; undefined if it returns without having begun. */
function startAt(next: bigint, limit: bigint): bigint | undefined {
  const machine = makeMachine()
  machine.registers.set('rsp', host - 8n)
  for (const name of names) machine.registers.set(name, host + BigInt(names.indexOf(name)))
  machine.write(block('callStack'), 64, next)
  machine.write(block('callStackLimit'), 64, limit)
  machine.write(block('target'), 64, target)
  machine.write(block('hostFrame'), 64, enclosing)
  const plan = arrange({ parameters: [], result: undefined, fixed: undefined })
  let startsAt: bigint | undefined
  const code = emitDowncall(plan, { exchange, errnoAddress, guarded: true, stack: 'auto' })
  run(machine, code, () => {
    startsAt = machine.get('rsp') + 16n
    assert.equal(machine.read(block('callStack'), 64), startsAt)
    const call = BigInt(offsetOfCall(code))
    assert.equal(machine.read(startsAt + BigInt(callOfThunk), 64), call)
    assert.equal(machine.read(startsAt + BigInt(sumOfThunk), 64), call + BigInt(exchange))
  })
  if (startsAt !== undefined) return startsAt
  assert.equal(machine.read(block('status'), 32), BigInt(status.crowded))
  assert.equal(machine.get('xmm0'), noNumber)
  assert.equal(machine.read(block('callStack'), 64), next)
  assert.equal(machine.read(block('hostFrame'), 64), enclosing)
  assert.equal(machine.get('rsp'), host - 8n)
  for (const name of names) assert.equal(machine.get(name), host + BigInt(names.indexOf(name)), name)
  return undefined
}

test('a call starts where the innermost parked frame ends, down to a limit', () => {
  for (const limit of [0n, start - 0x100n, start]) assert.equal(startAt(start, limit), start)
})

test('below the limit it does not begin, and says so', () => {
  assert.equal(startAt(start - 0x100n, start - 0xf0n), undefined)
  assert.equal(startAt(start - 0x100n, start), undefined)
})
