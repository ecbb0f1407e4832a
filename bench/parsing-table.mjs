/** Reading C text as Markdown, each row with its bar. */
import { parsingColumn } from './parsing.mjs'
import { parsingRows } from './parsing-rows.mjs'
import { markdown } from './table.mjs'

/** A row has no bar where nothing is promised of it, or where what it needs is not installed. */
export function judgeParsing(results, { rows }) {
  return parsingRows
    .filter(row => rows.includes(row.name))
    .map(row => {
      const cell = results.get(parsingColumn, row.name)
      const isJudged = row.atMost !== undefined && cell?.cannot === undefined
      return { row, cell, pass: isJudged ? cell?.median <= row.atMost : undefined }
    })
}

const number = value => value.toFixed(value < 10 ? 2 : 1)

export function renderParsing(judged) {
  if (judged.length === 0) return ''
  const lines = judged.map(({ row: { title, unit, atMost }, cell, pass }) => [
    title,
    cell?.median === undefined ? (cell?.cannot ?? `failed: ${cell?.failed}`) : `${number(cell.median)} ${unit}`,
    atMost === undefined ? '' : `${atMost} ${unit}`,
    pass === undefined ? '' : pass ? 'PASS' : 'FAIL',
  ])
  return `## Reading C\n\n${markdown([['', 'measured', 'at most', ''], ...lines])}`
}
