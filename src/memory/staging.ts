/** Where conversions put a value on its way into memory: they store into slots, and these are eight words of their own. */
import type { Views } from '../exchange/exchange.ts'

const buffer = new ArrayBuffer(32)

export const staging: Views = {
  I32: new Int32Array(buffer),
  U32: new Uint32Array(buffer),
  F32: new Float32Array(buffer),
  F64: new Float64Array(buffer),
  I64: new BigInt64Array(buffer),
  U64: new BigUint64Array(buffer),
  U8: new Uint8Array(buffer),
}
