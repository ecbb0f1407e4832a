/** `errno` as C saw it: saved after every call, and put back before the next one. */

import { integerType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { exchange, word } from '../exchange/exchange.ts'
import { type NativeFunction, nativeFunction } from '../exchange/native.ts'
import { pointerAt } from '../memory/pointer.ts'
import { readString } from '../memory/read-string.ts'

/** What the last call left in `errno`; with an argument, what the next call starts with. */
export function errno(value?: number): number {
  const { I32 } = exchange().views
  if (value === undefined) return I32[word.errorNumber]!
  I32[word.errorNumber] = requireInt(value, 'errno')
  return value
}

let nativeStrerror: NativeFunction | undefined

/** The C library's words for an error number: `strerror(2)` is 'No such file or directory'. */
export function strerror(value: number = errno()): string {
  requireInt(value, 'strerror')
  nativeStrerror ??= nativeFunction('strerror', 1, 'strerror')
  const { I32 } = exchange().views
  const before = I32[word.errorNumber]!
  const text = readString(pointerAt(integerType('char'), nativeStrerror(value)))
  // Asking for words does not change what the last call left.
  I32[word.errorNumber] = before
  return text ?? ''
}

function requireInt(value: unknown, use: string): number {
  if (typeof value === 'number' && (value | 0) === value) return value
  throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', `${use}: expected an int, got ${show(value)}`, { value })
}
