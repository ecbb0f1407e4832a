/**
 * Bit-fields in memory. The lowest bit of a byte counts first (psABI x86-64, 3.1.2). One that lies within an aligned unit
 * of 1, 2 or 4 bytes of its record is read and written with that unit; any other byte by byte. No byte outside of the
 * record is touched, and other bits keep their values.
 */
import { underlyingType } from '../ctype/enumeration.ts'
import { comesOutAs } from '../ctype/int64.ts'
import { integerShape } from '../ctype/layout.ts'
import { integers } from '../ctype/scalar.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType } from '../ctype/type.ts'
import { rangeError, typeError } from '../exchange/argument-error.ts'
import type { InlineAccess, RawAccess } from './access.ts'
import type { Site } from './bytes.ts'
import { exactNumber } from './integer-access.ts'

export interface BitField {
  readonly type: CType
  /** Of its first bit, from the start of the record. */
  readonly bitOffset: number
  readonly bits: number
}

/** Of the record that it is in. */
interface Enclosing {
  readonly size: number
  readonly align: number
}

interface Unit {
  readonly offset: number
  readonly bytes: 1 | 2 | 4
}

/** An access to the bytes from `offset` of the record on. */
export interface PlacedAccess {
  readonly offset: number
  readonly access: RawAccess
}

export function bitFieldAccess(field: BitField, enclosing: Enclosing): PlacedAccess {
  const unit = unitOf(field, enclosing)
  const first = unit?.offset ?? Math.floor(field.bitOffset / 8)
  const bits = new Bits(field, field.bitOffset - 8 * first, unit)
  return { offset: first, access: bits.access() }
}

/** The smallest that the record's alignment makes aligned. */
function unitOf({ bitOffset, bits }: BitField, { size, align }: Enclosing): Unit | undefined {
  for (const bytes of [1, 2, 4] as const) {
    const offset = Math.floor(bitOffset / (8 * bytes)) * bytes
    if (bitOffset + bits <= 8 * (offset + bytes) && bytes <= align && offset + bytes <= size) return { offset, bytes }
  }
  return undefined
}

const views = { 1: 'U8', 2: 'U16', 4: 'U32' } as const

class Bits {
  readonly #bits: number
  readonly #shift: number
  readonly #unit: Unit | undefined
  readonly #signed: boolean
  readonly #takesBigint: boolean
  readonly #as: 'boolean' | 'number' | 'bigint'
  readonly #min: bigint
  readonly #max: bigint

  constructor({ type, bits }: BitField, shift: number, unit: Unit | undefined) {
    const bare = bareType(type)
    const integer = bare.kind === 'enum' ? underlyingType(bare, target)! : bare
    this.#bits = bits
    this.#shift = shift
    this.#unit = unit
    this.#signed = integer.kind === 'integer' && integerShape(integer, target).signed
    this.#takesBigint = bits > 32 || (integer.kind === 'integer' && integers[integer.name] === 'bigint')
    this.#as = integer.kind === 'integer' ? comesOutAs(integer) : 'boolean'
    this.#min = this.#signed ? -(1n << BigInt(bits - 1)) : 0n
    this.#max = (1n << BigInt(this.#signed ? bits - 1 : bits)) - 1n
  }

  access(): RawAccess {
    return {
      usesRoot: false,
      read: ({ bytes }, offset, _, site) => {
        const { value } = this.#load(at => bytes.loadU8(offset + at, site))
        if (this.#as === 'boolean') return value !== 0n
        return this.#as === 'bigint' ? value : exactNumber(value, { size: 8, signed: this.#signed }, site)
      },
      initialise: ({ bytes }, offset, _, value, site) => {
        const converted = this.#convert(value, site)
        const { all } = this.#load(at => bytes.loadU8(offset + at, site))
        const mask = ((1n << BigInt(this.#bits)) - 1n) << BigInt(this.#shift)
        let rest = (all & ~mask) | ((converted << BigInt(this.#shift)) & mask)
        for (let at = 0; at < this.#bytes(); at++, rest >>= 8n) {
          bytes.store8(offset + at, Number(rest & 255n), site)
        }
      },
      inline: this.#unit === undefined || this.#as === 'bigint' ? undefined : this.#inline(this.#unit),
    }
  }

  #bytes(): number {
    return Math.ceil((this.#shift + this.#bits) / 8)
  }

  #load(byte: (at: number) => number): { all: bigint; value: bigint } {
    let all = 0n
    for (let at = this.#bytes() - 1; at >= 0; at--) all = (all << 8n) | BigInt(byte(at))
    const raw = all >> BigInt(this.#shift)
    return { all, value: this.#signed ? BigInt.asIntN(this.#bits, raw) : BigInt.asUintN(this.#bits, raw) }
  }

  #convert(value: unknown, site: Site): bigint {
    if (this.#as === 'boolean') {
      if (typeof value !== 'boolean') throw typeError(site, 'true or false', value)
      return value ? 1n : 0n
    }
    const expected = `an integer from ${this.#min} to ${this.#max}, which ${this.#bits} bits hold`
    const isNumber = typeof value === 'number' && Number.isInteger(value)
    if (!isNumber && !(this.#takesBigint && typeof value === 'bigint')) throw typeError(site, expected, value)
    const integer = BigInt(value as number | bigint)
    const lossy = isNumber && !Number.isSafeInteger(value)
    if (lossy || integer < this.#min || integer > this.#max) throw rangeError(site, expected, value)
    return integer
  }

  #inline({ bytes }: Unit): InlineAccess {
    const [bits, shift] = [this.#bits, this.#shift]
    const mask = 2 ** bits - 1
    const cleared = ~(mask << shift)
    return {
      view: views[bytes],
      load: (a, i) => {
        if (this.#as === 'boolean') return `(${a}[${i}]>>>${shift}&1)!==0`
        if (this.#signed) return `${a}[${i}]<<${32 - shift - bits}>>${32 - bits}`
        return bits === 32 ? `${a}[${i}]` : `${a}[${i}]>>>${shift}&${mask}`
      },
      store: (a, i, v) => {
        if (this.#as === 'boolean') {
          return { when: `typeof ${v}==='boolean'`, store: `${a}[${i}]=${a}[${i}]&${cleared}|(${v}?${1 << shift}:0)` }
        }
        const wrapped = this.#signed ? `${v}<<${32 - bits}>>${32 - bits}` : bits === 32 ? `${v}>>>0` : `${v}&${mask}`
        return {
          when: `typeof ${v}==='number'&&${v}===(${wrapped})`,
          store: bits === 32 ? `${a}[${i}]=${v}` : `${a}[${i}]=${a}[${i}]&${cleared}|(${v}&${mask})<<${shift}`,
        }
      },
    }
  }
}
