import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { optimisation } from '../../test/oracle/optimisation.ts'
import type { CallSignature } from '../abi/plan.ts'
import type { ResultValue, SlotValue } from '../abi/slot.ts'
import { status } from '../machine/control-block.ts'
import { doubleword, exchange, patternOf, word } from './exchange.ts'
import { symbolAddress } from './native.ts'

setFlagsFromString('--allow-natives-syntax')
const { prepare, optimise, isOptimised } = optimisation()
const shared = exchange()
const { F64, I32, U32, F32, U64 } = shared.views
const fast = shared.fast!
shared.kernel.openLibrary('libm.so.6', true, true)

function directOf(parameters: readonly SlotValue[], result: ResultValue | undefined, guarded = true) {
  const signature: CallSignature = { parameters, result, fixed: undefined }
  const thunk = shared.thunk(signature, { guarded, stack: 'auto' }).address
  return shared.directCalls!.of(signature, guarded, thunk)
}

test('calls with the same plan share one function; guarded or not, others have their own', () => {
  const call = directOf(['int32', 'double'], 'int32')!
  assert.equal(directOf(['int32', 'double'], 'int32'), call)
  assert.equal(call.enter, call.enter)
  assert.notEqual(directOf(['int32', 'double'], 'int32', false)!.number, call.number)
  assert.notEqual(directOf(['int32', 'double'], 'int8')!.number, call.number)
  assert.equal(directOf(['int64'], undefined), undefined)
})

const functions: readonly {
  readonly name: string
  readonly parameters: readonly SlotValue[]
  readonly result: ResultValue
  readonly calls: readonly (readonly [...number[]])[]
  readonly expected: (...values: number[]) => number
  readonly read: () => number | undefined
}[] = [
  {
    name: 'ldexp',
    parameters: ['double', 'int32'],
    result: 'double',
    calls: [
      [0.75, 4],
      [-0, 1],
      [1, -1074],
      [Number.NaN, 3],
      [-Infinity, 0],
    ],
    expected: (x, exponent) => x * 2 ** exponent,
    read: () => F64[doubleword.result],
  },
  {
    name: 'abs',
    parameters: ['int32'],
    result: 'int32',
    calls: [[0], [-1], [2 ** 31 - 1], [1 - 2 ** 31]],
    expected: Math.abs,
    read: () => I32[word.result],
  },
  {
    name: 'htonl',
    parameters: ['uint32'],
    result: 'uint32',
    calls: [[0], [1], [0x80000000], [0xfffffffe]],
    expected: n => Buffer.from(Uint32Array.of(n).buffer).readUInt32BE(),
    read: () => U32[word.result],
  },
  {
    name: 'fmodf',
    parameters: ['float', 'float'],
    result: 'float',
    calls: [
      [5.5, 2],
      [-0, 1],
      [1, 0],
      [0.1, 1],
      [3.4028234663852886e38, 2],
    ],
    expected: (x, y) => Math.fround(Math.fround(x) % y),
    read: () => F32[word.result],
  },
]

for (const { name, parameters, result, calls, expected, read } of functions) {
  const { enter, returns } = directOf(parameters, result)!
  const target = patternOf(symbolAddress(shared, name))
  const caller = new Function('enter', 'target', 'return (...values) => enter(...values, target)')(enter, target)
  // Texts of their own: code that is shared would have seen the others.
  const names = parameters.map((_, i) => `a${i}`).join()
  const hot = new Function('enter', 'target', `return function ${name}(${names}) { return enter(${names}, target) }`)(
    enter,
    target,
  )

  /** Gives the result where it is what the call has given, and else whether that says that the exchange has it. */
  const done = (given: number) => {
    if (returns !== 'status' && !Number.isNaN(given)) return given
    assert.equal(returns === 'status' ? given : U32[word.status], status.done)
    return read()
  }

  test(`${name}: the engine's two ways into C pass the same and leave the same`, () => {
    prepare(hot)
    for (const values of calls) {
      assert.deepEqual(done(caller(...values)), expected(...values), `slow: ${values}`)
      hot(...values)
    }
    optimise(hot)
    hot(...calls[0]!)
    const before = fast.slowCalls()
    for (const values of calls) {
      U64[doubleword.result] = 0xa5a5a5a5a5a5a5a5n
      // As JavaScript that ran out of stack can have left it.
      U32[word.status] = status.fault
      assert.deepEqual(done(hot(...values)), expected(...values), `optimised: ${values}`)
    }
    U32[word.status] = status.done
    // As inside of a call on the host stack: then the thunk goes on by slots.
    U32[0] = 16
    for (const values of calls) {
      assert.deepEqual(done(hot(...values)), expected(...values), `nested: ${values}`)
    }
    assert.equal(U32[0], 16)
    U32[0] = 0
    assert.ok(isOptimised(hot))
    assert.equal(fast.slowCalls(), before)
  })

  test(`${name}: both say that there was a fault, and leave the thread ready for the next call`, () => {
    const nowhere = patternOf(8)
    const wild = new Function(
      'enter',
      'nowhere',
      `return function ${name}(${names}) { return enter(${names}, nowhere) }`,
    )(enter, nowhere)
    prepare(wild)
    for (const way of ['slow', 'optimised']) {
      if (way === 'optimised') {
        optimise(wild)
        wild(...calls[0]!)
      }
      const before = fast.slowCalls()
      assert.equal(wild(...calls[0]!), returns === 'status' ? status.fault : Number.NaN, way)
      assert.equal(fast.slowCalls() - before, way === 'slow' ? 1 : 0)
      assert.equal(U32[word.status], status.fault)
      assert.equal(U64[doubleword.faultPc], 8n)
      assert.deepEqual(done(hot(...calls[0]!)), expected(...calls[0]!))
    }
  })
}

test('code is entered behind the int3 that it begins with', () => {
  const { kernel } = shared
  const code = { bytes: () => Uint8Array.of(0xcc, 0xcc, 0xc3), listing: () => '' }
  const address = shared.emit(code, 'a test')
  assert.equal(address % 64, 2)
  assert.deepEqual([...new Uint8Array(kernel.bufferAt(address, 1))], [0xc3])
  fast.invoke(address)
})
