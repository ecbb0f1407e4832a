/** Integers: numbers that are integers in range; for 64-bit types also bigints. No value is ever rounded or wrapped. */
import type { IntegerShape } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { bareType, type CType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { rangeError, typeError } from './argument-error.ts'
import type { ArgumentConversion, ResultConversion } from './conversion.ts'
import { type Views, word as words } from './exchange.ts'

const bounds = ({ size, signed }: IntegerShape) => {
  const bits = BigInt(size * 8)
  return signed ? { min: -(2n ** (bits - 1n)), max: 2n ** (bits - 1n) - 1n } : { min: 0n, max: 2n ** bits - 1n }
}

/** Expressions that are `v` exactly when `v` is a number that the type holds. */
const wrapped = {
  signed: { 1: '<<24>>24', 2: '<<16>>16', 4: '|0' },
  unsigned: { 1: '&255', 2: '&65535', 4: '>>>0' },
} as const

/** Types of up to 32 bits. `isChar`: a one-character ASCII string stands for its code. */
export function narrowInteger(views: Views, shape: IntegerShape, isChar: boolean): ArgumentConversion {
  const { min, max } = bounds(shape)
  const expected = `an integer from ${min} to ${max}${isChar ? ' or a one-character ASCII string' : ''}`
  const { I32 } = views
  return {
    usesScratch: false,
    store(value, word, argument) {
      if (isChar && typeof value === 'string' && value.length === 1 && value.charCodeAt(0) < 128) {
        I32[word] = value.charCodeAt(0)
        return
      }
      if (typeof value !== 'number' || !Number.isInteger(value)) throw typeError(argument, expected, value)
      if (value < min || value > max) throw rangeError(argument, expected, value)
      I32[word] = value
    },
    inline(value, word) {
      const wrap = wrapped[shape.signed ? 'signed' : 'unsigned'][shape.size as 1 | 2 | 4]
      return {
        when: `typeof ${value}==='number'&&${value}===(${value}${wrap})`,
        store: `I32[${word}]=${value}`,
        // What has been computed already, and needs no check as an argument that may be anything does.
        passed: `${value}${wrap}`,
      }
    },
  }
}

export function wideInteger(views: Views, shape: IntegerShape): ArgumentConversion {
  const { min, max } = bounds(shape)
  const expected = `an integer from ${min} to ${max} (a bigint beyond ${Number.MAX_SAFE_INTEGER})`
  const storeUsual = shape.signed ? storeSigned(views) : storeUnsigned(views)
  const { I64 } = views
  return {
    usesScratch: false,
    store(value, word, argument) {
      const integer = typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value
      if (typeof integer !== 'bigint') throw typeError(argument, expected, value)
      // Beyond 2^53 a number may already have lost bits, whoever computed it.
      const lossy = typeof value === 'number' && !Number.isSafeInteger(value)
      if (lossy || integer < min || integer > max) throw rangeError(argument, expected, value)
      I64[word / 2] = BigInt.asIntN(64, integer)
    },
    inline: (value, word, bind) => ({ when: `${bind('storeWide', storeUsual)}(${value},${word})`, store: '' }),
  }
}

/** Numbers of 32 bits and bigints in range. A number goes as two halves: V8 has no cheap 8-byte store of one. */
const storeSigned =
  ({ I32, I64 }: Views) =>
  (value: unknown, word: number): boolean => {
    if (typeof value === 'number' && (value | 0) === value) {
      I32[word] = value
      I32[word + 1] = value >> 31
      return true
    }
    if (typeof value !== 'bigint' || BigInt.asIntN(64, value) !== value) return false
    I64[word >> 1] = value
    return true
  }

const storeUnsigned =
  ({ I32, U64 }: Views) =>
  (value: unknown, word: number): boolean => {
    if (typeof value === 'number' && value >>> 0 === value) {
      I32[word] = value
      I32[word + 1] = 0
      return true
    }
    if (typeof value !== 'bigint' || BigInt.asUintN(64, value) !== value) return false
    U64[word >> 1] = value
    return true
  }

export function narrowResult({ I32, U32 }: Views, shape: IntegerShape, at: number = words.result): ResultConversion {
  const asSigned = shape.signed || shape.size < 4
  return {
    load: () => (asSigned ? I32[at] : U32[at]),
    inline: () => `${asSigned ? 'I32' : 'U32'}[${at}]`,
  }
}

export function bigintResult({ I64, U64 }: Views, shape: IntegerShape, at: number = words.result): ResultConversion {
  const view = shape.signed ? I64 : U64
  return {
    load: () => view[at / 2],
    inline: () => `${shape.signed ? 'I64' : 'U64'}[${at / 2}]`,
  }
}

/** What of a 64-bit type gives a bigint instead: for errors. */
export function bigintRemedy(what: string, type: CType, { signed }: IntegerShape): string {
  const bare = bareType(type)
  if (bare.kind === 'integer' && bare.as === 'number') return "open the library without int64: 'number'"
  return `declare ${what} as ${signed ? 'int64_t' : 'uint64_t'}`
}

/** A 64-bit result as a number, refused where the number would not be exact. */
export function numberResult(views: Views, shape: IntegerShape, at: number = words.result): ResultConversion {
  const view = shape.signed ? views.I64 : views.U64
  const [low, high] = [at, at + 1]
  return {
    load(site) {
      const exact = view[at / 2]!
      const number = Number(exact)
      if (Number.isSafeInteger(number)) return number
      const type = printType(site.type)
      const what = site.parameter === undefined ? 'the result' : `argument ${site.parameter}`
      const raw = site.parameter === undefined ? ' or call .raw' : ''
      const remedy = `${bigintRemedy(what, site.type, shape)}${raw} to get a bigint`
      const message = `${site.function}: ${what} ${exact} of type '${type}' is no exact number: ${remedy}`
      throw codedError(RangeError, 'ERR_CABI_RESULT_RANGE', message, { function: site.function, result: exact })
    },
    inline: otherwise =>
      shape.signed
        ? `(I32[${high}]===I32[${low}]>>31?I32[${low}]:${otherwise})`
        : `(I32[${high}]===0?U32[${low}]:${otherwise})`,
  }
}
