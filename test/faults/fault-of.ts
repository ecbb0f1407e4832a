/** Calls that fault. */
import assert from 'node:assert/strict'
import { closeSync, openSync } from 'node:fs'
import { CabiError, open } from '../../src/index.ts'
import type { FaultError } from './fault-table.ts'

/** While `run` runs, what C writes to stderr goes nowhere. */
function quietly(run: () => unknown): void {
  // Not before: which kernel there is may be chosen until the first call.
  const libc = open(null, 'int dup(int fd); int dup2(int from, int to); int close(int fd);')
  const saved = libc['dup'](2)
  const nowhere = openSync('/dev/null', 'w')
  libc['dup2'](nowhere, 2)
  try {
    run()
  } finally {
    libc['dup2'](saved, 2)
    libc['close'](saved)
    closeSync(nowhere)
  }
}

/** What the call throws. */
export function faultOf(call: () => unknown): FaultError {
  try {
    quietly(call)
  } catch (error) {
    assert.ok(error instanceof CabiError, String(error))
    return error as FaultError
  }
  assert.fail('the call returned')
}
