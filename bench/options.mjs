import { parseArgs } from 'node:util'
import { columns } from './columns.mjs'
import { parsingRows } from './parsing-rows.mjs'
import { coldRows, warmRows } from './rows.mjs'

export const usage = `npm run bench -- [options]

  --rounds n        how often each column is measured (default 5)
  --only row,...    these rows only
  --peers a,...     these columns only, by name (koffi@20) or by peer (koffi); cabi is needed for ratios
  --quick           one round of short loops: shows that all of it works, not how fast it is
  --check           exit with 1 when a bar is missed`

/**
 * In each round: visits of a warm row, each of so many repetitions of so many milliseconds, of all of which the best counts,
 * and starts of a process for cold rows.
 */
const effort = {
  full: { rounds: 5, visits: 3, repetitions: 3, milliseconds: 20, starts: 20 },
  quick: { rounds: 1, visits: 1, repetitions: 2, milliseconds: 2, starts: 1 },
}

function choose(text, all, matches) {
  if (text === undefined) return all
  const wanted = text.split(',')
  const unknown = wanted.filter(word => !all.some(item => matches(item, word)))
  if (unknown.length > 0)
    throw new Error(`unknown: ${unknown.join(', ')}; there are ${all.map(item => item.name).join(', ')}`)
  return all.filter(item => wanted.some(word => matches(item, word)))
}

export function parseOptions(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      rounds: { type: 'string' },
      only: { type: 'string' },
      peers: { type: 'string' },
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const length = values.quick ? effort.quick : effort.full
  const rounds = Number(values.rounds ?? length.rounds)
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds: expected a whole number from 1, got ${values.rounds}`)
  const isRow = (row, word) => row.name === word
  const isColumn = ({ name }, word) => name === word || name.split('@')[0] === word
  return {
    ...length,
    rounds,
    rows: choose(values.only, [...warmRows, ...coldRows, ...parsingRows], isRow).map(row => row.name),
    columns: choose(values.peers, columns, isColumn),
    quick: values.quick,
    check: values.check,
    help: values.help,
  }
}
