/**
 * A type's layout as a picture in SVG, for one target or for several side by side: a grid of bytes, a word a line, in which
 * fields are coloured and holes are hatched. Plain shapes and text, with the names of the reader's own fonts.
 */
import { alignOf, sizeOf } from '../../ctype/layout.ts'
import { type Cell, layoutCells } from '../../ctype/layout-cells.ts'
import type { TargetType } from '../../ctype/layout-table.ts'
import { printType } from '../../ctype/print.ts'
import { type Grid, grid } from './grid.ts'
import { runningTotals } from './running-totals.ts'
import { measure, style } from './style.ts'
import { escaped, text } from './text.ts'

/** Undefined where one of the targets has no layout of the type. */
export function drawLayouts(layouts: readonly TargetType[]): string | undefined {
  const drawn = layouts.map(side)
  if (drawn.includes(undefined)) return undefined
  const sides = drawn as Grid[]
  const title = printType(layouts[0]!.type)
  const { margin, gap } = measure
  const lefts = runningTotals(
    margin,
    sides.map(({ width }) => width + gap),
  )
  const width = Math.max(lefts.at(-1)! - gap + margin, 2 * margin + title.length * 9.2)
  const height = 2 * margin + measure.title + Math.max(...sides.map(({ height }) => height))
  const placed = sides.map(
    ({ svg }, i) => `<g transform="translate(${lefts[i]} ${margin + measure.title})">\n${svg}\n</g>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${Math.ceil(height)}" \
viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" role="img" aria-labelledby="title description">
<title id="title">${escaped(`Layout of ${title} on ${layouts.map(({ target }) => target.name).join(' and ')}`)}</title>
<desc id="description">${escaped(layouts.map(described).join(' '))}</desc>
${style}
<rect class="paper" width="100%" height="100%" rx="6"/>
${text(title, margin, margin + 12, 'title')}
${placed.join('\n')}
</svg>
`
}

function side({ type, target }: TargetType): Grid | undefined {
  const layers = layoutCells(type, target)
  if (layers === undefined) return undefined
  const size = sizeOf(type, target)!
  const word = target.size.pointer!
  const gridWidth = word * measure.byte
  const parts = [text(target.name, measure.offsets, 14, 'target'), columns(word)]
  let y = measure.heading
  let width = gridWidth
  layers.forEach((layer, i) => {
    const drawn = grid(layer, size, word)
    parts.push(`<g transform="translate(${measure.offsets} ${y})">\n${drawn.svg}\n</g>`)
    y += drawn.height
    width = Math.max(width, drawn.width)
    if (i < layers.length - 1) {
      parts.push(text('or', measure.offsets + gridWidth / 2, y + 17, 'quiet', 'middle'))
      y += measure.layer
    }
  })
  const caption = `sizeof ${size}, alignof ${alignOf(type, target)}`
  parts.push(text(caption, measure.offsets, y + 20, ''))
  return { svg: parts.join('\n'), width: measure.offsets + width, height: y + measure.caption }
}

/** The numbers of the bytes of a word. */
const columns = (word: number): string =>
  Array.from({ length: word }, (_, i) =>
    text(String(i), measure.offsets + (i + 0.5) * measure.byte, measure.heading - 6, 'quiet', 'middle'),
  ).join('')

function described({ type, target }: TargetType): string {
  const layers = layoutCells(type, target)!.map(layer => layer.map(cellInWords).join(', '))
  return `${target.name}: ${sizeOf(type, target)} bytes, aligned to ${alignOf(type, target)}: ${layers.join('; or ')}.`
}

function cellInWords({ kind, declaration, start, end }: Cell): string {
  const at = start % 8 === 0 ? `${start / 8}` : `${Math.floor(start / 8)}:${start % 8}`
  const size = (end - start) % 8 === 0 ? `${(end - start) / 8} bytes` : `${end - start} bits`
  return kind === 'hole' ? `a hole of ${size} at ${at}` : `${declaration} at ${at}`
}
