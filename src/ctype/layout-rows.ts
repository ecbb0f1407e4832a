/**
 * What lies in a struct or union, in the order of its bits: its members, those of structs within it below them, and the
 * holes that no member fills.
 *
 *   struct { char tag; struct { int a; } in; long id : 3; }
 *
 *     member  char tag           bits 0 to 8
 *     hole                       bits 8 to 32
 *     member  struct in          bits 32 to 64
 *     member    int a            bits 32 to 64
 *     member  long id : 3        bits 64 to 67
 *     hole                       bits 67 to 128
 */
import { sizeOf } from './layout.ts'
import { printType } from './print.ts'
import { type MemberLayout, recordLayout } from './record-layout.ts'
import type { Target } from './target.ts'
import { bareType, type Member, type RecordType } from './type.ts'

export interface LayoutRow {
  readonly kind: 'member' | 'hole'
  /** How many structs and unions of the outermost one it is in. */
  readonly depth: number
  /** As C declares it; empty for a hole. */
  readonly declaration: string
  /** `in.a`; empty for what has no name of its own. */
  readonly path: string
  /** From the start of the outermost record, in bits. */
  readonly start: number
  readonly end: number
  readonly isBitField: boolean
}

/** Undefined where the target has no layout of it. */
export function layoutRows(record: RecordType, target: Target): LayoutRow[] | undefined {
  const layout = recordLayout(record, target)
  return layout && rowsOf(record, layout, { target, start: 0, depth: 0, path: '' })
}

interface Surroundings {
  readonly target: Target
  /** Of the record, in bits. */
  readonly start: number
  readonly depth: number
  readonly path: string
}

type Layout = NonNullable<ReturnType<typeof recordLayout>>

function rowsOf({ keyword }: RecordType, { members, size }: Layout, around: Surroundings): LayoutRow[] {
  const rows: LayoutRow[] = []
  const end = around.start + 8 * size
  let filled = around.start
  for (const layout of members) {
    const row = memberRow(layout, around)
    if (row.isBitField && row.start === row.end) continue
    // Members of a union start together: what no member reaches is at its end.
    if (keyword === 'struct' && row.start > filled) rows.push(hole(filled, row.start, around.depth))
    rows.push(row, ...innerRows(layout.member, row, around.target))
    filled = Math.max(filled, row.end)
  }
  if (filled < end) rows.push(hole(filled, end, around.depth))
  return rows
}

function memberRow(
  { member, offset, bitOffset }: MemberLayout,
  { target, start, depth, path }: Surroundings,
): LayoutRow {
  const at = start + (bitOffset ?? 8 * offset)
  const bits = member.bits ?? 8 * (sizeOf(member.type, target) ?? 0)
  const declared = printType(member.type, member.name)
  return {
    kind: 'member',
    depth,
    declaration: member.bits === undefined ? declared : `${declared} : ${member.bits}`,
    path: member.name === undefined ? path : joined(path, member.name),
    start: at,
    end: at + bits,
    isBitField: member.bits !== undefined,
  }
}

const joined = (path: string, name: string) => (path === '' ? name : `${path}.${name}`)

function innerRows({ type }: Member, row: LayoutRow, target: Target): LayoutRow[] {
  const bare = bareType(type)
  const layout = bare.kind === 'record' ? recordLayout(bare, target) : undefined
  if (bare.kind !== 'record' || layout === undefined) return []
  return rowsOf(bare, layout, { target, start: row.start, depth: row.depth + 1, path: row.path })
}

const hole = (start: number, end: number, depth: number): LayoutRow => ({
  kind: 'hole',
  depth,
  declaration: '',
  path: '',
  start,
  end,
  isBitField: false,
})
