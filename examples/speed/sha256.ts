/** SHA-256 (FIPS 180-4) of many bytes: in JavaScript, and by libcrypto, which has the processor's instructions for it. */
import { open } from 'cabi'
import type { Work } from './work.ts'

/** The first 32 bits of the fractions of the cube roots of the first 64 primes. */
const constants = new Int32Array(64)
/** Of the square roots of the first 8. */
const start = new Int32Array(8)
for (let found = 0, n = 2; found < 64; n++) {
  let isPrime = true
  for (let d = 2; d * d <= n; d++) if (n % d === 0) isPrime = false
  if (!isPrime) continue
  constants[found] = Math.floor((Math.cbrt(n) % 1) * 2 ** 32)
  if (found < 8) start[found] = Math.floor((Math.sqrt(n) % 1) * 2 ** 32)
  found++
}

const rotate = (x: number, n: number): number => (x >>> n) | (x << (32 - n))

function digest(bytes: Uint8Array): Int32Array {
  const state = start.slice()
  const whole = bytes.length - (bytes.length % 64)
  for (let at = 0; at < whole; at += 64) compress(state, bytes, at)
  // The rest, one bit, zeros, and the length in bits.
  const rest = new Uint8Array(bytes.length - whole < 56 ? 64 : 128)
  rest.set(bytes.subarray(whole))
  rest[bytes.length - whole] = 0x80
  new DataView(rest.buffer).setBigUint64(rest.length - 8, BigInt(bytes.length) * 8n)
  for (let at = 0; at < rest.length; at += 64) compress(state, rest, at)
  return state
}

const w = new Int32Array(64)

function compress(state: Int32Array, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) {
    const j = at + 4 * i
    w[i] = (bytes[j]! << 24) | (bytes[j + 1]! << 16) | (bytes[j + 2]! << 8) | bytes[j + 3]!
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!
    const y = w[i - 2]!
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10)
    w[i] = w[i - 16]! + s0 + w[i - 7]! + s1
  }
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + constants[i]! + w[i]!) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = state[0]! + a
  state[1] = state[1]! + b
  state[2] = state[2]! + c
  state[3] = state[3]! + d
  state[4] = state[4]! + e
  state[5] = state[5]! + f
  state[6] = state[6]! + g
  state[7] = state[7]! + h
}

function someBytes(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  for (let i = 0; i < size; i++) bytes[i] = i * 7
  return bytes
}

/** The first three bytes. */
const beginning = (word: number): number => word >>> 8

export const sha256 = (lib: { sha256_all_in_c(size: number): number }, size: number): Work => ({
  name: 'SHA-256',
  inJavaScript: () => beginning(digest(someBytes(size))[0]!),
  hotPartInC() {
    const { SHA256 } = open('crypto', 'unsigned char *SHA256(const unsigned char *d, size_t n, unsigned char *md);')
    const md = new Uint8Array(32)
    SHA256(someBytes(size), size, md)
    return beginning(new DataView(md.buffer).getInt32(0))
  },
  allInC: () => lib.sha256_all_in_c(size),
})
