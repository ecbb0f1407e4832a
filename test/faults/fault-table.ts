/** Faults that C can make, and what is known of each. */
import assert from 'node:assert/strict'
import { constants } from 'node:os'
import { inspect } from 'node:util'
import type { CabiError, CFunction, LooseLibrary } from '../../src/index.ts'

export interface FaultError extends CabiError {
  readonly function: string
  readonly signal: string
  readonly address: number | undefined
  readonly pc: number | bigint
  readonly arguments: readonly unknown[]
}

export interface Fault {
  readonly what: string
  readonly function: string
  readonly arguments: readonly unknown[]
  readonly signal: string
  readonly cause: string
  /** Of the access or instruction; undefined where the system knows none; a predicate where only it can tell. */
  readonly address: number | undefined | ((address: number, called: CFunction) => boolean)
}

export const noAccess = 'no access to memory'
export const aborted = 'it called abort(), as a failed assert, a corrupted heap or an uncaught C++ exception does'
const protection = 'an address no memory can have, a misaligned vector access or a privileged instruction'
const beyondFile = 'memory beyond the end of the file mapped there'
const division = 'an integer division by zero or out of range'
const illegal = 'an illegal instruction'
const raised = 'it was sent by raise()'

/** No function of the fixture is longer. */
export const ownCode = (address: number, called: CFunction): boolean =>
  address >= called.address && address < called.address + 256

/** Stacks lie at the top of user space; what Linux maps, up to 2^28 pages (vm.mmap_rnd_bits) further below. */
const onStack = (address: number) => address > 0x7e00_0000_0000 && address < 0x8000_0000_0000

/** Bits 47 to 63 of an address are equal (Intel SDM 1, 3.3.7.1). */
const nonCanonical = 0x1234_5678_9abc_def0n

/** Of the library that `openFault` opens. */
export function faultsOf(c: LooseLibrary): readonly Fault[] {
  const { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT } = constants.signals
  const truncated: number = c['truncated_mapping']()
  const unmapped: number = c['unmapped_page']()
  const readOnly: number = c['read_only_address']()
  const data: number = c['data_address']()
  const rows: readonly [string, [string, ...unknown[]], string, string, Fault['address']?][] = [
    ['a read through null', ['read_at', 0], 'SIGSEGV', noAccess, 0],
    ['a write through null', ['write_at', 0, 1], 'SIGSEGV', noAccess, 0],
    ['a call through null', ['jump_to', 0], 'SIGSEGV', noAccess, 0],
    ['a read at a wild address', ['read_at', 0xdead_0000], 'SIGSEGV', noAccess, 0xdead_0000],
    ['a write at a wild address', ['write_at', 16, 1], 'SIGSEGV', noAccess, 16],
    ['a call of a wild address', ['jump_to', 0x1234_5678], 'SIGSEGV', noAccess, 0x1234_5678],
    ['a read of memory that was unmapped', ['read_at', unmapped], 'SIGSEGV', noAccess, unmapped],
    ['a write to read-only data', ['write_at', readOnly, 1], 'SIGSEGV', noAccess, readOnly],
    ['a call of data', ['jump_to', data], 'SIGSEGV', noAccess, data],
    ['a read of the last int of all', ['read_at', 2n ** 64n - 4n], 'SIGSEGV', noAccess, -4],
    ["a read in the system's half", ['read_at', 2n ** 64n - 2n ** 47n], 'SIGSEGV', noAccess, -(2 ** 47)],
    ['a read at a non-canonical address', ['read_at', nonCanonical], 'SIGSEGV', protection],
    ['a write at a non-canonical address', ['write_at', nonCanonical, 1], 'SIGSEGV', protection],
    ['a call of a non-canonical address', ['jump_to', nonCanonical], 'SIGSEGV', protection],
    ['a non-canonical read based on rbp', ['read_stack_at', nonCanonical], 'SIGBUS', protection],
    ['a misaligned vector access', ['misaligned_vector'], 'SIGSEGV', protection],
    ['a privileged instruction', ['privileged_instruction'], 'SIGSEGV', protection],
    ['a read beyond a truncated file', ['read_at', truncated], 'SIGBUS', beyondFile, truncated],
    ['a division by zero', ['divide', 1, 0], 'SIGFPE', division, ownCode],
    ['INT_MIN / -1', ['divide', -(2 ** 31), -1], 'SIGFPE', division, ownCode],
    ['an illegal instruction', ['illegal_instruction'], 'SIGILL', illegal, ownCode],
    ['abort()', ['abort'], 'SIGABRT', aborted],
    ['a failed assert', ['failed_assert', 2], 'SIGABRT', aborted],
    ['an uncaught C++ exception', ['throw_uncaught'], 'SIGABRT', aborted],
    ['free() of what was not allocated', ['free_invalid'], 'SIGABRT', aborted],
    ['a double free()', ['free_twice'], 'SIGABRT', aborted],
    ['raise(SIGSEGV)', ['raise_signal', SIGSEGV], 'SIGSEGV', raised],
    ['raise(SIGBUS)', ['raise_signal', SIGBUS], 'SIGBUS', raised],
    ['raise(SIGILL)', ['raise_signal', SIGILL], 'SIGILL', raised],
    ['raise(SIGFPE)', ['raise_signal', SIGFPE], 'SIGFPE', raised],
    ['raise(SIGABRT)', ['raise_signal', SIGABRT], 'SIGABRT', aborted],
    ['endless recursion', ['recurse', 0], 'SIGSEGV', noAccess, onStack],
    ['one object larger than the stack', ['huge_alloca', 64 * 2 ** 20], 'SIGSEGV', noAccess, onStack],
    ['one array larger than the stack', ['huge_local', 0], 'SIGSEGV', noAccess, onStack],
    ["a fault in C's own signal handler", ['fault_in_handler', false], 'SIGSEGV', noAccess, 0],
    ['a fault in one on the signal stack', ['fault_in_handler', true], 'SIGSEGV', noAccess, 0],
    ['a fault after a copied string', ['read_after', 'text', 8], 'SIGSEGV', noAccess, 8],
    ['a fault in a variadic call', ['snprintf', 16, 99, 'x%dy', 5], 'SIGSEGV', noAccess, 16],
  ]
  return rows.map(([what, [name, ...values], signal, cause, address]) => {
    return { what, function: name, arguments: values, signal, cause, address }
  })
}

/** That the error is of this fault, in a call of the function `name` with `values`: the fault's own, or one that calls it. */
export function checkFault(
  error: FaultError,
  { signal, cause, address: expected }: Fault,
  faulty: CFunction,
  name: string,
  values: readonly unknown[],
): void {
  const { address } = error
  if (typeof expected === 'function') assert.ok(expected(address!, faulty), `at ${address}`)
  else assert.equal(address, expected)
  const place = address === undefined ? '' : ` at address 0x${BigInt.asUintN(64, BigInt(address)).toString(16)}`
  const call = `${name}(${values.map(value => inspect(value)).join(', ')})`
  assert.equal(error.message, `${call} was stopped by ${signal}: ${cause}${place}`)
  assert.equal(error.name, 'CabiError')
  assert.equal(error.code, 'ERR_CABI_FAULT')
  assert.equal(error.function, name)
  assert.equal(error.signal, signal)
  assert.deepEqual(error.arguments, values)
}
