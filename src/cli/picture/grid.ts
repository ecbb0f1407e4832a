/** A layer as a grid of bytes: cells as shapes, with what they are called, and notes on those whose names do not fit. */
import type { Cell, Layer } from '../../ctype/layout-cells.ts'
import { type Line, linesOf } from './lines.ts'
import { runningTotals } from './running-totals.ts'
import { colours, measure } from './style.ts'
import { escaped, text } from './text.ts'

export interface Grid {
  readonly svg: string
  readonly width: number
  readonly height: number
}

/** Part of a cell on one line: where it begins and ends, in bits from the line's start. */
export interface Segment {
  readonly line: number
  readonly from: number
  readonly to: number
}

/** Of a cell, on the lines that are shown. */
export function segmentsOf({ start, end }: Cell, lines: readonly Line[], word: number): Segment[] {
  return lines.flatMap((line, i) => {
    const from = Math.max(start - 8 * line.start, 0)
    const to = Math.min(end - 8 * line.start, 8 * (line.isGap ? line.end - line.start : word))
    return from >= to ? [] : [{ line: i, from, to: line.isGap ? 8 * word : to }]
  })
}

/** `firstNote` is the number of the first cell whose name does not fit. */
export function grid(layer: Layer, size: number, word: number): Grid {
  const lines = linesOf(layer, size, word)
  const tops = runningTotals(0, lines.map(heightOf))
  const notes: string[] = []
  const cells = layer.map(cell => drawCell(cell, segmentsOf(cell, lines, word), tops, word, notes))
  // Where a field and a hole meet, the field's edge is seen.
  const holesFirst = [...layer.keys()].sort(
    (a, b) => Number(layer[b]!.kind === 'hole') - Number(layer[a]!.kind === 'hole'),
  )
  const offsets = lines.map(({ start, isGap }, i) =>
    text(isGap ? '⋮' : String(start), -8, tops[i]! + heightOf(lines[i]!) / 2 + 4, 'quiet', 'end'),
  )
  const shown = lines.at(-1)?.end ?? 0
  if (shown < size) notes.push(`and ${size - shown} more bytes`)
  const bottom = tops.at(-1)!
  const below = notes.map((note, i) => text(note, 0, bottom + (i + 1) * measure.note - 2, 'small'))
  const gaps = lines.map((line, i) => (line.isGap ? gapText(line, tops[i]!, pixels(8 * word)) : ''))
  const drawn = [...holesFirst.map(i => cells[i]), ...gaps, ...offsets, ...below].filter(Boolean)
  const width = Math.max(pixels(8 * word), ...notes.map(note => note.length * measure.smallCharacter))
  return { svg: drawn.join('\n'), width, height: bottom + notes.length * measure.note }
}

const gapText = ({ start, end }: Line, top: number, width: number): string =>
  text(`${end - start} bytes`, width / 2, top + measure.gapLine / 2 + 4, 'quiet', 'middle')

const heightOf = ({ isGap }: Line) => (isGap ? measure.gapLine : measure.line)

const pixels = (bits: number) => (bits * measure.byte) / 8

function drawCell(
  cell: Cell,
  segments: readonly Segment[],
  tops: readonly number[],
  word: number,
  notes: string[],
): string {
  if (segments.length === 0) return ''
  const look = cell.kind === 'hole' ? 'hole' : `field c${cell.group % colours}`
  const ticks = segments.flatMap(segment => ticksOf(segment, tops))
  const label = labelOf(cell, segments, tops, notes)
  const name = cell.kind === 'hole' ? `hole of ${extent(cell)}` : cell.declaration
  const path = `<path class="${look}" d="${outline(segments, tops, 8 * word)}"/>`
  return `<g><title>${escaped(`${name}, at ${place(cell)}`)}</title>${path}${ticks.join('')}${label}</g>`
}

/** Around all of its parts: they are one shape where they touch. */
function outline(segments: readonly Segment[], tops: readonly number[], width: number): string {
  const [first, last] = [segments[0]!, segments.at(-1)!]
  if (segments.length === 1 || (segments.length === 2 && first.from >= last.to)) {
    return segments.map(({ line, from, to }) => box(from, to, tops[line]!, tops[line + 1]!)).join('')
  }
  const [a, b] = [pixels(first.from), pixels(last.to)]
  const [top, below, above, bottom] = [first.line, first.line + 1, last.line, last.line + 1].map(i => tops[i]!)
  return `M${a} ${top}H${pixels(width)}V${above}H${b}V${bottom}H0V${below}H${a}Z`
}

const box = (from: number, to: number, top: number, bottom: number) =>
  `M${pixels(from)} ${top}H${pixels(to)}V${bottom}H${pixels(from)}Z`

/** Where bytes meet within a part, at its lower edge. */
function ticksOf({ line, from, to }: Segment, tops: readonly number[]): string[] {
  const bottom = tops[line + 1]!
  const bytes = Array.from({ length: Math.max(0, Math.ceil(to / 8) - 1) }, (_, i) => 8 * (i + 1))
  return bytes
    .filter(bit => bit > from && bit < to)
    .map(bit => `<line class="tick" x1="${pixels(bit)}" y1="${bottom - 5}" x2="${pixels(bit)}" y2="${bottom}"/>`)
}

/** In the widest part: the name with the type below it, the name alone, or the number of a note. */
function labelOf(cell: Cell, segments: readonly Segment[], tops: readonly number[], notes: string[]): string {
  const widest = segments.reduce((best, segment) => (segment.to - segment.from > best.to - best.from ? segment : best))
  const room = pixels(widest.to - widest.from) - 6
  const x = pixels(widest.from + widest.to) / 2
  const y = (tops[widest.line]! + tops[widest.line + 1]!) / 2
  if (cell.kind === 'hole') {
    const words = [extent(cell), extent(cell).split(' ')[0]!].find(word => fits(word, room, true))
    return words === undefined ? '' : text(words, x, y + 4, 'quiet halo', 'middle')
  }
  const [name, type] = nameAndType(cell)
  if (fits(name, room)) {
    if (type === '' || !fits(type, room, true)) return text(name, x, y + 4, '', 'middle')
    return text(name, x, y - 2, '', 'middle') + text(type, x, y + 12, 'quiet', 'middle')
  }
  const number = String(notes.push(`${notes.length + 1}  ${described(cell)}`))
  return text(number, x, y + 4, 'quiet', 'middle')
}

const fits = (words: string, room: number, isSmall = false) =>
  words.length * (isSmall ? measure.smallCharacter : measure.character) <= room

/** `int (*f)(void)` has its name in the middle: then what is declared is what it is called. */
function nameAndType({ path, declaration }: Cell): [name: string, type: string] {
  const own = path.slice(path.lastIndexOf('.') + 1)
  const [, before, after] = new RegExp(`^(.*?)\\b${own.replaceAll('$', '\\$')}\\b(.*)$`).exec(declaration) ?? []
  if (own === '' || before === undefined) return [declaration, '']
  return [path, `${before.trim()}${after!.startsWith(' :') ? after : (after ?? '')}`.trim()]
}

function described({ path, declaration }: Cell): string {
  const own = path.slice(path.lastIndexOf('.') + 1)
  return path === own ? declaration : `${declaration}  (${path})`
}

const place = ({ start }: Cell) =>
  start % 8 === 0 ? `byte ${start / 8}` : `byte ${Math.floor(start / 8)}, bit ${start % 8}`

const extent = ({ start, end }: Cell): string => {
  const bits = end - start
  if (bits % 8 !== 0) return `${bits} bit${bits === 1 ? '' : 's'}`
  return `${bits / 8} byte${bits === 8 ? '' : 's'}`
}
