/** Every fault that C can make, as the error it becomes. Runs on the fast calls and on the plain kernel. */
import assert from 'node:assert/strict'
import { closeSync, openSync } from 'node:fs'
import { constants } from 'node:os'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { CabiError, type CFunction, open } from '../../src/index.ts'
import { checkArithmetic } from './arithmetic.ts'
import { disorders, openFault, openMachineState, openThrow } from './libraries.ts'

interface Fault {
  readonly what: string
  readonly function: string
  readonly arguments: readonly unknown[]
  readonly signal: string
  readonly cause: string
  /** Of the fault; undefined where the system knows none; a predicate where it is not known beforehand. */
  readonly address?: number | bigint | ((address: number, called: CFunction) => boolean)
}

interface FaultError extends CabiError {
  readonly function: string
  readonly signal: string
  readonly address: number | undefined
  readonly pc: number | bigint
  readonly arguments: readonly unknown[]
}

const noAccess = 'no access to memory'
const protection = 'an address no memory can have, a misaligned vector access or a privileged instruction'
const aborted = 'it called abort(), as a failed assert, a corrupted heap or an uncaught C++ exception does'
const raised = 'it was sent by raise()'

const ownCode = (address: number, called: CFunction) => address >= called.address && address < called.address + 256
/** The main thread's stack lies at the top of user space. */
const onStack = (address: number) => address > 0x7f00_0000_0000 && address < 0x8000_0000_0000

const nonCanonical = 0x1234_5678_9abc_def0n
/** Canonical, but the system's own half. */
const systemHalf = 0xffff_8000_0000_0000n

export function faultSuite(): void {
  const c = openFault()
  const cxx = openThrow()
  const machine = openMachineState()
  const libc = open(null, 'int dup(int fd); int dup2(int from, int to); int close(int fd);')

  const address = (what: string, given: readonly unknown[], signal: string, cause: string, at: Fault['address']) => ({
    what,
    function: given[0] as string,
    arguments: given.slice(1),
    signal,
    cause,
    ...(at === undefined ? {} : { address: at }),
  })

  const truncated = c['truncated_mapping']()
  const readOnly = c['read_only_address']()
  const data = c['data_address']()

  const faults: readonly Fault[] = [
    address('a read through null', ['read_at', 0], 'SIGSEGV', noAccess, 0),
    address('a write through null', ['write_at', 0, 1], 'SIGSEGV', noAccess, 0),
    address('a call through null', ['jump_to', 0], 'SIGSEGV', noAccess, 0),
    address('a read at a wild address', ['read_at', 0xdead_0000], 'SIGSEGV', noAccess, 0xdead_0000),
    address('a write at a wild address', ['write_at', 0x10, 1], 'SIGSEGV', noAccess, 0x10),
    address('a call of a wild address', ['jump_to', 0x1234_5678], 'SIGSEGV', noAccess, 0x1234_5678),
    address('a write to read-only data', ['write_at', readOnly, 1], 'SIGSEGV', noAccess, readOnly),
    address('a call of data', ['jump_to', data], 'SIGSEGV', noAccess, data),
    address('a read of the last int', ['read_at', 2n ** 64n - 4n], 'SIGSEGV', noAccess, -4),
    address("a read in the system's half", ['read_at', systemHalf], 'SIGSEGV', noAccess, -(2 ** 47)),
    address('a read at a non-canonical address', ['read_at', nonCanonical], 'SIGSEGV', protection, undefined),
    address('a write at a non-canonical address', ['write_at', nonCanonical, 1], 'SIGSEGV', protection, undefined),
    address('a call of a non-canonical address', ['jump_to', nonCanonical], 'SIGSEGV', protection, undefined),
    address('a non-canonical read by the stack', ['read_stack_at', nonCanonical], 'SIGBUS', protection, undefined),
    address('a read of a truncated file', ['read_at', truncated], 'SIGBUS', beyondFile, truncated),
    address('a misaligned vector access', ['misaligned_vector'], 'SIGSEGV', protection, undefined),
    address('a privileged instruction', ['privileged_instruction'], 'SIGSEGV', protection, undefined),
    address('a division by zero', ['divide', 1, 0], 'SIGFPE', division, ownCode),
    address('INT_MIN / -1', ['divide', -(2 ** 31), -1], 'SIGFPE', division, ownCode),
    address('an illegal instruction', ['illegal_instruction'], 'SIGILL', 'an illegal instruction', ownCode),
    address('abort()', ['abort'], 'SIGABRT', aborted, undefined),
    address('a failed assert', ['failed_assert', 2], 'SIGABRT', aborted, undefined),
    address('free() of what was not allocated', ['free_invalid'], 'SIGABRT', aborted, undefined),
    address('a double free()', ['free_twice'], 'SIGABRT', aborted, undefined),
    address('raise(SIGSEGV)', ['raise_signal', constants.signals.SIGSEGV], 'SIGSEGV', raised, undefined),
    address('raise(SIGBUS)', ['raise_signal', constants.signals.SIGBUS], 'SIGBUS', raised, undefined),
    address('raise(SIGILL)', ['raise_signal', constants.signals.SIGILL], 'SIGILL', raised, undefined),
    address('raise(SIGFPE)', ['raise_signal', constants.signals.SIGFPE], 'SIGFPE', raised, undefined),
    address('raise(SIGABRT)', ['raise_signal', constants.signals.SIGABRT], 'SIGABRT', aborted, undefined),
    address('endless recursion', ['recurse', 0], 'SIGSEGV', noAccess, onStack),
    address('one object larger than the stack', ['huge_alloca', 64 * 2 ** 20], 'SIGSEGV', noAccess, onStack),
    address("a fault in C's own signal handler", ['fault_in_handler', false], 'SIGSEGV', noAccess, 0),
    address('a fault in one on the signal stack', ['fault_in_handler', true], 'SIGSEGV', noAccess, 0),
    address('a fault after a copied string', ['read_after', 'text', 8], 'SIGSEGV', noAccess, 8),
    address('a fault in a variadic call', ['snprintf', 16, 99, 'x%dy', 5], 'SIGSEGV', noAccess, 16),
  ]

  /** While `run` runs, what C writes to stderr goes nowhere. */
  function quietly<T>(run: () => T): T {
    const saved = libc['dup'](2)
    const nowhere = openSync('/dev/null', 'w')
    libc['dup2'](nowhere, 2)
    try {
      return run()
    } finally {
      libc['dup2'](saved, 2)
      libc['close'](saved)
      closeSync(nowhere)
    }
  }

  function faultOf(call: () => unknown): FaultError {
    try {
      quietly(call)
    } catch (error) {
      assert.ok(error instanceof CabiError, String(error))
      return error as FaultError
    }
    assert.fail('the call returned')
  }

  function machineIsSound(): void {
    checkArithmetic()
    assert.equal(c['add'](2, 3), 5)
    assert.equal(c['sum'](0.1, 0.2), 0.30000000000000004)
    assert.equal(c['x87_sum'](0.1, 0.2), 0.30000000000000004)
    assert.equal(c['x87_sum'](1, 2 ** -60), 1)
    assert.equal(c['half'](5e-324 * 2), 5e-324)
  }

  for (const fault of faults) {
    test(`${fault.what} is an error that names it, and the next calls are right`, () => {
      const called = c[fault.function] as CFunction
      for (let round = 0; round < 3; round++) {
        const error = faultOf(() => called(...fault.arguments))
        const at = error.address
        if (typeof fault.address === 'function') assert.ok(fault.address(at!, called), `at ${at}`)
        else assert.equal(at, fault.address)
        const place = at === undefined ? '' : ` at address 0x${BigInt.asUintN(64, BigInt(at)).toString(16)}`
        const call = `${fault.function}(${fault.arguments.map(value => inspect(value)).join(', ')})`
        assert.equal(error.message, `${call} was stopped by ${fault.signal}: ${fault.cause}${place}`)
        assert.equal(error.code, 'ERR_CABI_FAULT')
        assert.equal(error.name, 'CabiError')
        assert.equal(error.function, fault.function)
        assert.equal(error.signal, fault.signal)
        assert.deepEqual(error.arguments, fault.arguments)
        machineIsSound()
      }
    })
  }

  test('the error knows which instruction was stopped', () => {
    const { pc } = faultOf(() => c['read_at'](0))
    assert.ok(ownCode(pc as number, c['read_at']))
    assert.equal(faultOf(() => c['jump_to'](0x1234)).pc, 0x1234)
  })

  test('a fault is reported to a raw call too', () => {
    assert.equal(faultOf(() => c['read_at'].raw(0)).message, 'read_at(0) was stopped by SIGSEGV: no access to memory at address 0x0')
  })

  test('an uncaught C++ exception is an error, and C++ catches its own ever after', () => {
    for (let round = 0; round < 100; round++) {
      const error = faultOf(() => cxx['throw_uncaught']())
      assert.equal(error.message, `throw_uncaught() was stopped by SIGABRT: ${aborted}`)
      assert.equal(cxx['throw_and_catch'](round), round)
    }
    machineIsSound()
  })

  test('the heap can be used after errors it found itself', () => {
    faultOf(() => c['free_twice']())
    faultOf(() => c['free_invalid']())
    for (let round = 0; round < 1000; round++) c['allocate_and_free']()
  })

  describe('whatever C left in disorder is in order again', () => {
    for (const disorder of disorders) {
      test(disorder.replaceAll('_', ' '), () => {
        for (let round = 0; round < 100; round++) {
          const error = faultOf(() => machine[disorder]())
          assert.equal(error.function, disorder)
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
      assert.deepEqual(computeAround(faulty => callIf(faulty, address)), expected, disorder)
    }
  })

  test('a hundred thousand faults leak nothing and do not get slower', () => {
    const readAt = c['read_at']
    const readAfter = c['read_after']
    const text = 'x'.repeat(100)
    const block = (): number => {
      const start = performance.now()
      let faults = 0
      for (let i = 0; i < 5000; i++) {
        faults += isStopped(readAt, 8) + isStopped(readAfter, text, 8)
      }
      assert.equal(faults, 10_000)
      return performance.now() - start
    }
    /** After a call of the same function that returns: only such get hot. */
    const settle = () => {
      globalThis.gc?.()
      return process.memoryUsage.rss()
    }
    for (let i = 0; i < 2; i++) block()
    const before = settle()
    const times = Array.from({ length: 10 }, block)
    const grown = settle() - before
    assert.ok(grown < 8 * 2 ** 20, `grown by ${grown} bytes`)
    const fastest = (part: number[]) => Math.min(...part)
    assert.ok(fastest(times.slice(5)) < 3 * fastest(times.slice(0, 5)), `milliseconds: ${times.map(Math.round)}`)
    machineIsSound()
  })
}

const beyondFile = 'memory beyond the end of the file mapped there'
const division = 'an integer division by zero or out of range'

/** Numbers of both kinds that live across `call`, often enough to be optimised. */
function computeAround(call: (faulty: boolean) => unknown): readonly number[] {
  let [a, b, c, d] = [1, 2, 3, 4]
  let [x, y, z] = [1.5, 2.25, 0.1]
  let caught = 0
  for (let i = 0; i < 3000; i++) {
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
