/**
 * Short ASCII strings out of the exchange. C hands out the same few again and again (names of columns, of errors, of
 * versions), and making a string costs more than the call that returned its address; so the last of them are kept in a
 * table, by their bytes. Others are made by `String.fromCharCode(b0, b1, ...)` with every byte named, three times as fast
 * as any call of the engine's decoders (11 bytes: 22 ns against 70): a function with a case for each length, generated
 * once strings have been asked for often enough to pay for its 0.3 ms.
 */
import type { Views } from '../exchange/exchange.ts'

/** Bytes; a multiple of 4. */
const maxLength = 32
const wordsEach = maxLength / 4
/** A power of two. */
const tableSize = 256
const worthwhile = 100

/** `at` is a multiple of 8. Undefined for what is not ASCII, or longer than 32 bytes. */
export type ShortDecoder = (at: number, length: number) => string | undefined

export function shortAsciiDecoder(views: Views): ShortDecoder {
  const { I32 } = views
  const make = shortStringMaker(views.U8)
  /** Of entry e: its string, and its words from e × wordsEach on, the bytes behind the string zero. */
  const strings: (string | undefined)[] = new Array(tableSize).fill(undefined)
  const words = new Int32Array(tableSize * wordsEach)

  return (at, length) => {
    if (length > maxLength) return undefined
    const first = at >> 2
    const whole = length >> 2
    const rest = length & 3
    const last = rest === 0 ? 0 : I32[first + whole]! & ((1 << (8 * rest)) - 1)
    let bits = last
    let hash = Math.imul(last ^ length, 0x9e3779b1)
    for (let i = 0; i < whole; i++) {
      const word = I32[first + i]!
      bits |= word
      hash = Math.imul(hash ^ word, 0x9e3779b1)
    }
    if ((bits & 0x80808080) !== 0) return undefined
    const entry = hash >>> 24
    const kept = strings[entry]
    const start = entry * wordsEach
    if (kept !== undefined && kept.length === length) {
      let i = 0
      while (i < whole && words[start + i] === I32[first + i]) i++
      if (i === whole && (rest === 0 || words[start + i] === last)) return kept
    }
    const made = make(at, length)
    strings[entry] = made
    for (let i = 0; i < whole; i++) words[start + i] = I32[first + i]!
    if (rest !== 0) words[start + whole] = last
    return made
  }
}

function shortStringMaker(U8: Uint8Array): (at: number, length: number) => string {
  const latin1 = Buffer.from(U8.buffer)
  let calls = 0
  let unrolled: ((at: number, length: number) => string) | undefined
  return (at, length) => {
    if (unrolled !== undefined) return unrolled(at, length)
    if (++calls === worthwhile) unrolled = unroll(U8)
    return latin1.toString('latin1', at, at + length)
  }
}

function unroll(U8: Uint8Array): ((at: number, length: number) => string) | undefined {
  const cases = Array.from({ length: maxLength }, (_, i) => {
    const bytes = Array.from({ length: i + 1 }, (_, byte) => `U8[at+${byte}]`)
    return `case ${i + 1}:return text(${bytes})`
  })
  try {
    const source = `const {U8,text}=scope\nreturn(at,length)=>{switch(length){${cases.join('\n')}\ndefault:return''}}`
    return new Function('scope', source)({ U8, text: String.fromCharCode })
  } catch {
    // Code from strings is forbidden here.
    return undefined
  }
}
