/**
 * Types that are a little simpler than another, for making a failing one smaller. Down to `int`, which has none simpler: each
 * has fewer parts, members or attributes.
 */
import {
  arrayType,
  type CType,
  integerType,
  type Member,
  qualifiedType,
  type RecordDefinition,
  type RecordType,
  recordType,
  typedefType,
} from '../../src/ctype/type.ts'
import type { Definition } from './layouts/case.ts'

const int = integerType('int')

/** The simplest first. Not all are C, as an `int : 64`: whoever compiles them finds out. */
export function simplerTypes(type: CType): CType[] {
  switch (type.kind) {
    case 'integer':
      return type === int ? [] : [int]
    case 'typedef':
      return [type.type, ...simplerTypes(type.type).map(inner => typedefType(next(type.name), inner, type.align))]
    case 'qualified':
      return [type.type, ...simplerTypes(type.type).map(inner => qualifiedType(inner, type))]
    case 'complex':
    case 'vector':
      return [int, type.element]
    case 'array':
      return [
        type.element,
        ...(type.count === undefined || type.count > 1 ? [arrayType(type.element, 1)] : []),
        ...simplerTypes(type.element).map(element => arrayType(element, type.count)),
      ]
    case 'record':
      return [int, ...simplerRecords(type)]
    default:
      return [int]
  }
}

/** `r_5` is `r_5s1`, then `r_5s2`: the same record may be there again as it was. */
const next = (name: string): string =>
  name.replace(/(s(\d+))?$/, (_all, _suffix, count: string | undefined) => `s${Number(count ?? 0) + 1}`)

function simplerRecords({ keyword, tag, definition }: RecordType): CType[] {
  const { members } = definition!
  const withMembers = (changed: readonly Member[]): RecordDefinition => ({ ...definition!, members: changed })
  const parts = members.filter(({ bits }) => bits === undefined).map(({ type }) => named(type, tag))
  const definitions = [
    ...members.map((_, i) => withMembers(members.filter((_, other) => other !== i))),
    ...withoutAttributes(definition!),
    ...members.flatMap((member, i) =>
      simplerMembers(member).map(simpler => withMembers(members.map((other, at) => (at === i ? simpler : other)))),
    ),
  ]
  return [...parts, ...definitions.map(simpler => recordType(keyword, tag && next(tag), simpler))]
}

/** A part of a record may be without a tag: by itself it needs one. */
function named(type: CType, tag: string | undefined): CType {
  return type.kind === 'record' && type.tag === undefined && tag !== undefined
    ? recordType(type.keyword, next(tag), type.definition)
    : type
}

function withoutAttributes(definition: RecordDefinition): RecordDefinition[] {
  const { packed, pack, align, bitFields, transparent } = definition
  return [
    ...(packed ? [{ ...definition, packed: false }] : []),
    ...(pack === undefined ? [] : [withoutPack(definition)]),
    ...(align === undefined ? [] : [{ ...definition, align: undefined }]),
    ...(bitFields === undefined ? [] : [{ ...definition, bitFields: undefined }]),
    ...(transparent ? [{ ...definition, transparent: false }] : []),
  ]
}

/** What `#pragma pack` says holds for the records without a tag inside, too. */
function withoutPack(definition: RecordDefinition): RecordDefinition {
  const members = definition.members.map(member => {
    const { type } = member
    if (type.kind !== 'record' || type.tag !== undefined) return member
    return { ...member, type: recordType(type.keyword, undefined, withoutPack(type.definition!)) }
  })
  return { ...definition, members, pack: undefined }
}

function simplerMembers(member: Member): Member[] {
  const { type, bits, packed, align } = member
  return [
    ...(packed ? [{ ...member, packed: false }] : []),
    ...(align === undefined ? [] : [{ ...member, align: undefined }]),
    ...(bits === undefined ? [] : [{ ...member, name: member.name ?? 'm', bits: undefined }]),
    ...(bits !== undefined && bits > 1 ? [{ ...member, bits: 1 }] : []),
    // A member without a name is a record or a bit-field.
    ...simplerTypes(type).map(simpler => ({ ...member, name: member.name ?? 'm', type: simpler })),
  ]
}

/** What has to be written before the type, in that order. */
export function definitionsIn(type: CType): Definition[] {
  switch (type.kind) {
    case 'typedef':
      return [...definitionsIn(type.type), type]
    case 'qualified':
      return definitionsIn(type.type)
    case 'array':
      return definitionsIn(type.element)
    case 'enum':
      return [type]
    case 'record':
      return [...type.definition!.members.flatMap(member => definitionsIn(member.type)), ...(type.tag ? [type] : [])]
    default:
      return []
  }
}
