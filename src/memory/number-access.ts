/** `bool` and the floating types in memory. */
import { printType } from '../ctype/print.ts'
import type { FloatingName } from '../ctype/scalar.ts'
import type { FloatingType } from '../ctype/type.ts'
import { CabiError } from '../error.ts'
import { rangeError, typeError } from '../exchange/argument-error.ts'
import { bool } from '../exchange/bool.ts'
import { double, float, roundToFloat } from '../exchange/floating.ts'
import type { RawAccess } from './access.ts'
import type { Site } from './bytes.ts'
import { decodeFloating, encodeFloating, type FloatingFormat, formats } from './floating-format.ts'
import { boolThroughBytes, throughBytes } from './inline-bytes.ts'
import type { Bytes } from './memory.ts'
import { staging } from './staging.ts'

const boolConversion = bool(staging)

export const boolAccess: RawAccess = {
  usesRoot: false,
  read: (memory, offset, _, site) => memory.bytes.loadU8(offset, site) !== 0,
  initialise(memory, offset, _, value, site) {
    boolConversion.store(value, 0, site)
    memory.bytes.store8(offset, staging.I32[0]!, site)
  },
  inline: {
    view: 'U8',
    load: (a, i) => `${a}[${i}]!==0`,
    store: (a, i, v) => ({ when: boolConversion.inline(v, 0, unbound).when, store: `${a}[${i}]=${v}?1:0` }),
    throughBytes: boolThroughBytes,
  },
}

/** None of the conversions here binds. */
const unbound = (hint: string): string => {
  throw new Error(`${hint} is not inline`)
}

const doubleConversion = double(staging)

const doubleAccess: RawAccess = {
  usesRoot: false,
  read: (memory, offset, _, site) => memory.bytes.loadF64(offset, site),
  initialise(memory, offset, _, value, site) {
    doubleConversion.store(value, 0, site)
    memory.bytes.storeF64(offset, value as number, site)
  },
  inline: {
    view: 'F64',
    load: (a, i) => `${a}[${i}]`,
    store: (a, i, v) => ({ when: doubleConversion.inline(v, 0, unbound).when, store: `${a}[${i}]=${v}` }),
    throughBytes: throughBytes('loadF64', 'storeF64'),
  },
}

const floatConversion = float(staging)

const floatAccess: RawAccess = {
  usesRoot: false,
  read: (memory, offset, _, site) => memory.bytes.loadF32(offset, site),
  initialise(memory, offset, _, value, site) {
    if (typeof value !== 'number') throw typeError(site, 'a number', value)
    memory.bytes.storeF32(offset, roundToFloat(value, site), site)
  },
  inline: {
    view: 'F32',
    load: (a, i) => `${a}[${i}]`,
    store: (a, i, v) => ({ when: floatConversion.inline(v, 0, unbound).when, store: `${a}[${i}]=${v}` }),
    throughBytes: throughBytes('loadF32', 'storeF32'),
  },
}

/** By their bits. Bytes of padding (`long double` has six on x86-64) are left as they are. */
function encodedAccess(name: string, format: FloatingFormat, size: number): RawAccess {
  return {
    usesRoot: false,
    read: (memory, offset, _, site) => decodeFloating(loadBits(memory.bytes, offset, size, site), format),
    initialise(memory, offset, _, value, site) {
      if (typeof value !== 'number') throw typeError(site, 'a number', value)
      const bits = encodeFloating(value, format)
      if (Number.isFinite(value) && !Number.isFinite(decodeFloating(bits, format))) {
        throw rangeError(site, `a number that a ${name} can hold`, value)
      }
      storeBits(memory.bytes, offset, size, bits, site)
    },
    inline: undefined,
  }
}

/** The little-endian integer of 2, 10 or 16 bytes. */
function loadBits(bytes: Bytes, at: number, size: number, site: Site): bigint {
  if (size === 2) return BigInt(bytes.loadU16(at, site))
  const upper = size === 10 ? BigInt(bytes.loadU16(at + 8, site)) : bytes.loadU64(at + 8, site)
  return (upper << 64n) | bytes.loadU64(at, site)
}

function storeBits(bytes: Bytes, at: number, size: number, bits: bigint, site: Site): void {
  if (size === 2) {
    bytes.store16(at, Number(bits), site)
    return
  }
  bytes.storeU64(at, BigInt.asUintN(64, bits), site)
  if (size === 10) bytes.store16(at + 8, Number(bits >> 64n), site)
  else bytes.storeU64(at + 8, bits >> 64n, site)
}

const x87 = (name: string) => encodedAccess(name, formats.x87, 10)

/** What x86-64 has. */
const floatings: Readonly<Partial<Record<FloatingName, RawAccess>>> = {
  float: floatAccess,
  double: doubleAccess,
  'long double': x87('long double'),
  _Float16: encodedAccess('_Float16', formats.binary16, 2),
  _Float32: floatAccess,
  _Float64: doubleAccess,
  _Float128: encodedAccess('_Float128', formats.binary128, 16),
  _Float32x: doubleAccess,
  _Float64x: x87('_Float64x'),
}

export function floatingAccess(type: FloatingType): RawAccess {
  const access = floatings[type.name]
  if (access === undefined) throw new CabiError('ERR_CABI_UNSUPPORTED', `'${printType(type)}' has no values here`)
  return access
}
