/** Every fault becomes an error, and the process goes on. Runs on the fast calls and on the plain kernel. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { CabiError, type CFunction } from '../../src/index.ts'
import { checkArithmetic } from './arithmetic.ts'
import { faultOf } from './fault-of.ts'
import { checkFault, faultsOf, noAccess, ownCode } from './fault-table.ts'
import { disorders, openFault, openMachineState } from './libraries.ts'

export function faultSuite(): void {
  const c = openFault()
  const machine = openMachineState()

  function machineIsSound(): void {
    checkArithmetic()
    assert.equal(c['add'](2, 3), 5)
    assert.equal(c['sum'](0.1, 0.2), 0.30000000000000004)
    assert.equal(c['half'](1e-323), 5e-324)
    assert.equal(c['x87_sum'](0.1, 0.2), 0.30000000000000004)
    assert.equal(c['x87_sum'](2 ** 53, 1 + 2 ** -10), 2 ** 53 + 2)
  }

  for (const fault of faultsOf(c)) {
    test(`${fault.what} is an error that names it, and the next calls are right`, () => {
      const called: CFunction = c[fault.function]
      for (let round = 0; round < 3; round++) {
        const error = faultOf(() => called(...fault.arguments))
        checkFault(error, fault, called, fault.function, fault.arguments)
        machineIsSound()
      }
    })
  }

  test('the error knows which instruction was stopped', () => {
    assert.ok(ownCode(faultOf(() => c['read_at'](0)).pc as number, c['read_at']))
    assert.equal(faultOf(() => c['jump_to'](0x1234)).pc, 0x1234)
  })

  test('a fault in a raw call is reported as well', () => {
    const { message } = faultOf(() => c['read_at'].raw(0))
    assert.equal(message, `read_at(0) was stopped by SIGSEGV: ${noAccess} at address 0x0`)
  })

  test('C++ catches its own exceptions after those that nobody caught', () => {
    for (let round = 0; round < 100; round++) {
      assert.equal(faultOf(() => c['throw_uncaught']()).signal, 'SIGABRT')
      assert.equal(c['throw_and_catch'](round), round)
    }
    machineIsSound()
  })

  test('the heap can be used after errors that it found itself', () => {
    faultOf(() => c['free_twice']())
    faultOf(() => c['free_invalid']())
    for (let round = 0; round < 1000; round++) c['allocate_and_free']()
  })

  test('floating-point exceptions that C unmasked are told from integer ones', () => {
    const text = 'was stopped by SIGFPE: an unmasked floating-point exception at address 0x'
    for (const name of ['vector_division_trapped', 'x87_division_trapped']) {
      const { message, address } = faultOf(() => machine[name]())
      assert.equal(message, `${name}() ${text}${address!.toString(16)}`)
      assert.ok(ownCode(address!, machine[name]))
    }
  })

  test('an unaligned access that C forbade itself has no address', () => {
    const { message, address } = faultOf(() => machine['misaligned_with_alignment_check']())
    assert.equal(message, 'misaligned_with_alignment_check() was stopped by SIGBUS: a misaligned access')
    assert.equal(address, undefined)
  })

  describe('what C left in disorder is in order again', () => {
    for (const disorder of disorders) {
      test(disorder.replaceAll('_', ' '), () => {
        for (let round = 0; round < 50; round++) {
          assert.equal(faultOf(() => machine[disorder]()).function, disorder)
          machineIsSound()
        }
      })
    }
  })

  test('optimised JavaScript keeps the values it holds in registers across a fault', () => {
    const callIf = machine['call_if']
    const expected = computeAround(faulty => {
      if (faulty) throw new Error('not C')
    })
    for (const disorder of disorders) {
      const { address } = machine[disorder]
      assert.deepEqual(
        computeAround(faulty => callIf(faulty, address)),
        expected,
        disorder,
      )
    }
  })

  test('a hundred thousand faults leak nothing and do not get slower', () => {
    const data = c['data_address']()
    const thousandFaults = () => {
      for (let i = 0; i < 500; i++) {
        assert.equal(c['read_at'](data), 0)
        assert.ok(isStopped(c['read_at'], 8))
        assert.ok(isStopped(c['read_after'], text, 8))
      }
    }
    const text = 'x'.repeat(100)
    const measure = (thousands: number) => {
      const start = process.cpuUsage()
      for (let i = 0; i < thousands; i++) thousandFaults()
      // Of the processor: on a machine that does other work too, the clock measures that work.
      const { user, system } = process.cpuUsage(start)
      globalThis.gc?.()
      return { microseconds: user + system, memory: process.memoryUsage.rss() }
    }
    measure(20)
    const parts = Array.from({ length: 8 }, () => measure(10))
    const grown = parts.at(-1)!.memory - parts[0]!.memory
    assert.ok(grown < 4 * 2 ** 20, `grown by ${grown} bytes`)
    const fastest = (some: typeof parts) => Math.min(...some.map(part => part.microseconds))
    assert.ok(fastest(parts.slice(4)) < 3 * fastest(parts.slice(0, 4)), inspect(parts))
    machineIsSound()
  })
}

function isStopped(called: CFunction, ...values: unknown[]): boolean {
  try {
    called(...values)
    return false
  } catch (error) {
    return error instanceof CabiError
  }
}

/** Numbers of both kinds that live across `call`, often enough to be optimised. */
function computeAround(call: (faulty: boolean) => unknown): readonly number[] {
  let [a, b, c, d] = [1, 2, 3, 4]
  let [x, y, z] = [1.5, 2.25, 0.1]
  let caught = 0
  for (let i = 0; i < 2000; i++) {
    a = (a * 31 + i) | 0
    b = (b ^ (a >>> 3)) | 0
    x = x * 0.999 + i
    y += x / 3
    try {
      call(i % 2 === 0)
    } catch {
      caught++
    }
    c = (c + a * b) | 0
    d = (d + c) | 0
    z = z * 0.5 + x - y
  }
  return [a, b, c, d, x, y, z, caught]
}
