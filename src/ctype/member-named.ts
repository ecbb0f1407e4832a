/** Members by name, those of anonymous structs and unions among them (C11 6.7.2.1 §13). */
import { type MemberLayout, recordLayout } from './record-layout.ts'
import type { Target } from './target.ts'
import { bareType, type RecordType } from './type.ts'

/** Where it is counts from the start of the outermost record. Undefined for a name, or a layout, that is not there. */
export function memberNamed(record: RecordType, name: string, target: Target): MemberLayout | undefined {
  for (const layout of recordLayout(record, target)?.members ?? []) {
    const { member, offset } = layout
    if (member.name === name) return layout
    const type = bareType(member.type)
    if (member.name !== undefined || type.kind !== 'record') continue
    const found = memberNamed(type, name, target)
    if (found !== undefined) return within(found, offset)
  }
  return undefined
}

function within({ member, offset, bitOffset }: MemberLayout, start: number): MemberLayout {
  return { member, offset: start + offset, bitOffset: bitOffset === undefined ? undefined : 8 * start + bitOffset }
}
