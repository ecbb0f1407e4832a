/** `c.struct`, `c.union` and their bit-fields, `c.bits`. */

import { sizeOf } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType, type Member, recordType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { describeWith, show } from '../exchange/argument-error.ts'
import { noOptions, requireOptions } from '../exchange/named-options.ts'
import { noSize } from '../memory/no-size.ts'
import { ctypeOf, handleOf, type RecordHandle, type TypeHandle } from '../memory/type-handle.ts'
import { madeOf } from './origin.ts'
import { identifier } from './signatures.ts'
import { wrongArgument } from './wrong-argument.ts'

/** A member of so many bits, made by `c.bits`. */
export interface BitField {
  readonly type: TypeHandle
  readonly bits: number
}

/** Members in their order, by name. */
export interface Members {
  readonly [name: string]: TypeHandle | BitField
}

export interface RecordOptions {
  /** `__attribute__((packed))`: no padding between members. */
  readonly packed?: boolean
  /** `__attribute__((aligned(n)))`: at least so many bytes; a power of two. */
  readonly align?: number
  /** The tag, for messages and for telling it from others. */
  readonly name?: string
}

type Keyword = 'struct' | 'union'

const bitFields = new WeakSet<object>()

/** ELF's limit in GCC, 2^28 bytes. */
const largestAlignment = 2 ** 28

/** Throws ERR_CABI_ARG_TYPE for what cannot be members, ERR_CABI_ARG_RANGE for an alignment that is none. */
export function recordHandle(keyword: Keyword, members: Members, options: RecordOptions = noOptions): RecordHandle {
  const use = `c.${keyword}`
  if (typeof members !== 'object' || members === null) {
    throw wrongArgument(`${use}: expected members by name, got ${show(members)}`, members)
  }
  const { packed, align, name } = checkedOptions(options, use)
  const entries = Object.entries(members)
  const definition = {
    members: entries.map(([name, member], i) => {
      return memberOf(name, member, keyword, i > 0 && i === entries.length - 1)
    }),
    packed: packed === true,
    pack: undefined,
    align,
    bitFields: undefined,
    transparent: false,
  }
  const type = recordType(keyword, name, { ...definition, members: Object.freeze(definition.members) })
  return madeOf(handleOf(type), Object.values(members).map(typeOfMember)) as RecordHandle
}

/** Throws ERR_CABI_ARG_TYPE for a type that has no bits, ERR_CABI_ARG_RANGE for more bits than the type has. */
export function bitField(handle: TypeHandle, bits: number): BitField {
  const type = ctypeOf(handle, 'c.bits')
  const { kind } = bareType(type)
  const size = sizeOf(type, target)
  if (size === undefined || (kind !== 'integer' && kind !== 'enum' && kind !== 'bool')) {
    throw wrongArgument(`c.bits: expected an integer type, bool or an enumeration, got '${printType(type)}'`, handle)
  }
  // `bool` has one bit of value (C11 6.7.2.1 §4).
  const most = kind === 'bool' ? 1 : 8 * size
  if (!Number.isInteger(bits)) throw wrongArgument(`c.bits: expected a number of bits, got ${show(bits)}`, bits)
  if (bits < 1 || bits > most) {
    const message = `c.bits: a bit-field of '${printType(type)}' has from 1 to ${most} bits, got ${bits}`
    throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: bits })
  }
  const field = Object.freeze({ type: handle, bits })
  bitFields.add(field)
  return field
}

const typeOfMember = (member: TypeHandle | BitField): TypeHandle => (isBitField(member) ? member.type : member)

const isBitField = (value: unknown): value is BitField =>
  typeof value === 'object' && value !== null && bitFields.has(value)

describeWith(value => (isBitField(value) ? `${value.bits} bits of '${value.type}'` : undefined))

function memberOf(name: string, member: TypeHandle | BitField, keyword: Keyword, mayBeFlexible: boolean): Member {
  const use = `c.${keyword}: member '${name}'`
  if (!identifier.test(name)) throw wrongArgument(`${use}: expected a C identifier as its name`, member)
  const bits = isBitField(member) ? member.bits : undefined
  const type = ctypeOf(typeOfMember(member), use)
  if (sizeOf(type, target) === undefined && !(mayBeFlexible && keyword === 'struct' && isFlexible(type))) {
    throw wrongArgument(`${use}: ${noSize(type, T => T)}`, member)
  }
  return { name, type, bits, packed: false, align: undefined }
}

/** C11 6.7.2.1 §18: the last member of a struct that has others. */
function isFlexible(type: CType): boolean {
  const bare = bareType(type)
  return bare.kind === 'array' && bare.count === undefined
}

function checkedOptions(options: RecordOptions, use: string): RecordOptions {
  const { packed, align, name } = requireOptions(use, options, ['packed', 'align', 'name'])
  if (packed !== undefined && typeof packed !== 'boolean') {
    throw wrongArgument(`${use}: packed is true or false, got ${show(packed)}`, packed)
  }
  if (align !== undefined && !isAlignment(align)) {
    const message = `${use}: align is a power of two up to ${largestAlignment}, got ${show(align)}`
    throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: align })
  }
  if (name !== undefined && (typeof name !== 'string' || !identifier.test(name))) {
    throw wrongArgument(`${use}: name is a C identifier, got ${show(name)}`, name)
  }
  return options
}

const isAlignment = (align: unknown): boolean =>
  typeof align === 'number' && align >= 1 && align <= largestAlignment && Number.isInteger(Math.log2(align))
