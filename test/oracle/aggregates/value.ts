/** Random objects of a type: their bytes, padding included, and what JavaScript stores in a slot for those that are scalars. */
import { type ScalarResult, type ScalarValue, slotValue } from '../../../src/abi/slot.ts'
import { sizeOf } from '../../../src/ctype/layout.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import { bareType, type CType } from '../../../src/ctype/type.ts'
import type { Random } from '../random.ts'

export function randomObject(type: CType, random: Random): Uint8Array {
  const bytes = Uint8Array.from({ length: sizeOf(type, target)! }, () => random(256))
  // JavaScript has no other values of these two.
  if (bareType(type).kind === 'bool') bytes[0]! &= 1
  if (slotValue(type, target) === 'x87') setExtended(bytes, randomDouble(random))
  return bytes
}

/** Finite and not 0; the exponent is within the normal ones. */
function randomDouble(random: Random): number {
  const magnitude = (1 + random(2 ** 32) / 2 ** 32 + random(2 ** 20) / 2 ** 52) * 2 ** (random(2000) - 1000)
  return random(2) === 0 ? magnitude : -magnitude
}

/** A double in Intel's extended format: sign and exponent in the last two of ten bytes, all 64 bits of the mantissa before. */
function setExtended(bytes: Uint8Array, value: number): void {
  const double = new DataView(new ArrayBuffer(8))
  double.setFloat64(0, value)
  const bits = double.getBigUint64(0)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  view.setBigUint64(0, (1n << 63n) | BigInt.asUintN(64, (bits & ((1n << 52n) - 1n)) << 11n), true)
  const exponent = Number((bits >> 52n) & 0x7ffn) - 1023 + 16383
  view.setUint16(8, exponent | (value < 0 ? 0x8000 : 0), true)
}

function extendedAsDouble(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const exponent = (view.getUint16(8, true) & 0x7fff) - 16383
  const magnitude = Number(view.getBigUint64(0, true) >> 11n) * 2 ** (exponent - 52)
  return view.getUint16(8, true) & 0x8000 ? -magnitude : magnitude
}

/**
 * The bytes that a scalar has in its slot, or in the result: integers of fewer than 32 bits extended to so many, a `long double`
 * as a double.
 */
export function exchanged(value: ScalarValue | ScalarResult, object: Uint8Array, isSigned: boolean): Uint8Array {
  if (value === 'x87') return new Uint8Array(Float64Array.of(extendedAsDouble(object)).buffer)
  if (object.length >= 4) return object
  const fill = isSigned && object.at(-1)! >= 0x80 ? 0xff : 0
  return Uint8Array.from({ length: 4 }, (_, i) => object[i] ?? fill)
}
