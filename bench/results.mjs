/** All that was measured: for each column and row the values of its rounds, or why there are none. */
import { median, medianRatio } from './statistics.mjs'

export class Results {
  #cells = new Map()

  #cell(column, row) {
    const key = `${column} ${row}`
    if (!this.#cells.has(key)) this.#cells.set(key, { column, row, values: [] })
    return this.#cells.get(key)
  }

  /** One failure in any round is the cell's outcome: what fails now and then has no speed. */
  add(column, row, { value, failed, cannot }) {
    const cell = this.#cell(column, row)
    if (value !== undefined) cell.values.push(value)
    cell.failed ??= failed
    cell.cannot ??= cannot
  }

  /** `{ median }`, `{ failed }`, `{ cannot }`, or undefined where nothing was asked. */
  get(column, row) {
    const cell = this.#cells.get(`${column} ${row}`)
    if (!cell || cell.failed !== undefined || cell.cannot !== undefined) return cell
    return { median: median(cell.values) }
  }

  /** How many times as long the column takes as `against`, or undefined where one of them has no value. */
  ratio(column, row, against) {
    return this.#ratio([column, row], [against, row])
  }

  /** The same of two rows of a column. */
  ratioOfRows(column, row, against) {
    return this.#ratio([column, row], [column, against])
  }

  #ratio(above, below) {
    if (this.get(...above)?.median === undefined || this.get(...below)?.median === undefined) return undefined
    return medianRatio(this.#cell(...above).values, this.#cell(...below).values)
  }

  get failures() {
    return [...this.#cells.values()].filter(cell => cell.failed !== undefined)
  }

  toJSON() {
    return [...this.#cells.values()]
  }
}
