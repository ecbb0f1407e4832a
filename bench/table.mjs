/** Results as Markdown: medians, ratios, and the reasons of the cells that have no number as footnotes. */
import { coldRows, warmRows } from './rows.mjs'

class Footnotes {
  #reasons = []

  mark(word, reason) {
    if (!this.#reasons.includes(reason)) this.#reasons.push(reason)
    return `${word} [${this.#reasons.indexOf(reason) + 1}]`
  }

  toString() {
    return this.#reasons.map((reason, k) => `[${k + 1}] ${reason}`).join('\n')
  }
}

/** Columns as wide as their widest cell: the first to the left, numbers to the right. */
export function markdown(lines) {
  const widths = lines[0].map((_, k) => Math.max(3, ...lines.map(line => line[k].length)))
  const print = line =>
    `| ${line.map((cell, k) => (k ? cell.padStart(widths[k]) : cell.padEnd(widths[k]))).join(' | ')} |`
  const rule = `|${widths.map((width, k) => (k ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`
  return [print(lines[0]), rule, ...lines.slice(1).map(print)].join('\n')
}

const number = value => value.toFixed(value < 10 ? 2 : value < 1000 ? 1 : 0)

function medianCell(results, column, row, notes) {
  const cell = results.get(column.name, row.name)
  if (cell?.failed !== undefined) return notes.mark('failed', `failed: ${cell.failed}`)
  if (cell?.cannot !== undefined) return notes.mark('-', cell.cannot)
  return number(cell.median)
}

function ratioCell(results, column, row) {
  const ratio = results.ratio(column.name, row.name, column.against)
  return ratio === undefined ? '-' : `${ratio.toFixed(2)}x`
}

const ratioLegend =
  'Times as long as cabi on the same engine (above 1: cabi is faster); C, Deno and Bun against cabi on Node 26:'

function tables(title, unit, rows, columns, results, notes) {
  if (rows.length === 0) return []
  const table = (head, of, cell) =>
    markdown([
      [head, ...of.map(column => column.name)],
      ...rows.map(row => [row.title, ...of.map(column => cell(results, column, row, notes))]),
    ])
  const compared = columns.filter(({ name, against }) =>
    rows.some(row => results.ratio(name, row.name, against) !== undefined),
  )
  const ratios = compared.length > 0 ? [ratioLegend, table('ratio', compared, ratioCell)] : []
  return [`## ${title}`, table(unit, columns, medianCell), ...ratios]
}

export function renderResults(results, { rows, columns }) {
  const notes = new Footnotes()
  const wanted = row => rows.includes(row.name)
  const parts = [
    ...tables('Calls', 'ns per call', warmRows.filter(wanted), columns, results, notes),
    ...tables('Cold', 'ms', coldRows.filter(wanted), columns, results, notes),
    String(notes),
  ]
  return parts.filter(Boolean).join('\n\n')
}

export function renderBars(bars, tolerance) {
  if (bars.length === 0) return '## Bars\n\nNone: this run has no cabi and peer to compare.'
  const lines = bars.map(bar => [
    bar.row,
    bar.column,
    `${bar.atLeast}x`,
    bar.ratio === undefined ? bar.reason : `${bar.ratio.toFixed(2)}x`,
    bar.pass ? 'PASS' : 'FAIL',
  ])
  const passed = bars.filter(bar => bar.pass).length
  return [
    `## Bars`,
    `How many times as fast as the peer on the same engine. A bar of 1x is passed from ${(1 - tolerance).toFixed(2)}x: ${tolerance * 100} % is the tolerance of this machine.`,
    markdown([['row', 'peer', 'bar', 'measured', ''], ...lines]),
    `${passed} of ${bars.length} passed.`,
  ].join('\n\n')
}
