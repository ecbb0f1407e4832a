/** How the tests of this folder make records, and look at their layouts. */
import { recordLayout } from './record-layout.ts'
import type { Target } from './target.ts'
import { type CType, type Member, type RecordDefinition, type RecordType, recordType } from './type.ts'

/** What to make a member of: its type, or more. */
export type MemberOf = CType | (Partial<Member> & { readonly type: CType })

type Attributes = Partial<Omit<RecordDefinition, 'members'>>

export function struct(members: Readonly<Record<string, MemberOf>>, attributes: Attributes = {}): RecordType {
  return recordType('struct', 'r', definition(members, attributes))
}

export function union(members: Readonly<Record<string, MemberOf>>, attributes: Attributes = {}): RecordType {
  return recordType('union', 'r', definition(members, attributes))
}

/** Without a tag: what it is a member of without a name owns its members (C11 6.7.2.1 §13). */
export const unnamed = ({ keyword, definition }: RecordType): RecordType => recordType(keyword, undefined, definition)

/** A name that starts with a space is none. */
function definition(members: Readonly<Record<string, MemberOf>>, attributes: Attributes): RecordDefinition {
  return {
    packed: false,
    pack: undefined,
    align: undefined,
    bitFields: undefined,
    transparent: false,
    ...attributes,
    members: Object.entries(members).map(([name, of]) => member(name.startsWith(' ') ? undefined : name, of)),
  }
}

const member = (name: string | undefined, of: MemberOf): Member => ({
  name,
  bits: undefined,
  packed: false,
  align: undefined,
  ...('kind' in of ? { type: of } : of),
})

export const bits = (type: CType, bits: number, attributes: Partial<Member> = {}): MemberOf => ({
  type,
  bits,
  ...attributes,
})

/** `16/8 c@0 d@8`: size, alignment, and where each named member is; `b@32:3` in bits, for a bit-field of 3. */
export function shown(type: RecordType, target: Target): string {
  const { size, align, members } = recordLayout(type, target)!
  const places = members
    .filter(({ member }) => member.name !== undefined)
    .map(({ member, offset, bitOffset }) =>
      bitOffset === undefined ? `${member.name}@${offset}` : `${member.name}@${bitOffset}:${member.bits}`,
    )
  return [`${size}/${align}`, ...places].join(' ')
}
