/** Integers and enumerations in memory. */
import { underlyingType } from '../ctype/enumeration.ts'
import { comesOutAs } from '../ctype/int64.ts'
import { type IntegerShape, integerShape } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import type { EnumType, IntegerType } from '../ctype/type.ts'
import { CabiError, codedError } from '../error.ts'
import { rangeError, typeError } from '../exchange/argument-error.ts'
import type { Lvalue } from '../exchange/conversion.ts'
import { bigintRemedy, narrowInteger, wideInteger } from '../exchange/integer.ts'
import type { InlineAccess, RawAccess, ViewName } from './access.ts'
import { throughBytes } from './inline-bytes.ts'
import { staging } from './staging.ts'

export function integerAccess(type: IntegerType): RawAccess {
  const shape = integerShape(type, target)
  if (shape.size === 16) return int128Access(shape)
  if (shape.size === 8) return wideAccess(shape, comesOutAs(type))
  return narrowAccess(shape, type.name === 'char')
}

export function enumAccess(type: EnumType): RawAccess {
  const underlying = underlyingType(type, target)
  if (underlying === undefined) throw new CabiError('ERR_CABI_UNSUPPORTED', `'${printType(type)}' has no integer type`)
  return integerAccess(underlying)
}

/** Typed array, load and store of each width. */
const narrow = {
  signed: {
    1: ['I8', 'loadI8', 'store8'],
    2: ['I16', 'loadI16', 'store16'],
    4: ['I32', 'loadI32', 'store32'],
  },
  unsigned: {
    1: ['U8', 'loadU8', 'store8'],
    2: ['U16', 'loadU16', 'store16'],
    4: ['U32', 'loadU32', 'store32'],
  },
} as const satisfies Record<string, Record<number, readonly [ViewName, string, string]>>

function narrowAccess(shape: IntegerShape, isChar: boolean): RawAccess {
  const [view, load, store] = narrow[shape.signed ? 'signed' : 'unsigned'][shape.size as 1 | 2 | 4]
  const conversion = narrowInteger(staging, shape, isChar)
  return {
    usesRoot: false,
    read: (memory, offset, _, site) => memory.bytes[load](offset, site),
    initialise(memory, offset, _, value, site) {
      conversion.store(value, 0, site)
      memory.bytes[store](offset, staging.I32[0]!, site)
    },
    inline: {
      view,
      load: (a, i) => `${a}[${i}]`,
      store: (a, i, v) => ({ when: conversion.inline(v, 0, String).when, store: `${a}[${i}]=${v}` }),
      throughBytes: throughBytes(load, store),
    },
  }
}

function wideAccess(shape: IntegerShape, as: 'number' | 'bigint'): RawAccess {
  const conversion = wideInteger(staging, shape)
  const load = shape.signed ? 'loadI64' : 'loadU64'
  return {
    usesRoot: false,
    read(memory, offset, _, site) {
      const value = memory.bytes[load](offset, site)
      return as === 'bigint' ? value : exactNumber(value, shape, site)
    },
    initialise(memory, offset, _, value, site) {
      conversion.store(value, 0, site)
      memory.bytes.storeI64(offset, staging.I64[0]!, site)
    },
    inline: as === 'bigint' ? inlineBigint(shape) : inlineNumber(shape),
  }
}

/** A 64-bit value as a number, refused where that would not be exact. */
export function exactNumber(value: bigint, shape: IntegerShape, site: Lvalue): number {
  const number = Number(value)
  if (Number.isSafeInteger(number)) return number
  const remedy = `${bigintRemedy('it', site.type, shape)} to get a bigint`
  const message = `${site.lvalue} is '${printType(site.type)}': its value ${value} is no exact number: ${remedy}`
  throw codedError(RangeError, 'ERR_CABI_RESULT_RANGE', message, { lvalue: site.lvalue, result: value })
}

const inlineBigint = ({ signed }: IntegerShape): InlineAccess => ({
  view: signed ? 'I64' : 'U64',
  load: (a, i) => `${a}[${i}]`,
  store: (a, i, v) => ({
    when: `typeof ${v}==='bigint'&&BigInt.${signed ? 'asIntN' : 'asUintN'}(64,${v})===${v}`,
    store: `${a}[${i}]=${v}`,
  }),
  throughBytes: signed ? throughBytes('loadI64', 'storeI64') : throughBytes('loadU64', 'storeU64'),
})

/** As two halves: what fits 32 bits, and on the way out all that 52 hold. */
function inlineNumber({ signed }: IntegerShape): InlineAccess {
  return {
    view: 'I32',
    load(a, i, otherwise) {
      const [low, high] = [`${a}[${i}]`, `${a}[${i}+1]`]
      const isExact = signed ? `(${high}+0x100000)>>>0<0x200000` : `${high}>>>0<0x200000`
      return `(${high}===${signed ? `${low}>>31` : `0&&${low}>=0`}?${low}:${isExact}?${high}*0x100000000+(${low}>>>0):${otherwise})`
    },
    store: (a, i, v) => ({
      when: signed ? `typeof ${v}==='number'&&(${v}|0)===${v}` : `typeof ${v}==='number'&&${v}>>>0===${v}`,
      store: `${a}[${i}]=${v};${a}[${i}+1]=${signed ? `${v}>>31` : '0'}`,
    }),
  }
}

function int128Access({ signed }: IntegerShape): RawAccess {
  const [min, max] = signed ? [-(2n ** 127n), 2n ** 127n - 1n] : [0n, 2n ** 128n - 1n]
  const expected = `an integer from ${min} to ${max} (a bigint beyond ${Number.MAX_SAFE_INTEGER})`
  return {
    usesRoot: false,
    read({ bytes }, offset, _, site) {
      const lower = bytes.loadU64(offset, site)
      const upper = signed ? bytes.loadI64(offset + 8, site) : bytes.loadU64(offset + 8, site)
      return (upper << 64n) | lower
    },
    initialise({ bytes }, offset, _, value, site) {
      const integer = typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value
      if (typeof integer !== 'bigint') throw typeError(site, expected, value)
      const lossy = typeof value === 'number' && !Number.isSafeInteger(value)
      if (lossy || integer < min || integer > max) throw rangeError(site, expected, value)
      bytes.storeU64(offset, BigInt.asUintN(64, integer), site)
      bytes.storeU64(offset + 8, BigInt.asUintN(64, integer >> 64n), site)
    },
    inline: undefined,
  }
}
