/**
 * C that forks. The child has no JavaScript to return to (V8's heap is not copied), so a fault ends it, by its own
 * signal; its parent goes on.
 */
import assert from 'node:assert/strict'
import { constants } from 'node:os'
import { test } from 'node:test'
import { open } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import { checkArithmetic } from './arithmetic.ts'
import { openFault } from './libraries.ts'

const c = openFault()
const forks = open(
  compileFixture(new URL('./fork.c', import.meta.url)),
  `int child_that_exits(int status);
   int child_that_reads(const int *pointer);
   int child_that_aborts(void);
   int sharing_child_that_reads(const int *pointer);`,
)
const { SIGSEGV, SIGABRT } = constants.signals

/** Bit 7 of a status says whether there is a core file. */
const signalOf = (status: number) => status & ~0x80

const thisProcessGoesOn = () => {
  assert.equal(c['add'](2, 3), 5)
  assert.throws(() => c['read_at'](0), { code: 'ERR_CABI_FAULT' })
  checkArithmetic()
}

test('a child that ends at once', () => {
  for (const status of [0, 7, 255]) assert.equal(forks['child_that_exits'](status), status << 8)
  thisProcessGoesOn()
})

test('a child that faults', () => {
  assert.equal(signalOf(forks['child_that_reads'](null)), SIGSEGV)
  assert.equal(signalOf(forks['child_that_aborts']()), SIGABRT)
  thisProcessGoesOn()
})

test("a child that faults in its parent's memory", () => {
  assert.equal(signalOf(forks['sharing_child_that_reads'](null)), SIGSEGV)
  assert.equal(forks['sharing_child_that_reads'](new Int32Array([3])), 3 << 8)
  thisProcessGoesOn()
})
