/** Where the members of a struct or union are on a target. What a bit-field does is in the files of the two sets of rules. */
import type { Alignment } from './alignment.ts'
import { type MemberShape, memberShape } from './member-shape.ts'
import { OpenRecord, roundUp } from './open-record.ts'
import { alignRecordMicrosoft, MicrosoftPlacer } from './place-microsoft.ts'
import { alignRecordSystemV, placeSystemV } from './place-system-v.ts'
import type { Target } from './target.ts'
import { type BitFieldRules, bareType, type Member, type RecordDefinition, type RecordType } from './type.ts'

export interface MemberLayout {
  readonly member: Member
  /** In bytes from the start of the record; of a bit-field, the byte that its first bit is in. */
  readonly offset: number
  /** Of a bit-field: where it starts, in bits from the start of the record; the lowest bit of a byte counts first. */
  readonly bitOffset: number | undefined
}

export interface RecordLayout extends Alignment {
  /** In bytes, trailing padding included. */
  readonly size: number
  /** In the order of the definition, unnamed ones included. */
  readonly members: readonly MemberLayout[]
}

/** By definition, which the same nodes have on every target. Undefined where there is no size. */
type Layouts = WeakMap<RecordDefinition, RecordLayout | undefined>

const layouts = new WeakMap<Target, Layouts>()

/** Undefined for a record that is not defined, or with a member of a type that the target does not have. */
export function recordLayout(type: RecordType, target: Target): RecordLayout | undefined {
  let known = layouts.get(target)
  if (known === undefined) {
    known = new WeakMap()
    layouts.set(target, known)
  }
  if (type.definition !== undefined && !known.has(type.definition)) layOutInnermostFirst(type, target, known)
  return type.definition && known.get(type.definition)
}

/** Without recursion: a text can have structs within structs by the thousand, one by one through their tags. */
function layOutInnermostFirst(type: RecordType, target: Target, known: Layouts): void {
  const pending = [type]
  for (let last = pending.at(-1); last !== undefined; last = pending.at(-1)) {
    const { definition, keyword } = last
    const inner = definition === undefined || known.has(definition) ? [] : unknownWithin(definition, known)
    if (inner.length > 0) {
      pending.push(...inner)
      continue
    }
    pending.pop()
    if (definition !== undefined && !known.has(definition)) known.set(definition, layOut(definition, keyword, target))
  }
}

function unknownWithin({ members }: RecordDefinition, known: Layouts): RecordType[] {
  const inner: RecordType[] = []
  for (const { type } of members) {
    let bare = bareType(type)
    while (bare.kind === 'array') bare = bareType(bare.element)
    if (bare.kind === 'record' && bare.definition !== undefined && !known.has(bare.definition)) inner.push(bare)
  }
  return inner
}

function layOut(
  definition: RecordDefinition,
  keyword: RecordType['keyword'],
  target: Target,
): RecordLayout | undefined {
  const shapes: MemberShape[] = []
  for (const member of definition.members) {
    const shape = memberShape(member, definition, target)
    if (shape === undefined) return undefined
    shapes.push(shape)
  }
  const record = new OpenRecord(definition, target)
  const rules = bitFieldRules(definition, target)
  const positions = keyword === 'union' ? overlay(record, shapes, rules) : placeInOrder(record, shapes, rules)
  const members = definition.members.map((member, i): MemberLayout => {
    const position = positions[i]!
    return { member, offset: Math.floor(position / 8), bitOffset: member.bits === undefined ? undefined : position }
  })
  const { align, isExplicit } = record
  return { size: roundUp(record.position, align) / 8, align: align / 8, isExplicit, members }
}

/** Compilers for other machines ignore `ms_struct`. */
const bitFieldRules = ({ bitFields }: RecordDefinition, target: Target): BitFieldRules =>
  (target.choosesBitFields ? bitFields : undefined) ?? target.bitFields

/** Every member of a union is at its start (C11 6.7.2.1 §16). */
function overlay(record: OpenRecord, members: readonly MemberShape[], rules: BitFieldRules): number[] {
  let size = 0
  for (const member of members) {
    if (rules === 'microsoft') alignRecordMicrosoft(record, member, undefined)
    else alignRecordSystemV(record, member)
    size = Math.max(size, roundUp(member.size, 8))
  }
  record.position = size
  return members.map(() => 0)
}

function placeInOrder(record: OpenRecord, members: readonly MemberShape[], rules: BitFieldRules): number[] {
  const microsoft = rules === 'microsoft' ? new MicrosoftPlacer(record) : undefined
  const positions = members.map(member => {
    if (microsoft === undefined) placeSystemV(record, member)
    else microsoft.place(member)
    const { position } = record
    record.advance(member.size)
    return position
  })
  microsoft?.finish(members.at(-1))
  return positions
}
