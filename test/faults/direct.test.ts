/**
 * A fault leaves a direct call with rbx, r12, r14 and r15 as C used them (src/machine/x86-64/frame.ts), and so does C that calls
 * back. The optimised code around it must keep nothing there: here it has more values than the processor has registers, all
 * of them needed after each of many faults.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import type { CallSignature } from '../../src/abi/plan.ts'
import { exchange, patternOf } from '../../src/exchange/exchange.ts'
import { type CFunction, c, callback, open, release } from '../../src/index.ts'
import { status } from '../../src/machine/control-block.ts'
import { compileFixture } from '../fixture.ts'
import { optimisation } from '../oracle/optimisation.ts'
import { checkArithmetic } from './arithmetic.ts'
import { openMachineState } from './libraries.ts'

setFlagsFromString('--allow-natives-syntax')
const { prepare, optimise } = optimisation()
const { directCalls, thunk, fast } = exchange()
const machine = openMachineState()
/** Puts garbage into all registers that a call preserves, and faults. */
const poison = patternOf((machine['callee_saved_registers'] as CFunction).address)

const values = Array.from({ length: 16 }, (_, i) => i)
const list = (name: string, make = (text: string) => text) => values.map(i => make(`${name}${i}`)).join()
const each = (make: (i: number) => string) => values.map(make).join(';')

type Around = (count: number, value: number) => unknown

/** Integers, doubles and objects, all changed before and after each call. `call` is its source. */
function caller(scope: Record<string, unknown>, call: string) {
  const body = `return function around(count, value) {
    let ${list('i', name => `${name}=value`)}, ${list('d', name => `${name}=value+0.5`)}, left = 0
    for (let n = 0; n < count; n++) {
      const object = [n], before = 'x' + n
      ${each(i => `i${i}=(i${i}*31+n+${i})|0;d${i}=d${i}*0.75+n/${i + 1}`)}
      const given = ${call}
      if (given !== ${status.fault} && given === given) return undefined
      left++
      ${each(i => `i${i}^=n;d${i}+=i${i}`)}
      if (object[0] !== n || before !== 'x' + n) return undefined
    }
    return [left, ${list('i')}, ${list('d')}]
  }`
  return new Function(...Object.keys(scope), body)(...Object.values(scope)) as Around
}

const signatures: Readonly<Record<string, CallSignature>> = {
  'void f(void)': { parameters: [], result: undefined, fixed: undefined },
  'int f(int, double)': { parameters: ['int32', 'double'], result: 'int32', fixed: undefined },
  'double f(double, int)': { parameters: ['double', 'int32'], result: 'double', fixed: undefined },
  'float f(8 × int)': { parameters: Array(8).fill('int32'), result: 'float', fixed: undefined },
}

/** V8 12.4, of Node 22, makes no fast call where an exception would be caught, and C is resumed in such a place. */
const entersFromTry = !process.versions.v8.startsWith('12.4')

/** How many calls did not take the fast way, once V8 has learnt enough. The values are right in every run. */
function slowCallsWhenOptimised(around: Around, expected: Around): number {
  let slow = 1
  for (let attempt = 0; attempt < 10 && slow > 0; attempt++) {
    prepare(around as never)
    assert.deepEqual(around(100, attempt), expected(100, attempt))
    optimise(around as never)
    around(100, attempt)
    const before = fast!.slowCalls()
    assert.deepEqual(around(5000, attempt), expected(5000, attempt))
    slow = fast!.slowCalls() - before
  }
  return slow
}

for (const [name, signature] of Object.entries(signatures)) {
  test(`${name}: JavaScript keeps its values when C faults with other registers full of garbage`, () => {
    const { enter } = directCalls!.of(signature, true, thunk(signature, { guarded: true, stack: 'auto' }).address)!
    const passed = signature.parameters.map((value, i) => (value === 'double' ? `d${i}` : `i${i}`))
    const around = caller({ enter, poison }, `enter(${[...passed, 'poison']})`)
    const expected = caller({}, String(status.fault))
    assert.equal(slowCallsWhenOptimised(around, expected), 0)
    checkArithmetic()
  })
}

test('JavaScript keeps its values when C calls back, and returns, with other registers full of garbage', () => {
  const call = machine['hold_and_call'] as (back: unknown) => number
  let calls = 0
  const lent = () => {
    calls++
  }
  const kept = callback(c.fn(c.void, []), lent)
  for (const back of [lent, kept]) {
    // What runs callbacks is to be optimised as well.
    for (let i = 0; i < 200_000; i++) call(back)
    const around = caller({ call, back }, `call(back)===0?${status.fault}:0`)
    const expected = caller({}, String(status.fault))
    calls = 0
    const slow = slowCallsWhenOptimised(around, expected)
    assert.ok(slow === 0 || (slow === 5000 && !entersFromTry), `${slow} slow calls`)
    assert.ok(calls >= 5200)
  }
  release(kept)
  checkArithmetic()
})

test('the error of an optimised call has its arguments as they were given', () => {
  const { callee_saved_registers: fault } = open(
    compileFixture(new URL('./machine_state.c', import.meta.url)),
    'double callee_saved_registers(double x, int n, float y, char letter);',
  )
  const argumentsOfError = (...[x, n, y, letter]: [number, number, number, string]) => {
    try {
      return fault(x, n, y, letter)
    } catch (error) {
      return (error as { arguments: unknown }).arguments
    }
  }
  const given: Parameters<typeof argumentsOfError>[] = [
    [0.1, 1, -0, 'a'],
    [-0, -1, 0, 'b'],
    [Number.NaN, 2 ** 31 - 1, -Infinity, 'c'],
    [5e-324, 0, 0.1, 'd'],
  ]
  prepare(argumentsOfError as never)
  for (const values of given) assert.deepEqual(argumentsOfError(...values), values)
  optimise(argumentsOfError as never)
  for (const values of given) assert.deepEqual(argumentsOfError(...values), values)
})
