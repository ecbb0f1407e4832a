/**
 * The lines of a grid: as many bytes as a word has in each. Lines in the middle of one large cell are left out, all but the
 * first two and the last; what is more than a picture should have is cut off.
 */
import type { Layer } from '../../ctype/layout-cells.ts'

export interface Line {
  /** In bytes. */
  readonly start: number
  /** Of a line of the grid, one word on; of one that stands for those left out, behind the last of them. */
  readonly end: number
  readonly isGap: boolean
}

const shownBefore = 2
const mostLines = 48

export function linesOf(layer: Layer, size: number, word: number): Line[] {
  const lines: Line[] = []
  for (let start = 0; start < size; ) {
    const gap = gapAt(layer, start, word)
    const end = gap ?? start + word
    lines.push({ start, end, isGap: gap !== undefined })
    start = end
  }
  return lines.slice(0, mostLines)
}

/** Where lines that are left out from `start` on end. */
function gapAt(layer: Layer, start: number, word: number): number | undefined {
  const cell = layer.find(({ start: first, end }) => first <= 8 * start && end > 8 * start)!
  const first = Math.floor(cell.start / 8 / word) * word
  const last = Math.floor((cell.end - 1) / 8 / word) * word
  return start >= first + shownBefore * word && last - start > word ? last : undefined
}
