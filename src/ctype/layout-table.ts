/**
 * The layout of a type as a table that a person reads at a glance, for one target or for several side by side:
 *
 *   struct record      x86_64-linux    i386-linux
 *                      offset  size    offset  size
 *     char tag              0     1         0     1
 *     (hole)                1     7         1     3
 *     double value          8     8         4     8
 *   sizeof                       16              12
 *   alignof                       8               4
 *
 * A bit-field's place is `byte:bit`, its size ends in `b`.
 */
import { alignOf, sizeOf } from './layout.ts'
import { type LayoutRow, layoutRows } from './layout-rows.ts'
import { printType } from './print.ts'
import type { Target } from './target.ts'
import { bareType, type CType } from './type.ts'

/** The type as each target's compiler sees it: parsed for it, where a text declares it. */
export interface TargetType {
  readonly target: Target
  readonly type: CType
}

interface Line {
  readonly text: string
  /** Offset and size for each target; undefined where it has no such line. */
  readonly places: readonly (readonly [offset: string, size: string] | undefined)[]
}

const gap = '    '
const offsetWidth = 6
const sizeWidth = 6
const columnWidth = offsetWidth + sizeWidth

export function printLayouts(layouts: readonly TargetType[]): string {
  const title = printType(layouts[0]!.type)
  const sides = layouts.map(({ type, target }) => rowsOf(type, target))
  const lines: Line[] = [
    { text: title, places: layouts.map(() => ['offset', 'size'] as const) },
    ...sideBySide(sides),
    { text: 'sizeof', places: layouts.map(({ type, target }) => ['', number(sizeOf(type, target))] as const) },
    { text: 'alignof', places: layouts.map(({ type, target }) => ['', number(alignOf(type, target))] as const) },
  ]
  const width = Math.max(...lines.map(line => line.text.length))
  const heading = [''.padEnd(width), ...layouts.map(({ target }) => target.name.padStart(columnWidth))].join(gap)
  return `${[heading, ...lines.map(line => printLine(line, width))].map(text => text.trimEnd()).join('\n')}\n`
}

function rowsOf(type: CType, target: Target): LayoutRow[] {
  const bare = bareType(type)
  return (bare.kind === 'record' ? layoutRows(bare, target) : undefined) ?? []
}

const number = (value: number | undefined) => (value === undefined ? 'none' : String(value))

function printLine({ text, places }: Line, width: number): string {
  const columns = places.map(place => {
    const [offset, size] = place ?? ['', '']
    return offset.padStart(offsetWidth) + size.padStart(sizeWidth)
  })
  return [text.padEnd(width), ...columns].join(gap)
}

/**
 * Members are the same on every side and in the same order, but for what a target leaves out; holes differ. So the lines
 * between two members are as many as the side with the most holes there has.
 */
function sideBySide(sides: readonly LayoutRow[][]): Line[] {
  const lines: Line[] = []
  const next = sides.map(() => 0)
  const current = () => sides.map((rows, i) => rows[next[i]!])
  for (let rows = current(); rows.some(row => row !== undefined); rows = current()) {
    const isHole = rows.some(row => row?.kind === 'hole')
    const shown = rows.map(row => (row !== undefined && (row.kind === 'hole') === isHole ? row : undefined))
    const depth = shown.find(row => row !== undefined)!.depth
    lines.push({
      text: '  '.repeat(depth + 1) + (isHole ? '(hole)' : declarations(shown)),
      places: shown.map(row => row && ([place(row), extent(row)] as const)),
    })
    shown.forEach((row, i) => {
      if (row !== undefined) next[i]!++
    })
  }
  return lines
}

/** One, unless what is declared depends on the target: `char pad[sizeof(long)]`. */
const declarations = (rows: readonly (LayoutRow | undefined)[]): string =>
  [...new Set(rows.flatMap(row => row?.declaration ?? []))].join(' / ')

const isWhole = ({ start, end, isBitField }: LayoutRow) => !isBitField && start % 8 === 0 && end % 8 === 0

const place = (row: LayoutRow) =>
  isWhole(row) ? String(row.start / 8) : `${Math.floor(row.start / 8)}:${row.start % 8}`

const extent = (row: LayoutRow) => (isWhole(row) ? String((row.end - row.start) / 8) : `${row.end - row.start}b`)
