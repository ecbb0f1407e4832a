import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open } from '../index.ts'
import { Call } from './call.ts'

const declarations = 'void qsort(void *, size_t, size_t, int (*)(const int *, const int *)); int raise(int);'

for (const stack of ['auto', 'host'] as const) {
  test(`what was thrown in a call whose JavaScript was terminated is thrown by no other, stack: '${stack}'`, t => {
    const { qsort, raise } = open(null, declarations, { stack })
    const fail = () => {
      throw new Error('mine')
    }
    const sort = () => qsort!(Int32Array.of(2, 1), 2, 4, fail)
    const leave = t.mock.method(Call.prototype, 'leave', () => {
      throw new Error('terminated')
    })
    assert.throws(sort, { message: 'terminated' })
    leave.mock.restore()
    const isFault = (error: Error & { code?: string; suppressed?: unknown }) =>
      error.code === 'ERR_CABI_FAULT' && error.suppressed === undefined
    for (let i = 0; i < 2; i++) assert.throws(() => raise!(11), isFault)
    assert.throws(sort, { message: 'mine' })
  })
}
