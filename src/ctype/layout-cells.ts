/**
 * A type cut into cells, which are next to each other and fill it: for pictures of memory. Structs within it are cut into
 * their own members; a union within it, whose members are all at one place, is a cell, as an array is. A union itself has a
 * layer for each of its members.
 *
 *   struct { char tag; struct { int a; } in; }
 *
 *     field  char tag     bits 0 to 8,    group 0
 *     hole                bits 8 to 32
 *     field  int in.a     bits 32 to 64,  group 1
 */
import { sizeOf } from './layout.ts'
import { type LayoutRow, layoutRows } from './layout-rows.ts'
import { printType } from './print.ts'
import type { Target } from './target.ts'
import { bareType, type CType } from './type.ts'

export interface Cell {
  readonly kind: 'field' | 'hole'
  /** `in.a`; empty for a hole, and for what has no name. */
  readonly path: string
  /** As C declares it; empty for a hole. */
  readonly declaration: string
  /** The member of the whole that it is of, counted from 0. */
  readonly group: number
  /** In bits. */
  readonly start: number
  readonly end: number
}

export type Layer = readonly Cell[]

/** Undefined where the target has no layout of it. */
export function layoutCells(type: CType, target: Target): readonly Layer[] | undefined {
  const bare = bareType(type)
  const size = sizeOf(type, target)
  if (size === undefined) return undefined
  if (bare.kind !== 'record') {
    return [[{ kind: 'field', path: '', declaration: printType(type), group: 0, start: 0, end: 8 * size }]]
  }
  const members = withInner(layoutRows(bare, target)!).filter(({ row }) => row.end > row.start)
  if (bare.keyword === 'struct') {
    let group = -1
    return [members.flatMap(member => cellsOf(member, member.row.kind === 'hole' ? group : ++group))]
  }
  return members
    .filter(({ row }) => row.kind === 'member')
    .map((member, group) => filledUp(cellsOf(member, group), 8 * size))
}

interface RowTree {
  readonly row: LayoutRow
  readonly inner: readonly RowTree[]
}

/** Rows that are deeper than the one before them are within it. */
function withInner(rows: readonly LayoutRow[]): RowTree[] {
  const [first] = rows
  if (first === undefined) return []
  const outer = rows.flatMap((row, i) => (row.depth === first.depth ? [i] : []))
  return outer.map((start, i) => ({ row: rows[start]!, inner: withInner(rows.slice(start + 1, outer[i + 1])) }))
}

function cellsOf({ row, inner }: RowTree, group: number): Cell[] {
  const parts = inner.filter(part => part.row.end > part.row.start)
  if (isStruct(parts)) return parts.flatMap(part => cellsOf(part, group))
  const { kind, path, declaration, start, end } = row
  return [{ kind: kind === 'hole' ? 'hole' : 'field', path, declaration, group, start, end }]
}

/** Of a union, members overlap; one of a single member may be either. */
const isStruct = (parts: readonly RowTree[]): boolean =>
  parts.length > 0 && parts.every(({ row }, i) => i === 0 || row.start >= parts[i - 1]!.row.end)

const filledUp = (cells: readonly Cell[], end: number): Layer => {
  const filled = cells.at(-1)!.end
  return filled === end ? cells : [...cells, { kind: 'hole', path: '', declaration: '', group: -1, start: filled, end }]
}
