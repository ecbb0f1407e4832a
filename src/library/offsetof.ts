/** `offsetof` (C11 7.19 §3), with C's member designators: `'y'`, `'corner.x'`, `'rows[2].first'`. */
import { sizeOf } from '../ctype/layout.ts'
import { memberNamed } from '../ctype/member-named.ts'
import { printType } from '../ctype/print.ts'
import { recordLayout } from '../ctype/record-layout.ts'
import type { Target } from '../ctype/target.ts'
import { bareType, type CType, type RecordType } from '../ctype/type.ts'
import { show } from '../exchange/argument-error.ts'
import { nearMisses } from '../memory/near-miss.ts'
import { type TypeHandle, targetedTypeOf } from '../memory/type-handle.ts'
import { wrongArgument } from './wrong-argument.ts'

const designator = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[\d+\])*$/
const step = /[\w$]+|\[\d+\]/g

/** Part of a type, and where it is. */
interface Place {
  readonly type: CType
  readonly offset: number
}

/**
 * Bytes from the start of `type` to the member. Throws ERR_CABI_ARG_TYPE where there is no such member, naming near misses,
 * and for a bit-field, which need not start at a byte.
 */
export function offsetof(type: TypeHandle, member: string): number {
  const { type: whole, target } = targetedTypeOf(type, 'offsetof')
  if (typeof member !== 'string' || !designator.test(member)) {
    throw wrongArgument(`offsetof: expected a member such as 'x', 'a.x' or 'a[2]', got ${show(member)}`, member)
  }
  let place: Place = { type: whole, offset: 0 }
  for (const [part] of member.matchAll(step)) {
    const next = part.startsWith('[')
      ? elementOf(place, Number(part.slice(1, -1)), target)
      : memberOf(place, part, target)
    place = { type: next.type, offset: place.offset + next.offset }
  }
  return place.offset
}

function memberOf({ type }: Place, name: string, target: Target): Place {
  const record = bareType(type)
  if (record.kind !== 'record') throw wrongArgument(`offsetof: '${printType(type)}' is no struct or union`, name)
  if (recordLayout(record, target) === undefined) {
    throw wrongArgument(`offsetof: '${printType(type)}' is not defined, or has no layout on ${target.name}`, name)
  }
  const found = memberNamed(record, name, target)
  if (found === undefined) throw noMember(record, type, name)
  if (found.bitOffset === undefined) return { type: found.member.type, offset: found.offset }
  throw wrongArgument(`offsetof: '${name}' of '${printType(type)}' is a bit-field, which has no offset in bytes`, name)
}

/** One past the end has an offset too: that of what follows. */
function elementOf({ type }: Place, index: number, target: Target): Place {
  const array = bareType(type)
  if (array.kind !== 'array') throw wrongArgument(`offsetof: '${printType(type)}' is no array`, index)
  if (array.count !== undefined && index > array.count) {
    throw wrongArgument(`offsetof: '${printType(type)}' has no element ${index}`, index)
  }
  return { type: array.element, offset: index * sizeOf(array.element, target)! }
}

function noMember(record: RecordType, type: CType, name: string): TypeError {
  const near = nearMisses(name, memberNames(record))
  const hint = near.length === 0 ? '' : `; did you mean ${near.map(n => `'${n}'`).join(' or ')}?`
  return wrongArgument(`offsetof: '${printType(type)}' has no member '${name}'${hint}`, name)
}

/** Of anonymous members too. */
function memberNames({ definition }: RecordType): string[] {
  return definition!.members.flatMap(({ name, type }) => {
    if (name !== undefined) return [name]
    const bare = bareType(type)
    return bare.kind === 'record' ? memberNames(bare) : []
  })
}
