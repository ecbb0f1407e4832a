/**
 * Strings in and out. A `const char *` argument is a UTF-8 copy in scratch; a `const char *` result is read up to its NUL
 * under the guard.
 */
import { constants, isUtf8 } from 'node:buffer'
import type { CType } from '../ctype/type.ts'
import { CabiError, codedError } from '../error.ts'
import { slotWord } from '../exchange/call.ts'
import { doubleword, type Exchange, ownCall, patternOf, word as words } from '../exchange/exchange.ts'
import { takeFault } from '../exchange/fault.ts'
import { noCopy } from '../exchange/kernel.ts'
import { symbolAddress } from '../exchange/native.ts'
import { status } from '../machine/control-block.ts'
import { callCopiesOf, scratchEnd } from './call-copies.ts'
import { ReferencedType } from './pointee.ts'
import { Pointer } from './pointer.ts'
import { shortAsciiDecoder } from './short-ascii.ts'

/** Why a string cannot be a C string; 0 where it can. */
export const badString = { no: 0, nul: -noCopy.nul, surrogate: -noCopy.surrogate } as const

export const stringExpected = (bad: number) =>
  bad === badString.nul
    ? 'a string without a NUL character, which would end it early'
    : 'a well-formed string, without lone surrogates'

export interface Strings {
  /** Copies `value` and stores the copy's address at `word`; one of `badString`. */
  store(value: string, word: number): number
  /** Copies bytes, adds a NUL, stores the address. */
  storeBytes(bytes: Uint8Array, word: number): void
  /** The string at the address in the result slot if it is short ASCII, the usual case; undefined leaves it to `load`. */
  loadShort(): string | undefined
  /** The string at the address in the result slot; null for a null pointer. `target` is what the result points to. */
  load(name: string, target: CType): string | null
}

/** UTF-16 units. Up to here, a loop in JavaScript beats a call of the engine's encoder (measured: even at about 40). */
const shortLength = 40

/** Results up to this length come through scratch: kernel/string.c. */
const shortResult = 32

let strings: Strings | undefined

export function stringsOf(exchange: Exchange): Strings {
  strings ??= createStrings(exchange)
  return strings
}

function createStrings(exchange: Exchange): Strings {
  const { base, kernel, invoke } = exchange
  const { I32, U32, F64, U8 } = exchange.views
  const { scratchTop, scratchFloor, result } = words
  const bytes = Buffer.from(U8.buffer)
  const high = Math.floor(base / 2 ** 32)
  const low = base | 0
  const encoder = new TextEncoder()
  const copies = callCopiesOf(exchange)

  function store(value: string, word: number): number {
    if (copyString === undefined) return storeInParts(value, word)
    const at = I32[scratchTop]!
    const size = copyString(value, base + at, scratchEnd - at)
    return size >= 0 ? claim(at, size + 1, word) : storeOther(value, size, word)
  }

  function storeOther(value: string, reason: number, word: number): number {
    if (reason !== noCopy.unknown) return -reason
    const at = I32[scratchTop]!
    const size = exchange.fast!.copyAnyString(value, base + at, scratchEnd - at)
    if (size >= 0) return claim(at, size + 1, word)
    return size === noCopy.unknown ? storeLong(value, at, word) : -size
  }

  function storeInParts(value: string, word: number): number {
    const at = I32[scratchTop]!
    return value.length <= shortLength && at + 3 * value.length < scratchEnd
      ? storeShort(value, at, word)
      : storeLong(value, at, word)
  }

  function storeShort(value: string, start: number, word: number): number {
    const { length } = value
    let at = start
    for (let i = 0; i < length; i++) {
      let code = value.charCodeAt(i)
      if (code < 0x80) {
        if (code === 0) return badString.nul
        U8[at++] = code
        continue
      }
      if (code < 0x800) {
        U8[at++] = 0xc0 | (code >> 6)
      } else {
        if ((code & 0xf800) === 0xd800) {
          const second = value.charCodeAt(++i)
          // A high surrogate is followed by a low one; charCodeAt past the end is NaN.
          if (code >= 0xdc00 || (second & 0xfc00) !== 0xdc00) return badString.surrogate
          code = 0x10000 + ((code & 0x3ff) << 10) + (second & 0x3ff)
          U8[at++] = 0xf0 | (code >> 18)
          U8[at++] = 0x80 | ((code >> 12) & 0x3f)
        } else {
          U8[at++] = 0xe0 | (code >> 12)
        }
        U8[at++] = 0x80 | ((code >> 6) & 0x3f)
      }
      U8[at++] = 0x80 | (code & 0x3f)
    }
    U8[at] = 0
    return claim(start, at + 1 - start, word)
  }

  function storeLong(value: string, at: number, word: number): number {
    if (value.includes('\0')) return badString.nul
    if (!value.isWellFormed()) return badString.surrogate
    // A UTF-16 unit is at most three bytes of UTF-8.
    const most = value.length * 3
    if (at + most < scratchEnd) {
      const written = bytes.write(value, at, 'utf8')
      U8[at + written] = 0
      return claim(at, written + 1, word)
    }
    const copy = new Uint8Array(most + 1)
    encoder.encodeInto(value, copy)
    keep(copy, word)
    return badString.no
  }

  function storeBytes(source: Uint8Array, word: number): void {
    const at = I32[scratchTop]!
    if (at + source.length < scratchEnd) {
      U8.set(source, at)
      U8[at + source.length] = 0
      claim(at, source.length + 1, word)
    } else {
      const copy = new Uint8Array(source.length + 1)
      copy.set(source)
      keep(copy, word)
    }
  }

  function claim(at: number, size: number, word: number): number {
    I32[scratchTop] = at + size
    I32[word] = low + at
    I32[word + 1] = high
    return badString.no
  }

  function keep(copy: Uint8Array, word: number): void {
    copies.keep(copy)
    const address = kernel.addressOf(copy)
    I32[word] = address | 0
    I32[word + 1] = Math.floor(address / 2 ** 32)
  }

  const stringFetch = patternOf(kernel.stringFetch)
  const strlen = patternOf(symbolAddress(exchange, 'strlen'))
  const callStringFetch = exchange.thunk(
    { parameters: ['int64', 'int64'], result: 'int64', fixed: undefined },
    ownCall,
  ).address
  const callStrlen = exchange.thunk({ parameters: ['int64'], result: 'int64', fixed: undefined }, ownCall).address
  const [to, from] = [slotWord(0), slotWord(1)] as const
  const decodeShort = shortAsciiDecoder(exchange.views)
  const copyString = exchange.fast?.copyString
  /** Long strings come in rows: after one, the copy to scratch is not tried. */
  let lastWasLong = false

  /** Copies a string of up to 32 bytes to scratch; its length, or -1 for a longer one. */
  function fetchShort(at: number, pointerLow: number, pointerHigh: number): number {
    I32[to] = low + at
    I32[to + 1] = high
    I32[from] = pointerLow
    I32[from + 1] = pointerHigh
    F64[doubleword.target] = stringFetch
    invoke(callStringFetch)
    return I32[result]!
  }

  function measure(pointerLow: number, pointerHigh: number): number {
    I32[to] = pointerLow
    I32[to + 1] = pointerHigh
    F64[doubleword.target] = strlen
    invoke(callStrlen)
    return I32[result + 1]! * 2 ** 32 + U32[result]!
  }

  function loadShort(): string | undefined {
    const pointerLow = I32[result]!
    const pointerHigh = I32[result + 1]!
    if (lastWasLong || (pointerLow | pointerHigh) === 0) return undefined
    const at = (I32[scratchFloor]! + 7) & ~7
    const length = fetchShort(at, pointerLow, pointerHigh)
    const text = I32[words.status] === status.done && length >= 0 ? decodeShort(at, length) : undefined
    if (text !== undefined) return text
    // As it was, for `load`.
    I32[words.status] = status.done
    I32[result] = pointerLow
    I32[result + 1] = pointerHigh
    return undefined
  }

  function load(name: string, target: CType): string | null {
    const pointerLow = I32[result]!
    const pointerHigh = I32[result + 1]!
    if ((pointerLow | pointerHigh) === 0) return null
    return loadShort() ?? loadLong(name, target, pointerLow, pointerHigh)
  }

  function loadLong(name: string, target: CType, pointerLow: number, pointerHigh: number): string {
    const length = measure(pointerLow, pointerHigh)
    if (I32[words.status] !== status.done)
      throw unreadable(exchange, name, new Pointer(ReferencedType.of(target), pointerLow, pointerHigh))
    lastWasLong = length > shortResult
    if (length > constants.MAX_STRING_LENGTH) {
      throw tooLong(name, new Pointer(ReferencedType.of(target), pointerLow, pointerHigh), length)
    }
    const address = pointerHigh * 2 ** 32 + (pointerLow >>> 0)
    const ascii = exchange.fast?.stringAt(address, length)
    if (ascii !== undefined) return ascii
    const text = kernel.stringAt(address, length)
    // The engine puts U+FFFD for bytes that are not UTF-8; the string itself may have it too.
    if (text.includes('\ufffd') && !isUtf8(kernel.bufferAt(address, length))) {
      throw notUtf8(name, new Pointer(ReferencedType.of(target), pointerLow, pointerHigh))
    }
    return text
  }

  return { store, storeBytes, loadShort, load }
}

function unreadable({ views }: Exchange, name: string, pointer: Pointer): CabiError {
  const { signal, address } = takeFault(views, name, []) as CabiError & { signal?: string; address?: number }
  const message = `${name}: the result ${pointer} is no readable string (${signal})`
  return new CabiError('ERR_CABI_FAULT', message, { function: name, signal, address, result: pointer, arguments: [] })
}

/** `use` was asked for a string of so many bytes. */
export function tooLong(use: string, pointer: Pointer, bytes: number): RangeError {
  const message = `${use}: the string at ${pointer} has ${bytes} bytes, too many for a JavaScript string: read it in parts with .bytes`
  return codedError(RangeError, 'ERR_CABI_RESULT_RANGE', message, { function: use, result: pointer })
}

function notUtf8(name: string, pointer: Pointer): RangeError {
  const message = `${name}: the string at ${pointer} is not UTF-8: read it with readString(pointer, { encoding: 'latin1' })`
  return codedError(RangeError, 'ERR_CABI_RESULT_RANGE', message, { function: name, result: pointer })
}
