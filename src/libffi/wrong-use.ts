/** Errors about what a function of `cabi/libffi` was given; what is wrong with types is said by a status. */
import { inspect } from 'node:util'
import type { ErrorCode } from '../index.ts'

/** `message` ends before what came. */
export const typeError = (message: string, value: unknown): TypeError =>
  Object.assign(new TypeError(`${message}, got ${show(value)}`), {
    code: 'ERR_CABI_ARG_TYPE' satisfies ErrorCode,
    value,
  })

export const rangeError = (message: string, value: unknown): RangeError =>
  Object.assign(new RangeError(message), { code: 'ERR_CABI_ARG_RANGE' satisfies ErrorCode, value })

const show = (value: unknown) => inspect(value, { depth: 0, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 3 })

export const countError = (use: string, expected: number, received: number): TypeError =>
  Object.assign(new TypeError(`${use}: expected ${expected}, got ${received}`), {
    code: 'ERR_CABI_ARG_COUNT' satisfies ErrorCode,
    expected,
    received,
  })
