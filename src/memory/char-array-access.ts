/** `char[n]` in memory: a string up to the first NUL. */
import { isUtf8 } from 'node:buffer'
import { printType } from '../ctype/print.ts'
import { codedError } from '../error.ts'
import { rangeError, typeError } from '../exchange/argument-error.ts'
import type { RawAccess } from './access.ts'
import { elementsOf, plainBytes } from './address.ts'
import type { Site } from './bytes.ts'
import { badString, stringExpected } from './string.ts'

export const charArrayAccess = (count: number): RawAccess => ({
  usesRoot: false,
  read({ bytes }, offset, _, site) {
    const all = Buffer.alloc(count)
    bytes.copyIn(offset, all, site)
    const end = all.indexOf(0)
    return decoded(end < 0 ? all : all.subarray(0, end), site)
  },
  initialise({ bytes }, offset, _, value, site) {
    const all = new Uint8Array(count)
    all.set(encoded(value, count, site))
    bytes.copyOut(offset, all, site)
  },
  inline: undefined,
})

/** C may have filled all of it, without a NUL. */
function decoded(text: Buffer, site: Site): string {
  if (isUtf8(text)) return text.toString('utf8')
  const message = `${site.lvalue} is '${printType(site.type)}': what it holds is not UTF-8: the error's result has the bytes`
  throw codedError(RangeError, 'ERR_CABI_RESULT_RANGE', message, { lvalue: site.lvalue, result: Uint8Array.from(text) })
}

/** The rest is zero. A string leaves room for its NUL; bytes may take it all. */
function encoded(value: unknown, count: number, site: Site): Uint8Array {
  const expected = `a string of up to ${Math.max(count - 1, 0)} bytes as UTF-8, or a Uint8Array of up to ${count}`
  if (typeof value === 'string') {
    if (value.includes('\0')) throw rangeError(site, stringExpected(badString.nul), value)
    if (!value.isWellFormed()) throw rangeError(site, stringExpected(badString.surrogate), value)
    const bytes = Buffer.from(value, 'utf8')
    if (bytes.length < count) return bytes
    throw rangeError(site, `${expected} (it has ${bytes.length})`, value)
  }
  if (elementsOf(value) !== 'Uint8Array') throw typeError(site, expected, value)
  const bytes = plainBytes(value as Uint8Array)
  if (bytes.length <= count) return bytes
  throw rangeError(site, `${expected} (it has ${bytes.length})`, value)
}
